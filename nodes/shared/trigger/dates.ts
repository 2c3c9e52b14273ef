import { formatWall, parseServiceDate, wallToUtc } from '../request/dates';
import type { PollConfiguration } from './event';

/** Between moments and the wall time that the service reads and shows. Moments are epoch milliseconds. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** By what clocks are set back in autumn: an hour, on Lord Howe Island half of one. */
const STEPS = [30 * MINUTE, HOUR];
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

type Zones = Pick<PollConfiguration, 'zone' | 'filterZone'>;

/**
 * When something can have happened that a row dates: rows show minutes, and a time that occurs twice in autumn leaves both
 * open. Midnight in the account stands for its day.
 * @returns from (inclusive) and to (exclusive); undefined for anything but a date
 */
export function spanOf(value: unknown, { zone, filterZone }: Zones): { from: number; to: number } | undefined {
	const parsed = parseServiceDate(value);
	if (!parsed) return undefined;
	if ('at' in parsed) return { from: parsed.at, to: parsed.at + MINUTE };
	const { dateOnly, wall } = parsed;
	const from = wallToUtc(wall, dateOnly ? filterZone : zone);
	const isDay = wall % DAY === 0 || formatWall(from, filterZone, 'minute').endsWith(' 00:00');
	if (isDay) return { from, to: from + DAY };
	const text = formatWall(from, zone, 'minute');
	const again = STEPS.find((step) => formatWall(from + step, zone, 'minute') === text) ?? 0;
	return { from, to: from + again + MINUTE };
}
