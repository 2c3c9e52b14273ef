import type { INodeType } from 'n8n-workflow';
import type { clock as Clock } from '../../nodes/shared/http/clock';
import { withSandbox } from './cases.cts';
import { built, core, locator, nodeType } from './engine.cts';
import { asProxy, withCertificate } from './servers.cts';

/**
 * The two doors through which n8n runs the node: a whole batch through `customOperations`, and the declarative way, item by
 * item, which n8n 1.x takes for the tools of agents and an n8n without `customOperations` takes always.
 */

let service: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	service = await withSandbox();
});
beforeEach(async () => await service.sandbox.reset('small'));
afterAll(async () => await service.sandbox.close());

const byId = { customer: locator('id', '={{ $json.id }}') };
const links = (items: Array<{ pairedItem?: unknown }>) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
const get = async (...[parameters, more]: [object?, object?]) =>
	await service.run('customer', 'get', { ...byId, ...parameters }, more);
const mixed = [{ id: 1 }, { id: 999 }, { id: 2 }, { id: 'x' }, { id: 3 }];

const doors: Array<[string, boolean]> = [
	['customOperations', true],
	['the declarative way', false],
];

describe.each(doors)('Through %s', (_, batch) => {
	let kept: INodeType['customOperations'];
	let declarative: jest.SpyInstance;
	beforeAll(() => {
		const type = nodeType('synchroteam');
		kept = type.customOperations;
		if (!batch) delete type.customOperations;
		declarative = jest.spyOn(core.RoutingNode.prototype, 'runNode');
	});
	afterEach(() => {
		// Otherwise the tests would say nothing about this door.
		expect(declarative.mock.calls.length > 0).toBe(!batch);
		declarative.mockClear();
	});
	afterAll(() => {
		declarative.mockRestore();
		nodeType('synchroteam').customOperations = kept;
	});

	test('items keep their order and are linked to those they come from, several of one too', async () => {
		const single = await get({}, { items: [3, 1, 2].map((id) => ({ id })) });
		expect(single.json.map(({ id }) => id)).toEqual([3, 1, 2]);
		expect(links(single.items)).toEqual([0, 1, 2]);
		const many = await service.run('site', 'getAll', { limit: 2 }, { items: [{}, {}] });
		expect(links(many.items)).toEqual([0, 0, 1, 1]);
	});

	test('Request Options: a Timeout that cannot be one is said, an odd one counts', async () => {
		for (const timeout of [-5, 'soon']) {
			const { error, requests } = await get({ requestOptions: { timeout } }, { items: [{ id: 1 }] });
			expect(error?.message).toBe(`Timeout: "${timeout}" is not a number of milliseconds`);
			expect(requests).toEqual([]);
		}
		for (const timeout of [20_000.5, 1e12, 5e9, 0, '20000'])
			expect((await get({ requestOptions: { timeout } }, { items: [{ id: 1 }] })).error).toBeUndefined();
	});

	test('Continue (regular output): an item that failed becomes one with the message', async () => {
		const { items } = await get({}, { items: mixed, onError: 'continueRegularOutput' });
		expect(links(items)).toEqual([0, 1, 2, 3, 4]);
		expect(items.map(({ json }) => typeof json.error)).toEqual([
			'undefined',
			'string',
			'undefined',
			'string',
			'undefined',
		]);
		expect(items[3].json.error).toContain('"x"');
	});

	test('Continue (error output): items that failed leave through the second output', async () => {
		const { items, failed } = await get({}, { items: mixed, onError: 'continueErrorOutput' });
		expect(links(items)).toEqual([0, 2, 4]);
		expect(failed).toHaveLength(2);
		expect(links(failed)).toEqual([1, 3]);
	});

	test('Stop: the node fails with the message of the item', async () => {
		const { items, error } = await get({}, { items: [{ id: 1 }, { id: 999 }] });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404', context: { itemIndex: 1 } });
	});

	test('an expression that cannot be evaluated is an item that failed', async () => {
		const customer = locator('id', "={{ $itemIndex === 1 ? $('Nowhere').item.json.id : $json.id }}");
		const items = [{ id: 1 }, { id: 2 }, { id: 3 }];
		const stopped = await get({ customer }, { items });
		expect(stopped.error).toBeDefined();
		const continued = await get({ customer }, { items, onError: 'continueRegularOutput' });
		expect(continued.items.map(({ json }) => typeof json.error)).toEqual(['undefined', 'string', 'undefined']);
	});

	test('Execute Once sends the first item only; Retry On Fail starts over', async () => {
		const once = await get({}, { items: [{ id: 2 }, { id: 3 }], settings: { executeOnce: true } });
		expect(once.json.map(({ id }) => id)).toEqual([2]);
		service.sandbox.faults.add({ path: 'details', kind: 'status', status: 400 });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const retried = await get({}, { items: [{ id: 2 }, { id: 3 }], settings });
		expect(retried.json.map(({ id }) => id)).toEqual([2, 3]);
	});

	test('a choice is understood by its label, in any case, as the model of an agent writes it', async () => {
		const chosen = {
			output: '={{ "RAW" }}',
			jobFilters: { status: '={{ "Scheduled, PAUSED" }}' },
			jobSort: { values: { sort: '={{ "Date Modified" }}', sortOrder: '={{ "Descending" }}' } },
		};
		const { requests, error } = await service.run('job', 'getAll', chosen);
		expect(error).toBeUndefined();
		expect(requests.map(({ query }) => query)).toEqual([
			{ status: 'scheduled,paused', sort: 'datemodified', sortOrder: 'descending', page: '1', pageSize: '50' },
		]);
		const made = await service.run('job', 'create', {
			customer: locator('id', 1),
			jobFields: { priority: '={{ "HIGH" }}' },
		});
		expect(made.json).toMatchObject([{ priority: 'high' }]);
	});

	test('without items nothing is sent and nothing fails', async () => {
		const { items, error, requests } = await get({}, { items: [] });
		expect({ items, error, requests }).toEqual({ items: [], error: undefined, requests: [] });
		// The engine does not even come to the node then.
		await get({}, { items: [{ id: 1 }] });
	});

	test('a list that is empty is no silence', async () => {
		const { items, error, requests } = await service.run('customer', 'getAll', { customerFilters: { name: 'Nobody' } });
		expect({ items, error }).toEqual({ items: [], error: undefined });
		expect(requests).toHaveLength(1);
	});

	test('a credential may hold expressions: each item goes with its own', async () => {
		const own = service.credentials.synchroteam;
		const { items } = await get(
			{},
			{
				items: [{ id: 1 }, { id: 2 }],
				credentials: (index: number) => ({ ...own, apiKey: index === 1 ? 'another' : own.apiKey }),
				onError: 'continueRegularOutput',
			},
		);
		expect(items.map(({ json }) => 'error' in json)).toEqual([false, true]);
	});

	test('cancelling ends what waits and what is under way', async () => {
		// Longer than this test may take.
		service.sandbox.settings.latencyMs = 60_000;
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 300);
		const { run, requests } = await get({}, { items: Array(50).fill({ id: 1 }), signal: stop.signal });
		service.sandbox.settings.latencyMs = 0;
		expect(run.status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(requests.length).toBeLessThanOrEqual(8);
	});

	describe('Request Options', () => {
		test('Timeout ends a request', async () => {
			service.sandbox.settings.latencyMs = 3000;
			const { error } = await get(
				{ requestOptions: { timeout: 200 }, options: { maxWait: 1 } },
				{ items: [{ id: 1 }] },
			);
			service.sandbox.settings.latencyMs = 0;
			expect(error?.message).toBe('Synchroteam did not answer in time');
		});

		test('Proxy: every request passes it, with its login', async () => {
			const proxy = await asProxy();
			const { json, error } = await get(
				{ requestOptions: { proxy: `http://me:secret@${proxy.address}` } },
				{ items: [{ id: 1 }, { id: 2 }] },
			);
			proxy.close();
			expect(error).toBeUndefined();
			expect(json.map(({ id }) => id)).toEqual([1, 2]);
			expect(proxy.passed).toHaveLength(2);
			expect(proxy.passed[0]).toContain(`Basic ${Buffer.from('me:secret').toString('base64')}`);
		});

		test('Ignore SSL Issues: a certificate that nobody signed is taken only then', async () => {
			const secure = await withCertificate(service.sandbox.synchroteam.url);
			const credentials = { ...service.credentials.synchroteam, baseUrl: secure.url };
			const refused = await get({}, { items: [{ id: 1 }], credentials });
			const taken = await get(
				{ requestOptions: { allowUnauthorizedCerts: true } },
				{ items: [{ id: 1 }], credentials },
			);
			secure.close();
			expect(refused.error?.message).toBe('The certificate of Synchroteam is not accepted');
			expect(taken.json.map(({ id }) => id)).toEqual([1]);
		});
	});
});

describe('A batch', () => {
	const good = (count: number) => Array.from({ length: count }, (_, index) => ({ id: (index % 5) + 1 }));

	test('sends nothing at all where an expression of one item fails, or one item is not valid', async () => {
		const failing = locator('id', "={{ $itemIndex === 40 ? $('Nowhere').item.json.id : $json.id }}");
		const expression = await get({ customer: failing }, { items: good(50) });
		const value = await get({}, { items: [...good(40), { id: 'x' }] });
		expect([expression.error, value.error].every(Boolean)).toBe(true);
		expect(value.error?.context?.itemIndex).toBe(40);
		expect([...expression.requests, ...value.requests]).toEqual([]);
	});

	test('stops at the first failure: what is not sent yet stays unsent', async () => {
		// Of sites: customers may still be asked for by the execution that was cancelled above.
		service.sandbox.faults.add({ path: 'site/details', kind: 'status', status: 400, skip: 10 });
		const site = locator('id', '={{ $json.id }}');
		const parameters = { site, options: { concurrency: 2 } };
		const items = Array.from({ length: 100 }, (_, index) => ({ id: (index % 3) + 1 }));
		const { items: out, error, requests } = await service.run('site', 'get', parameters, { items });
		expect(out).toEqual([]);
		expect([error?.message, error?.context?.itemIndex]).toEqual(['Bad Request on demand', 10]);
		expect(requests.filter(({ path }) => path.includes('site')).length).toBeLessThanOrEqual(13);
	});

	test('a proxy that is not an address gets a sentence before anything is sent', async () => {
		const { error, requests } = await get({ requestOptions: { proxy: 'not a proxy' } }, { items: good(1) });
		expect(error?.message).toBe('Proxy is not a valid address');
		expect(requests).toEqual([]);
	});

	test.each([
		['40 items, 10 ms apart', 40, { batchSize: 1, batchInterval: 10 }, 390],
		['5 items in groups of two, 300 ms apart', 5, { batchSize: 2, batchInterval: 300 }, 600],
	])('Batching counts from the start: %s', async (_, count, batch, last) => {
		const { clock } = built<{ clock: typeof Clock }>('shared/http/clock');
		const kept = { ...clock };
		const start = Date.now();
		let now = start;
		Object.assign(clock, {
			now: () => now,
			sleep: async (ms: number) => {
				const due = now + ms;
				await new Promise(setImmediate);
				now = Math.max(now, due);
			},
		});
		const { json, requests } = await get({ requestOptions: { batching: { batch } } }, { items: good(count) });
		Object.assign(clock, kept);
		expect([json.length, requests.length]).toEqual([count, count]);
		expect(now - start).toBe(last);
	});

	test('parameters that a change of the resource left behind do no harm', async () => {
		const { json, error } = await get({ site: locator('id', "={{ $('Nowhere').item.json.id }}") }, { items: good(2) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
	});
});
