import type { INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Additional Body Fields say more of the record; they do not lead to another one. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox({ unknownKeys: 'accept' });
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const refused: Array<[resource: string, operation: string, keys: string[], parameters: INodeParameters]> = [
	['customer', 'create', ['id', 'ID', ' Id', 'MyId', 'MYID'], { name: 'New' }],
	['customer', 'update', ['id', 'myId', 'myid'], { customer: locator('list', 2) }],
	['customer', 'upsert', ['id', 'myId'], { myId: 'C-1' }],
	['site', 'create', ['id'], { name: 'New', customer: locator('id', 1) }],
	['equipment', 'create', ['id'], { name: 'New', customer: locator('id', 1) }],
	['job', 'create', ['id', 'Num', 'myid'], { customer: locator('id', 1) }],
	['job', 'update', ['id', 'num', 'myId'], { job: locator('list', 'x_1') }],
	['job', 'upsert', ['id', 'num', 'myId'], { myId: 'J-1' }],
	['job', 'cancel', ['id', 'num', 'myId', 'NUM'], { job: locator('num', 1) }],
	['job', 'schedule', ['id', 'num', 'myId'], { job: locator('num', 1) }],
	['job', 'unschedule', ['id'], { job: locator('num', 1) }],
	['job', 'validate', ['id'], { job: locator('num', 1) }],
	['job', 'start', ['id'], { job: locator('num', 1) }],
	['job', 'confirm', ['id'], { job: locator('num', 1) }],
	[
		'job',
		'complete',
		['id'],
		{ job: locator('num', 1), actualStart: '2026-11-21T08:00:00', actualEnd: '2026-11-21T09:00:00' },
	],
	['job', 'addParts', ['id'], { job: locator('num', 1), parts: { values: [{ reference: 'P-100', quantity: 1 }] } }],
	['jobType', 'create', ['id', 'Name'], { name: 'New' }],
	['jobType', 'update', ['id', 'name'], { jobType: locator('list', 1) }],
	['user', 'create', ['id', 'Login'], { login: 'new', password: 'x' }],
	['user', 'update', ['id', 'login'], { user: locator('list', 1) }],
	['user', 'upsert', ['id', 'login'], { login: 'jean' }],
	['part', 'create', ['id', 'Reference'], { name: 'New' }],
	['part', 'update', ['id', 'reference'], { part: locator('list', 1) }],
	['part', 'updatePrices', ['id', 'reference'], { prices: { values: [{ reference: 'P-100', price: 1 }] } }],
	['contract', 'create', ['id', 'num'], { name: 'New', customer: locator('id', 1) }],
	['contract', 'update', ['id', 'num'], { contract: locator('num', 1) }],
	['invoice', 'create', ['id', 'Num'], { customer: locator('id', 1) }],
	['invoice', 'update', ['id', 'num', 'reference'], { invoice: locator('list', 1) }],
	['invoice', 'cancel', ['id', 'num', 'reference'], { invoice: locator('list', 1) }],
	['invoice', 'duplicate', ['id', 'num', 'reference'], { invoice: locator('list', 1) }],
	['quotation', 'cancel', ['id', 'num', 'reference'], { quotation: locator('list', 1) }],
	['recurrence', 'create', ['id'], { customer: locator('id', 1) }],
	['recurrence', 'update', ['id', 'num', 'myId'], { recurrence: locator('list', 1) }],
	['activity', 'create', ['id'], {}],
	['activity', 'update', ['id'], { activity: locator('list', 1) }],
	['attachment', 'create', ['id'], { attachTo: 'general', name: 'x', url: 'https://example.com' }],
	['partRequest', 'update', ['id'], { partRequest: locator('list', 'x') }],
	['partRequest', 'fulfill', ['id', 'requestId', 'REQUESTID'], { partRequest: locator('list', 'x') }],
	[
		'depot',
		'setQuantities',
		['depot', 'id', 'name'],
		{ depot: locator('name', 'Main'), parts: { values: [{ productCode: 'P-100', quantity: 1 }] } },
	],
];

test.each(refused)('%s %s', async (resource, operation, keys, parameters) => {
	for (const key of keys) {
		const { error, requests } = await at.run(resource, operation, {
			...parameters,
			options: { additionalBody: JSON.stringify({ [key]: key === 'depot' ? { name: 'Van' } : '3' }) },
		});
		expect(error?.message).toBe(`Additional Body Fields can't contain ${key}`);
		if (operation === 'update')
			expect(error?.description).toBe(
				`Choose the ${
					{ equipment: 'piece of equipment', jobType: 'job type', partRequest: 'part request' }[resource] ?? resource
				} above. Nothing was sent.`,
			);
		expect(requests).toEqual([]);
	}
});

/** Several orders are given under Options. */
const lists = (parameters: INodeParameters) => ({
	...(parameters.ordersJson !== undefined && { ordersJson: parameters.ordersJson }),
});

describe('OutSmart', () => {
	test.each([
		['workOrder', { workorder_nr: 'W-1' }, 'workorder_nr'],
		['workOrder', { ordersJson: '[{"workorder_nr": "W-1"}, {"workorder_nr": "W-2"}]' }, 'Workorder_Nr'],
		['workOrder', { workorder_nr: 'W-1' }, 'id'],
		['note', { nte_reference: 'R-1', nte_content: 'x' }, 'nte_reference'],
	])('%s %j', async (resource, parameters, key) => {
		const { error, requests } = await at.run(
			resource,
			'create',
			{ ...parameters, options: { ...lists(parameters), additionalBody: JSON.stringify({ [key]: 'other' }) } },
			{ node: 'outSmartPortal' },
		);
		expect(error?.message).toBe(`Additional Body Fields can't contain ${key}`);
		expect(requests).toEqual([]);
	});

	test.each([
		['workOrder', 'ordersJson', 'Orders (JSON): element 2 (W-2)'],
		['note', 'notesJson', 'Notes (JSON): element 2'],
	])('an element of %s with an ID', async (resource, list) => {
		const { error, requests } = await at.run(
			resource,
			'create',
			{ options: { [list]: [{ workorder_nr: 'W-1' }, { workorder_nr: 'W-2', ID: 5 }] } },
			{ node: 'outSmartPortal' },
		);
		expect(error?.message).toContain('element 2: "ID" belongs to a record that exists');
		expect(requests).toEqual([]);
	});
});

describe('What is no identifier, or a key of the new record, goes on', () => {
	test('the name of a customer', async () => {
		const { error, json } = await at.run('customer', 'update', {
			customer: locator('list', 2),
			options: { additionalBody: '{"name": "Renamed", "customer": {"id": 3}}' },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: 2, name: 'Renamed' });
	});

	test('the email of a customer', async () => {
		const { error, requests } = await at.run('customer', 'update', {
			customer: locator('list', 2),
			options: { additionalBody: '{"email": "new@example.com"}' },
		});
		expect(error).toBeUndefined();
		expect(requests.at(-1)?.body).toMatchObject({ id: 2, email: 'new@example.com' });
	});

	test('the Own ID of a new customer, which is looked for as it is sent', async () => {
		const create = async (myId: string) =>
			await at.run('customer', 'create', {
				name: 'New',
				myId: 'N-1',
				options: { additionalBody: JSON.stringify({ myId }) },
			});
		const known = await create('C-4');
		expect(known.error?.message).toBe('A customer with Own ID "C-4" already exists');
		expect(known.requests.map(({ method }) => method)).toEqual(['GET']);
		const free = await create('N-2');
		expect(free.json[0]).toMatchObject({ id: 6, myId: 'N-2' });
	});

	test('a number with other digits before it is the same number', async () => {
		const { num } = at.sandbox.state.jobs.all()[0];
		const { error, requests } = await at.run('job', 'create', {
			customer: locator('id', 1),
			options: { additionalBody: JSON.stringify({ num: `00${num}` }) },
		});
		expect(error?.message).toBe(`A job with Number "${num}" already exists`);
		expect(requests.map(({ method }) => method)).toEqual(['GET']);
	});

	test.each(['12a', '1e3', '-1', '1.5', true])('a number that is none: %s', async (num) => {
		const { error, requests } = await at.run('job', 'create', {
			customer: locator('id', 1),
			options: { additionalBody: JSON.stringify({ num }) },
		});
		expect(error?.message).toBe(`Number: "${num}" is not a whole number`);
		expect(requests).toEqual([]);
	});

	test('a key that is an object is refused', async () => {
		const { error, requests } = await at.run('customer', 'create', {
			name: 'New',
			options: { additionalBody: '{"myId": {"a": 1}}' },
		});
		expect(error?.message).toBe('Own ID has to be a single value, but an object or a list was given');
		expect(requests).toEqual([]);
	});
});
