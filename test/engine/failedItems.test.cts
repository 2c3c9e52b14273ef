import type { IDataObject, INodeType } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { locator, nodeType } from './engine.cts';

/** On Error = Continue: what comes out for an item that failed, at which output, and linked to what. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
beforeEach(async () => await at.sandbox.reset('small'));
afterAll(async () => await at.sandbox.close());

const customer = locator('id', '={{ $json.id }}');
const items = [
	{ id: 1, row: 'a' },
	{ id: 999, row: 'b', error: 'of an earlier step', errorStatus: 500 },
	{ id: 2, row: 'c' },
	{ id: 'x', row: 'd' },
];
const links = (of: Array<{ pairedItem?: unknown }>) =>
	of.map(({ pairedItem }) => (pairedItem as { item: number }).item);

const absent = {
	id: 999,
	row: 'b',
	error: expect.stringContaining('999') as string,
	errorDescription: expect.stringContaining('404') as string,
	errorStatus: 404,
	errorType: 'notFound',
};
const invalid = {
	id: 'x',
	row: 'd',
	error: 'Customer: "x" is not a valid ID',
	errorDescription: 'The ID of a customer is a whole number. Nothing was sent.',
	errorType: 'input',
};

describe.each([
	['a batch', true],
	['one item at a time', false],
])('Run as %s', (_, batch) => {
	let kept: INodeType['customOperations'];
	beforeAll(() => {
		kept = nodeType('synchroteam').customOperations;
		if (!batch) delete nodeType('synchroteam').customOperations;
	});
	afterAll(() => {
		nodeType('synchroteam').customOperations = kept;
	});

	test.each([{}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }])(
		'the error output has the failed items with their own data, what happened and what to do (%j)',
		async (settings) => {
			const run = async (given: IDataObject[]) =>
				await at.run('customer', 'get', { customer }, { items: given, onError: 'continueErrorOutput', settings });
			const { items: done, failed } = await run(items);
			expect(links(done)).toEqual([0, 2]);
			expect(failed.map(({ json }) => json)).toEqual([absent, invalid]);
			expect(links(failed)).toEqual([1, 3]);
			expect(failed.every((each) => !('error' in each) || each.error === undefined)).toBe(true);
			// With the failed one first: where Retry On Fail looks.
			const { failed: first, requests } = await run([items[1], items[0]]);
			expect(first.map(({ json }) => json)).toEqual([absent]);
			expect(requests).toHaveLength(2);
		},
	);

	test.each([{}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }])(
		'the regular output has them in their places (%j)',
		async (settings) => {
			const given = [items[1], items[0], items[3]];
			const { items: out, requests } = await at.run(
				'customer',
				'get',
				{ customer },
				{ items: given, onError: 'continueRegularOutput', settings },
			);
			expect(links(out)).toEqual([0, 1, 2]);
			expect([out[0].json, out[2].json]).toEqual([absent, invalid]);
			expect(out[1].json.error).toBeUndefined();
			expect(requests).toHaveLength(2);
		},
	);

	test('an option whose expression fails is said by each item, at the error output', async () => {
		const {
			items: done,
			failed,
			requests,
		} = await at.run(
			'customer',
			'update',
			{
				customer,
				customerFields: { name: 'New' },
				options: { additionalBody: "={{ $('Nope').item.json }}" },
			},
			{ items: [{ id: 1 }, { id: 2 }], onError: 'continueErrorOutput' },
		);
		expect([done, requests]).toEqual([[], []]);
		expect(failed.map(({ json }) => typeof json.error)).toEqual(['string', 'string']);
		// One at a time n8n itself fails at the expression, before it comes to the node.
		if (!batch) return;
		expect(failed.map(({ json }) => [json.id, json.errorType])).toEqual([
			[1, 'input'],
			[2, 'input'],
		]);
		expect(links(failed)).toEqual([0, 1]);
	});
});

test.each([
	['a Proxy that is none', { requestOptions: { proxy: 'not a proxy' } }, 'Proxy is not a valid address'],
	['a Timeout that is none', { requestOptions: { timeout: -5 } }, 'Timeout: "-5" is not a number of milliseconds'],
	[
		'Request Options whose expression fails',
		{ requestOptions: { timeout: "={{ $('Nope').item.json.x }}" } },
		undefined,
	],
])('%s fails every item, at the error output and at the regular one', async (_, parameters, message) => {
	const given = [{ id: 1 }, { id: 2 }];
	const split = await at.run(
		'customer',
		'get',
		{ customer, ...parameters },
		{ items: given, onError: 'continueErrorOutput' },
	);
	const joined = await at.run(
		'customer',
		'get',
		{ customer, ...parameters },
		{ items: given, onError: 'continueRegularOutput' },
	);
	expect([split.items, split.requests, joined.requests]).toEqual([[], [], []]);
	for (const out of [split.failed, joined.items]) {
		expect(out.map(({ json }) => [json.id, json.errorType])).toEqual([
			[1, 'input'],
			[2, 'input'],
		]);
		expect(links(out)).toEqual([0, 1]);
		for (const { json } of out) expect(json.error).toEqual(message ?? expect.any(String));
	}
});

test('a credential that cannot be read fails every item at the error output', async () => {
	const { items: done, failed } = await at.run(
		'customer',
		'get',
		{ customer },
		{
			items: [{ id: 1 }, { id: 2 }],
			onError: 'continueErrorOutput',
			credentials: { ...at.credentials.synchroteam, baseUrl: 'http://example.com' },
		},
	);
	expect(done).toEqual([]);
	expect(failed.map(({ json }) => json)).toMatchObject([
		{ id: 1, error: 'Base URL has to start with https://', errorType: 'input' },
		{ id: 2, error: 'Base URL has to start with https://', errorType: 'input' },
	]);
});

test('the files of a failed item stay with it', async () => {
	const binary = { photo: { data: 'eA==', mimeType: 'image/png', fileName: 'a.png' } };
	const { failed } = await at.run(
		'customer',
		'get',
		{ customer },
		{ items: [{ json: { id: 'x' }, binary }], onError: 'continueErrorOutput' },
	);
	expect(failed[0].binary).toEqual(binary);
});

describe('errorType says what to branch on', () => {
	const fails = async (fault: object, operation = 'get', parameters: object = {}) => {
		at.sandbox.faults.clear();
		at.sandbox.faults.add({ path: 'customer', ...fault } as never);
		const { failed } = await at.run(
			'customer',
			operation,
			{ customer: locator('id', 1), options: { maxWait: 0, checkFirst: false }, ...parameters },
			{ onError: 'continueErrorOutput' },
		);
		at.sandbox.faults.clear();
		return failed[0]?.json;
	};
	const change = { customerFields: { name: 'New' } };

	test.each([
		[400, 'refused'],
		[401, 'login'],
		[403, 'refused'],
		[409, 'refused'],
	])('a status of %i: %s', async (status, errorType) => {
		expect(await fails({ kind: 'status', status })).toMatchObject({ errorType, errorStatus: status });
	});

	test('a page instead of JSON: unavailable, with any status', async () => {
		expect(await fails({ kind: 'html' })).toMatchObject({ errorType: 'unavailable' });
	});

	test('a record that Update looks for and does not find: notFound; a key that is taken: refused', async () => {
		at.sandbox.faults.clear();
		const update = await at.run(
			'customer',
			'update',
			{ customer: locator('id', 999), ...change },
			{ onError: 'continueErrorOutput' },
		);
		expect(update.failed[0].json.errorType).toBe('notFound');
		const create = await at.run('customer', 'create', { name: 'x', myId: 'C-4' }, { onError: 'continueErrorOutput' });
		expect(create.failed[0].json).toMatchObject({
			error: 'A customer with Own ID "C-4" already exists',
			errorType: 'refused',
		});
	});

	test('a connection that breaks after a change was sent: uncertain', async () => {
		expect(await fails({ kind: 'reset', method: 'POST' }, 'create', { name: 'New' })).toMatchObject({
			errorType: 'uncertain',
		});
	});

	// Last, since the rate limit is remembered.
	test('a status of 429: limit', async () => {
		expect(await fails({ kind: 'status', status: 429 })).toMatchObject({ errorType: 'limit', errorStatus: 429 });
	});
});
