/** What the documentation shows: finding a node, filling it in, what goes wrong and what n8n says then. */
import assert from 'node:assert/strict';
import { hold } from './clicks.mjs';

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

	async 'a job is read by its number'(ground) {
		const { editor, stage } = ground;
		const job = (await stage.state('jobs')).at(-2);
		await editor.newWorkflow();
		const clicks = await editor.countClicks();
		await addJobNode(editor, 'Get job', job.num);
		await editor.execute();
		hold(ground, 'read a job by its number', await clicks());
		const output = await editor.output();
		assert.ok(output.includes(String(job.num)) && output.includes(job.customer.name), output);
	},

	async 'a job is completed, and a link is attached to it'(ground) {
		const { editor, stage } = ground;
		const { id, num } = (await stage.state('jobs')).at(-1);
		await editor.newWorkflow();
		const toComplete = await editor.countClicks();
		await addJobNode(editor, 'Complete job', num);
		await editor.writeDate('actualStart', '2026-12-01 08:00:00');
		await editor.writeDate('actualEnd', '2026-12-01 09:30:00');
		await editor.execute();
		hold(ground, 'complete a job', await toComplete());
		await editor.newWorkflow();
		const toAttach = await editor.countClicks();
		await addJobNode(editor, 'Create attachment', num);
		await editor.write('name', 'Manual');
		await editor.choose('isExternalLink', 'Link');
		await editor.write('url', 'https://example.com/manual.pdf');
		await editor.execute();
		hold(ground, 'attach a link to a job', await toAttach());
		assert.equal((await stage.state('jobs')).find((job) => job.id === id).status, 'completed');
		const { name, job } = (await stage.state('attachments')).at(-1);
		assert.deepEqual([name, job.id], ['Manual', id]);
	},

	async 'a customer gets an address and a contact'(ground) {
		const { editor, stage } = ground;
		await editor.newWorkflow();
		const clicks = await editor.countClicks();
		await editor.addNode('Synchroteam', 'Create customer');
		await editor.write('name', 'Boulangerie Petit');
		await editor.addField('Address');
		await editor.write('customerFields.addressFields.values.addressCity', 'Lyon');
		await editor.addField('Contact');
		await editor.write('customerFields.contactFields.values.contactLastName', 'Petit');
		await editor.execute();
		hold(ground, 'create a customer with address and contact', await clicks());
		const { name, addressCity, contactLastName } = (await stage.state('customers')).at(-1);
		assert.deepEqual([name, addressCity, contactLastName], ['Boulangerie Petit', 'Lyon', 'Petit']);
	},

	async 'an expression that gives nothing is named'({ editor }) {
		await editor.newWorkflow();
		await addJobNode(editor, 'Get job', 1);
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

	async 'the OutSmart trigger fetches a test event'({ editor }) {
		await editor.newTriggeredWorkflow('OutSmart Portal', 'On work order updated');
		await editor.write('workorder_nr', 'WO-2001');
		await editor.execute();
		assert.match(await editor.output(), /Bakkerij Jansen/);
	},

	async 'a wrong key turns the credential red and the step says so; the right one turns it green'({ editor, sandbox }) {
		await editor.newWorkflow();
		await addJobNode(editor, 'Get job', 1);
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
		await editor.newWorkflow();
		await addJobNode(editor, 'Get job', 1);
		await editor.execute();
		const { message, description } = await editor.failure();
		assert.equal(message, 'The daily quota of Synchroteam is used up');
		assert.match(description, /Try again after \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d \([A-Za-z]+(\/[A-Za-z_]+)?\)/);
		await editor.picture('message-quota');
		await stage.admin('settings', { quota: 10_000 }, 'PUT');
	},
};

/** Adds a step for the job with a number. */
async function addJobNode(editor, action, number) {
	await editor.addNode('Synchroteam', action);
	await editor.lookUpBy('job', 'num');
	await editor.write('job', String(number));
}
