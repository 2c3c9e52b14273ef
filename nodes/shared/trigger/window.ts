import { formatWall, parseDate, wallToUtc } from '../request/dates';

/** Between moments and the wall time that the service reads and shows. Moments are epoch milliseconds. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** By what clocks are set back in autumn: an hour, on Lord Howe Island half of one. */
const STEPS = [30 * MINUTE, HOUR];

export interface Filter {
	/** Zone in which the service reads it; `unknown` where its document does not say. */
	reading: 'utc' | 'account' | 'unknown';
	/** Zone of the account. */
	zone: string;
	precision: 'second' | 'minute';
}

/**
 * What to ask for so that nothing from that moment on is missed: a unit earlier, since the filter may mean "after" or "on or
 * after" and what the service compares may be cut to the unit; where the zone is not known, the earlier of its two readings.
 */
export function sinceText(at: number, { reading, zone, precision }: Filter): string {
	const from = at - (precision === 'minute' ? MINUTE : 1000);
	const utc = formatWall(from, 'UTC', precision);
	if (reading === 'utc') return utc;
	const local = localText(from, zone, precision);
	return reading === 'account' || local < utc ? local : utc;
}

/** Wall time that no reading can take for a later moment. */
function localText(at: number, zone: string, precision: 'second' | 'minute'): string {
	const text = formatWall(at, zone, precision);
	// Clocks are about to be set back: the text will come again, that of an hour ago will not.
	return STEPS.some((step) => formatWall(at + step, zone, precision) <= text)
		? formatWall(at - HOUR, zone, precision)
		: text;
}

/** The earliest moment that the service may take the text for. */
export function earliestReading(text: string, { reading, zone }: Filter): number {
	const parsed = parseDate(text);
	if (!parsed || !('wall' in parsed)) return 0;
	const utc = wallToUtc(parsed.wall, 'UTC');
	if (reading === 'utc') return utc;
	const local = wallToUtc(parsed.wall, zone);
	return reading === 'account' ? local : Math.min(utc, local);
}

/** Wall time as a number that grows with it, whatever the zone; undefined for what is no date. */
export function wallNumber(value: unknown): number | undefined {
	const parsed = parseDate(value);
	if (!parsed) return undefined;
	return 'at' in parsed ? parsed.at : wallToUtc(parsed.wall, 'UTC');
}

/**
 * When something can have happened that a row dates: answers are cut to the minute, and a time that occurs twice in autumn
 * leaves both open.
 * @returns from (inclusive) and to (exclusive); undefined for what is no date
 */
export function spanOf(value: unknown, zone: string): { from: number; to: number } | undefined {
	const parsed = parseDate(value);
	if (!parsed) return undefined;
	if ('at' in parsed) return { from: parsed.at, to: parsed.at + MINUTE };
	const from = wallToUtc(parsed.wall, zone);
	const text = formatWall(from, zone, 'minute');
	const again = STEPS.find((step) => formatWall(from + step, zone, 'minute') === text) ?? 0;
	return { from, to: from + again + MINUTE };
}
