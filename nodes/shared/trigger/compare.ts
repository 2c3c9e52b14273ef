import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { HOUR, MINUTE, spanOf, wallNumber } from './dates';
import { statusesOf, type ChosenEvent, type PollConfiguration } from './event';
import { idOf, trace, type KnownRecord, type Memory } from './memory';

/** Decides which events a row stands for, given what is remembered of its record. */

/** Until this time (ms) after the start of the minute that a row shows, the record may change again and the row stay the same. */
const SETTLES = 75_000;

/** The poll in which a row is compared. Moments are epoch milliseconds of the service's clock. */
export interface PollContext {
	configuration: PollConfiguration;
	memory: Memory;
	/** The time of activation, or Start From: nothing older counts. */
	begin: number;
	/** True if the user chose the start (Start From), so that what existed then is not remembered. */
	hasStartFrom: boolean;
	/** Everything up to this moment was read before. */
	from: number;
	now: number;
	/** False if the memory may be older than the last poll, because n8n was restarted. */
	isTrusted: boolean;
}

export interface Compared {
	id: string;
	row: IDataObject;
	/** The events of the row. */
	events: ChosenEvent[];
	/** An event that only the full record can decide. */
	undecided: ChosenEvent | undefined;
	/** Whether an event waits until the minute that the row shows is over. */
	waits: boolean;
	/** What to remember, once the events are delivered. */
	next: KnownRecord;
	known: KnownRecord | undefined;
}

/** Compares a row with the memory, without the full record. */
export function compare(row: IDataObject, poll: PollContext): Compared {
	const { events, source } = poll.configuration;
	const id = idOf(row);
	const known = poll.memory.get(id);
	const next = poll.memory.of(row, poll.now);
	const isDeleted = source.deleted !== undefined && trace(valueAt(row, source.deleted)) !== '';
	const fitting = events.filter(({ ofDeleted }) => Boolean(ofDeleted) === isDeleted);
	if (isDeleted) keepStatuses(next, known, poll.memory);
	const isPast = poll.hasStartFrom && !known && !isAfter(row, source.changed, poll.begin, poll);
	const happened = isPast ? [] : fitting.filter((event) => hasHappened(event, row, known, next, poll));
	const isOpen = mayStillChange(row, poll);
	const ready = happened.filter(({ detects }) => !(detects.kind === 'changed' && detects.settles && isOpen));
	const waits = ready.length < happened.length;
	if (waits) Object.assign(next, { row: known?.row ?? '', since: poll.now });
	return { id, row, ...splitUndecided(ready, poll), waits, next, known };
}

/** Whether the event is about a part of the full record that the row does not show. */
export const isPartial = ({ detects }: ChosenEvent): boolean =>
	detects.kind === 'changed' && detects.within !== undefined;

/**
 * Separates the event that the full record decides. With details, the full record is read anyway; since it may show a change
 * before the row does, comparing it keeps that change from being reported twice.
 */
export function splitUndecided(
	due: ChosenEvent[],
	{ configuration }: PollContext,
): Pick<Compared, 'events' | 'undecided'> {
	const undecided = due.find(
		(event) => event.detects.kind === 'changed' && (isPartial(event) || configuration.details),
	);
	return { events: due.filter((event) => event !== undecided), undecided };
}

/** Of a deleted record, only the deletion is reported; its last status stays remembered, since it may be restored. */
function keepStatuses(next: KnownRecord, known: KnownRecord | undefined, { tracked }: Memory): void {
	next.values = next.values.map((value, index) => (tracked[index]?.isStatus ? (known?.values[index] ?? '') : value));
}

function hasHappened(
	event: ChosenEvent,
	row: IDataObject,
	known: KnownRecord | undefined,
	next: KnownRecord,
	poll: PollContext,
): boolean {
	const { detects } = event;
	const placeOf = (path: string) => poll.memory.tracked.findIndex((each) => each.path === path);
	const before = (path: string) => known?.values[placeOf(path)] ?? '';
	const now = (path: string) => next.values[placeOf(path)] ?? '';
	switch (detects.kind) {
		case 'created':
			return !known && (detects.created === undefined || isNew(row, detects.created, poll));
		case 'changed':
			// A record that the filter shows again after a time without it has changed, even if its row is the same.
			return known?.row !== next.row || (detects.within !== undefined && known.listed < poll.from);
		case 'dated': {
			if (now(detects.date) === '') return false;
			if (known) return before(detects.date) !== now(detects.date);
			// With a filter by day, the days before the start were read and remembered, so an unknown record is new.
			return poll.configuration.source.byDay || isAfter(row, detects.date, poll.begin, poll);
		}
		case 'entered': {
			const status = String(valueAt(row, detects.status) ?? '');
			if (!(statusesOf(event)?.includes(status) ?? true)) return false;
			const date = detects.dates?.[status];
			// No status is remembered if the record is unknown, or was only seen as deleted.
			if (before(detects.status) === '')
				return date === undefined || isAfter(row, date, poll.begin, poll) || wasMadeSince(row, detects.created, poll);
			if (before(detects.status) !== status) return true;
			if (date !== undefined) return now(date) !== '' && before(date) !== now(date);
			// An older copy of the memory may have missed that the record left this status and returned to it.
			return !poll.isTrusted && known?.row !== next.row;
		}
	}
}

/** Whether an unknown record was created since the list was last read. */
function isNew(row: IDataObject, path: string, poll: PollContext): boolean {
	const span = spanOf(valueAt(row, path), poll.configuration);
	return !span || span.to > poll.from || isYoung(row, path, poll.from, poll);
}

/** Whether a date of a row is, or may be, after a moment; true for anything that is not a date. */
function isAfter(row: IDataObject, path: string | undefined, moment: number, poll: PollContext): boolean {
	if (path === undefined) return true;
	const span = spanOf(valueAt(row, path), poll.configuration);
	return !span || span.to > moment || (!poll.hasStartFrom && isYoung(row, path, moment, poll));
}

/** Whether a record was created after the start: then it also got its status after it, even if people date work to last week. */
const wasMadeSince = (row: IDataObject, created: string | undefined, poll: PollContext): boolean =>
	created !== undefined && trace(valueAt(row, created)) !== '' && isAfter(row, created, poll.begin, poll);

/**
 * The same without a time zone: the time between two dates of a row is the same in any zone, and the row was changed just now.
 * After a pause this does not hold, since the row may have been changed long ago.
 */
function isYoung(row: IDataObject, path: string, moment: number, { configuration, from, now }: PollContext): boolean {
	const [date, change] = [path, configuration.source.changed ?? ''].map((each) => wallNumber(valueAt(row, each)));
	return now - from <= HOUR && date !== undefined && change !== undefined && change - date <= now - moment;
}

/** Whether the minute in which a row says it was changed may not be over yet. */
function mayStillChange(row: IDataObject, { configuration, now }: PollContext): boolean {
	const span = spanOf(valueAt(row, configuration.source.changed ?? ''), configuration);
	if (!span) return false;
	return [span.from, span.to - MINUTE].some((begin) => Math.abs(now - begin) < SETTLES);
}

/** The previous status of a record, if it is known and the event has a field for it. */
export function previousStatus(
	{ detects }: ChosenEvent,
	known: KnownRecord | undefined,
	{ tracked }: Memory,
): IDataObject {
	if (detects.kind !== 'entered' || detects.previous === undefined) return {};
	const status = known?.values[tracked.findIndex(({ path }) => path === detects.status)];
	return status ? { [detects.previous]: status } : {};
}
