import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { HOUR, MINUTE, spanOf, wallNumber } from './dates';
import { statesOf, type ChosenEvent, type PollConfiguration } from './event';
import { idOf, trace, type KnownRecord, type Memory } from './memory';

/** Which events a row is, given what is remembered of its record. */

/** Within this time after the beginning of the minute that a row shows, its record may change again without showing it. */
const SETTLES = 75_000;

/** The poll in which a row is looked at. Moments are epoch milliseconds of the service's clock. */
export interface Circumstances {
	configuration: PollConfiguration;
	memory: Memory;
	/** Activation, or Start From: nothing from before counts. */
	begin: number;
	/** True where what was there at the beginning is not remembered, since the user named the moment. */
	isNamed: boolean;
	/** Everything up to this moment was read before. */
	from: number;
	now: number;
	/** False where what is remembered may be older than the last poll: n8n was started again. */
	isTrusted: boolean;
}

export interface Compared {
	id: string;
	row: IDataObject;
	/** The events of the row. */
	events: ChosenEvent[];
	/** An event that the record in full has to decide. */
	undecided: ChosenEvent | undefined;
	/** Whether an event waits for the end of the minute that the row shows. */
	waits: boolean;
	/** What to remember, once the events are delivered. */
	next: KnownRecord;
	known: KnownRecord | undefined;
}

/** Looks at a row without the record in full. */
export function compare(row: IDataObject, c: Circumstances): Compared {
	const { events, source } = c.configuration;
	const id = idOf(row);
	const known = c.memory.get(id);
	const next = c.memory.of(row, c.now);
	const isDeleted = source.deleted !== undefined && trace(valueAt(row, source.deleted)) !== '';
	const fitting = events.filter(({ ofDeleted }) => Boolean(ofDeleted) === isDeleted);
	if (isDeleted) keepStates(next, known, c.memory);
	const isPast = c.isNamed && !known && !isAfter(row, source.changed, c.begin, c);
	const happened = isPast ? [] : fitting.filter((event) => hasHappened(event, row, known, next, c));
	const isOpen = mayStillChange(row, c);
	const ready = happened.filter(({ detects }) => !(detects.kind === 'changed' && detects.settles && isOpen));
	const waits = ready.length < happened.length;
	if (waits) Object.assign(next, { row: known?.row ?? '', since: c.now });
	return { id, row, ...splitDue(ready, c), waits, next, known };
}

/** Whether only a part of the record in full counts, which its row does not show. */
export const isPartial = ({ detects }: ChosenEvent): boolean =>
	detects.kind === 'changed' && detects.within !== undefined;

/**
 * Takes out the event that the record in full decides. With details that is read anyway: it may show a change that its row is
 * yet to show, which is reported once.
 */
export function splitDue(due: ChosenEvent[], { configuration }: Circumstances): Pick<Compared, 'events' | 'undecided'> {
	const undecided = due.find(
		(event) => event.detects.kind === 'changed' && (isPartial(event) || configuration.details),
	);
	return { events: due.filter((event) => event !== undecided), undecided };
}

/** Of a deleted record only its deletion is reported: its state stays what it was, since it may be restored. */
function keepStates(next: KnownRecord, known: KnownRecord | undefined, { tracked }: Memory): void {
	next.values = next.values.map((value, index) => (tracked[index]?.isState ? (known?.values[index] ?? '') : value));
}

function hasHappened(
	event: ChosenEvent,
	row: IDataObject,
	known: KnownRecord | undefined,
	next: KnownRecord,
	c: Circumstances,
): boolean {
	const { detects } = event;
	const placeOf = (path: string) => c.memory.tracked.findIndex((each) => each.path === path);
	const before = (path: string) => known?.values[placeOf(path)] ?? '';
	const now = (path: string) => next.values[placeOf(path)] ?? '';
	switch (detects.kind) {
		case 'created':
			return !known && (detects.created === undefined || isNew(row, detects.created, c));
		case 'changed':
			// What the filter shows again after it had not was changed, even where the row is the same.
			return known?.row !== next.row || (detects.within !== undefined && known.listed < c.from);
		case 'dated': {
			if (now(detects.date) === '') return false;
			if (known) return before(detects.date) !== now(detects.date);
			// A filter by day was asked for some days back, and all from before that it showed is remembered.
			return c.configuration.source.byDay || isAfter(row, detects.date, c.begin, c);
		}
		case 'entered': {
			const state = String(valueAt(row, detects.state) ?? '');
			if (!(statesOf(event)?.includes(state) ?? true)) return false;
			const date = detects.dates?.[state];
			// A record that was seen as deleted only has no state yet.
			if (before(detects.state) === '')
				return date === undefined || isAfter(row, date, c.begin, c) || wasMadeSince(row, detects.created, c);
			if (before(detects.state) !== state) return true;
			if (date !== undefined) return now(date) !== '' && before(date) !== now(date);
			// An older copy of the memory may have missed that the record left the state in between.
			return !c.isTrusted && known?.row !== next.row;
		}
	}
}

/** Whether a record that is not known was created since it was read last. */
function isNew(row: IDataObject, path: string, c: Circumstances): boolean {
	const span = spanOf(valueAt(row, path), c.configuration);
	return !span || span.to > c.from || isYoung(row, path, c.from, c);
}

/** Whether a date of a row lies after that moment; what is not a date may. */
function isAfter(row: IDataObject, path: string | undefined, moment: number, c: Circumstances): boolean {
	if (path === undefined) return true;
	const span = spanOf(valueAt(row, path), c.configuration);
	return !span || span.to > moment || (!c.isNamed && isYoung(row, path, moment, c));
}

/** Whether a record was made after the beginning: it came into its state after it too, though people enter work of last week. */
const wasMadeSince = (row: IDataObject, created: string | undefined, c: Circumstances): boolean =>
	created !== undefined && trace(valueAt(row, created)) !== '' && isAfter(row, created, c.begin, c);

/**
 * The same without a zone: the time between two dates of a row is the same in any, and it was changed about now; not after a
 * pause, in which it may have been changed long before.
 */
function isYoung(row: IDataObject, path: string, moment: number, { configuration, from, now }: Circumstances): boolean {
	const [date, change] = [path, configuration.source.changed ?? ''].map((each) => wallNumber(valueAt(row, each)));
	return now - from <= HOUR && date !== undefined && change !== undefined && change - date <= now - moment;
}

/** Whether the minute that a row shows as that of its change may not be over yet. */
function mayStillChange(row: IDataObject, { configuration, now }: Circumstances): boolean {
	const span = spanOf(valueAt(row, configuration.source.changed ?? ''), configuration);
	if (!span) return false;
	return [span.from, span.to - MINUTE].some((begin) => Math.abs(now - begin) < SETTLES);
}

/** The state that a record was in before, where it is known and the event names a field for it. */
export function previousState(
	{ detects }: ChosenEvent,
	known: KnownRecord | undefined,
	{ tracked }: Memory,
): IDataObject {
	if (detects.kind !== 'entered' || detects.previous === undefined) return {};
	const state = known?.values[tracked.findIndex(({ path }) => path === detects.state)];
	return state ? { [detects.previous]: state } : {};
}
