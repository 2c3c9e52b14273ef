import type { INodeParameters } from 'n8n-workflow';
import { withSandbox, type Sandbox } from '../engine/cases.cts';
import { locator } from '../engine/engine.cts';
import { fastTime } from './fast.cts';

/** A new record with a key of its own, when no response says whether it was made. */

let service: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	const time = fastTime();
	service = await withSandbox({ now: time.now });
});
beforeEach(async () => await service.sandbox.reset('small'));
afterAll(async () => await service.sandbox.close());

const posts = (requests: Sandbox['requests']) => requests.filter(({ method }) => method === 'POST').length;
const create = { name: 'Once', myId: 'N-1' };
const made = () => service.sandbox.state.customers.all().filter(({ myId }) => myId === 'N-1');

const kinds: Array<[resource: string, store: keyof Sandbox['state'], by: string, value: unknown, INodeParameters]> = [
	['customer', 'customers', 'myId', 'N-1', create],
	['site', 'sites', 'myId', 'N-1', { name: 'S', myId: 'N-1', customer: locator('id', 1) }],
	['equipment', 'equipment', 'myId', 'N-1', { name: 'E', myId: 'N-1', customer: locator('id', 1) }],
	['job', 'jobs', 'myId', 'N-1', { customer: locator('id', 1), jobFields: { myId: 'N-1' } }],
	['job', 'jobs', 'num', 700, { customer: locator('id', 1), jobFields: { num: 700 } }],
	['jobType', 'jobTypes', 'name', 'New type', { name: 'New type' }],
	['user', 'users', 'login', 'new', { login: 'new', password: 'secret' }],
	['part', 'parts', 'reference', 'N-1', { name: 'P', reference: 'N-1' }],
	['invoice', 'invoices', 'reference', 'N-1', { customer: locator('id', 1), invoiceFields: { reference: 'N-1' } }],
	[
		'quotation',
		'quotations',
		'reference',
		'N-1',
		{ customer: locator('id', 1), quotationFields: { reference: 'N-1' } },
	],
	[
		'recurrence',
		'recurrences',
		'myId',
		'N-1',
		{ customer: locator('id', 1), description: 'x', dateStart: '2027-01-01', recurrenceFields: { myId: 'N-1' } },
	],
];

describe.each(kinds)('%s by %s%s', (resource, store, by, value, parameters) => {
	const own = () => service.sandbox.state[store].all().filter((each) => each[by] === value);
	test.each([
		['was made', true, 1],
		['was not made', false, 2],
	])('that %s', async (_, afterEffect, sent) => {
		service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', afterEffect });
		const { error, json, requests } = await service.run(resource, 'create', parameters);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ [by]: value }]);
		expect(own()).toHaveLength(1);
		expect(json[0].id).toEqual(own()[0].id);
		expect(posts(requests)).toBe(sent);
	});
});

test.each([
	['cut off', { kind: 'resetMidAnswer' }],
	['half of the JSON', { kind: 'truncated' }],
	['500 after it was made', { kind: 'status', status: 500, afterEffect: true }],
	['504 before it was made', { kind: 'status', status: 504 }],
	['nothing', { kind: 'empty', afterEffect: true }],
	['a page', { kind: 'html', status: 200, afterEffect: true }],
] as const)('an answer that is broken otherwise: %s', async (_, fault) => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', ...fault });
	const { error, json } = await service.run('customer', 'create', create);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ myId: 'N-1', name: 'Once' }]);
	expect(made()).toHaveLength(1);
});

test('broken twice before it was made: not certain, and it is not sent a third time', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', times: null });
	const { error, requests } = await service.run('customer', 'create', create);
	expect(error?.description).toContain(
		'It was sent twice, and it is not certain whether the change was made: check the record in Synchroteam before you retry.',
	);
	expect(error?.description).not.toContain('not repeated');
	expect(posts(requests)).toBe(2);
});

test('refused the second time, since the first had made it: its item', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', afterEffect: true });
	// The look comes too early to see it.
	service.sandbox.faults.add({ method: 'GET', path: '/details', kind: 'status', status: 404, skip: 1 });
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'status', status: 409 });
	const { error, json, requests } = await service.run('customer', 'create', create);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ myId: 'N-1' }]);
	expect(posts(requests)).toBe(2);
	expect(made()).toHaveLength(1);
});

test('broken twice, made the second time: its item', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset' });
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', afterEffect: true });
	const { error, json, requests } = await service.run('customer', 'create', create);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ myId: 'N-1' }]);
	expect(posts(requests)).toBe(2);
	expect(made()).toHaveLength(1);
});

test('the look fails: not certain', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', afterEffect: true });
	service.sandbox.faults.add({ method: 'GET', path: '/details', kind: 'status', status: 500, skip: 1, times: null });
	const { error, requests } = await service.run('customer', 'create', create);
	expect(error?.description).toContain(
		'It is not certain whether the change was made, so the request was not repeated',
	);
	expect(posts(requests)).toBe(1);
});

test('without a key: not certain', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset', afterEffect: true });
	const { error, requests } = await service.run('customer', 'create', { name: 'Once' });
	expect(error?.description).toContain('It is not certain whether the change was made');
	expect(requests).toHaveLength(1);
});

test('without Check for Existing Record a record that is there may have been there before: not certain', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset' });
	const { error, requests } = await service.run('customer', 'create', {
		name: 'Other',
		myId: 'C-2',
		options: { checkFirst: false },
	});
	expect(error?.description).toContain('It is not certain whether the change was made');
	expect(posts(requests)).toBe(1);
	expect(service.sandbox.state.customers.get(2).name).toBe('Hôtel du Parc');
});

test('a refusal is not looked after', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'status', status: 422 });
	const { error, requests } = await service.run('customer', 'create', create);
	expect(error?.httpCode).toBe('422');
	expect(requests).toHaveLength(2);
});

test('what the second try is refused for is what the user reads', async () => {
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'reset' });
	service.sandbox.faults.add({ method: 'POST', path: '/send', kind: 'status', status: 422 });
	const { error } = await service.run('customer', 'create', create);
	expect(error?.httpCode).toBe('422');
});
