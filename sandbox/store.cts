import type { Row } from './types.cts';

/** What a store needs to know of its surroundings. */
export interface Surroundings {
	now(): number;
	/** Milliseconds until a change shows in lists. */
	visibilityDelay(): number;
	/** Told of every change. */
	changed(): void;
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
	private pending: Pending[] = [];
	private lastNumber = 0;

	constructor(private readonly around: Surroundings) {}

	/** The next whole number for ids or numbers of records. */
	nextNumber(): number {
		return ++this.lastNumber;
	}

	/** Adds a record. @throws Error where the id is taken */
	insert(row: Row): Row {
		if (this.rows.has(row.id)) throw new Error(`Id ${row.id} is taken`);
		this.rows.set(row.id, row);
		if (typeof row.id === 'number') this.lastNumber = Math.max(this.lastNumber, row.id);
		this.defer(row, null);
		return row;
	}

	/** Changes a record and stamps it. */
	change(row: Row, patch: Partial<Row>): Row {
		const before = this.around.visibilityDelay() > 0 ? { ...row } : null;
		Object.assign(row, patch, { modifiedAt: this.around.now() });
		if (before) this.defer(row, before);
		this.around.changed();
		return row;
	}

	get(id: unknown): Row | undefined {
		return this.rows.get(id);
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
	dump(): { rows: Row[]; lastNumber: number } {
		return { rows: this.all(), lastNumber: this.lastNumber };
	}

	restore({ rows, lastNumber }: { rows: Row[]; lastNumber: number }): void {
		this.rows = new Map(rows.map((row) => [row.id, row]));
		this.lastNumber = lastNumber;
		this.pending = [];
		this.around.changed();
	}

	private defer(row: Row, before: Row | null): void {
		const delay = this.around.visibilityDelay();
		if (delay > 0) this.pending.push({ row, before, until: this.around.now() + delay });
		this.around.changed();
	}
}
