import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { built, nodeType } from '../engine/engine.cts';
import { watch } from './context.cts';

/** The OutSmart trigger in the engine, over HTTP: it watches what it is told to, and nothing else. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'empty', admin: false });
	// Pauses between repeated requests take no time here.
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, {
		sleep: async () => await new Promise(setImmediate),
	});
});
beforeEach(async () => await sandbox.reset('empty'));
afterAll(async () => await sandbox.close());

function trigger(event: string, parameters: INodeParameters, more = {}) {
	const { url, portalName, username, password } = sandbox.outSmart;
	return watch(
		'outSmartPortalTrigger',
		{ events: [event], options: { output: 'full' }, ...parameters },
		{ portalName, username, password, baseUrl: url },
		more,
	);
}
const order = (number: string, fields = {}) => sandbox.state.workOrders.create({ workorder_nr: number, ...fields });
const change = (number: string, fields: object) => {
	const row = sandbox.state.workOrders.rows().find(({ workorder_nr }) => workorder_nr === number)!;
	sandbox.state.workOrders.change(row.id, fields);
};

test('activation emits nothing; a change comes once, with its fields and their old values', async () => {
	order('WO-1', { status: 'open', work_description: 'Repair' });
	order('WO-2');
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1, WO-2, WO-1' });
	expect(await watching.poll()).toBeNull();
	expect(sandbox.requests).toHaveLength(2);
	expect(await watching.poll()).toBeNull();
	change('WO-1', { status: 'done', work_finished: 1 });
	const items = (await watching.poll())!;
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({ workorder_nr: 'WO-1', status: 'done', appeared: false });
	expect(items[0].changedFields).toMatchObject({
		status: { old: 'open', new: 'done' },
		work_finished: { old: 0, new: 1 },
	});
	expect(await watching.poll()).toBeNull();
	watching.restart();
	expect(await watching.poll()).toBeNull();
});

test('a number that does not exist yet is waited for', async () => {
	const watching = trigger('workOrderUpdated', { workorder_nr: ['WO-9'] as never });
	expect(await watching.poll()).toBeNull();
	expect(await watching.poll()).toBeNull();
	order('WO-9', { status: 'new' });
	expect(await watching.poll()).toMatchObject([{ workorder_nr: 'WO-9', appeared: true, changedFields: {} }]);
	change('WO-9', { status: 'planned' });
	expect(await watching.poll()).toMatchObject([
		{ appeared: false, changedFields: { status: { old: 'new', new: 'planned' } } },
	]);
});

test('numbers come and go without a flood; one that is new in the list begins with what it shows', async () => {
	order('WO-1');
	order('WO-2', { status: 'a' });
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1' });
	await watching.poll();
	watching.set({ events: ['workOrderUpdated'], options: { output: 'full' }, workorder_nr: 'WO-1,WO-2' });
	expect(await watching.poll()).toBeNull();
	change('WO-2', { status: 'b' });
	expect(await watching.poll()).toMatchObject([
		{ workorder_nr: 'WO-2', changedFields: { status: { old: 'a', new: 'b' } } },
	]);
	watching.set({ events: ['workOrderUpdated'], options: { output: 'full' }, workorder_nr: 'WO-1' });
	await watching.poll();
	expect(Object.keys((watching.memory() as any).events.workOrderUpdated.seen)).toEqual(['WO-1']);
});

test('long texts are kept by their beginning, and still compared to the end', async () => {
	order('WO-1', { signature: `${'s'.repeat(50_000)}1` });
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1' });
	await watching.poll();
	expect(JSON.stringify(watching.memory()).length).toBeLessThan(8000);
	change('WO-1', { signature: `${'s'.repeat(50_000)}2` });
	const [{ changedFields }] = (await watching.poll())!;
	expect(changedFields).toMatchObject({ signature: { old: `${'s'.repeat(200)}…`, new: `${'s'.repeat(50_000)}2` } });
});

test('notes: changed and read', async () => {
	const { id } = sandbox.state.notes.create({
		nte_reference: 'REF 1/a',
		nte_content: 'Hello',
		nte_entity: 'worksheets',
	});
	const watching = trigger('noteUpdated', { nte_reference: 'REF 1/a' });
	await watching.poll();
	sandbox.state.notes.change(id, { nte_content: 'Bye' });
	expect(await watching.poll()).toMatchObject([
		{ nte_content: 'Bye', changedFields: { nte_content: { old: 'Hello', new: 'Bye' } } },
	]);
	sandbox.state.notes.change(id, { readAt: Date.now() });
	const [{ changedFields }] = (await watching.poll())!;
	expect(changedFields).toHaveProperty('nte_timestamp_read.old', null);
});

test('a failure in the middle changes nothing; the next poll covers it', async () => {
	order('WO-1', { status: 'a' });
	order('WO-2', { status: 'a' });
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1,WO-2' });
	await watching.poll();
	change('WO-1', { status: 'b' });
	change('WO-2', { status: 'b' });
	const before = watching.memory();
	sandbox.faults.add({ service: 'outSmart', path: 'WO-2', kind: 'status', status: 401, times: 1 });
	await expect(watching.poll()).rejects.toMatchObject({ httpCode: '401' });
	expect(watching.memory()).toEqual(before);
	expect(await watching.poll()).toHaveLength(2);
});

test('what does not fit into the time of a poll is looked at by the next, from there on', async () => {
	const numbers = Array.from({ length: 6 }, (_, at) => `WO-${at}`);
	for (const number of numbers) order(number);
	const watching = trigger('workOrderUpdated', { workorder_nr: numbers.join() }, { getPollBudgetMs: () => -1 });
	for (const pair of [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)]) {
		const from = sandbox.requests.length;
		await watching.poll();
		expect(sandbox.requests.slice(from).map(({ path }) => path.split('/').pop())).toEqual(pair);
	}
	change('WO-3', { status: 'b' });
	expect(await watching.poll()).toBeNull();
	expect(await watching.poll()).toHaveLength(1);
});

test("of two polls that n8n's durable scheduler starts with the same memory one delivers", async () => {
	order('WO-1', { status: 'a' });
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1' }, { getPollBudgetMs: () => 36_000 });
	await watching.poll();
	watching.restart();
	change('WO-1', { status: 'b' });
	const before = { state: watching.memory() };
	expect(await watching.poll()).toHaveLength(1);
	watching.remember(before);
	expect(await watching.poll()).toBeNull();
});

test('a test in the editor shows records that exist and touches no state, or says that there are none', async () => {
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-0,WO-1' });
	await expect(watching.test()).rejects.toMatchObject({ message: 'There is no record to show' });
	order('WO-1');
	expect(await watching.test()).toMatchObject([{ workorder_nr: 'WO-1' }]);
	expect(watching.memory()).toEqual({});
});

test.each([
	['', 'Work Order Numbers is empty'],
	[' , ', 'Work Order Numbers is empty'],
	['..', 'Work Order Number: ".." cannot be part of an address'],
])('%j is refused before anything is sent', async (workorder_nr, message) => {
	await expect(trigger('workOrderUpdated', { workorder_nr }).poll()).rejects.toMatchObject({ message });
	expect(sandbox.requests).toEqual([]);
});

test('another event starts again; the state has a version', async () => {
	order('WO-1');
	const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1' });
	await watching.poll();
	expect(watching.memory()).toMatchObject({ version: 3 });
	watching.set({ events: ['noteUpdated'], nte_reference: 'WO-1' });
	expect(await watching.poll()).toBeNull();
	expect(watching.memory()).toMatchObject({ events: { noteUpdated: { seen: { 'WO-1': null } } } });
});

test('Output: full gives what the portal shows, without it the most useful fields; anything else is refused', async () => {
	order('WO-1', { status: 'a' });
	const fields = async (output?: string) => {
		const watching = trigger('workOrderUpdated', { workorder_nr: 'WO-1', options: output ? { output } : {} });
		return Object.keys((await watching.test())[0]).length;
	};
	expect(await fields()).toBe(await fields('simplified'));
	expect(await fields('full')).toBeGreaterThan(await fields());
	expect(await fields('Full')).toBe(await fields('full'));
	await expect(fields('details')).rejects.toThrow('Output: "details" is not one of its values');
});

test('description and panel say what it can and cannot see', () => {
	const { description } = nodeType('outSmartPortalTrigger');
	expect(description).toMatchObject({ polling: true, inputs: [] });
	expect(description.description).toContain('that you watch');
	expect(description.properties.find(({ type }) => type === 'notice')!.displayName).toContain(
		'watches only the numbers that you enter',
	);
});
