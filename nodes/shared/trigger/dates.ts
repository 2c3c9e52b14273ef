import { formatWall, parseServiceDate, wallToUtc } from '../request/dates';
import type { PollConfiguration } from './event';

/** Converts between moments (epoch milliseconds) and the wall time that the service reads and shows. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The hour that occurs twice in autumn, when clocks go back, plus fifteen minutes. */
export const AUTUMN = 75 * MINUTE;
/** The furthest that any time zone is behind UTC. */
const BEHIND = 12 * HOUR;
/** A payment is often entered some days after it was made. */
const DAYS_BACK = 3 * DAY;

/**
 * The value of the filter with which nothing from a moment on is missed: one unit earlier, since the filter may mean "after" or
 * "on or after", and since the service may compare truncated dates.
 */
export function sinceText(at: number, { reading, filterZone, precision, source }: PollConfiguration): string {
	const unit = precision === 'minute' ? MINUTE : 1000;
	const early = {
		utc: 0,
		account: AUTUMN,
		// Early enough for any zone, whatever the credential says.
		unknown: AUTUMN + BEHIND,
	};
	const from = at - unit - early[reading] - (source.byDay ? DAYS_BACK : 0);
	return formatWall(from, reading === 'account' ? filterZone : 'UTC', precision);
}

/** Wall time as milliseconds, for comparing dates of the same zone; undefined for anything but a date. */
export function wallNumber(value: unknown): number | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	return 'at' in parsed ? parsed.at : parsed.wall;
}

/** The same number for a moment, as a clock in the zone shows it. */
export const wallNumberOf = (at: number, zone: string): number => wallNumber(formatWall(at, zone, 'second')) ?? at;

/**
 * The period in which something dated by a row can have happened: rows show minutes, some only days, and a time that occurs
 * twice in autumn can mean either.
 * @returns from (inclusive) and to (exclusive) in epoch milliseconds; undefined for anything but a date
 */
export function spanOf(
	value: unknown,
	{ zone, filterZone, source }: PollConfiguration,
): { from: number; to: number } | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	if ('at' in parsed) return { from: parsed.at, to: parsed.at + MINUTE };
	const { dateOnly, wall } = parsed;
	const from = wallToUtc(wall, dateOnly ? filterZone : zone);
	if (dateOnly || source.byDay) return { from, to: from + DAY };
	const isTwice = formatWall(from + HOUR, zone, 'minute') === formatWall(from, zone, 'minute');
	return { from, to: from + MINUTE + (isTwice ? HOUR : 0) };
}
