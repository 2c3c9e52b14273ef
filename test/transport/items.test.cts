import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withSandbox } from '../engine/cases.cts';
import type { INodeExecutionData } from 'n8n-workflow';
import { additionalDataOf, core, locator, nodeType, workflowOf } from '../engine/engine.cts';
import { fastTime } from './fast.cts';

/** What becomes of the items of one execution, in the real engine. */

let service: Awaited<ReturnType<typeof withSandbox>>;
let time: ReturnType<typeof fastTime>;
beforeAll(async () => {
	time = fastTime();
	service = await withSandbox({ now: time.now });
});
beforeEach(async () => await service.sandbox.reset('small'));
afterAll(async () => await service.sandbox.close());

const byId = { customer: locator('id', '={{ $json.id }}') };
const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: (index % 5) + 1 }));
const links = (items: Array<{ pairedItem?: unknown }>) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

describe('Items', () => {
	test('1,000 of them: at most 8 requests at once, in order, each linked to its item', async () => {
		let most = 0;
		let open = 0;
		const { url, close } = await counting(
			() => (most = Math.max(most, ++open)),
			() => open--,
		);
		const items = ids(1000);
		const { items: out, error } = await service.run(
			'customer',
			'get',
			{ ...byId, output: 'simplified' },
			{ items, credentials: { ...service.credentials.synchroteam, baseUrl: url } },
		);
		close();
		expect(error).toBeUndefined();
		expect(out.map(({ json }) => json.id)).toEqual(items.map(({ id }) => id));
		expect(links(out)).toEqual(items.map((_, index) => index));
		expect(most).toBeLessThanOrEqual(8);
		expect(most).toBeGreaterThan(4);
	}, 60_000);

	test('the first failure keeps the others from being sent, and its item is named', async () => {
		service.sandbox.faults.add({ path: 'details', kind: 'status', status: 400, skip: 20 });
		const { items, error, requests } = await service.run(
			'customer',
			'get',
			{ ...byId, options: { concurrency: 4 } },
			{ items: ids(200) },
		);
		expect(items).toEqual([]);
		expect(error?.context?.itemIndex).toBe(20);
		expect(requests.length).toBeLessThanOrEqual(20 + 4 + 1);
	});

	test('those that wait for a limit are not sent either, and do not hold up the report', async () => {
		service.sandbox.settings.rateLimit = 10;
		const before = time.waits.length;
		const { error, requests } = await service.run(
			'customer',
			'get',
			{ customer: locator('id', '={{ $json.id }}'), options: { maxWait: '={{ $itemIndex === 11 ? 0 : 300 }}' } },
			{ items: ids(40) },
		);
		service.sandbox.settings.rateLimit = null;
		expect(error?.message).toBe('Rate limit of Synchroteam reached');
		expect(error?.context?.itemIndex).toBe(11);
		expect(requests).toHaveLength(10);
		// The end of the window, and the watch over responses that do not come.
		expect(time.waits.length - before).toBeLessThanOrEqual(4);
		time.pass(120_000);
	});

	test('with Continue On Fail every finished item is there, with the right link', async () => {
		const items = [{ id: 1 }, { id: 999 }, { id: 2 }, { id: 'x' }, { id: 3 }];
		const { items: out } = await service.run('customer', 'get', byId, { items, onError: 'continueRegularOutput' });
		expect(links(out)).toEqual([0, 1, 2, 3, 4]);
		expect(out.map(({ json }) => Boolean(json.error))).toEqual([false, true, false, true, false]);
	});

	test('an item that the engine cannot prepare keeps all others from being sent', async () => {
		const expression = "={{ $itemIndex === 40 ? $('Nowhere').item.json.id : $json.id }}";
		const { error, requests } = await service.run(
			'customer',
			'get',
			{ customer: locator('id', expression) },
			{ items: ids(50) },
		);
		expect(error).toBeDefined();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(requests).toEqual([]);
		expect(service.sandbox.requests).toEqual([]);
	});

	test('a node that is tried again starts over with all its items', async () => {
		service.sandbox.faults.add({ path: 'details', kind: 'status', status: 400 });
		const { items, error } = await service.run('customer', 'get', byId, {
			items: ids(3),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual([1, 2, 3]);
	});

	test('Execute Once sends the first item only', async () => {
		const { items, requests } = await service.run('customer', 'get', byId, {
			items: ids(5),
			settings: { executeOnce: true },
		});
		expect(items).toHaveLength(1);
		expect(requests).toHaveLength(1);
	});

	test('with the Batching option an early failure is reported after the engine has started all items', async () => {
		const unheard: unknown[] = [];
		const listen = (reason: unknown) => unheard.push(reason);
		process.on('unhandledRejection', listen);
		service.sandbox.faults.add({ path: 'details', kind: 'status', status: 400 });
		const { error, requests } = await service.run(
			'customer',
			'get',
			{ ...byId, requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 400 } } } },
			{ items: ids(3) },
		);
		process.off('unhandledRejection', listen);
		expect(error?.context?.itemIndex).toBe(0);
		expect(requests).toHaveLength(1);
		expect(unheard).toEqual([]);
	});

	test('Include Details reads several records at once', async () => {
		let most = 0;
		let open = 0;
		const { url, close } = await counting(
			() => (most = Math.max(most, ++open)),
			() => open--,
		);
		const { items } = await service.run(
			'job',
			'getAll',
			{ returnAll: true, includeDetails: true },
			{ credentials: { ...service.credentials.synchroteam, baseUrl: url } },
		);
		close();
		expect(items.length).toBeGreaterThan(3);
		expect(most).toBeGreaterThan(1);
	});
});

test('As the tool of an agent the node takes its own parameters and item, not those of the agent', async () => {
	const parameters = {
		resource: 'customer',
		operation: 'get',
		customer: locator('id', '={{ 1 + 1 }}'),
		output: 'simplified',
	};
	const workflow = workflowOf('synchroteam', parameters);
	const agent = { node: workflow.getNode('Start')!, data: { main: [ids(5).map((json) => ({ json }))] }, source: null };
	const input = { ai_tool: [[{ json: {} }]] };
	const context = new core.ExecuteContext(
		workflow,
		workflow.getNode('Node')!,
		additionalDataOf(service.credentials.synchroteam),
		'manual',
		{ resultData: { runData: {} } } as never,
		0,
		agent.data.main[0],
		input as never,
		agent as never,
		[],
	);
	const out = (await nodeType('synchroteam').execute!.call(context as never)) as unknown as INodeExecutionData[][];
	expect(out[0].map(({ json }) => json.id)).toEqual([2]);
});

describe('A connection that cannot be opened', () => {
	test('is tried again, also for a change: nothing has been sent', async () => {
		const { url, close } = await counting(
			() => undefined,
			() => undefined,
		);
		close();
		const port = Number(new URL(url).port);
		let late: ReturnType<typeof createServer> | undefined;
		time.onWait = async () => {
			late = (
				await counting(
					() => undefined,
					() => undefined,
					port,
				)
			).server;
		};
		const { items, requests, error } = await service.run(
			'customer',
			'create',
			{ name: 'Once', options: { checkFirst: false } },
			{ credentials: { ...service.credentials.synchroteam, baseUrl: url } },
		);
		late?.close();
		expect(error).toBeUndefined();
		expect(items[0].json.name).toBe('Once');
		expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	test('is said to be one when it stays away', async () => {
		const { error } = await service.run(
			'customer',
			'create',
			{ name: 'Never', options: { checkFirst: false } },
			{ credentials: { ...service.credentials.synchroteam, baseUrl: 'http://127.0.0.1:9' } },
		);
		expect(error).toMatchObject({
			message: 'Synchroteam cannot be reached',
			description: expect.stringContaining('Nothing was sent. (ECONNREFUSED)'),
		});
	});
});

/** Stands before the sandbox and counts the requests that are under way. */
async function counting(begin: () => void, end: () => void, port = 0) {
	const target = service.sandbox.synchroteam.url;
	const server = createServer((request, response) => {
		begin();
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = chunks.length ? Buffer.concat(chunks) : undefined;
			void fetch(target + request.url, {
				method: request.method,
				headers: {
					authorization: String(request.headers.authorization),
					...(body && { 'content-type': 'application/json' }),
				},
				body,
			}).then(async (answer) => {
				await new Promise((resolve) => setTimeout(resolve, 25));
				end();
				response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		server,
		close: () => void server.close(),
	};
}
