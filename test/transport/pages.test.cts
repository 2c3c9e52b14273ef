import fc from 'fast-check';
import { plan } from '../../nodes/shared/http/list/plan';
import { concurrently } from '../../nodes/shared/http/concurrently';
import { readRows } from '../../nodes/shared/http/pages';
import type { Call } from '../../nodes/shared/request/call';
import type { Sandbox } from '../../sandbox/index.cts';
import { direct } from './direct.cts';

const LIST: Call = { verb: 'GET', path: '/customer/list', query: { sort: 'name' } };
const RUNS = Number(process.env.PAGES_RUNS ?? 60);

/** Customers in order of their names, which leave room between any two. */
const nameAt = (place: number) => String(place).padStart(9, '0');
function fill(sandbox: Sandbox, count: number) {
	for (let index = 1; index <= count; index++) sandbox.state.customers.create({ name: nameAt(index * 1000) });
}

/** One change between two answers: a row comes or goes at a place in the list (0 … 1). */
interface Change {
	kind: 'insert' | 'delete';
	place: number;
}
const change = fc.record({
	kind: fc.constantFrom<Change['kind']>('insert', 'delete'),
	place: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

/** Reads the list while it changes before each request. @returns what was read, and which rows were there throughout */
async function readWhileChanging(count: number, changes: Change[][], options: { concurrency: number }) {
	let requests = 0;
	let sandbox: Sandbox | undefined;
	let throughout = new Set<number>();
	let fresh = count * 1000;
	const it = await direct(
		{ seed: 'empty' },
		{
			before: () => {
				for (const { kind, place } of changes[requests++] ?? []) {
					const live = sandbox!.state.customers.rows().filter(({ deletedAt }) => deletedAt === null);
					if (kind === 'insert')
						sandbox!.state.customers.create({ name: nameAt(Math.floor(place * (count + 1) * 1000)) + String(++fresh) });
					else if (live.length > 0) {
						const gone = live[Math.floor(place * live.length)];
						sandbox!.state.customers.delete(gone.id);
						throughout.delete(gone.id);
					}
				}
			},
		},
	);
	sandbox = it.sandbox;
	try {
		fill(sandbox, count);
		throughout = new Set(sandbox.state.customers.rows().map(({ id }) => id as number));
		const session = await it.session({ concurrency: options.concurrency });
		const rows = await it.time.until(readRows(session, LIST, undefined, true));
		return { ids: rows.map(({ id }) => id as number), throughout, requests: sandbox.requests };
	} finally {
		await sandbox.close();
	}
}

function expectWhole({ ids, throughout }: { ids: number[]; throughout: Set<number> }) {
	expect(new Set(ids).size).toBe(ids.length);
	const read = new Set(ids);
	expect([...throughout].filter((id) => !read.has(id))).toEqual([]);
}

describe('Pages of a list that changes meanwhile', () => {
	test('one row comes or goes before every request: none that was there throughout is missed or given twice', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 700 }),
				fc.array(fc.tuple(change), { maxLength: 20 }),
				fc.constantFrom(1, 3, 8),
				async (count, changes, concurrency) => expectWhole(await readWhileChanging(count, changes, { concurrency })),
			),
			{ numRuns: RUNS, seed: 4 },
		);
	}, 120_000);

	test('whatever comes and goes, even where it cancels out', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 90, max: 700 }),
				fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 20 }),
				fc.constantFrom(1, 3, 8),
				async (count, changes, concurrency) => expectWhole(await readWhileChanging(count, changes, { concurrency })),
			),
			{ numRuns: RUNS, seed: 5 },
		);
	}, 120_000);

	test('a row that slips over the border while another one comes at the end is seen', async () => {
		const changes: Change[][] = [
			[],
			[
				{ kind: 'delete', place: 0 },
				{ kind: 'insert', place: 0.999 },
			],
		];
		expectWhole(await readWhileChanging(250, changes, { concurrency: 1 }));
	});

	test('a list that never comes to rest gives a sentence instead of a part of it', async () => {
		const moved: Change[] = [
			{ kind: 'delete', place: 0 },
			{ kind: 'insert', place: 0.999 },
		];
		const storm = Array.from({ length: 500 }, () => Array.from({ length: 50 }, () => moved).flat());
		await expect(readWhileChanging(600, storm, { concurrency: 1 })).rejects.toThrow(
			'The list kept changing while it was read, or its pages do not match',
		);
	});
});

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
		[101, ['1/100', '2/95']],
		[undefined, ['1/100', '2/95', '3/92', '4/90']],
	])('limit %s asks for no page that is not needed', async (limit, expected) => {
		fill(it.sandbox, 350);
		const rows = await it.time.until(readRows(await it.session(), LIST, limit, true));
		expect(rows.map(({ name }) => name)).toEqual(
			Array.from({ length: Math.min(limit ?? 350, 350) }, (_, index) => nameAt((index + 1) * 1000)),
		);
		expect(asked().sort()).toEqual(expected);
	});

	test('the first page goes alone, the others several at once, each with the filters', async () => {
		fill(it.sandbox, 1500);
		await it.time.until(readRows(await it.session(), { ...LIST, query: { name: '0', sort: 'name' } }, undefined, true));
		expect(it.flight.most).toBe(8);
		expect(it.sandbox.requests[1].at).toBeGreaterThan(it.sandbox.requests[0].at);
		expect(new Set(it.sandbox.requests.map(({ query }) => `${String(query.name)} ${String(query.sort)}`))).toEqual(
			new Set(['0 name']),
		);
	});

	test('nothing there is one request', async () => {
		expect(await it.time.until(readRows(await it.session(), LIST, undefined, true))).toEqual([]);
		expect(asked()).toEqual(['1/100']);
	});

	test('after a page that fails no further one is begun', async () => {
		fill(it.sandbox, 3000);
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 400, skip: 2, times: null });
		await expect(
			it.time.until(readRows(await it.session({ concurrency: 2 }), LIST, undefined, true)),
		).rejects.toMatchObject({ httpCode: '400' });
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
		await expect(it.time.until(readRows(await it.session(), LIST, undefined, true))).rejects.toThrow(
			'The list has 250000 rows, more than n8n can take at once',
		);
		expect(asked()).toEqual(['1/100']);
	});

	test('an answer that is no list is said to be none', async () => {
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 200, body: { hello: 'world' } });
		await expect(it.time.until(readRows(await it.session(), LIST, undefined, true))).rejects.toThrow(
			'Synchroteam did not return a list',
		);
	});
});

describe('Parts that overlap', () => {
	test('cover every list without a gap, and cost little', () => {
		for (const overlap of [5, 15, 40]) {
			for (let total = 1; total <= 60_000; total = Math.ceil(total * 1.13)) {
				const parts = plan(100, total, overlap, 100);
				let end = 100;
				const wrong = parts.filter(({ page, size }) => {
					const before = end;
					end = page * size;
					return size > 100 || end - size > before - overlap || end <= before;
				});
				expect(wrong).toEqual([]);
				expect(end).toBeGreaterThanOrEqual(total);
				if (overlap === 5 && total > 1000) expect(parts.length + 1).toBeLessThanOrEqual(1.2 * (total / 100) + 1);
			}
		}
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
