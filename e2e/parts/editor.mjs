/**
 * The editor of n8n 2 as its user has it: nodes added, filled in without any JSON, run and read; what errors look
 * like; credentials tested; triggers tried. With PICTURES=<folder> it takes the pictures of the documentation.
 */
import assert from 'node:assert/strict';
import { openEditor, openWorkflow } from '../lib/browser.mjs';
import { Editor } from '../lib/editor.mjs';
import { createHome, importCredentials, importWorkflows } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';
import { templateFiles } from '../templates.mjs';

export const title = 'the editor of n8n 2 in Chromium';

const { PICTURES } = process.env;
/** Also the size of the pictures. */
const size = { width: 1280, height: 800 };
/** The template that the README shows. */
const shown = '04-work-orders-and-status-back';

export async function run({ tarball, check, keep }) {
	const home = await createHome({ line: 2, tarball, env: { GENERIC_TIMEZONE: 'Europe/Paris' } });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0' }));
	await importCredentials(home, credentialsOf(sandbox));
	const [template] = await importWorkflows(
		home,
		templateFiles.filter((file) => file.includes(shown)),
	);
	const server = keep(await startServer(home));
	await setupOwner(server);
	const { page, close } = await openEditor(server, size);
	keep(page, close);
	await tryEditor({
		editor: new Editor(page, server.url, PICTURES),
		stage: openStage(home, sandbox),
		sandbox,
		template,
		check,
	});
}

/** Every check starts a new workflow. What would be in the way of others comes last: a key that is wrong, a quota that n8n remembers. */
export async function tryEditor(ground) {
	for (const [what, scene] of Object.entries(scenes)) await ground.check(what, () => scene(ground));
}

const scenes = {
	async 'a template opens'({ editor, template }) {
		await openWorkflow(editor.page, editor.url, template.id);
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
		await editor.addCustomField('Order number');
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
		await editor.press('Add Scheduling Preferences');
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

	async 'a work order of OutSmart is made'({ editor, stage }) {
		await editor.newWorkflow();
		await editor.addNode('OutSmart Portal', 'Create work order');
		await editor.write('workorder_nr', 'WO-2001');
		await editor.write('customer_name', 'Bakkerij Jansen');
		await editor.write('work_description', 'Boiler drips');
		await editor.execute();
		assert.match(await editor.output(), /Bakkerij Jansen|WO-2001/);
		await editor.picture('outsmart');
		const made = (await stage.state('workOrders')).filter(({ workorder_nr: number }) => number === 'WO-2001');
		assert.deepEqual(
			made.map((order) => [order.customer_name, order.work_description]),
			[['Bakkerij Jansen', 'Boiler drips']],
		);
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
		assert.match(await test('not-the-key'), /Domain or API key is wrong\. .*Configuration, Authentication Key/);
		await editor.picture('credential-red');
		await editor.closeCredential();
		await editor.execute();
		const { message, description } = await editor.failure();
		assert.match(message, /Your domain or API key is wrong/);
		assert.match(description, /Check domain and API key in the credential/);
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
		assert.match(description, /Try again after \d{4}-\d\d-\d\dT/);
		await editor.picture('message-quota');
	},
};

/** The panel of a step that reads a job by its number. */
async function openJob(editor) {
	await editor.newWorkflow();
	await editor.addNode('Synchroteam', 'Get job');
	await editor.nameBy('job', 'By Number');
}
