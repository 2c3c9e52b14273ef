/** What the documentation shows: finding a node, filling it in, what goes wrong and what n8n says then. */
import assert from 'node:assert/strict';

/** Every scene starts a new workflow. What would be in the way of others comes last: a key that is wrong, a quota that n8n remembers. */
export const documented = {
	async 'a template opens'({ editor, template }) {
		await editor.openWorkflow(template.id);
		await editor.picture('editor');
	},

	async 'one search finds node and trigger of each service'({ editor }) {
		await editor.newWorkflow();
		for (const [text, name, offered] of [
			['outsmart', 'OutSmart Portal', /Create work order/],
			['synchroteam', 'Synchroteam', /Create job/],
		]) {
			await editor.openNodes(text);
			const entry = editor.entry(name);
			await entry.waitFor();
			assert.match(await entry.innerText(), /start the workflow when/);
			await editor.picture('node-panel');
			await entry.click();
			await editor.part('item-iterator-item').filter({ hasText: offered }).first().waitFor();
			await editor.page.keyboard.press('Escape');
		}
	},

	async 'a job is made without typing JSON'({ editor, stage }) {
		const before = await stage.state('jobs');
		const [, first, second] = await stage.state('users');
		await editor.newWorkflow();
		await editor.addNode('Synchroteam', 'Create job');
		await editor.reopenPanel('Create job');
		const offered = await editor.typeInList('customer', 'dup');
		assert.ok(offered.length > 1 && offered.every((text) => /dup/i.test(text)), `offered: ${offered}`);
		await editor.picture('from-list');
		await editor.pick('Dupont SNC');
		await editor.write('description', 'Replace the pump');
		await editor.picture('create-job');
		await editor.switch('setCustomFields');
		await editor.customField('Order number').locator('input').fill('PO-77');
		await editor.addCustomField('Parking needed');
		await editor.customField('Parking needed').locator('.el-switch').click();
		await editor.picture('custom-fields');
		await editor.addField('Other Technicians');
		for (const [place, { login }] of [first, second].entries()) {
			await editor.press('Add Technician');
			await editor.typeInList('id', login, place);
			await editor.pick(`(${login})`);
		}
		await editor.addField('Scheduling Preferences');
		await editor.typeInList('schedulingWindow', 'after');
		await editor.pick('Afternoon');
		await editor.execute();
		assert.match(await editor.output(), /Dupont SNC/);
		await editor.showAs('schema');
		await editor.picture('output');
		const made = (await stage.state('jobs')).filter(({ id }) => !before.some((job) => job.id === id));
		assert.equal(made.length, 1);
		const [{ customer, description, otherTechnicians, preferences, customFieldValues }] = made;
		assert.deepEqual([customer.name, description], ['Dupont SNC', 'Replace the pump']);
		assert.deepEqual(
			otherTechnicians.map(({ login }) => login),
			[first.login, second.login],
		);
		assert.match(JSON.stringify(preferences), /Afternoon/);
		const own = (label) => customFieldValues.find((field) => field.label === label)?.value;
		assert.deepEqual([own('Order number'), String(own('Parking needed'))], ['PO-77', '1']);
	},

	async 'a job is read by its number'({ editor, stage }) {
		const job = (await stage.state('jobs')).at(-2);
		await openJob(editor);
		await editor.write('job', String(job.num));
		await editor.execute();
		const output = await editor.output();
		assert.ok(output.includes(String(job.num)) && output.includes(job.customer.name), output);
	},

	async 'an expression that gives nothing is named'({ editor }) {
		await openJob(editor);
		await editor.expression('job', '{{ $json.number }}');
		await editor.execute();
		const { message, description } = await editor.failure();
		assert.equal(message, 'Job is empty');
		assert.match(description, /expression/i);
		await editor.picture('message-empty-id');
	},

	async 'an empty From List says how to make a first record, and that is no choice'({ editor, stage }) {
		for (const { id } of await stage.state('attachments'))
			await stage.synchroteam('DELETE', `/attachment/delete?id=${id}`);
		await editor.newWorkflow();
		await editor.addNode('Synchroteam', 'Delete attachment');
		assert.deepEqual(await editor.openList('attachment'), ['No attachments yet. Use Attachment > Create.']);
		await editor.picture('empty-list');
		await editor.pick('No attachments yet');
		// n8n marks what is empty in a new node when its panel is opened again.
		await editor.reopenPanel('Delete attachment');
		assert.deepEqual(await editor.marked(), ['attachment']);
	},

	async 'the Synchroteam trigger fetches a test event'({ editor, stage }) {
		await editor.newTriggeredWorkflow('Synchroteam', 'On job completed');
		await editor.execute();
		const done = (await stage.state('jobs')).filter(({ status }) => ['completed', 'validated'].includes(status));
		const output = await editor.output();
		assert.ok(
			done.some(({ customer }) => output.includes(customer.name)),
			output,
		);
		await editor.picture('trigger');
	},

	async 'the OutSmart trigger fetches a test event'({ editor }) {
		await editor.newTriggeredWorkflow('OutSmart Portal', 'On work order updated');
		await editor.write('workorder_nr', 'WO-2001');
		await editor.execute();
		assert.match(await editor.output(), /Bakkerij Jansen/);
	},

	async 'a wrong key turns the credential red and the step says so; the right one turns it green'({ editor, sandbox }) {
		await openJob(editor);
		await editor.write('job', '1');
		const test = async (key) => {
			await editor.openCredential();
			await editor.writeCredential('apiKey', key);
			return await editor.saveCredential();
		};
		assert.match(await test('not-the-key'), /Domain or API key is wrong\. .*Configuration > Authentication Key/);
		await editor.picture('credential-red');
		await editor.closeCredential();
		await editor.execute();
		const { message, description } = await editor.failure();
		assert.match(message, /Your domain or API key is wrong/);
		assert.match(description, /Check the domain and the API key in the credential/);
		await editor.picture('message-wrong-key');
		assert.match(await test(sandbox.synchroteam.apiKey), /Connection tested successfully/);
		await editor.picture('credential-green');
		await editor.closeCredential();
	},

	async 'a reached quota says when it goes on'({ editor, stage }) {
		await stage.admin('settings', { quota: 1 }, 'PUT');
		await openJob(editor);
		await editor.write('job', '1');
		await editor.execute();
		const { message, description } = await editor.failure();
		assert.equal(message, 'The daily quota of Synchroteam is used up');
		assert.match(description, /Try again after \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d \([A-Za-z]+(\/[A-Za-z_]+)?\)/);
		await editor.picture('message-quota');
	},
};

/** The panel of a step that reads a job by its number. */
async function openJob(editor) {
	await editor.newWorkflow();
	await editor.addNode('Synchroteam', 'Get job');
	await editor.lookUpBy('job', 'num');
}
