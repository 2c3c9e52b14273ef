import type { IDataObject } from 'n8n-workflow';
import { hashOf } from './memory';

/** Watching records that can only be asked for one by one: what they showed is kept, and compared with what they show. */

export const KNOWN_VERSION = 1;

/** Kept by n8n between polls. */
export interface KnownState {
	version: typeof KNOWN_VERSION;
	/** The set-up that this state belongs to. */
	watch: string;
	/** By number: what each field showed, or null where there was no such record. */
	seen: Record<string, Record<string, Value> | null>;
	/** The number to begin with, where the last poll ran out of time. */
	next?: string;
}

type Value = string | number | boolean | null;

/** A record that changed. */
export interface Change {
	record: IDataObject;
	/** True where there was no such record before. */
	appeared: boolean;
	changed: Record<string, { old: Value; new: unknown }>;
}

/** Longer texts (signatures, remarks) are kept by their beginning and a hash. */
const LONGEST = 200;
const CUT = '…#';

export const fitsKnown = (state: Partial<KnownState> | undefined, watch: string): state is KnownState =>
	state?.version === KNOWN_VERSION && state.watch === watch;

/**
 * Looks at all numbers, beginning where the last poll stopped.
 * @param look reads one record; undefined where there is none
 * @param state undefined at activation: then everything is remembered and nothing is a change
 */
export async function lookAtAll(
	watch: string,
	numbers: string[],
	state: KnownState | undefined,
	look: (number: string) => Promise<IDataObject | undefined>,
	outOfTime: () => boolean,
): Promise<{ state: KnownState; changes: Change[] }> {
	const from = Math.max(0, numbers.indexOf(state?.next ?? ''));
	const round = [...numbers.slice(from), ...numbers.slice(0, from)];
	const seen: KnownState['seen'] = Object.fromEntries(
		numbers.filter((number) => number in (state?.seen ?? {})).map((number) => [number, state!.seen[number]]),
	);
	const changes: Change[] = [];
	let done = 0;
	while (done < round.length && (done === 0 || !outOfTime())) {
		const number = round[done++];
		const record = await look(number);
		// A record that is gone may come back: what it showed stays known.
		if (!record) {
			seen[number] ??= null;
			continue;
		}
		const before = seen[number];
		const now = Object.fromEntries(Object.entries(record).map(([field, value]) => [field, kept(value)]));
		seen[number] = now;
		// A number that is new in the list begins with what it shows.
		if (before === undefined) continue;
		const changed = before === null ? {} : differences(before, now, record);
		if (before === null || Object.keys(changed).length) changes.push({ record, appeared: before === null, changed });
	}
	return { state: { version: KNOWN_VERSION, watch, seen, ...(done < round.length && { next: round[done] }) }, changes };
}

function kept(value: unknown): Value {
	if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
		return value ?? null;
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}${CUT}${hashOf(text)}` : text;
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

/** The beginning of a long text, without its hash. */
const shownOld = (value: Value): Value =>
	typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
