/** What n8n 2 shows of a node before it has run: the schemas in the package, asked for as its editor does, and seen in it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openEditor } from '../lib/browser.mjs';
import { Editor } from '../lib/editor.mjs';
import { createHome, importCredentials } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { setupOwner, startServer } from '../lib/server.mjs';

export const title = 'the fields of an operation before it has run, in n8n 2';

const contract = new URL('../../contract/operations.json', import.meta.url);
/** That of the pictures. */
const size = { width: 1280, height: 800 };
const packageName = 'n8n-nodes-synchroteam-outsmart';

export async function run({ tarball, check, keep }) {
	const home = await createHome({ line: 2, tarball });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0' }));
	await importCredentials(home, credentialsOf(sandbox));
	const server = keep(await startServer(home));
	await check('n8n answers with the schema of every operation', async () => {
		for (const { node, resource, operation } of JSON.parse(readFileSync(contract, 'utf8'))) {
			const response = await fetch(`${server.url}/schemas/${packageName}.${node}/1.0.0/${resource}/${operation}.json`);
			assert.equal(response.status, 200, `${resource} ${operation}`);
			const { type, properties } = await response.json();
			assert.equal(type, 'object');
			assert.ok(Object.keys(properties).length > 0, `${resource} ${operation}`);
		}
	});
	await setupOwner(server);
	const { page, close } = await openEditor(server, size);
	keep(page, close);
	const editor = new Editor(page, server.url, process.env.PICTURES);
	await check('the next node shows the fields of Get Many before anything ran', async () => {
		await editor.newWorkflow();
		await editor.addNode('Synchroteam', 'Get many jobs');
		await editor.closePanel();
		await editor.openNodes('Edit Fields');
		await editor.entry('Edit Fields').click();
		const input = editor.part('ndv-input-panel').or(editor.part('input-panel')).first();
		await editor.part('schema-preview-warning', input).waitFor();
		const names = await editor.part('run-data-schema-node-name', input).allInnerTexts();
		for (const name of ['num', 'customerName', 'scheduledStart', 'technicianId'])
			assert.ok(names.includes(name), `shown: ${names}`);
		await editor.picture('preview');
	});
	await check('a trigger shows nothing that it may not give', async () => {
		const response = await fetch(`${server.url}/schemas/${packageName}.synchroteamTrigger/1.0.0.json`);
		assert.equal(response.status, 404);
	});
}
