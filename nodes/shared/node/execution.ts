import type { IDataObject } from 'n8n-workflow';
import { comparable } from '../http/findOne';
import { listsOf, type Call, type Key, type Request } from '../request/call';
import type { Identity } from '../request/identity';
import type { Identifier, Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun } from '../schema/labels';
import { readWhole } from '../http/readRows';
import type { Session } from '../http/session';
import { isBlank } from '../request/scalars';

/** What the items of one execution share: which of them changes which record, and what was read once for all of them. */

/** The turn of an item among the items for the same record. */
interface Turn {
	/** True if an earlier item is for the same record: what was looked up before that item may be out of date. */
	isLater: boolean;
	/** Does the work after the earlier items are done. */
	take<T>(work: () => Promise<T>): Promise<T>;
}

interface Claim {
	/** The exact spellings of the key in items that create a record. */
	created: Set<string>;
	/** Resolves when the last item that claimed it is done. */
	done: Promise<void>;
}

type Looked = Promise<IDataObject | undefined>;

/** What the items of one execution share if they use the same account. */
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

	/** A record picked from the list is the same for every item, so it is looked up only once. */
	lookOnce({ label, value }: Key, find: () => Looked): Looked {
		const name = `${label} ${value}`;
		const known = this.looks.get(name) ?? find();
		this.looks.set(name, known);
		return known;
	}

	/**
	 * Claims the keys of a change. Call it in the order of the items: changes of the same record are made one after the other.
	 * @throws InputError if an earlier item creates a record with the same key
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

/** Services may ignore case: keys that differ only in case wait for each other, and a lookup shows whether they are the same. */
const nameOf = (resource: string, { by, value }: Identity) => `${resource} ${by} ${comparable(value)}`;

/** From this number of lookups on, the lists are tried: it takes a request to find out that they are too long. */
const MANY_LOOKS = 10;
/** How many of the records that the lists do not contain are looked up one by one. */
const SAMPLE = 10;

/** What the lists show for a key: its record, `absent`, or `unclear` if only a lookup can tell. */
type ListedRecord = IDataObject | 'absent' | 'unclear';

/**
 * All records of a resource, read once for all items of an execution that look some of them up: a hundred records per
 * request instead of one.
 */
export class ListedRecords {
	private looks = 0;
	private reading?: Promise<IDataObject[] | undefined>;
	private readonly indexes = new Map<Identifier, Index>();
	private readonly sample: Array<Promise<boolean>> = [];

	/** @param lists lists that together contain every record */
	constructor(private readonly lists: Call[]) {}

	/** Adds the number of requests that single lookups would take for an item. All items do this before the first lookup. */
	expect(requests: number): void {
		this.looks += requests;
	}

	/** @returns every record; undefined if single lookups take fewer requests, or if the lists cannot be read completely */
	async all(session: Session): Promise<IDataObject[] | undefined> {
		if (!this.lists.length || this.looks < MANY_LOOKS) return undefined;
		// If they cannot be read, each item looks its own record up, and gets its own error.
		return await (this.reading ??= readWhole(session, this.lists, this.looks).catch(() => undefined));
	}

	/** Looks a key up in the lists. */
	async find(session: Session, { by, value }: Key): Promise<ListedRecord> {
		const rows = await this.all(session);
		if (!rows) return 'unclear';
		const index = this.indexes.get(by) ?? indexOf(rows, by);
		this.indexes.set(by, index);
		const alike = index.values.get(comparable(value));
		if (alike) return alike.find((row) => String(row[by]) === String(value)) ?? 'unclear';
		return index.isComplete ? 'absent' : 'unclear';
	}

	/**
	 * Looks up a record that the lists do not contain: it is not documented that they contain all, active or not. The first few
	 * are looked up one by one; if none of them exists, the lists are trusted for the rest.
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
}

/** The rows by one of their identifiers. */
interface Index {
	/** Rows by the form of the value that is compared (`comparable`). */
	values: Map<string, IDataObject[]>;
	/** False if some rows lack the identifier: then a value may exist that is not found here. */
	isComplete: boolean;
}

function indexOf(rows: IDataObject[], by: Identifier): Index {
	const values = new Map<string, IDataObject[]>();
	for (const row of rows) {
		if (isBlank(row[by])) continue;
		const alike = values.get(comparable(row[by]));
		if (alike) alike.push(row);
		else values.set(comparable(row[by]), [row]);
	}
	return { values, isComplete: rows.every((row) => by in row) };
}
