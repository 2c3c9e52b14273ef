import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Answers that are JSON and yet not what was asked for: a sentence, or the right thing. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
beforeEach(async () => await at.sandbox.reset('small'));
afterAll(async () => await at.sandbox.close());
const answer = (path: string, body: unknown) =>
	at.sandbox.faults.add({ path: `${path}$`, kind: 'status', status: 200, body, times: null });

describe('details of the rows of a list', () => {
	const list = async (details: unknown) => {
		answer('/job/list', { recordsTotal: 1, data: [{ id: 'J-1' }] });
		answer('/job/details', details);
		return await at.run('job', 'getAll', { includeDetails: true, output: 'raw' });
	};

	test.each([
		['null', 'null', /returned no record/],
		['an empty list', '[]', /returned no record/],
		['an empty object', '{}', /returned no record/],
		['another record', { id: 'J-2' }, /a different record than the one with ID "J-1"/],
	])('%s', async (_, details, sentence) => {
		const { error, items } = await list(details);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(sentence);
	});

	test('a list of one is the record', async () => {
		const { error, json } = await list([{ id: 'J-1', num: 7 }]);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: 'J-1', num: 7 }]);
	});

	test('a row without an ID is not asked for', async () => {
		answer('/job/list', { recordsTotal: 1, data: [{ id: null, num: 1 }] });
		const { error, requests } = await at.run('job', 'getAll', { includeDetails: true });
		expect(error?.message).toBe('A row of the list has no ID');
		expect(requests).toHaveLength(1);
	});
});

test('a row of a list that is null is none', async () => {
	answer('/job/list', { recordsTotal: 1, data: [null, { id: 'J-1' }] });
	const { error, json } = await at.run('job', 'getAll', { output: 'raw' });
	expect(error).toBeUndefined();
	expect(json).toEqual([{ id: 'J-1' }]);
});

test('a delete that is repeated and touches nothing was done by the first try', async () => {
	at.sandbox.faults.add({ path: '/customer/delete$', kind: 'truncated' });
	at.sandbox.faults.add({ path: '/customer/delete$', kind: 'status', status: 200, body: '[]' });
	const { error, json, requests } = await at.run('customer', 'delete', { customer: locator('id', 3) });
	expect(error).toBeUndefined();
	expect(json).toEqual([{ deleted: true, id: 3 }]);
	expect(requests).toHaveLength(2);
});

describe('photos', () => {
	test('null is none', async () => {
		answer('/job/photos', { photos: null });
		const { error, items } = await at.run('job', 'getPhotos', { job: locator('num', 5) });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});
});

describe('a choice among statuses', () => {
	test.each([',', ' , ', '[]'])('whose expression gives %p is not "all jobs"', async (given) => {
		const { error, requests } = await at.run(
			'job',
			'getAll',
			{ jobFilters: { status: '={{ $json.given }}' } },
			{ items: [{ given }] },
		);
		expect(error?.message).toBe('Filter Status is empty');
		expect(requests).toEqual([]);
	});
});

test('an operation called "constructor" is a sentence', async () => {
	const { error } = await at.run('job', 'constructor', {});
	expect(error?.message).toMatch(/has no operation/);
});

describe('OutSmart Portal: what became of an order', () => {
	const order = async (body: unknown) => {
		answer('/work-orders', body);
		return await at.run(
			'workOrder',
			'create',
			{ workorder_nr: 'WO-1', customer_name: 'A' },
			{ node: 'outSmartPortal' },
		);
	};
	const results = (of: unknown) => ({ success: true, data: { results: of } });

	test.each([
		['an empty entry', results([{}])],
		['an empty object', results({})],
	])('%s says nothing', async (_, body) => {
		const { error } = await order(body);
		expect(error?.message).toBe('The service returned no result for it');
	});

	test.each([
		['null', 'null'],
		['no results', { success: true }],
		['null results', results(null)],
		['an empty list of results', results([])],
	])('%s is not certain', async (_, body) => {
		const { error, requests } = await order(body);
		expect(error?.message).toBe('OutSmart Portal returned no result');
		expect(error?.description).toContain('It is not certain whether the change was made');
		expect(requests).toHaveLength(1);
	});

	test('a refusal is certain', async () => {
		const { error } = await order({ success: false, message: 'The order is closed', data: null });
		expect(error?.message).toBe('The order is closed');
		expect(error?.description).not.toContain('not certain');
	});

	test('success in capitals is success', async () => {
		const { error, json } = await order(results([{ status: 'Success', message: 'Saved' }]));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ workorder_nr: 'WO-1', status: 'Success', message: 'Saved' }]);
	});

	test('a message that is an object can be read', async () => {
		const { error } = await order(results([{ status: 'error', message: { workorder_nr: 'is taken' } }]));
		expect(error?.message).toBe('{"workorder_nr":"is taken"}');
	});
});
