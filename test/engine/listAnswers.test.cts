import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { watch } from '../trigger/context.cts';
import { runNode } from './engine.cts';

/** Lists of services that page otherwise than the document says, or not at all: what comes, and how many requests it takes. */

type Rows = IDataObject[];
interface Service {
	/** Rows of a page, as asked for. */
	page: (rows: Rows, page: number, size: number) => Rows;
	/** What is sent for these rows. */
	body: (data: Rows, all: Rows, size: number) => unknown;
}

const rowsOf = (count: number): Rows =>
	Array.from({ length: count }, (_, index) => ({
		id: 100 + index,
		name: `Row ${index}`,
		dateModified: '2026-11-20 10:00',
	}));
const cut = (rows: Rows, page: number, size: number) => rows.slice((page - 1) * size, page * size);

const asked: Service['page'] = (rows, page, size) => cut(rows, page, Math.min(size, 100));
const fixed: Service['page'] = (rows, page) => cut(rows, page, 25);
const always: Service['page'] = (rows) => rows;
const firstOnly: Service['page'] = (rows, _page, size) => rows.slice(0, size);
const lastAgain: Service['page'] = (rows, page) => cut(rows, Math.min(page, Math.ceil(rows.length / 25)), 25);

const bare: Service['body'] = (data) => data;
const noTotal: Service['body'] = (data, _all, pageSize) => ({ data, pageSize });
const right: Service['body'] = (data, all, pageSize) => ({ data, pageSize, recordsTotal: all.length });
const ownSize: Service['body'] = (data, all) => ({ data, pageSize: data.length, recordsTotal: all.length });
const more: Service['body'] = (data) => ({ data, pageSize: 25, recordsTotal: 589 });

let service: Service & { rows: Rows };
let requests = 0;
const server = createServer((request, response) => {
	const { searchParams } = new URL(String(request.url), 'http://127.0.0.1');
	const size = Number(searchParams.get('pageSize') ?? 25);
	const data = service.page(service.rows, Number(searchParams.get('page') ?? 1), size);
	requests++;
	response.writeHead(requests > 1000 ? 400 : 200, { 'content-type': 'application/json' });
	response.end(JSON.stringify(service.body(data, service.rows, size)));
});
beforeAll(async () => await new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => void server.close());

const account = () => ({
	domain: 'sandbox',
	apiKey: 'key',
	timeZone: 'UTC',
	baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});
function serve(count: number, page: Service['page'], body: Service['body']) {
	service = { rows: rowsOf(count), page, body };
	requests = 0;
}

async function getMany(resource: string, limit?: number) {
	const { items, error } = await runNode({
		parameters: {
			resource,
			operation: 'getAll',
			output: 'raw',
			returnAll: limit === undefined,
			...(limit !== undefined && { limit }),
		},
		credentials: account(),
	});
	return { ids: items.map(({ json }) => json.id), error: error?.message };
}

type Case = [
	what: string,
	resource: string,
	count: number,
	limit: number | undefined,
	...(Parameters<typeof serve> extends [number, ...infer More] ? More : never),
	requests: number,
];

describe('all rows come, each once', () => {
	test.each<Case>([
		['as documented', 'customer', 250, undefined, asked, right, 3],
		['a bare list of 25, the same for every page', 'customer', 25, undefined, always, bare, 2],
		['a list of 100, the same for every page', 'customer', 100, undefined, always, right, 1],
		['a list of 100, pages unknown', 'customer', 100, undefined, firstOnly, right, 1],
		['a bare list of 25, pages unknown', 'customer', 25, undefined, firstOnly, bare, 2],
		['no total, with a limit', 'customer', 400, 150, asked, noTotal, 2],
		['pages of 25 whatever is asked for', 'customer', 1000, undefined, fixed, right, 40],
		['bare pages of 25, the second one short', 'customer', 26, undefined, fixed, bare, 6],
		['bare pages of 25, the second one short', 'task', 26, undefined, fixed, bare, 8],
		['a bare list in pages', 'task', 1000, undefined, asked, bare, 24],
		['an envelope in place of a bare list', 'task', 60, undefined, asked, right, 2],
		['a bare list in pages, with a limit', 'task', 200, 25, asked, bare, 1],
	])('%s (%s, %i rows, limit %s)', async (_, resource, count, limit, page, body, most) => {
		serve(count, page, body);
		const { ids, error } = await getMany(resource, limit);
		expect(error).toBeUndefined();
		expect(ids).toEqual(rowsOf(limit ?? count).map(({ id }) => id));
		expect(requests).toBeLessThanOrEqual(most);
	});
});

test.each([
	['in pages as asked for', asked, right, 4],
	['in bare pages of 25', fixed, bare, 14],
] as const)('a list that shows a record twice, %s', async (_, page, body, most) => {
	serve(130, page, body);
	service.rows[90] = { ...service.rows[30] };
	const { ids, error } = await getMany('customer');
	expect(error).toBeUndefined();
	expect(ids).toEqual([...new Set(service.rows.map(({ id }) => id))]);
	expect(requests).toBeLessThanOrEqual(most);
});

describe('what cannot be shown whole is said in few requests', () => {
	test.each<[string, number, Service['page'], Service['body'], number, string]>([
		['pages unknown, a total that is larger', 300, firstOnly, right, 3, 'the same 100 rows for every page'],
		['pages unknown, no total', 300, firstOnly, noTotal, 2, 'the same 100 rows for every page'],
		['one row for every page, and a total of 589', 1, always, more, 9, 'the same 1 row for every page'],
	])('%s', async (_, count, page, body, most, sentence) => {
		serve(count, page, body);
		const { ids, error } = await getMany('customer');
		expect(ids).toEqual([]);
		expect(error).toBe(`Synchroteam returns ${sentence}`);
		expect(requests).toBeLessThanOrEqual(most);
	});

	test('pages that hide rows: fewer come than the list says it has', async () => {
		serve(250, (rows, page, size) => asked(rows, page, size).filter(({ id }) => Number(id) % 10 > 0), right);
		expect((await getMany('customer')).error).toBe('Synchroteam shows 225 rows of a list that it says has 250');
		expect(requests).toBeLessThanOrEqual(10);
	});
});

describe('a note and a notification with the same number', () => {
	const item = (id: number, source: string) => ({
		id,
		source,
		title: `${source} ${id}`,
		dateCreated: '2026-11-20 10:00',
	});

	test.each(['timelineCreated', 'timelineUpdated'])('are two items of the timeline: %s', async (event) => {
		serve(0, always, bare);
		service.rows = [item(1, 'timeline'), item(1, 'notification'), item(2, 'timeline')];
		const trigger = watch('synchroteamTrigger', { events: [event] }, account());
		expect([await trigger.poll(), await trigger.poll()]).toEqual([null, null]);
		service.rows.unshift(item(2, 'notification'));
		expect(await trigger.poll()).toMatchObject([{ id: 2, title: 'notification 2' }]);
		expect(await trigger.poll()).toBeNull();
	});

	test('are two items of a list that comes in pages', async () => {
		serve(130, asked, right);
		service.rows = service.rows.map((row, index) =>
			item(Number(row.id) - (index < 65 ? 0 : 65), index < 65 ? 'timeline' : 'notification'),
		);
		const { ids, error } = await getMany('timeline');
		expect(error).toBeUndefined();
		expect(ids).toEqual(service.rows.map(({ id }) => id));
		expect(requests).toBe(3);
	});
});

describe('the list of jobs, as the trigger reads it', () => {
	test.each<[string, number, Service['page'], Service['body'], number]>([
		['three rows as a page of three', 3, always, ownSize, 1],
		['25 rows as a page of 25, the same for every page', 25, always, ownSize, 2],
		['100 rows, the same for every page', 100, always, right, 2],
		['100 rows, pages unknown', 100, firstOnly, right, 2],
		['50 rows in pages of 25, the last one again and again', 50, lastAgain, ownSize, 3],
	])('%s', async (_, count, page, body, most) => {
		serve(count, page, body);
		const trigger = watch('synchroteamTrigger', { events: ['jobUpdated'] }, account());
		for (const poll of ['activation', 'poll', 'poll']) {
			requests = 0;
			expect([poll, await trigger.poll()]).toEqual([poll, null]);
			expect(requests).toBeLessThanOrEqual(most);
		}
	});

	test('the same rows for every page, and more than these by the total, are refused at once', async () => {
		serve(100, always, more);
		const trigger = watch('synchroteamTrigger', { events: ['jobUpdated'] }, account());
		await expect(trigger.poll()).rejects.toThrow('the same page of the list again and again');
		expect(requests).toBe(2);
	});
});
