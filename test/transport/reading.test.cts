import fc from 'fast-check';
import { toPage, type AskPage, type Part } from '../../nodes/shared/http/list/page';
import { readList, type Outcome, type ReadingOptions } from '../../nodes/shared/http/list/reading';

/** Reading alone, against lists that do whatever a service might do. */

const RUNS = Number(process.env.READINGS ?? 150);

/** What happens between two answers; places from 0 (front) to 1 (end). */
interface Deed {
	kind: 'insert' | 'delete' | 'move';
	place: number;
	to: number;
}

interface Behaviour {
	count: number;
	/** Rows of a page at most, whatever is asked for. */
	cap: number;
	/** By how much the list's own number is off; undefined where it gives none. */
	off: number | undefined;
	envelope: boolean;
	/** Rows with equal dates: their order is another one in every answer. */
	ties: boolean;
	/** Share of the rows without id. */
	nameless: boolean;
	deeds: Deed[][];
}

class List {
	rows: Array<{ id?: number; name: string }>;
	readonly throughout: Set<string>;
	requests: Array<Part | undefined> = [];
	private fresh: number;
	private seed = 7;

	constructor(private readonly how: Behaviour) {
		this.rows = Array.from({ length: how.count }, (_, index) => ({
			...(!how.nameless && { id: index + 1 }),
			name: `row ${index + 1}`,
		}));
		this.fresh = how.count;
		this.throughout = new Set(this.rows.map(({ name }) => name));
	}

	readonly ask: AskPage = async (part) => {
		for (const deed of this.how.deeds[this.requests.push(part) - 1] ?? []) this.act(deed);
		const { cap, off, envelope, ties } = this.how;
		if (ties) this.shuffle();
		const { page, size } = part ?? { page: 1, size: 25 };
		const served = Math.min(size, cap);
		const data = this.rows.slice((page - 1) * served, page * served);
		const body = envelope
			? { data, ...(off !== undefined && { recordsTotal: Math.max(0, this.rows.length + off) }) }
			: data;
		return toPage(JSON.parse(JSON.stringify(body)), part ?? { page: 1, size: Infinity })!;
	};

	private act({ kind, place, to }: Deed): void {
		const at = (where: number) => Math.floor(where * (this.rows.length + 1));
		if (kind === 'insert') {
			const name = `row ${++this.fresh}`;
			this.rows.splice(at(place), 0, { ...(!this.how.nameless && { id: this.fresh }), name });
			return;
		}
		const [row] = this.rows.splice(at(place), 1);
		if (!row) return;
		if (kind === 'move') this.rows.splice(at(to), 0, row);
		else this.throughout.delete(row.name);
	}

	private shuffle(): void {
		for (let index = this.rows.length - 1; index > 0; index--) {
			this.seed = (this.seed * 48271) % 2147483647;
			const other = this.seed % (index + 1);
			[this.rows[index], this.rows[other]] = [this.rows[other], this.rows[index]];
		}
	}

	missing(outcome: Outcome): string[] {
		if (outcome.is !== 'whole') return [];
		const read = new Set(outcome.rows.map(({ name }) => String(name)));
		return [...this.throughout].filter((name) => !read.has(name));
	}
}

const quiet: Behaviour = { count: 0, cap: 100, off: 0, envelope: true, ties: false, nameless: false, deeds: [] };
const strict: ReadingOptions = { atOnce: 8, most: 100_000, total: 'binding' };
const lenient: ReadingOptions = { atOnce: 8, most: 100_000, total: 'hint' };
const read = async (how: Partial<Behaviour>, options: Partial<ReadingOptions> = {}) => {
	const list = new List({ ...quiet, ...how });
	const outcome = await readList(list.ask, { ...strict, ...options });
	return { list, outcome, requests: list.requests.length };
};

const deed = (...kinds: Array<Deed['kind']>) =>
	fc.record({
		kind: fc.constantFrom(...kinds),
		place: fc.double({ min: 0, max: 0.999, noNaN: true }),
		to: fc.double({ min: 0, max: 0.999, noNaN: true }),
	});
const deeds = (kinds: Array<Deed['kind']>, most: number) =>
	fc.array(fc.array(deed(...kinds), { maxLength: most }), { maxLength: 30 });
const behaviour = (of: Partial<Record<keyof Behaviour, fc.Arbitrary<any>>>): fc.Arbitrary<Behaviour> =>
	fc.record({
		...Object.fromEntries(Object.entries(quiet).map(([key, value]) => [key, fc.constant(value)])),
		count: fc.integer({ min: 0, max: 700 }),
		...of,
	}) as never;
const atOnce = fc.constantFrom(1, 3, 8);
/** Nothing is missing, or it is said that this cannot be shown. */
const holds = async (of: fc.Arbitrary<Behaviour>, options: Partial<ReadingOptions>, most = 0.3) => {
	let whole = 0;
	let runs = 0;
	await fc.assert(
		fc.asyncProperty(of, atOnce, async (how, requests) => {
			const { list, outcome } = await read(how, { ...options, atOnce: requests });
			expect(list.missing(outcome)).toEqual([]);
			if (outcome.is === 'whole') expect(new Set(outcome.rows.map(({ name }) => name)).size).toBe(outcome.rows.length);
			runs++;
			whole += Number(outcome.is === 'whole');
		}),
		{ numRuns: RUNS, seed: 11 },
	);
	// Refusing everything would prove nothing.
	expect(whole).toBeGreaterThan(runs * (1 - most));
};

describe('a row that is there throughout is never missing', () => {
	test('while rows come and go', async () => {
		await holds(behaviour({ deeds: deeds(['insert', 'delete'], 4) }), {});
	});

	test('while rows are moved by being changed', async () => {
		await holds(behaviour({ deeds: deeds(['move'], 4) }), {});
	});

	test('while rows come, go and are moved, one deed between two answers', async () => {
		await holds(behaviour({ deeds: deeds(['insert', 'delete', 'move'], 1) }), {});
	});

	test('as triggers read: while rows come, go and are moved, several deeds between two answers', async () => {
		await holds(behaviour({ deeds: deeds(['insert', 'delete', 'move'], 3) }), { total: 'hint', confirm: true });
	});

	test('in lists whose order is another one in every answer', async () => {
		await holds(behaviour({ ties: fc.constant(true) }), {});
	});

	test('in pages smaller than what was asked for', async () => {
		await holds(behaviour({ cap: fc.constantFrom(10, 25, 50, 99), deeds: deeds(['insert', 'move'], 1) }), {});
	});

	test('as triggers read: with totals off by any number, or none', async () => {
		await holds(
			behaviour({
				off: fc.oneof(fc.constant(undefined), fc.integer({ min: -900, max: 900 })),
				count: fc.integer({ min: 0, max: 400 }),
				cap: fc.constantFrom(25, 100),
				deeds: deeds(['insert', 'delete'], 1).map((each) => each.slice(0, 5)),
			}),
			lenient,
		);
	});

	test('in an order that changes with every answer and without any total: nothing shows it, and it is said so', async () => {
		const how = { off: fc.constant(undefined), ties: fc.constant(true), count: fc.integer({ min: 0, max: 400 }) };
		await holds(behaviour(how), lenient, 1);
	});

	test('in an order that changes with every answer and with a wrong total: all rows, or it is said that it cannot be shown', async () => {
		const how = {
			off: fc.oneof(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -9, max: 9 })),
			ties: fc.constant(true),
			count: fc.integer({ min: 0, max: 400 }),
			cap: fc.constantFrom(25, 100),
			deeds: deeds(['insert', 'delete'], 1).map((each) => each.slice(0, 5)),
		};
		await holds(behaviour(how), lenient, 1);
	});

	test('as triggers read: in small pages, in an order that changes with every answer, while rows arrive and leave', async () => {
		await holds(
			behaviour({
				count: fc.integer({ min: 0, max: 90 }),
				cap: fc.constantFrom(5, 10, 25),
				ties: fc.constant(true),
				deeds: deeds(['insert', 'insert', 'insert', 'delete'], 2),
			}),
			lenient,
			0.5,
		);
	});

	test('as triggers read: in an order that changes with every answer, while one row leaves and another one comes', async () => {
		const swap = fc.tuple(deed('delete'), deed('insert'));
		await holds(
			behaviour({
				count: fc.integer({ min: 0, max: 130 }),
				cap: fc.constantFrom(5, 25, 100),
				ties: fc.constant(true),
				deeds: fc.array(fc.oneof(fc.constant([]), swap), { maxLength: 12 }),
			}),
			lenient,
			0.5,
		);
	});

	test('in bare arrays, and in rows without id', async () => {
		await holds(behaviour({ envelope: fc.boolean(), nameless: fc.boolean(), cap: fc.constantFrom(25, 100) }), lenient);
	});
});

describe('requests', () => {
	test('a first page of one row with a total of 5,000 is an error after a few', async () => {
		const page = (rows: unknown[]) => ({ data: rows, recordsTotal: 5000 });
		let requests = 0;
		const ask: AskPage = async (part) => {
			requests++;
			return toPage(page(part?.page === 1 ? [{ id: 1 }] : []), part!)!;
		};
		expect(await readList(ask, strict)).toEqual({ is: 'short', found: 1, total: 5000 });
		expect(requests).toBeLessThan(150);
	});

	test('a service that repeats its first page is an error, not a short list', async () => {
		for (const size of [100, 25]) {
			const rows = Array.from({ length: 300 }, (_, id) => ({ id: id + 1 }));
			const ask: AskPage = async (part) =>
				toPage({ data: rows.slice(0, Math.min(part!.size, size)), recordsTotal: 300 }, part!)!;
			expect(await readList(ask, strict)).toMatchObject({ is: 'repeated', found: size });
			expect(await readList(ask, lenient)).toMatchObject({ is: 'repeated', found: size });
		}
	});

	test.each([
		['full pages without a total', { size: 100, total: undefined }, 1010],
		['pages of one row, of a list that says it has 50,000', { size: 1, total: 50_000 }, 1002],
	])(
		'a list without end is an error after one reading: %s',
		async (_, { size, total }, most) => {
			let requests = 0;
			const ask: AskPage = async (part) => {
				const from = ((part?.page ?? 1) - 1) * size;
				requests++;
				const data = Array.from({ length: size }, (_row, index) => ({ id: from + index }));
				return toPage({ data, recordsTotal: total }, part!)!;
			};
			expect(await readList(ask, strict)).toMatchObject({ is: 'endless' });
			expect(requests).toBeLessThanOrEqual(most);
			expect(await readList(ask, { ...strict, limit: 50 })).toMatchObject({ is: 'whole' });
		},
		60_000,
	);

	test('rows that come while the last reading is made are not said to be missing', async () => {
		const rows = Array.from({ length: 5 }, (_, id) => ({ id: id + 1 }));
		const answers = [
			{ data: rows.slice(0, 3), recordsTotal: 4 },
			{ data: [], recordsTotal: 4 },
			{ data: rows.slice(0, 3), recordsTotal: 4 },
			{ data: [], recordsTotal: 5 },
		];
		const ask: AskPage = async (part) => toPage(answers.shift() ?? { data: rows, recordsTotal: 5 }, part!)!;
		expect(await readList(ask, strict)).toEqual({ is: 'whole', rows });
	});

	test('fewer rows than the list says it has: an error where its number binds', async () => {
		expect((await read({ count: 250, off: 40 })).outcome).toEqual({ is: 'short', found: 250, total: 290 });
		expect((await read({ count: 250, off: 40 }, lenient)).outcome).toMatchObject({ is: 'whole' });
	});

	test('a list that grows while its parts come in another order is not called short', async () => {
		const rows = Array.from({ length: 300 }, (_, id) => ({ id: id + 1 }));
		const ask: AskPage = async (part) => {
			// The last part comes first, and what comes after it says that there are more rows.
			await new Promise((answer) => setTimeout(answer, 40 - 8 * part!.page));
			rows.push({ id: rows.length + 1 }, { id: rows.length + 2 });
			const end = part!.page * part!.size;
			return toPage({ data: rows.slice(end - part!.size, end), recordsTotal: rows.length }, part!)!;
		};
		expect(await readList(ask, strict)).toMatchObject({ is: 'whole' });
	});

	test('one for a list of one page, a sixth more than pages for long ones', async () => {
		expect((await read({ count: 0 })).requests).toBe(1);
		expect((await read({ count: 99 })).requests).toBe(1);
		const { requests, outcome } = await read({ count: 10_000 });
		expect(outcome).toMatchObject({ is: 'whole' });
		expect(requests).toBeLessThanOrEqual(118);
		expect((await read({ count: 10_000, cap: 25 })).requests).toBeLessThanOrEqual(590);
	});

	test('a bare array that is not paged is read at once, one that is paged in pages', async () => {
		expect(await read({ count: 24, envelope: false, cap: 1000 }, { paged: false })).toMatchObject({ requests: 1 });
		const paged = await read({ count: 90, envelope: false }, { paged: false });
		expect(paged.outcome).toMatchObject({ is: 'whole' });
		expect(paged.list.missing(paged.outcome)).toEqual([]);
		const enveloped = await read({ count: 90 }, { paged: false });
		expect(enveloped.list.missing(enveloped.outcome)).toEqual([]);
		expect(enveloped.list.requests).toEqual([undefined, { page: 1, size: 100 }]);
		// 25 that are all: a second page would only repeat them.
		let asked = 0;
		const all = Array.from({ length: 25 }, (_, id) => ({ id }));
		const ask: AskPage = async (part) => (asked++, toPage(all, part ?? { page: 1, size: Infinity })!);
		expect(await readList(ask, { ...strict, paged: false })).toMatchObject({ is: 'whole', rows: all });
		expect(asked).toBe(2);
	});
});
