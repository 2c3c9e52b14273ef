import type { IDataObject } from 'n8n-workflow';
import { readList, type AskPage, type ListOptions } from '../../nodes/shared/http/list';
import { quiet, randomOf, Table, type Deed, type Life } from './listTable.cts';

/** Reading alone, against a table that changes meanwhile, and against services that page in other ways. */

const RUNS = Number(process.env.READINGS ?? 30);

/** Reads a table of each seed. @returns how many were whole, what was lost in silence, and the requests of all */
async function live(life: Partial<Life>, options: Partial<ListOptions> = {}, runs = RUNS) {
	const sum = { whole: 0, lost: 0, givenUp: 0, requests: 0, twice: 0, wrong: 0 };
	for (let seed = 1; seed <= runs; seed++) {
		const random = randomOf(seed);
		const concurrency = options.concurrency ?? [1, 3, 8][seed % 3];
		const count = life.count ?? Math.floor(random() * 700);
		const table = new Table({ ...quiet, ...life, count }, random);
		const { outcome, rows } = await readList(table.ask, { ...options, concurrency });
		sum.requests += table.asked.length;
		const ids = new Set(rows.map(({ id }) => id));
		sum.twice += rows.length - ids.size;
		if (outcome !== 'whole' && outcome !== 'moving') sum.wrong++;
		if (outcome !== 'whole') continue;
		sum.whole++;
		const lost = [...table.throughout].filter((id) => !ids.has(id)).length;
		if (table.isGivenUp(concurrency)) sum.givenUp += lost;
		else sum.lost += lost;
	}
	return sum;
}

const all: Deed[] = ['insert', 'edit', 'delete'];
const sorts = ['id', 'newest', 'oldest', 'name'] as const;

describe('no row that is there throughout is lost in silence', () => {
	/** What goes on, how many of a hundred readings are whole at least, and requests of one at most, on average. */
	const lives: Array<[what: string, life: Partial<Life>, whole: number, requests: number]> = [
		['a deed with every fifth answer', { busy: 0.2, deeds: all }, 99, 9],
		['a deed with most answers', { busy: 0.7, deeds: all }, 90, 22],
		['edits with nearly every answer', { busy: 0.7, most: 2, deeds: ['edit'] }, 98, 10],
		['an import of two or more rows with every answer', { busy: 0.8, most: 4, deeds: ['insert'] }, 100, 12],
		['a clean-up that deletes a row with every third answer', { busy: 0.3, deeds: ['delete'] }, 85, 25],
		['several deeds with every answer', { busy: 0.6, most: 4, deeds: all }, 50, 60],
		['pages of 25 whatever is asked for', { busy: 0.2, deeds: all, cap: 25 }, 95, 75],
		['no total', { busy: 0.2, deeds: all, total: false }, 90, 25],
		['bare arrays in pages of 40', { busy: 0.1, deeds: all, bare: true, cap: 40 }, 80, 60],
		['equal dates by the hundred', { busy: 0.2, deeds: all, alike: 100 }, 85, 40],
	];
	for (const sort of sorts)
		test.each(lives)(`in a list by ${sort}: %s`, async (_, life, whole, requests) => {
			const sum = await live({ sort, ...life });
			expect(sum).toMatchObject({ lost: 0, twice: 0, wrong: 0 });
			expect((sum.whole / RUNS) * 100).toBeGreaterThanOrEqual(whole);
			expect(sum.requests / RUNS).toBeLessThanOrEqual(requests);
		});

	test('500 equal dates in another order with every answer', async () => {
		const sum = await live({ count: 500, alike: 500, ties: 'any' });
		expect(sum).toMatchObject({ lost: 0, twice: 0, wrong: 0 });
		expect((sum.whole / RUNS) * 100).toBeGreaterThanOrEqual(95);
	});

	test('100 equal dates, whose order each page shows in its own way', async () => {
		const sum = await live({ count: 260, alike: 100 });
		expect(sum).toMatchObject({ lost: 0, twice: 0, wrong: 0, whole: RUNS });
	});

	/** Reads a table to which things are done before some of the requests. @returns rows that were there throughout and are missing */
	async function readThrough(life: Partial<Life>, before: Record<number, (table: Table) => void>) {
		const table = new Table({ ...quiet, count: 250, ...life }, randomOf(1));
		const ask: AskPage = async (page, size) => {
			before[table.asked.length + 1]?.(table);
			return await table.ask(page, size);
		};
		const { outcome, rows } = await readList(ask, { concurrency: 1 });
		const ids = new Set(rows.map(({ id }) => id));
		return [outcome, [...table.throughout].filter((id) => !ids.has(id))];
	}

	test.each<[string, Life['sort'], Record<number, (table: Table) => void>]>([
		['deleted rows do not stand for it', 'id', { 2: (table) => table.delete(1), 5: (table) => table.delete(2, 3, 4) }],
		[
			'rows that move to the end do not look like rows that came',
			'oldest',
			{
				2: (table) => table.edit(1),
				3: (table) => table.insert(),
				5: (table) => table.edit(2, 3, 4),
				6: (table) => [1, 2, 3].forEach(table.insert),
			},
		],
		[
			'rows that move to the front do not either',
			'newest',
			{
				2: (table) => table.edit(20),
				3: (table) => table.insert(),
				4: (table) => table.edit(...Array.from({ length: 120 }, (_, index) => 40 + index)),
				5: (table) => table.edit(20),
			},
		],
	])('a row that two readings miss: %s', async (_, sort, before) => {
		expect(await readThrough({ sort }, before)).toEqual(['whole', []]);
	});

	test('5,000 rows and an import meanwhile: in two readings', async () => {
		const sum = await live({ count: 5000, busy: 0.5, deeds: ['insert'] }, {}, 10);
		expect(sum).toMatchObject({ lost: 0, whole: 10 });
		expect(sum.requests).toBeLessThanOrEqual(10 * 110);
	});

	test('what is given up: a row read already is deleted and another one added between the same two answers', async () => {
		const swap = (table: Table) => {
			table.delete(1);
			table.insert();
		};
		expect(await readThrough({ sort: 'id' }, { 2: swap })).toEqual(['whole', [101]]);
	});
});

describe('a limit', () => {
	test.each(sorts)('gives as many of the first rows, none twice, while rows are moved: by %s', async (sort) => {
		for (let seed = 1; seed <= RUNS; seed++) {
			const random = randomOf(seed);
			const table = new Table({ ...quiet, sort, busy: 0.3, deeds: all }, random);
			const limit = 1 + Math.floor(random() * 300);
			const { outcome, rows } = await readList(table.ask, { limit, concurrency: 3 });
			expect([seed, outcome, new Set(rows.map(({ id }) => id)).size]).toEqual([seed, 'whole', limit]);
		}
	});

	test('gives as many rows where equal dates come in another order with every answer', async () => {
		const table = new Table({ ...quiet, count: 500, alike: 500, ties: 'any' }, randomOf(1));
		const { outcome, rows } = await readList(table.ask, { limit: 250, concurrency: 3 });
		expect([outcome, new Set(rows.map(({ id }) => id)).size]).toEqual(['whole', 250]);
	});

	test('a row that slips over the border of a page is not missing in front of it', async () => {
		const table = new Table({ ...quiet, sort: 'id' }, randomOf(1));
		const ask: AskPage = async (page, size) => {
			if (table.asked.length === 1) table.rows.splice(9, 1);
			return await table.ask(page, size);
		};
		const { rows } = await readList(ask, { limit: 150, concurrency: 1 });
		expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([100, 101, 102]));
	});
});

describe('requests', () => {
	const read = async (life: Partial<Life>, options: Partial<ListOptions> = {}) => {
		const table = new Table({ ...quiet, sort: 'id', ...life }, randomOf(1));
		const reading = await readList(table.ask, { concurrency: 8, ...options });
		return { ...reading, asked: table.asked, ids: reading.rows.map(({ id }) => id) };
	};

	test.each([0, 1, 99, 100])('one for a list of %i rows', async (count) => {
		const { outcome, rows, asked } = await read({ count });
		expect([outcome, rows.length, asked]).toEqual(['whole', count, ['1/100']]);
	});

	test('a hundred for 10,000 rows, a hundred rows each, in the order of the service', async () => {
		const { outcome, ids, asked } = await read({ count: 10_000 });
		expect([outcome, asked.length, new Set(asked).size]).toEqual(['whole', 100, 100]);
		expect(asked.filter((each) => !each.endsWith('/100'))).toEqual([]);
		expect(ids).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
	});

	test('as many as pages where these are smaller than asked for', async () => {
		const { outcome, ids, asked } = await read({ count: 1000, cap: 25 });
		expect([outcome, ids.length, asked.length, asked[39]]).toEqual(['whole', 1000, 40, '40/25']);
	});

	test('one for a bare array that is not paged, and pages where 25 rows look like one', async () => {
		const whole = await read({ count: 24, bare: true, cap: 1000 }, { paged: false });
		expect([whole.outcome, whole.ids.length, whole.asked.length]).toEqual(['whole', 24, 1]);
		const paged = await read({ count: 90, bare: true }, { paged: false });
		expect([paged.outcome, paged.ids.length]).toEqual(['whole', 90]);
	});

	test('no page behind a first one that was read already and holds all', async () => {
		const first = { rows: [{ id: 1 }], total: 1, date: 5 };
		expect(await readList(async () => await Promise.reject(new Error('asked')), { concurrency: 1, first })).toEqual({
			outcome: 'whole',
			rows: [{ id: 1 }],
			total: 1,
			date: 5,
		});
	});
});

describe('a service that does not page as it says', () => {
	const rowsOf = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
	const serve = (answer: (page: number, size: number) => IDataObject[], total?: number) => {
		let requests = 0;
		const ask: AskPage = async (page = 1, size = 25) => {
			if (++requests > 5000) throw new Error('Without end');
			return { rows: answer(page, size), total, date: undefined };
		};
		return { ask, count: () => requests };
	};

	test('the same page for ever, and more rows by its total', async () => {
		for (const cap of [25, 100]) {
			const { ask, count } = serve((_, size) => rowsOf(Math.min(size, cap)), 5000);
			expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'repeated', total: 5000 });
			expect(count()).toBeLessThanOrEqual(9);
		}
	});

	test('the same 100 rows for ever, without a total', async () => {
		const { ask, count } = serve((_, size) => rowsOf(size));
		expect([(await readList(ask, { concurrency: 8 })).outcome, count()]).toEqual(['repeated', 2]);
	});

	test('the same 25 rows for ever, without a total: these are all', async () => {
		const { ask, count } = serve(() => rowsOf(25));
		expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'whole', rows: rowsOf(25) });
		expect(count()).toBe(2);
	});

	test('fewer rows than its total: said after the second reading', async () => {
		const { ask, count } = serve((page, size) => rowsOf(250).slice((page - 1) * size, page * size), 290);
		expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'short', total: 290, rows: rowsOf(250) });
		expect(count()).toBeLessThanOrEqual(6);
	});

	test('one row and a total of 50,000: few requests', async () => {
		const { ask, count } = serve((page) => (page === 1 ? rowsOf(1) : []), 50_000);
		expect([(await readList(ask, { concurrency: 8 })).outcome, count()]).toEqual(['short', 1]);
	});

	test('full pages without end', async () => {
		const { ask, count } = serve((page, size) => rowsOf(size, page * size));
		expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'endless' });
		expect(count()).toBeLessThanOrEqual(1002);
	});

	test('more than 100,000 rows: refused after the first page', async () => {
		const { ask, count } = serve((page, size) => rowsOf(size, page * size), 100_001);
		expect([(await readList(ask, { concurrency: 8 })).outcome, count()]).toEqual(['tooMany', 1]);
		expect((await readList(ask, { concurrency: 8, limit: 150 })).outcome).toBe('whole');
	});

	test('a record that stands twice in a list, as a joined table shows it', async () => {
		const rows = rowsOf(250);
		rows[170] = { ...rows[30] };
		const { ask, count } = serve((page, size) => rows.slice((page - 1) * size, page * size), 250);
		const { outcome, rows: read } = await readList(ask, { concurrency: 8 });
		expect([outcome, new Set(read.map(({ id }) => id)).size, read.length, count()]).toEqual(['whole', 249, 249, 6]);
	});

	test('a first row that moves to a second page of its own is no page that comes again', async () => {
		const rows = rowsOf(101);
		const { ask } = serve((page, size) => {
			if (page === 2 && rows[0].id === 0) rows.push(...rows.splice(0, 1));
			return rows.slice((page - 1) * size, page * size);
		}, 101);
		expect(await readList(ask, { concurrency: 1 })).toMatchObject({ outcome: 'whole', rows });
	});

	test('rows without ids are told apart by what they show', async () => {
		const rows = Array.from({ length: 130 }, (_, index) => ({ name: `row ${index}` }));
		const { ask } = serve((page, size) => rows.slice((page - 1) * size, page * size), 130);
		expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'whole', rows });
	});

	test('a note and a notification with one number are two rows', async () => {
		const rows = Array.from({ length: 130 }, (_, index) => ({ id: index >> 1, source: index % 2 ? 'a' : 'b' }));
		const { ask } = serve((page, size) => rows.slice((page - 1) * size, page * size), 130);
		expect(await readList(ask, { concurrency: 8 })).toMatchObject({ outcome: 'whole', rows });
	});
});
