import type { IDataObject } from 'n8n-workflow';
import { folded } from '../http/findOne';
import { listsOf } from '../request/checks';
import type { Identity } from '../request/identity';
import type { Key, Request } from '../request/call';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun } from '../schema/labels';
import { ListedRecords } from './listedRecords';

/** The place of an item among those that name the same record. */
export interface Turn {
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
