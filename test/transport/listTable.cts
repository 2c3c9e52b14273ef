import type { IDataObject } from 'n8n-workflow';
import type { AskPage } from '../../nodes/shared/http/list';

/**
 * A table behind a paged API, as a database gives it: each answer is a query of its own, with the right number of rows,
 * while rows are added, edited (which moves them) and deleted between the answers.
 */

type Random = () => number;
export const randomOf = (seed: number): Random => {
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
export type Deed = 'insert' | 'edit' | 'delete';

export interface Life {
	count: number;
	sort: 'id' | 'newest' | 'oldest' | 'name';
	/** How likely a deed is before an answer, and how many at most. */
	busy: number;
	most: number;
	deeds: Deed[];
	/** Rows that share a date; 1 where none do. */
	alike: number;
	/** How rows with equal dates come: as the page that is asked for makes the database sort them, or any way. */
	ties: 'by page' | 'any';
	/** Rows of a page at most. */
	cap: number;
	total: boolean;
	bare: boolean;
}
export const quiet: Life = {
	count: 350,
	sort: 'newest',
	busy: 0,
	most: 1,
	deeds: [],
	alike: 1,
	ties: 'by page',
	cap: 100,
	total: true,
	bare: false,
};

export class Table {
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
	insert = () => void this.rows.push({ id: ++this.fresh, name: this.random(), modified: this.now() });
	edit = (...ids: number[]) => {
		for (const row of this.rows) if (ids.includes(row.id)) row.modified = this.now();
	};
	delete = (...ids: number[]) => {
		for (const id of ids) this.throughout.delete(id);
		this.rows = this.rows.filter(({ id }) => !ids.includes(id));
	};

	private live(before: number): void {
		for (let count = 0; count < this.life.most; count++) {
			if (this.random() >= this.life.busy) continue;
			const deed = this.life.deeds[Math.floor(this.random() * this.life.deeds.length)];
			this.done.push({ deed, before });
			const at = Math.floor(this.random() * this.rows.length);
			if (deed === 'insert') this.insert();
			else if (!this.rows.length) continue;
			else this[deed](this.rows[at].id);
		}
	}

	private sorted(page: number, size: number): Row[] {
		const salt = this.life.ties === 'any' ? Math.floor(this.random() * 1e6) : page * 1000 + size;
		const by = {
			id: (row: Row) => row.id,
			newest: (row: Row) => -row.modified,
			oldest: (row: Row) => row.modified,
			name: (row: Row) => row.name,
		}[this.life.sort];
		const tie = new Map(this.life.alike > 1 ? this.rows.map(({ id }) => [id, randomOf(id * 7919 + salt)()]) : []);
		const keyed = this.rows.map((row) => ({ row, key: by(row), tie: tie.get(row.id) ?? 0 }));
		return keyed.sort((a, b) => a.key - b.key || a.tie - b.tie).map(({ row }) => row);
	}

	readonly ask: AskPage = async (page = 1, size = 25) => {
		// Answers of several requests at once are made, and come, in any order.
		for (let ticks = this.random() * 6; ticks > 0; ticks--) await Promise.resolve();
		this.live(this.asked.push(`${page}/${size}`));
		const served = Math.min(size, this.life.cap);
		const rows = this.sorted(page, size)
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
