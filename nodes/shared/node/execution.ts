import type { IDataObject } from 'n8n-workflow';
import { folded } from '../http/findOne';
import { listsOf, type Call, type Key, type Request } from '../request/call';
import type { Identity } from '../request/identity';
import type { Identifier, Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun } from '../schema/labels';
import { readWhole } from '../http/readRows';
import type { Session } from '../http/session';
import { isBlank } from '../request/scalars';

/** What the items of one execution know of each other: who changes which record, and what was read once for all. */

/** The place of an item among those that name the same record. */
interface Turn {
	/** True where an item before it names the same record: what was looked up before does not count any more. */
	isLater: boolean;
	/** Does the work when the items before it are done. */
	take<T>(work: () => Promise<T>): Promise<T>;
}

interface Claim {
	/** The key as it was spelt by items that create a record. */
	created: Set<string>;
	/** Fulfilled when the last item that claimed it is done. */
	done: Promise<void>;
}

type Looked = Promise<IDataObject | undefined>;

/** What the items of one execution that go to the same account know of each other. */
export class Execution {
	private readonly claims = new Map<string, Claim>();
	private readonly looks = new Map<string, Looked>();
	private readonly listed = new Map<Resource, ListedRecords>();

	/** The records of a resource, read once for all items. */
	listedOf(resource: Resource): ListedRecords {
		const listed = this.listed.get(resource) ?? new ListedRecords(listsOf(resource));
		this.listed.set(resource, listed);
		return listed;
	}

	/** A record picked from the list is the same one for every item, and so looked at once. */
	lookOnce({ label, value }: Key, find: () => Looked): Looked {
		const name = `${label} ${value}`;
		const known = this.looks.get(name) ?? find();
		this.looks.set(name, known);
		return known;
	}

	/**
	 * Claims the keys of a change, for each item in their order: two changes of one record go one after the other.
	 * @throws InputError where an item before it creates a record with the same key
	 */
	claim({ name, label }: Resource, { operation, keys, checks }: Request): Turn {
		const isNew = operation.kind === 'create' && checks.length > 0;
		const named = keys.map((key) => ({ ...key, claim: nameOf(name, key) }));
		for (const { by, value, claim } of named) {
			if (isNew && this.claims.get(claim)?.created.has(String(value)))
				throw new InputError(
					`${labelOf(by)} "${value}" is given twice`,
					`An earlier item already creates ${noun(label)} "${value}". Each item needs a different ${labelOf(by)}; ` +
						'or use Create or Update. Nothing was sent for this item.',
				);
		}
		const earlier = named.flatMap(({ claim }) => this.claims.get(claim)?.done ?? []);
		let finish = () => {};
		const done = new Promise<void>((resolve) => (finish = resolve));
		for (const { value, claim } of named) {
			const created = this.claims.get(claim)?.created ?? new Set();
			if (isNew) created.add(String(value));
			this.claims.set(claim, { created, done });
		}
		return {
			isLater: earlier.length > 0,
			take: async (work) => {
				await Promise.all(earlier);
				try {
					return await work();
				} finally {
					finish();
				}
			},
		};
	}
}

/** Services may not tell upper from lower case: such keys wait for each other, and a look says whether they are one. */
const nameOf = (resource: string, { by, value }: Identity) => `${resource} ${by} ${folded(value)}`;

/** Looks from which on the lists are tried: to learn that they are too long takes a request. */
const MANY_LOOKS = 10;
/** How many of the records that the lists do not show are looked for one by one. */
const SAMPLE = 10;

/** What the lists say of a key: its record; `unclear` where it takes a look at the service. */
type ListedRecord = IDataObject | 'absent' | 'unclear';

/**
 * All records of a resource, read once for the items of an execution that look for some of them: a hundred records a
 * request instead of one.
 */
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
