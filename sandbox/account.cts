import { createHash } from 'node:crypto';
import type { Clock } from './clock.cts';
import { Store, type StoreData } from './store.cts';
import type { Row, Settings } from './types.cts';
import { type Dialect, type GuessId, guesses, type ReadingOf } from '../contract/guesses/index.cts';

/** Stores that the sandbox itself or its tests call by name; further resources keep their records under their own. */
export type StoreName =
	| 'activities'
	| 'activityTypes'
	| 'attachments'
	| 'blocks'
	| 'contracts'
	| 'creditNotes'
	| 'customFields'
	| 'customers'
	| 'depots'
	| 'equipment'
	| 'invoices'
	| 'jobTypes'
	| 'jobs'
	| 'messages'
	| 'notes'
	| 'partCategories'
	| 'partRequests'
	| 'parts'
	| 'quotations'
	| 'recurrences'
	| 'reportTemplates'
	| 'schedulingWindows'
	| 'sites'
	| 'tasks'
	| 'taxes'
	| 'teams'
	| 'timeline'
	| 'users'
	| 'workOrders';
export type Stores = Record<StoreName, Store>;

/** A file that the service hands out under its own address. */
export interface StoredFile {
	fileName: string;
	mimeType: string;
	bytes: Buffer;
}

/** One customer's account at both services: all records, and what the handlers need beside them. */
export class Account {
	readonly stores: Stores;
	/** Files of attachments by their key. Contents never change, so copies of an account share them. */
	readonly files = new Map<string, StoredFile>();
	/** Grows with every change of any record. */
	version = 0;
	/** Address of the Synchroteam service, without a path. */
	base = '';
	private guids = 0;

	constructor(
		readonly clock: Clock,
		readonly settings: Settings,
		readonly dialect: Partial<Dialect>,
		names: StoreName[],
	) {
		const around = {
			now: () => clock.now(),
			visibilityDelay: () => settings.visibilityDelayMs,
			changed: () => void (this.version += 1),
		};
		this.stores = Object.fromEntries(
			names.map((name) => [name, new Store(name === 'jobs' ? { ...around, stamps: this.stamps } : around)]),
		) as Stores;
	}

	/** Whether a change moves the date of a job. */
	private readonly stamps = (row: Row, patch: Partial<Row>): boolean =>
		this.reads('status-moves-date') === 'moves' ||
		!('deletedAt' in patch || (patch.status !== undefined && patch.status !== row.status));

	now(): number {
		return this.clock.now();
	}

	get zone(): string {
		return this.settings.timeZone;
	}

	/** How this account reads what the documents leave open. */
	reads<Id extends GuessId>(id: Id): ReadingOf<Id> {
		return (this.dialect[id] ?? guesses[id].assumed) as ReadingOf<Id>;
	}

	/** Records, deleted ones too, whose key is that value; in any case, where the account does not tell cases apart. */
	lookup(store: StoreName, key: string, value: unknown, of = (row: Row): unknown => row[key]): Row[] {
		if (this.reads('key-case') === 'distinct') return this.stores[store].lookup(key, value, of);
		const folded = String(value).toLowerCase();
		return this.stores[store].all().filter((row) => String(of(row)).toLowerCase() === folded);
	}

	/** A GUID; the same ones in every run. */
	guid(): string {
		return guidOf(`guid ${++this.guids}`);
	}

	/** The user in whose name the API acts: the owner of the account. */
	owner(): Row {
		return this.stores.users.first()!;
	}

	/** Everything as plain data, to start another account from. */
	dump(): AccountData {
		const stores = Object.fromEntries(
			Object.entries(this.stores).map(([name, store]) => [name, store.dump()]),
		) as AccountData['stores'];
		return { stores, files: new Map(this.files), guids: this.guids };
	}

	/** Empties every store. */
	clear(): void {
		for (const store of Object.values(this.stores)) store.restore({ rows: [], counters: { id: 0, num: 0 } });
		this.files.clear();
		this.guids = 0;
	}

	/** Takes a copy of what {@link dump} gave. */
	restore(data: AccountData): void {
		for (const [name, store] of Object.entries(this.stores))
			store.restore(structuredClone(data.stores[name as StoreName]));
		this.files.clear();
		for (const [key, file] of data.files) this.files.set(key, file);
		this.guids = data.guids;
	}
}

export interface AccountData {
	stores: Record<StoreName, StoreData>;
	files: Map<string, StoredFile>;
	guids: number;
}

/** A GUID that depends on the text alone. */
export function guidOf(text: string): string {
	const hex = createHash('md5').update(text).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
