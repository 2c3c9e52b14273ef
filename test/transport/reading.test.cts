import type { IDataObject } from 'n8n-workflow';
import { readList, type AskPage, type ListOptions } from '../../nodes/shared/http/list';

/**
 * Reading against a table behind a paged API, as a database gives it: each answer is a query of its own, with the right
 * number of rows, while rows are added, edited (which moves them) and deleted between the answers.
 */

const RUNS = Number(process.env.READINGS ?? 300);

type Random = () => number;
const randomOf = (seed: number): Random => {
	let state = seed * 2654435761 + 12345;
	return () => {
		state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
		return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
	};
};

interface Row extends IDataObject {
	id: number;
	name: number;
	modified: number;
}
type Deed = 'insert' | 'edit' | 'delete';

interface Life {
	count: number;
	sort: 'id' | 'newest' | 'oldest' | 'name';
	/** How likely a deed is before an answer, and how many at most. */
	busy: number;
	most: number;
	deeds: Deed[];
	/** Rows that share a date; 1 where none do. */
	alike: number;
	/** How rows with equal dates come: by their page's size, or another way in every answer. */
	ties: 'by size' | 'any';
	/** Rows of a page at most. */
	cap: number;
	total: boolean;
	bare: boolean;
}
const quiet: Life = {
	count: 350,
	sort: 'newest',
	busy: 0,
	most: 1,
	deeds: [],
	alike: 1,
	ties: 'by size',
	cap: 100,
	total: true,
	bare: false,
};

class Table {
	rows: Row[] = [];
	readonly asked: string[] = [];
	/** The number of the answer before which each deed was done. */
	readonly done: Array<{ deed: Deed; before: number }> = [];
	readonly throughout: Set<number>;
	private clock = 0;

	constructor(
		private readonly life: Life,
		private readonly random: Random,
	) {
		for (let count = 0; count < life.count; count++) this.insert();
		this.throughout = new Set(this.rows.map(({ id }) => id));
	}

	private now = () => Math.floor(this.clock++ / this.life.alike);
	private fresh = 0;
	private insert = () => void this.rows.push({ id: ++this.fresh, name: this.random(), modified: this.now() });

	private live(before: number): void {
		for (let count = 0; count < this.life.most; count++) {
			if (this.random() >= this.life.busy) continue;
			const deed = this.life.deeds[Math.floor(this.random() * this.life.deeds.length)];
			this.done.push({ deed, before });
			const at = Math.floor(this.random() * this.rows.length);
			if (deed === 'insert') this.insert();
			else if (!this.rows.length) continue;
			else if (deed === 'delete') this.throughout.delete(this.rows.splice(at, 1)[0].id);
			else Object.assign(this.rows[at], { modified: this.now(), edited: this.fresh });
		}
	}

	private sorted(size: number): Row[] {
		const salt = this.life.ties === 'any' ? Math.floor(this.random() * 1e6) : size;
		const by = {
			id: (row: Row) => row.id,
			newest: (row: Row) => -row.modified,
			oldest: (row: Row) => row.modified,
			name: (row: Row) => row.name,
		}[this.life.sort];
		const tie = new Map(this.rows.map((row) => [row, randomOf(row.id * 7919 + salt)()]));
		return [...this.rows].sort((a, b) => by(a) - by(b) || tie.get(a)! - tie.get(b)!);
	}

	readonly ask: AskPage = async (page = 1, size = 25) => {
		// Answers of several requests at once are made, and come, in any order.
		for (let ticks = this.random() * 6; ticks > 0; ticks--) await Promise.resolve();
		this.live(this.asked.push(`${page}/${size}`));
		const served = Math.min(size, this.life.cap);
		const rows = this.sorted(size)
			.slice((page - 1) * served, page * served)
			.map((row) => ({ ...row }));
		const total = this.life.total && !this.life.bare ? this.rows.length : undefined;
		for (let ticks = this.random() * 6; ticks > 0; ticks--) await Promise.resolve();
		return { rows, total, date: undefined };
	};

	/** Whether a row was deleted and another added between two answers: the one case that is given up. */
	isGivenUp(atOnce: number): boolean {
		return this.done.some(
			({ deed, before }) =>
				deed === 'delete' &&
				this.done.some((other) => other.deed === 'insert' && Math.abs(other.before - before) < atOnce),
		);
	}
}

/** Reads a table of each seed. @returns how many were whole, rows lost in silence, and the requests of all */
async function live(life: Partial<Life>, options: Partial<ListOptions> = {}, runs = RUNS) {
	const sum = { whole: 0, short: 0, lost: 0, excused: 0, requests: 0, twice: 0 };
	for (let seed = 1; seed <= runs; seed++) {
		const random = randomOf(seed);
		const atOnce = options.atOnce ?? [1, 3, 8][seed % 3];
		const count = life.count ?? Math.floor(random() * 700);
		const table = new Table({ ...quiet, ...life, count }, random);
		const { is, rows } = await readList(table.ask, { ...options, atOnce });
		sum.requests += table.asked.length;
		const ids = new Set(rows.map(({ id }) => id));
		sum.twice += rows.length - ids.size;
		if (is === 'short') sum.short++;
		if (is !== 'whole') continue;
		sum.whole++;
		const lost = [...table.throughout].filter((id) => !ids.has(id)).length;
		if (table.isGivenUp(atOnce)) sum.excused += lost;
		else sum.lost += lost;
	}
	return sum;
}

const all: Deed[] = ['insert', 'edit', 'delete'];
const sorts = ['id', 'newest', 'oldest', 'name'] as const;
describe('explore', () => {
	const cases: Array<[string, Partial<Life>]> = [
		...sorts.flatMap((sort): Array<[string, Partial<Life>]> => [
			[`${sort} all 0.2`, { sort, busy: 0.2, deeds: all }],
			[`${sort} all 0.7`, { sort, busy: 0.7, deeds: all }],
			[`${sort} inserts 3`, { sort, busy: 0.9, most: 4, deeds: ['insert'] }],
			[`${sort} edits+inserts 3`, { sort, busy: 0.9, most: 4, deeds: ['insert', 'edit'] }],
			[`${sort} deletes`, { sort, busy: 0.7, most: 2, deeds: ['delete'] }],
			[`${sort} edits`, { sort, busy: 0.7, most: 2, deeds: ['edit'] }],
			[`${sort} cap 25 all .2`, { sort, busy: 0.2, deeds: all, cap: 25 }],
			[`${sort} no total all .2`, { sort, busy: 0.2, deeds: all, total: false }],
			[`${sort} no total cap 40 all .2`, { sort, busy: 0.2, deeds: all, total: false, cap: 40 }],
			[`${sort} storm`, { sort, busy: 0.6, most: 4, deeds: all }],
		]),
		['ties by size', { alike: 500, count: 500 }],
		['ties any', { alike: 500, count: 500, ties: 'any' }],
		['ties by size, all .2', { alike: 100, busy: 0.2, deeds: all }],
		['quiet', {}],
		['quiet no total', { total: false }],
		['10000 inserts', { count: 5000, busy: 0.5, deeds: ['insert'] }],
		['10000 all', { count: 5000, busy: 0.2, deeds: all }],
	];
	test.each(cases)('%s', async (name, life) => {
		const runs = (life.count ?? 0) > 1000 ? 20 : RUNS;
		const sum = await live(life, {}, runs);
		process.stdout.write(`${name.padEnd(30)} ${JSON.stringify(sum)} of ${runs}\n`);
	});
});
