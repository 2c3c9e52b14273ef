/** What n8n marks in red before anything ran: each required field that is empty, and nothing else. */
import assert from 'node:assert/strict';
import { flow, node, types } from '../lib/flows.mjs';

/** By hand from what each operation is about: the judge of the panels. */
const expected = [
	// By number or by own ID: one of the two.
	['synchroteam', 'job', 'upsert', []],
	['synchroteam', 'job', 'schedule', ['job']],
	['synchroteam', 'job', 'start', ['job']],
	['synchroteam', 'job', 'complete', ['job', 'actualStart', 'actualEnd']],
	['synchroteam', 'customer', 'create', ['name']],
	['synchroteam', 'site', 'create', ['name', 'customer']],
	['synchroteam', 'equipment', 'create', ['name']],
	['synchroteam', 'invoice', 'create', ['customer']],
	['synchroteam', 'quotation', 'create', ['customer']],
	['synchroteam', 'part', 'create', ['name']],
	['synchroteam', 'partMovement', 'move', ['source', 'destination', 'part']],
	['synchroteam', 'partRequest', 'create', ['user', 'source', 'destination', 'part']],
	['synchroteam', 'message', 'send', ['message']],
	['synchroteam', 'contract', 'create', ['customer']],
	['synchroteam', 'recurrence', 'upsert', ['myId']],
	['synchroteam', 'user', 'create', ['login', 'password']],
	['outSmartPortal', 'workOrder', 'create', ['workorder_nr']],
	['outSmartPortal', 'note', 'create', ['nte_reference', 'nte_content']],
];

const names = expected.map(([service, resource, operation]) => `${service} ${resource} ${operation}`);

/** A node for each of them, with nothing filled in. */
export const requiredFlow = {
	...flow('requiredFields', [
		[
			node('Start', types.manual, {}),
			...expected.map(([service, resource, operation], index) =>
				node(names[index], types[service], { resource, operation }),
			),
		],
	]),
};

export const required = {
	async 'empty required fields are marked before the run, and nothing else is'({ editor }) {
		await editor.openWorkflow(requiredFlow.id);
		for (const [index, name] of names.entries()) {
			await editor.openPanel(name);
			assert.deepEqual(await editor.marked(), expected[index][3], name);
			await editor.closePanel();
		}
	},

	async 'groups with choices are added, and nothing in them is marked'({ editor }) {
		await editor.openWorkflow(requiredFlow.id);
		for (const [name, group, choice] of [
			['synchroteam job upsert', 'Scheduling Preferences', 'jobFields.preferences.values.isPool'],
			['synchroteam recurrence upsert', 'Scheduling Preferences', 'recurrenceFields.preferences.values.flAutoSchedule'],
			['outSmartPortal workOrder create', 'Portal Bookkeeping', 'workOrderFields.bookkeepingFields.values.imported'],
		]) {
			await editor.openPanel(name);
			await editor.addField(group, 'Add Field');
			await editor.field(choice).waitFor();
			assert.deepEqual(await editor.marked(), expected[names.indexOf(name)][3], name);
			await editor.closePanel();
		}
	},
};
