import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { keysOf, LARGEST, type Page, type Part } from '../http/list/page';
import { plan } from '../http/list/plan';
import type { ReadRow } from './changeDetection';
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
const PASSES = 16;
/** In a list whose order changes, so many readings in a row have to bring nothing new. */
const STILL = 6;

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
	const found = new Map<string, IDataObject>();
	let still = 0;
	let shuffled = false;
	for (let pass = 1; pass <= PASSES; pass++) {
		const before = found.size;
		const one = await readOnce(reader, depth);
		const ids = idsOf(one.rows);
		ids.forEach((id, index) => found.set(id, one.rows[index]));
		still = pass > 1 && found.size === before ? still + 1 : 0;
		shuffled ||= !one.joined;
		if (pass === 1 && !depth.falls(one.rows)) return undefined;
		// A pass in which nothing moved; or some that no row slipped through; or, in any order, nothing new for long.
		if (!one.exact && !(!shuffled && pass > 2) && !(shuffled && still >= STILL)) continue;
		return { rows: depth.rowsOf(found), ended: one.ended, newest: depth.newest };
	}
	throw toUnreadable();
}

interface Pass {
	rows: IDataObject[];
	ended: boolean;
	/** Every part shared rows with the one before it. */
	joined: boolean;
	/** They shared exactly those that parts of a list that stands still share. */
	exact: boolean;
}

async function readOnce(reader: SourceReader, depth: Depth): Promise<Pass> {
	const ask = reader.asking();
	const pass: Pass = { rows: [], ended: false, joined: true, exact: true };
	const seen = new Set<string>();
	let end = 0;
	let regular = true;
	for (let number = 1, part: Part = FIRST_PAGE; ; number++) {
		const page = await ask(part);
		if (number === 1) regular = page.rows.length === LARGEST;
		const fresh = page.rows.filter((_, index) => !seen.has(keysOf(page.rows)[index]));
		const shared = page.rows.length - fresh.length;
		const expected = number > 1 && regular ? Math.max(0, end - (part.page - 1) * part.size) : 0;
		pass.exact &&= shared === Math.min(expected, page.rows.length);
		pass.joined &&= number === 1 || !regular || shared > 0 || page.rows.length === 0;
		for (const key of keysOf(page.rows)) seen.add(key);
		pass.rows.push(...fresh);
		pass.ended = isEnd(page, seen.size, regular);
		if (pass.ended || depth.isReached(page.rows, number)) return pass;
		end = part.page * part.size;
		part = regular ? plan(end, end + 1, OVERLAP, LARGEST)[0] : { page: number + 1, size: LARGEST };
	}
}

/** Whether the list ends with this page. */
function isEnd({ rows, size, total, announced }: Page, seen: number, regular: boolean): boolean {
	if (rows.length === 0) return true;
	if (rows.length === size || rows.length === announced) return false;
	return regular || total === seen || total === undefined;
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

	isReached(page: IDataObject[], number: number): boolean {
		const { state, known } = this.options;
		const dates = page.map((row) => this.dateOf(row));
		for (const date of dates) if (date !== undefined && !(this.newest! >= date)) this.newest = date;
		const last = page.slice(Math.floor(page.length / 2));
		if (!state) {
			const bound = (this.newest ?? 0) - REACH;
			return number >= PAGES_AT_START || last.every((row) => (this.dateOf(row) ?? 0) < bound);
		}
		if (this.lower === undefined) return last.every((row) => this.isOld(row));
		const ids = idsOf(page);
		return (
			page.some((row, index) => isSettled(known, ids[index], row)) &&
			last.every((row) => (this.dateOf(row) ?? 0) < this.lower!)
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

	private dateOf(row: IDataObject): number | undefined {
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
