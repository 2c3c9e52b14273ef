import type { IDataObject } from 'n8n-workflow';

/** What a trigger remembers between polls: plain, small data that n8n keeps for the node. */

export const VERSION = 2;

/** Records that are remembered at most. */
export const MOST_KNOWN = 50_000;

export interface State {
	version: typeof VERSION;
	/** Counts the writings, to tell a state that n8n took from an older copy. */
	revision: number;
	/** By name of the list source. */
	sources: Record<string, SourceState>;
}

/** Moments are epoch milliseconds of the service's clock. */
export interface SourceState {
	/** The set-up that this state belongs to. */
	signature: string;
	/** Activation: nothing from before is delivered. */
	since: number;
	/** Up to here everything is delivered. */
	watermark: number;
	/** The watermark before that one, for clocks that are set back. */
	previous: number;
	/** Whether all records that were in a chosen state at activation are known. */
	complete: boolean;
	/** Whether the last poll read the list to its end: what is not known then is new. */
	ended: boolean;
	/** Whether what is left of the last poll is to be compared with records that may be out of date. */
	doubt: boolean;
	/** The newest date that a row has shown, and when it was first seen; of lists that are read down to what is known. */
	newest?: { date: number; seen: number };
	/** Whether rows show days without times; undefined until a row was seen. */
	daysOnly?: boolean;
	/** True until the first poll where nothing from shortly before the watermark is known yet. */
	unmarked?: boolean;
	/** What is known of records, in the compact form of `encode`. */
	seen: string;
	/** Rows that wait for the end of the minute that they show, by id: fingerprint and when they were first seen. */
	held?: Record<string, { row: string; seen: number }>;
	/** Records whose details could not be read, by id. */
	aside?: Record<string, Aside>;
	/** A backlog of which a part is delivered. */
	backlog?: Backlog;
	/** What was a backlog and still lies within the window. */
	bulk?: Bulk;
}

export interface Aside {
	/** The events that are due, each with the row that showed it; `certain` unless only the record in full can tell. */
	due: Array<{ name: string; row: IDataObject; certain: boolean }>;
	/** Polls that tried to read it. */
	tries: number;
}

/** A list that was read whole and is too long to be read with every poll: its rows are all known. */
export interface Bulk {
	since: string;
	/** When it was read. */
	read: number;
	total: number;
	/** By how much the latest change was older than that, where the list cannot be sorted by change; milliseconds. */
	lag?: number;
}

export interface Backlog {
	/** What the list is asked for, the same until its end. */
	since: string;
	/** Clock of the service when it was begun; the next watermark. */
	begun: number;
	/** Rows from the end of the list that are read. */
	read: number;
	/** Readings from end to front so far, and whether the last one brought anything new. */
	readings: number;
	grew: boolean;
	/** Whether rows of it stood at two places, or parts of it shared none. */
	moved?: boolean;
	torn?: boolean;
}

/** What is known of a record. */
export interface KnownRecord {
	/** When it was last listed; 0 where it was only read for its state at activation. */
	listed: number;
	/** Fingerprint of its row. */
	row: string;
	/** Traces of the tracked values, in order of their paths. */
	tracked: string[];
	/** Fingerprint of what its row hides, or of the record in full. */
	whole?: string;
	/** Since when it shows the minute in which it may still change without its row showing it. */
	openSince?: number;
}

export type KnownRecords = Map<string, KnownRecord>;

const BLANK = '.';
const ROW = 7;
const TRACE = 3;

/**
 * `id=…;id=…`, of each record its fingerprint, a trace for each tracked value, and when it was listed, in seconds after
 * `since`.
 */
export function encode(records: KnownRecords, since: number): string {
	const written = (moment: number) => (moment ? Math.max(1, Math.floor((moment - since) / 1000)).toString(36) : '');
	return [...records]
		.map(([id, { listed, row, tracked, whole = '', openSince = 0 }]) => {
			const main = `${row}${tracked.map((each) => each || BLANK).join('')}${written(listed)}`;
			return `${encodeURIComponent(id)}=${[main, whole, written(openSince)].join('|').replace(/\|+$/, '')}`;
		})
		.join(';');
}

/** @param tracked how many values are tracked */
export function decode(seen: string, tracked: number, since: number): KnownRecords {
	const entries = seen === '' ? [] : seen.split(';');
	return new Map(
		entries.map((entry) => {
			const cut = entry.indexOf('=');
			return [decodeURIComponent(entry.slice(0, cut)), decodeRecord(entry.slice(cut + 1), tracked, since)];
		}),
	);
}

function decodeRecord(text: string, tracked: number, since: number): KnownRecord {
	const moment = (written: string) => (written ? since + parseInt(written, 36) * 1000 : 0);
	const [main, whole, open] = text.split('|');
	const record: KnownRecord = { listed: 0, row: main.slice(0, ROW), tracked: [] };
	let at = ROW;
	for (let index = 0; index < tracked; index++) {
		const isBlank = main[at] === BLANK;
		record.tracked.push(isBlank ? '' : main.slice(at, at + TRACE));
		at += isBlank ? 1 : TRACE;
	}
	record.listed = moment(main.slice(at));
	if (whole) record.whole = whole;
	if (open) record.openSince = moment(open);
	return record;
}
