import { formatWall, parseServiceDate, wallToUtc } from '../request/dates';
import type { PollConfiguration } from './event';

/** Between moments and the wall time that the service reads and shows. Moments are epoch milliseconds. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The hour that comes twice in autumn, and a quarter. */
export const AUTUMN = 75 * MINUTE;
/** The most by which wall time anywhere is behind UTC. */
const BEHIND = 12 * HOUR;
/** A payment is often entered some days after it was made. */
const DAYS_BACK = 3 * DAY;

/**
 * What to ask for so that nothing from that moment on is missed: a unit earlier, since the filter may mean "after" or "on or
 * after" and what the service compares may be cut to the unit.
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

/** Wall time as a number that grows with it, whatever the zone; undefined for anything but a date. */
export function wallNumber(value: unknown): number | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	return 'at' in parsed ? parsed.at : parsed.wall;
}

/** The number of a moment, as a clock in the zone shows it. */
export const wallNumberOf = (at: number, zone: string): number => wallNumber(formatWall(at, zone, 'second')) ?? at;

/**
 * When something can have happened that a row dates: rows show minutes, some only days, and a time that occurs twice in
 * autumn leaves both open.
 * @returns from (inclusive) and to (exclusive); undefined for anything but a date
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
