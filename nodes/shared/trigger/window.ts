import { formatWall, parseServiceDate, wallToUtc } from '../request/dates';

/** Between moments and the wall time that the service reads and shows. Moments are epoch milliseconds. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** By what clocks are set back in autumn: an hour, on Lord Howe Island half of one. */
const STEPS = [30 * MINUTE, HOUR];

const DAY = 24 * HOUR;
/** Wall time anywhere is at most so far behind UTC, and so far ahead of it. */
const BEHIND = 12 * HOUR;
const AHEAD = 14 * HOUR;

export interface Filter {
	/** Zone in which the service reads it; `unknown` where its document does not say. */
	reading: 'utc' | 'account' | 'unknown';
	/** Zone of the account. */
	zone: string;
	precision: 'second' | 'minute';
}

/**
 * What to ask for so that nothing from that moment on is missed: a unit earlier, since the filter may mean "after" or "on or
 * after" and what the service compares may be cut to the unit; where the zone is not known, early enough for any zone,
 * whatever the credential says.
 * @param daysOnly true where what the service compares may be a day without a time
 */
export function sinceText(at: number, { reading, zone, precision }: Filter, daysOnly = false): string {
	const moment = at - (precision === 'minute' ? MINUTE : 1000) - (reading === 'unknown' ? BEHIND : 0);
	// A day begins up to 25 hours before a moment of it.
	const from = daysOnly ? moment - DAY - 2 * HOUR : moment;
	return reading === 'account' ? localText(from, zone, precision) : formatWall(from, 'UTC', precision);
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
	const parsed = parseServiceDate(text);
	if (!parsed || !('wall' in parsed)) return 0;
	const utc = wallToUtc(parsed.wall, 'UTC');
	if (reading === 'unknown') return utc - AHEAD;
	return reading === 'utc' ? utc : wallToUtc(parsed.wall, zone);
}

/** Whether a row's date is a day without a time, as far as it shows; undefined for what is not a date. */
export function isDayOnly(value: unknown): boolean | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	if ('at' in parsed) return parsed.at % DAY === 0;
	return parsed.dateOnly || parsed.wall % DAY === 0;
}

/** Wall time as a number that grows with it, whatever the zone; undefined for what is no date. */
export function wallNumber(value: unknown): number | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	return 'at' in parsed ? parsed.at : wallToUtc(parsed.wall, 'UTC');
}

/**
 * When something can have happened that a row dates: answers are cut to the minute, and a time that occurs twice in autumn
 * leaves both open.
 * @returns from (inclusive) and to (exclusive); undefined for what is no date
 */
export function spanOf(value: unknown, zone: string): { from: number; to: number } | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	if ('at' in parsed) return { from: parsed.at, to: parsed.at + MINUTE };
	const from = wallToUtc(parsed.wall, zone);
	if (isDayOnly(value)) return { from, to: from + DAY };
	const text = formatWall(from, zone, 'minute');
	const again = STEPS.find((step) => formatWall(from + step, zone, 'minute') === text) ?? 0;
	return { from, to: from + again + MINUTE };
}
