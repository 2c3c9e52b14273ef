import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { trackedPaths, type ChosenEvent, type Detection, type PollConfiguration } from './event';
import { fingerprint, trace } from './fingerprint';
import type { KnownRecord } from './memory';
import { UNKNOWN } from './migrate';
import { isDayOnly, spanOf } from './window';

/** Change detection: which events a row is, given what is remembered of its record. */

/** Within this time after a row was seen, its record may still change without its row showing it: minute, and a delay. */
export const SETTLES = 75_000;
/** Clocks and stamps of the service are believed to be off by at most so much. */
export const SLACK = 15 * 60_000;
const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
/** More than two zones can differ by. */
const ANY_ZONE = 27 * HOUR;

/** The poll in which a row is looked at. */
export interface Circumstances {
	configuration: PollConfiguration;
	/** Paths of what is remembered beside the fingerprint. */
	tracked: string[];
	/** Nothing from before activation counts. */
	since: number;
	/** What is not known yet was changed after this time; where its row shows days only, `fromDay` tells. */
	from: number;
	fromDay: number;
	/** The service's clock. */
	now: number;
	/** Whether all records in a chosen state were known at activation. */
	complete: boolean;
	/** False where what is known may be older than the last poll: n8n was started again. */
	trusted: boolean;
	/** Whether the last poll saw every record of the list: what is not known is new then. */
	allKnown: boolean;
}

/** A row that was read. */
export interface ReadRow {
	id: string;
	row: IDataObject;
	/** False where a record that is not known may only have moved up into what was read. */
	fresh: boolean;
}

export interface Detected extends ReadRow {
	known: KnownRecord | undefined;
	/** Events that the row shows. */
	events: ChosenEvent[];
	/** The event that the record in full has to decide. */
	undecided?: ChosenEvent;
	/** Whether it may still change within the minute that its row shows. */
	open: boolean;
	/** What to remember, once the record is delivered or known not to be an event. */
	next: KnownRecord;
}

/** Looks at a row without the record in full. */
export function detect(read: ReadRow, known: KnownRecord | undefined, c: Circumstances): Detected {
	const { row } = read;
	const { events, source, details } = c.configuration;
	const isDeleted = source.deleted !== undefined && trace(valueAt(row, source.deleted)) !== '';
	const fitting = events.filter(({ ofDeleted }) => Boolean(ofDeleted) === isDeleted);
	const possible = known || read.fresh ? fitting : [];
	const next = remembered(row, c);
	const same = known?.row === next.row;
	if (same) Object.assign(next, { whole: known.whole, openSince: known.openSince });
	if (isDeleted) next.tracked = untold(next.tracked, known, trackedPaths({ events: fitting }), c);
	const found = possible.filter((event) => happened(event, row, known, next, c));
	const hiding = possible.find(({ detects }) => detects.kind === 'changed' && detects.hidden !== undefined);
	const settles = known?.openSince !== undefined && c.now >= known.openSince + SETTLES;
	const undecided =
		hiding && (same ? settles : hides(hiding.detects) === 'report' || (!details && mayStillChange(row, c)))
			? hiding
			: undefined;
	return {
		...read,
		known,
		events: found.filter((event) => hides(event.detects) !== 'report'),
		undecided,
		open: !same && hiding !== undefined && mayStillChange(row, c),
		next,
	};
}

/** What is remembered of a record, by its row. */
export const remembered = (
	row: IDataObject,
	{ now, tracked }: Pick<Circumstances, 'now' | 'tracked'>,
): KnownRecord => ({
	listed: now,
	row: fingerprint(row),
	tracked: tracked.map((path) => trace(valueAt(row, path))),
});

/** Of a deleted record only its deletion is told: the other values stay what they were, since it may be restored. */
const untold = (
	values: string[],
	known: KnownRecord | undefined,
	told: string[],
	{ tracked }: Circumstances,
): string[] => values.map((value, index) => (told.includes(tracked[index]) ? value : (known?.tracked[index] ?? '')));

export const hides = (detects: Detection): 'parts' | 'report' | undefined =>
	detects.kind === 'changed' ? detects.hidden : undefined;

function happened(
	event: ChosenEvent,
	row: IDataObject,
	known: KnownRecord | undefined,
	next: KnownRecord,
	c: Circumstances,
): boolean {
	const { detects } = event;
	const before = (path: string) => known?.tracked[c.tracked.indexOf(path)] ?? '';
	const now = (path: string) => next.tracked[c.tracked.indexOf(path)];
	switch (detects.kind) {
		case 'created':
			return !known && isNew(row, detects.created, c);
		case 'changed':
			return known?.row !== next.row;
		case 'dated':
			if (now(detects.date) === '') return false;
			return known ? before(detects.date) !== now(detects.date) : isAfter(fromFor(row, c), row, detects.date, c);
		case 'entered': {
			const state = String(valueAt(row, detects.state) ?? '');
			if (!((detects.into ?? event.states)?.includes(state) ?? true)) return false;
			const date = detects.dates?.[state];
			if (!known) return c.complete || date === undefined || isAfter(c.since - SLACK, row, date, c);
			if (before(detects.state) !== now(detects.state)) return true;
			if (date !== undefined) return now(date) !== '' && before(date) !== UNKNOWN && before(date) !== now(date);
			// A copy from before the last polls may have missed that the record left the state in between.
			return !c.trusted && known.row !== next.row;
		}
	}
}

/** A record that is not known: whether it was created since the last polls. */
function isNew(row: IDataObject, path: string | undefined, c: Circumstances): boolean {
	if (path === undefined) return true;
	const { source, query } = c.configuration;
	// Without filters, what was not in the list of jobs can be new, or restored; no zone is needed to tell them apart.
	if (c.allKnown && source.downToKnown && Object.keys(query).length === 0) return isYoung(row, path, c);
	return isAfter(fromFor(row, c), row, path, c);
}

/** Whether a record that was changed since the last polls can have been created since then, by the time between the two. */
function isYoung(row: IDataObject, path: string, c: Circumstances): boolean {
	const created = spanOf(valueAt(row, path), c.configuration.zone);
	const changed = changeOf(row, c);
	if (!created || !changed) return true;
	// In the wrong zone, clocks may be changed between the two.
	const fold = offBy(row, c) === 0 ? 0 : HOUR;
	return changed.from - created.to <= c.now - fromFor(row, c) + fold;
}

/** Whether a date of a row that is not known lies after that moment; what is not a date may. */
function isAfter(moment: number, row: IDataObject, path: string, c: Circumstances): boolean {
	const span = spanOf(valueAt(row, path), c.configuration.zone);
	return !span || span.to + offBy(row, c) > moment;
}

/** Whether the minute that the row shows as that of its change may not be over yet, as far as clocks can be believed. */
function mayStillChange(row: IDataObject, c: Circumstances): boolean {
	const span = changeOf(row, c);
	return !span || span.to + offBy(row, c) + SLACK + SETTLES > c.now;
}

const fromFor = (row: IDataObject, { configuration: { source }, from, fromDay }: Circumstances): number =>
	source.changed !== undefined && isDayOnly(valueAt(row, source.changed)) ? fromDay : from;

const changeOf = (row: IDataObject, { configuration: { source, zone } }: Circumstances) =>
	source.changed === undefined ? undefined : spanOf(valueAt(row, source.changed), zone);

/**
 * By how much the row's dates are off, in milliseconds: it was changed between `from` and `now`; where its date says
 * otherwise, the zone in the credential is not that of the account.
 */
function offBy(row: IDataObject, c: Circumstances): number {
	const changed = changeOf(row, c);
	if (!changed) return 0;
	const late = fromFor(row, c) - changed.to;
	const early = changed.from - c.now - SLACK;
	// Of a change that zones make too old, the latest moment that can be meant: it was made since the last poll.
	const latest = Math.max(Math.ceil((late + 1) / QUARTER), Math.floor((c.now - changed.from) / QUARTER));
	const shift = QUARTER * (late >= 0 ? latest : early > 0 ? -Math.ceil(early / QUARTER) : 0);
	return Math.abs(shift) <= ANY_ZONE ? shift : 0;
}
