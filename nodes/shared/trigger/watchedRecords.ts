import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { fingerprint } from './memory';

/** Watches records that can only be read one by one: what they showed is stored and compared with what they show now. */

/** What n8n stores between polls, for one kind of record. */
export interface WatchedState {
	/** By number: what each field showed, or null if there was no such record. */
	seen: Record<string, Record<string, Value> | null>;
	/** The number to start with, if the last poll ran out of time. */
	next?: string;
}

type Value = string | number | boolean | null;

/** The outcome of reading one record. */
export type Look =
	| { kind: 'read'; record: IDataObject }
	/** The service says that there is no such record. */
	| { kind: 'absent' }
	| { kind: 'failed'; error: Error };

/** A record that changed. */
export interface Change {
	record: IDataObject;
	/** True if there was no such record before. */
	appeared: boolean;
	changed: Record<string, { old: Value; new: unknown }>;
}

export interface Round {
	state: WatchedState;
	changes: Change[];
	/** Numbers that could not be read, and why. */
	failed: Array<{ number: string; error: Error }>;
}

/** Of longer texts (signatures, remarks), only this many characters and a fingerprint are stored. */
const LONGEST = 200;
const CUT = '…#';
/** If this many reads fail and none succeeds, the service itself is failing. */
const IN_A_ROW = 3;

/**
 * Reads all numbers, starting where the last poll stopped.
 * @param state undefined at activation: then everything is remembered and nothing counts as a change
 * @throws the error of the first numbers if none of them could be read
 */
export async function lookAtAll(
	numbers: string[],
	state: WatchedState | undefined,
	look: (number: string) => Promise<Look>,
	{ concurrency, outOfTime }: { concurrency: number; outOfTime: () => boolean },
): Promise<Round> {
	const from = Math.max(0, numbers.indexOf(state?.next ?? ''));
	const order = [...numbers.slice(from), ...numbers.slice(0, from)];
	const known = numbers.filter((number) => Object.hasOwn(state?.seen ?? {}, number));
	const seen: WatchedState['seen'] = Object.fromEntries(known.map((number) => [number, state?.seen[number] ?? null]));
	const changes = new Map<string, Change>();
	const failed: Round['failed'] = [];
	let read = 0;
	let stopped: string | undefined;
	await concurrently(order, concurrency, async (number) => {
		if (stopped !== undefined || (read > 0 && outOfTime())) {
			stopped ??= number;
			return;
		}
		const found = await look(number);
		if (found.kind === 'failed') {
			failed.push({ number, error: found.error });
			if (read === 0 && failed.length >= Math.min(IN_A_ROW, numbers.length)) throw found.error;
			return;
		}
		read++;
		const change = compare(seen, number, found);
		if (change) changes.set(number, change);
	});
	return {
		state: { seen, ...(stopped !== undefined && { next: stopped }) },
		changes: order.flatMap((number) => changes.get(number) ?? []),
		failed,
	};
}

/** Compares what a number shows with what it showed before, and remembers it. */
function compare(
	seen: WatchedState['seen'],
	number: string,
	found: Exclude<Look, { kind: 'failed' }>,
): Change | undefined {
	if (found.kind === 'absent') {
		// A record that is gone may come back, so what it showed stays remembered.
		seen[number] ??= null;
		return undefined;
	}
	const { record } = found;
	const before = seen[number];
	const now = Object.fromEntries(Object.entries(record).map(([field, value]) => [field, kept(value)]));
	seen[number] = now;
	// A number that is new in the list has nothing to be compared with yet.
	if (before === undefined) return undefined;
	if (before === null) return { record, appeared: true, changed: {} };
	const changed = differences(before, now, record);
	return Object.keys(changed).length ? { record, appeared: false, changed } : undefined;
}

function kept(value: unknown): Value {
	if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
		return value ?? null;
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}${CUT}${fingerprint(text)}` : text;
}

function differences(
	before: Record<string, Value>,
	now: Record<string, Value>,
	record: IDataObject,
): Change['changed'] {
	const fields = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
		(field) => (before[field] ?? null) !== (now[field] ?? null),
	);
	return Object.fromEntries(
		fields.map((field) => [field, { old: shownOld(before[field] ?? null), new: record[field] ?? null }]),
	);
}

/** The beginning of a long text, without its fingerprint. */
const shownOld = (value: Value): Value =>
	typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
