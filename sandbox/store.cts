import type { Row } from './types.cts';

/** What a store needs to know of its surroundings. */
export interface Surroundings {
	now(): number;
	/** Milliseconds until a change shows in lists. */
	visibilityDelay(): number;
	/** Whether a change stamps the record; always unless given. */
	stamps?(row: Row, patch: Partial<Row>): boolean;
	/** Told of every change. */
	changed(): void;
}

/** Records by what one of their identifiers says. */
interface Index {
	of: (row: Row) => unknown;
	rows: Map<string, Set<Row>>;
}

/** Everything in a store as plain data. */
export interface StoreData {
	rows: Row[];
	counters: { id: number; num: number };
}

interface Pending {
	row: Row;
	/** The row before the change; null for one that was new. */
	before: Row | null;
	until: number;
}

/** The records of one kind, in the order in which they were made. Deleted ones stay. */
export class Store {
	private rows = new Map<unknown, Row>();
	private readonly indexes = new Map<string, Index>();
	private pending: Pending[] = [];
	private counters = { id: 0, num: 0 };

	constructor(private readonly around: Surroundings) {}

	/** The next whole number for ids, or for the numbers that people read. */
	next(series: 'id' | 'num'): number {
		return ++this.counters[series];
	}

	/** Adds a record. @throws Error where the id is taken */
	insert(row: Row): Row {
		if (this.rows.has(row.id)) throw new Error(`Id ${row.id} is taken`);
		this.rows.set(row.id, row);
		for (const index of this.indexes.values()) enter(index, row);
		this.count(row);
		this.defer(row, null);
		return row;
	}

	/** Changes a record and stamps it. */
	change(row: Row, patch: Partial<Row>): Row {
		const before = this.around.visibilityDelay() > 0 ? { ...row } : null;
		const indexed = [...this.indexes.values()].map((index) => ({ index, key: keyIn(index, row) }));
		const stamps = this.around.stamps?.(row, patch) ?? true;
		Object.assign(row, patch, stamps && { modifiedAt: this.around.now() });
		this.count(row);
		for (const { index, key } of indexed) {
			if (keyIn(index, row) === key) continue;
			index.rows.get(key)?.delete(row);
			enter(index, row);
		}
		if (before) this.defer(row, before);
		this.around.changed();
		return row;
	}

	/** Number of records, deleted ones too. */
	get size(): number {
		return this.rows.size;
	}

	/** The oldest record. */
	first(): Row | undefined {
		return this.rows.values().next().value;
	}

	get(id: unknown): Row | undefined {
		return this.rows.get(id);
	}

	/** Records, deleted ones too, whose `key` is `value` (compared as text). */
	lookup(key: string, value: unknown, of = (row: Row): unknown => row[key]): Row[] {
		let index = this.indexes.get(key);
		if (!index) {
			index = { of, rows: new Map() };
			for (const row of this.rows.values()) enter(index, row);
			this.indexes.set(key, index);
		}
		return [...(index.rows.get(String(value)) ?? [])];
	}

	/** All records, deleted ones too. */
	all(): Row[] {
		return [...this.rows.values()];
	}

	/** Records that are not deleted and for which `test` holds. */
	filter(test: (row: Row) => boolean): Row[] {
		return this.all().filter((row) => row.deletedAt === null && test(row));
	}

	/** Whether lists show something else than the records as they are. */
	hasPending(): boolean {
		const now = this.around.now();
		this.pending = this.pending.filter((one) => one.until > now);
		return this.pending.length > 0;
	}

	/** All records as lists show them now: changes show after the visibility delay. */
	visible(): Row[] {
		if (!this.hasPending()) return this.all();
		const shown = new Map<Row, Row | null>();
		for (const { row, before } of this.pending) if (!shown.has(row)) shown.set(row, before);
		return this.all().flatMap((row) => {
			const before = shown.get(row);
			return before === undefined ? [row] : before === null ? [] : [before];
		});
	}

	/** Plain data of everything, to be given to {@link restore}. */
	dump(): StoreData {
		return { rows: this.all(), counters: { ...this.counters } };
	}

	restore({ rows, counters }: StoreData): void {
		this.rows = new Map(rows.map((row) => [row.id, row]));
		this.counters = { ...counters };
		this.pending = [];
		this.indexes.clear();
		this.around.changed();
	}

	/** Keeps the counters above what is in use. */
	private count({ id, num }: Row): void {
		if (typeof id === 'number') this.counters.id = Math.max(this.counters.id, id);
		if (typeof num === 'number') this.counters.num = Math.max(this.counters.num, num);
	}

	private defer(row: Row, before: Row | null): void {
		const delay = this.around.visibilityDelay();
		if (delay > 0) this.pending.push({ row, before, until: this.around.now() + delay });
		this.around.changed();
	}
}

const keyIn = ({ of }: Index, row: Row): string => String(of(row));

function enter(index: Index, row: Row): void {
	const key = keyIn(index, row);
	const found = index.rows.get(key);
	if (found) found.add(row);
	else index.rows.set(key, new Set([row]));
}
