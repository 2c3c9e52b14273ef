import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { endOf, isWhole, LARGEST, mayBeFull, type Page, type Part } from '../http/list/page';
import { isAgain, isAllAgain } from '../http/list/pass';
import { plan } from '../http/list/plan';
import type { ReadRow } from './changeDetection';
import { DownProof, type DownPass } from './downProof';
import type { PollConfiguration } from './event';
import { fingerprint } from './fingerprint';
import type { KnownRecords, SourceState } from './memory';
import { FIRST_PAGE, idsOf, toUnreadable, type SourceReader } from './sourceReading';
import { spanOf, wallNumber } from './window';

/**
 * Reads a list from the latest change down to where nothing can have changed since the last poll. Needs no filter, which
 * may leave records out, and trusts neither zones nor clocks: a change is stamped later than everything that was seen
 * before, by at least the time that has passed since.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** More than two zones can differ by. */
const ANY_ZONE = 26 * HOUR;
/** What activation remembers: changes of so long before the latest one. */
const REACH = 20 * MINUTE;
const PAGES_AT_START = 20;
const OVERLAP = 5;
/** Passes of one poll at most: one where nothing moves, two while records arrive, more where the order changes. */
const PASSES = 12;

export interface DownReading {
	rows: ReadRow[];
	/** Whether the end of the list was reached. */
	ended: boolean;
	/** The newest date that a row shows. */
	newest?: number;
}

/** @param behind what was changed after this time is not known yet, where nothing better tells */
export interface DownOptions {
	configuration: PollConfiguration;
	state: SourceState | undefined;
	known: KnownRecords;
	behind: number;
}

/** @returns undefined where the rows are not in order of change after all */
export async function readDown(reader: SourceReader, options: DownOptions): Promise<DownReading | undefined> {
	const depth = new Depth(options);
	const proof = new DownProof(depth);
	for (let pass = 1; pass <= PASSES; pass++) {
		const one = await readOnce(reader, depth);
		if (pass === 1 && !depth.falls(one.pages.flatMap(({ rows }) => rows))) return undefined;
		proof.add(one);
		if (!proof.isGiven()) continue;
		return { rows: depth.rowsOf(proof.found), ended: one.ended, newest: depth.newest };
	}
	throw toUnreadable();
}

async function readOnce(reader: SourceReader, depth: Depth): Promise<DownPass> {
	const ask = reader.asking();
	const pages: Page[] = [];
	const seen = new Set<string>();
	for (let part: Part = FIRST_PAGE; ; ) {
		const page = await ask(part);
		if (pages.some((each) => isAgain(page, each))) {
			if (isAllAgain(seen.size, page.total, page.rows.length <= page.size))
				return { pages, ended: true, regular: false };
			throw toUnreadable();
		}
		pages.push(page);
		for (const key of idsOf(page.rows)) seen.add(key);
		const regular = pages[0].rows.length === LARGEST;
		const ended = pages.length === 1 ? page.rows.length === 0 || isWhole(page) : isEnd(page, seen.size, regular);
		if (ended || depth.isReached(page.rows, pages.length)) return { pages, ended, regular };
		part = regular
			? plan(endOf(page), endOf(page) + 1, OVERLAP, LARGEST)[0]
			: { page: pages.length + 1, size: LARGEST };
	}
}

/** Whether the list ends with this page. */
function isEnd(page: Page, seen: number, regular: boolean): boolean {
	if (page.rows.length === 0) return true;
	if (mayBeFull(page)) return false;
	return regular || page.total === seen || page.total === undefined;
}

/** How far down has to be read, and what is new in it. */
class Depth {
	newest: number | undefined;
	/** What changed since the last poll shows at least this date; undefined where none was seen yet. */
	private readonly lower: number | undefined;

	constructor(private readonly options: DownOptions) {
		const { state, configuration } = options;
		this.newest = state?.newest?.date;
		if (!state?.newest) return;
		const { date, seen } = state.newest;
		const passed = Math.max(0, state.watermark - configuration.overlapMs - seen);
		this.lower = date + passed - (state.daysOnly ? DAY : 2 * MINUTE) - this.fold();
	}

	/** By how much dates may go back: around the night in which clocks are set back. */
	private fold(): number {
		const { behind, configuration } = this.options;
		const offset = (at: number) =>
			(spanOf(new Date(at).toISOString().slice(0, 19), configuration.zone)?.from ?? at) - at;
		return offset(behind - DAY) === offset(behind + DAY) ? 0 : HOUR;
	}

	/** Rows that show this date or a later one have to be read. */
	get bound(): number | undefined {
		return this.options.state ? this.lower : (this.newest ?? 0) - REACH;
	}

	isReached(page: IDataObject[], number: number): boolean {
		const { state, known } = this.options;
		const dates = page.map((row) => this.dateOf(row));
		for (const date of dates) if (date !== undefined && !(this.newest! >= date)) this.newest = date;
		const last = page.slice(Math.floor(page.length / 2));
		const { bound = -Infinity } = this;
		if (!state) return number >= PAGES_AT_START || last.every((row) => (this.dateOf(row) ?? 0) < bound);
		if (this.lower === undefined) return last.every((row) => this.isOld(row));
		const ids = idsOf(page);
		return (
			page.some((row, index) => isSettled(known, ids[index], row)) &&
			last.every((row) => (this.dateOf(row) ?? 0) < bound)
		);
	}

	/** The rows with what is new among them. */
	rowsOf(found: Map<string, IDataObject>): ReadRow[] {
		const { known, state } = this.options;
		const entries = [...found];
		const settled = entries.filter(([id, row]) => isSettled(known, id, row));
		const lowest = Math.min(...settled.map(([, row]) => this.dateOf(row) ?? Infinity));
		const last = entries.lastIndexOf(settled[settled.length - 1]);
		return entries.map(([id, row], index) => {
			const date = this.dateOf(row);
			const fresh =
				state?.ended === true ||
				(this.lower === undefined
					? this.isLate(row)
					: date === undefined
						? index < last
						: date >= this.lower || date > lowest);
			return { id, row, fresh };
		});
	}

	/** Whether dates go down, but for the hour that occurs twice in autumn and a few odd rows. */
	falls(rows: IDataObject[]): boolean {
		const dates = rows.map((row) => this.dateOf(row)).filter((date) => date !== undefined);
		const rises = dates.filter((date, index) => index > 0 && date > dates[index - 1] + HOUR).length;
		return rises <= Math.max(1, dates.length / 25);
	}

	dateOf(row: IDataObject): number | undefined {
		const { changed } = this.options.configuration.source;
		return changed === undefined ? undefined : wallNumber(valueAt(row, changed));
	}

	/** Without any date known, that of the row has to tell, in whatever zone. */
	private isOld(row: IDataObject): boolean {
		const date = this.dateOf(row);
		return date === undefined || date + ANY_ZONE <= this.options.behind;
	}

	private isLate(row: IDataObject): boolean {
		const { configuration, behind } = this.options;
		const span = spanOf(valueAt(row, configuration.source.changed ?? ''), configuration.zone);
		return !span || span.to > behind;
	}
}

/** A record that stands in the list as it is known. */
const isSettled = (known: KnownRecords, id: string, row: IDataObject): boolean => {
	const record = known.get(id);
	return record !== undefined && record.listed > 0 && record.row === fingerprint(row);
};
