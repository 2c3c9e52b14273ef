/** What n8n 2 shows of a node before it has run: the schemas in the package, asked for as its editor does, and seen in it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const contract = new URL('../../contract/operations.json', import.meta.url);
const packageName = 'n8n-nodes-synchroteam-outsmart';

export const previews = {
	async 'n8n answers with the schema of every operation'({ url }) {
		for (const { node, resource, operation } of JSON.parse(readFileSync(contract, 'utf8'))) {
			const response = await fetch(`${url}/schemas/${packageName}.${node}/1.0.0/${resource}/${operation}.json`);
			assert.equal(response.status, 200, `${resource} ${operation}`);
			const { type, properties } = await response.json();
			assert.equal(type, 'object');
			assert.ok(Object.keys(properties).length > 0, `${resource} ${operation}`);
		}
	},

	async 'the next node shows the fields of Get Many before anything ran'({ editor }) {
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
	},

	async 'a trigger shows nothing that it may not give'({ url }) {
		const response = await fetch(`${url}/schemas/${packageName}.synchroteamTrigger/1.0.0.json`);
		assert.equal(response.status, 404);
	},
};
