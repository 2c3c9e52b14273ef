import { concurrently } from '../../nodes/shared/http/concurrently';
import { readRows, readWhole } from '../../nodes/shared/http/readRows';
import type { Call } from '../../nodes/shared/request/call';
import type { Sandbox } from '../../sandbox/index.cts';
import { direct } from './direct.cts';

const LIST: Call = { verb: 'GET', path: '/customer/list', query: { sort: 'name' } };

/** Lists as the nodes read them, through the transport. */

const nameAt = (place: number) => String(place).padStart(9, '0');
function fill(sandbox: Sandbox, count: number) {
	for (let index = 1; index <= count; index++) sandbox.state.customers.create({ name: nameAt(index * 1000) });
}

describe('Pages', () => {
	let it: Awaited<ReturnType<typeof direct>>;
	beforeEach(async () => {
		it = await direct({ seed: 'empty' });
	});
	afterEach(async () => await it.sandbox.close());
	const asked = () => it.sandbox.requests.map(({ query }) => `${String(query.page)}/${String(query.pageSize)}`);

	test.each([
		[7, ['1/7']],
		[100, ['1/100']],
		[101, ['1/100', '2/100']],
		[undefined, ['1/100', '2/100', '3/100', '4/100']],
	])('limit %s asks for no page that is not needed', async (limit, expected) => {
		fill(it.sandbox, 350);
		const rows = await it.time.until(readRows(await it.session(), LIST, limit));
		expect(rows.map(({ name }) => name)).toEqual(
			Array.from({ length: Math.min(limit ?? 350, 350) }, (_, index) => nameAt((index + 1) * 1000)),
		);
		expect(asked().sort()).toEqual(expected);
	});

	test('the first page goes alone, the others several at once, each with the filters', async () => {
		fill(it.sandbox, 1500);
		await it.time.until(readRows(await it.session(), { ...LIST, query: { name: '0', sort: 'name' } }, undefined));
		expect(it.flight.most).toBe(8);
		expect(it.sandbox.requests[1].at).toBeGreaterThan(it.sandbox.requests[0].at);
		expect(new Set(it.sandbox.requests.map(({ query }) => `${String(query.name)} ${String(query.sort)}`))).toEqual(
			new Set(['0 name']),
		);
	});

	test('nothing there is one request', async () => {
		expect(await it.time.until(readRows(await it.session(), LIST, undefined))).toEqual([]);
		expect(asked()).toEqual(['1/100']);
	});

	test('after a page that fails no further one is begun', async () => {
		fill(it.sandbox, 3000);
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 400, skip: 2, times: null });
		await expect(it.time.until(readRows(await it.session({ concurrency: 2 }), LIST, undefined))).rejects.toMatchObject({
			httpCode: '400',
		});
		expect(asked().length).toBeLessThanOrEqual(4);
	});

	test('more rows than n8n can take are refused after the first page', async () => {
		it.sandbox.faults.add({
			path: 'customer/list',
			kind: 'status',
			status: 200,
			body: {
				page: 1,
				pageSize: 100,
				records: 100,
				recordsTotal: 250_000,
				data: Array.from({ length: 100 }, (_, id) => ({ id })),
			},
		});
		await expect(it.time.until(readRows(await it.session(), LIST, undefined))).rejects.toThrow(
			'The list has 250000 rows, more than n8n can take at once',
		);
		expect(asked()).toEqual(['1/100']);
	});

	test('an answer that is no list is said to be none', async () => {
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 200, body: { hello: 'world' } });
		await expect(it.time.until(readRows(await it.session(), LIST, undefined))).rejects.toThrow(
			'Synchroteam did not return a list',
		);
	});
});

describe('What a list says instead of rows', () => {
	const rowsOf = (count: number, from: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
	/** Reads a list of which every answer is made here. */
	async function read(answer: (page: number, size: number, request: number) => object) {
		let requests = 0;
		let asked: Record<string, string> = {};
		const it = await direct(
			{ seed: 'empty' },
			{
				before: (_, query) => void (asked = query),
				edit: (given) => ({ ...given, body: answer(Number(asked.page), Number(asked.pageSize), ++requests) }),
			},
		);
		try {
			return await it.time.until(readRows(await it.session({ concurrency: 1 }), LIST, undefined));
		} finally {
			await it.sandbox.close();
		}
	}

	test.each<[string, Parameters<typeof read>[0], string]>([
		['it is none', () => ({ hello: 'world' }), 'Synchroteam did not return a list'],
		[
			'it keeps changing',
			(_, size, request) => ({ data: rowsOf(size, request * 150), recordsTotal: 1000 - request }),
			'The list kept changing while it was read, or its pages do not match',
		],
		[
			'it shows fewer rows than it has',
			(page, size) => ({ data: rowsOf(90, 1).slice((page - 1) * size, page * size), recordsTotal: 240 }),
			'Synchroteam shows 90 rows of a list that it says has 240',
		],
		[
			'every page is the same',
			(_, size) => ({ data: rowsOf(size, 1), recordsTotal: 240 }),
			'Synchroteam returns the same 100 rows for every page',
		],
		[
			'it has no end',
			(page, size) => rowsOf(size, page * size),
			'Synchroteam shows no end of a list: 100000 rows were read, and more came',
		],
	])('%s', async (_, answer, sentence) => {
		await expect(read(answer)).rejects.toThrow(sentence);
	});
});

describe('Lists for the looks of many items', () => {
	let it: Awaited<ReturnType<typeof direct>>;
	beforeEach(async () => {
		it = await direct({ seed: 'empty' });
		fill(it.sandbox, 1000);
	});
	afterEach(async () => await it.sandbox.close());

	test('are read whole where that takes fewer requests', async () => {
		const rows = await it.time.until(readWhole(await it.session(), [LIST, { ...LIST, query: { name: '5' } }], 40));
		expect(new Set(rows?.map(({ id }) => id)).size).toBe(1000);
		expect(it.sandbox.requests.length).toBeLessThan(20);
	});

	test('are not read beyond their first pages where it takes more', async () => {
		expect(await it.time.until(readWhole(await it.session(), [LIST], 9))).toBeUndefined();
		expect(it.sandbox.requests).toHaveLength(1);
	});
});

test('work is done in order, a few at a time, and nothing is begun after a failure', async () => {
	const begun: number[] = [];
	const work = concurrently([0, 1, 2, 3, 4, 5, 6], 2, async (each) => {
		begun.push(each);
		await new Promise(setImmediate);
		if (each === 2) throw new Error('no');
		return each * 2;
	});
	await expect(work).rejects.toThrow('no');
	await new Promise(setImmediate);
	expect(begun).toEqual([0, 1, 2, 3]);
	expect(await concurrently([3, 1, 2], 2, async (each) => each * 2)).toEqual([6, 2, 4]);
});
