import type { IDataObject } from 'n8n-workflow';
import type { GuessId } from '../../contract/guesses/index.cts';
import { NotTellable, type Account } from './account.cts';
import { offsetOf } from './dates.cts';

/** How one row of the table of guesses is told. */

export interface Told {
	reading: string;
	certainty: 'certain' | 'likely';
}

/** @throws NotTellable with the reason, which holds nothing of the account */
export type Probe = (ground: Ground) => Promise<Told>;
export type Probes = Partial<Record<GuessId, Probe>>;

export const certain = (reading: string): Told => ({ reading, certainty: 'certain' });
export const likely = (reading: string): Told => ({ reading, certainty: 'likely' });

export type Row = Record<string, any>;

/** What was made with `--write`, as the service answered it. */
export interface Made {
	customer: Row;
	site: Row;
	job: Row;
	/** By how much the account's own clock, shown as it writes dates, differs from the service's. */
	stampedAfter: number;
}

/** What the probes stand on: the account, what was found so far, lists that several of them look at. */
export class Ground {
	readonly found = new Map<string, Told>();
	made?: Made;
	/** Why nothing was made. */
	unmade = 'only a record that is made now shows it: start with --write';
	private readonly lists = new Map<string, Promise<Row[]>>();

	constructor(
		readonly account: Account,
		readonly zone: string,
	) {}

	/** Reads a list once. */
	list(path: string, query: IDataObject = {}): Promise<Row[]> {
		const key = JSON.stringify([path, query]);
		let rows = this.lists.get(key);
		if (!rows) this.lists.set(key, (rows = this.account.list(path, query)));
		return rows;
	}

	customers = () => this.list('/customer/list', { pageSize: 100, sort: 'dateModified', sortOrder: 'descending' });
	jobs = () => this.list('/job/list', { pageSize: 100, sort: 'datemodified', sortOrder: 'descending' });

	/** @throws NotTellable where that row was not told */
	reading(id: GuessId): string {
		const told = this.found.get(id);
		if (!told) throw new NotTellable(`it depends on ${id}, which is not known`);
		return told.reading;
	}

	/** @throws NotTellable where the account's zone is that of UTC: nothing tells them apart then */
	offset(at: number): number {
		const offset = offsetOf(this.zone, at);
		if (offset === 0) throw new NotTellable("the account's time zone is UTC at that time");
		return offset;
	}

	/** @throws NotTellable where nothing was made */
	needMade(): Made {
		if (!this.made) throw new NotTellable(this.unmade);
		return this.made;
	}
}

/** @throws NotTellable with the reason where it is not there */
export function need<T>(value: T | undefined | null, reason: string): T {
	if (value === undefined || value === null) throw new NotTellable(reason);
	return value;
}
