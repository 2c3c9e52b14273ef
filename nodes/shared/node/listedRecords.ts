import type { IDataObject } from 'n8n-workflow';
import { readWhole } from '../http/readRows';
import type { Session } from '../http/session';
import type { Call, Key } from '../request/call';
import { isBlank } from '../request/scalars';
import type { Identifier } from '../schema/define';
import { folded } from '../http/findOne';

/**
 * All records of a resource, read once for the items of an execution that look for some of them: a hundred records a
 * request instead of one.
 */

/** Looks from which on the lists are tried: to learn that they are too long takes a request. */
const MANY_LOOKS = 10;
/** How many of the records that the lists do not show are looked for one by one. */
const SAMPLE = 10;

/** What the lists say of a key: its record; `unclear` where it takes a look at the service. */
export type ListedRecord = IDataObject | 'absent' | 'unclear';

export class ListedRecords {
	private looks = 0;
	private reading?: Promise<IDataObject[] | undefined>;
	private readonly indexes = new Map<Identifier, Index>();
	private readonly sample: Array<Promise<boolean>> = [];

	/** @param lists that together hold every record */
	constructor(private readonly lists: Call[]) {}

	/** Tells how many requests an item would need to look one by one; all items tell it before the first of them looks. */
	expect(requests: number): void {
		this.looks += requests;
	}

	/** @returns every record; undefined where looking one by one takes fewer requests, or the lists cannot be read for sure */
	async all(session: Session): Promise<IDataObject[] | undefined> {
		if (!this.lists.length || this.looks < MANY_LOOKS) return undefined;
		return await (this.reading ??= this.read(session));
	}

	/** Looks a key up in the lists. */
	async find(session: Session, { by, value }: Key): Promise<ListedRecord> {
		const rows = await this.all(session);
		if (!rows) return 'unclear';
		const index = this.indexes.get(by) ?? indexOf(rows, by);
		this.indexes.set(by, index);
		const alike = index.values.get(folded(value));
		if (alike) return alike.find((row) => String(row[by]) === String(value)) ?? 'unclear';
		return index.isComplete ? 'absent' : 'unclear';
	}

	/**
	 * Looks for a record that the lists do not show: that they show all, in use or not, is not documented. The first are
	 * looked for one by one; where none of them is there, the lists are believed for the rest.
	 */
	async lookAfter(look: () => Promise<IDataObject | undefined>): Promise<IDataObject | undefined> {
		if (this.sample.length < SAMPLE) {
			const looked = look();
			this.sample.push(
				looked.then(
					(record) => record !== undefined,
					() => true,
				),
			);
			return await looked;
		}
		return (await Promise.all(this.sample)).includes(true) ? await look() : undefined;
	}

	private async read(session: Session): Promise<IDataObject[] | undefined> {
		try {
			return await readWhole(session, this.lists, this.looks);
		} catch {
			// Looking one by one says of each item what is wrong.
			return undefined;
		}
	}
}

/** What the rows say of one identifier. */
interface Index {
	/** Rows by what is compared of their value. */
	values: Map<string, IDataObject[]>;
	/** False where some rows do not show it: they say nothing about it. */
	isComplete: boolean;
}

function indexOf(rows: IDataObject[], by: Identifier): Index {
	const values = new Map<string, IDataObject[]>();
	for (const row of rows) {
		if (isBlank(row[by])) continue;
		const alike = values.get(folded(row[by]));
		if (alike) alike.push(row);
		else values.set(folded(row[by]), [row]);
	}
	return { values, isComplete: rows.every((row) => by in row) };
}
