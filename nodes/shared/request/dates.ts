import { InputError, shown } from '../schema/errors';
import type { Precision } from '../schema/define';

/**
 * Dates between n8n and the services. Both APIs write wall time without a zone; what it means (UTC or the account's
 * zone) depends on the parameter. Only Intl is used, since published code has no dependencies.
 */

interface Wall {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	ms: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What JavaScript can tell as a moment. */
const LATEST = 8.64e15;
/** Each costs some 27 KB, and every spelling of a zone is accepted: only a few are kept. */
const MOST_FORMATTERS = 50;
const formatters = new Map<string, Intl.DateTimeFormat>();

function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
			era: 'short',
		});
	} catch {
		return undefined;
	}
}

/** @throws InputError for a name that is no IANA zone */
function formatter(zone: string): Intl.DateTimeFormat {
	const made = formatters.get(zone) ?? makeFormatter(zone);
	if (!made)
		throw new InputError(
			`"${shown(zone)}" is not a valid time zone`,
			'Choose one in the credential (Account Time Zone) or in the workflow settings.',
		);
	// The one used longest ago stands first.
	formatters.delete(zone);
	formatters.set(zone, made);
	if (formatters.size > MOST_FORMATTERS) formatters.delete([...formatters.keys()][0]);
	return made;
}

function isZone(name: string): boolean {
	try {
		return Boolean(formatter(name));
	} catch {
		return false;
	}
}

/** Offsets that hold for a whole hour, by zone and hour: asking takes some 20 microseconds, and a date takes three. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 10_000;

/** Milliseconds by which the zone is ahead of UTC at that moment. */
function offsetAt(zone: string, at: number): number {
	if (zone === 'UTC') return 0;
	const hour = Math.floor(at / HOUR);
	const key = `${zone} ${hour}`;
	const known = offsets.get(key);
	if (known !== undefined) return known;
	if (Math.abs(at) > LATEST - HOUR) return askOffset(zone, at);
	const offset = askOffset(zone, hour * HOUR);
	// Clocks are changed in that hour.
	if (askOffset(zone, (hour + 1) * HOUR - 1) !== offset) return askOffset(zone, at);
	if (offsets.size >= MOST_OFFSETS) offsets.clear();
	offsets.set(key, offset);
	return offset;
}

function askOffset(zone: string, at: number): number {
	const part: Record<string, string> = {};
	for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = value;
	const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
	const wall = utc(
		year,
		Number(part.month),
		Number(part.day),
		Number(part.hour),
		Number(part.minute),
		Number(part.second),
	);
	return wall - Math.floor(at / 1000) * 1000;
}

/** Date.UTC, but years below 100 are taken as they are. */
function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour, minute, second, ms);
	return date.getTime();
}

/**
 * The moment of a wall time in a zone. A time that occurs twice (clocks set back) is taken as the earlier one; a time
 * that does not occur (clocks set forward) is moved on by the gap.
 */
export function wallToUtc(wall: Wall, zone: string): number {
	const guess = utc(wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
	const before = offsetAt(zone, guess - DAY);
	const after = offsetAt(zone, guess + DAY);
	for (const offset of [Math.max(before, after), Math.min(before, after)]) {
		if (offsetAt(zone, guess - offset) === offset) return guess - offset;
	}
	return guess - before;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** `yyyy-MM-dd[ HH:mm[:ss]]` of a moment, as the wall clock of the zone shows it. */
export function formatWall(at: number, zone: string, precision: Precision): string {
	const wall = new Date(at + offsetAt(zone, at));
	const date = `${pad(wall.getUTCFullYear(), 4)}-${pad(wall.getUTCMonth() + 1)}-${pad(wall.getUTCDate())}`;
	if (precision === 'day') return date;
	const minute = `${date} ${pad(wall.getUTCHours())}:${pad(wall.getUTCMinutes())}`;
	return precision === 'minute' ? minute : `${minute}:${pad(wall.getUTCSeconds())}`;
}

/** ISO 8601 with the zone's offset at that moment, e.g. `2026-11-21T10:15:00+01:00`. */
export function formatIso(at: number, zone: string): string {
	const offset = Math.round(offsetAt(zone, at) / MINUTE);
	const sign = offset < 0 ? '-' : '+';
	const of = Math.abs(offset);
	return `${formatWall(at, zone, 'second').replace(' ', 'T')}${sign}${pad(Math.floor(of / 60))}:${pad(of % 60)}`;
}

const CALENDAR = /^([+-]\d{6}|\d{4})(?:-(\d{2})(?:-(\d{2}))?|(\d{2})(\d{2}))?$/;
const ORDINAL = /^(\d{4})-?(\d{3})$/;
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i;
const EUROPEAN = /^(\d{2})([/.-])(\d{2})\2(\d{4})$/;
const TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?$/;
/** No date is longer; patterns are not tried on more. */
const LONGEST = 100;
const ZONE = /(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?(?:\[([^\]]+)\])?$/i;

function parseDay(value: string): [number, number, number] | undefined {
	let match = CALENDAR.exec(value);
	if (match) return checked(Number(match[1]), Number(match[2] ?? match[4] ?? 1), Number(match[3] ?? match[5] ?? 1));
	match = EUROPEAN.exec(value);
	if (match) return checked(Number(match[4]), Number(match[3]), Number(match[1]));
	match = ORDINAL.exec(value);
	if (match) {
		const date = new Date(utc(Number(match[1]), 1, Number(match[2])));
		return date.getUTCFullYear() === Number(match[1]) && Number(match[2]) > 0 ? parts(date) : undefined;
	}
	match = WEEK.exec(value);
	if (!match) return undefined;
	const week = Number(match[2]);
	const fourth = new Date(utc(Number(match[1]), 1, 4));
	const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY;
	const date = new Date(monday + (week - 1) * 7 * DAY + (Number(match[3] ?? 1) - 1) * DAY);
	const thursday = new Date(monday + (week - 1) * 7 * DAY + 3 * DAY);
	return week >= 1 && thursday.getUTCFullYear() === Number(match[1]) ? parts(date) : undefined;
}

const parts = (date: Date): [number, number, number] => [
	date.getUTCFullYear(),
	date.getUTCMonth() + 1,
	date.getUTCDate(),
];
/** A day that exists, e.g. not 31 April. */
function checked(year: number, month: number, dayOf: number): [number, number, number] | undefined {
	const back = parts(new Date(utc(year, month, dayOf)));
	return back[0] === year && back[1] === month && back[2] === dayOf ? back : undefined;
}

/** What a user gave: a moment, or a wall time without a zone. */
export type Parsed = { at: number } | { wall: Wall; dateOnly: boolean };

/**
 * Reads ISO 8601 in all its forms (calendar, week, ordinal, basic, reduced, with fractions, `24:00`, offsets, a zone in
 * brackets), Luxon values and JavaScript dates, epoch milliseconds, and the APIs' own `yyyy-MM-dd HH:mm[:ss]`,
 * `dd/MM/yyyy HH:mm[:ss]` and `dd-MM-yyyy`.
 * @returns undefined for anything else
 */
export function parseDate(value: unknown): Parsed | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : { at: value.getTime() };
	if (typeof value === 'number')
		return Math.abs(value) >= 1e10 && Math.abs(value) <= LATEST ? { at: value } : undefined;
	if (typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function') {
		return parseDate((value.toISO as () => unknown)());
	}
	if (typeof value !== 'string') return undefined;
	if (value.length > LONGEST) return undefined;
	const trimmed = value.trim();
	if (/^\d{12,14}$/.test(trimmed)) return trimmed.length === 13 ? { at: Number(trimmed) } : undefined;
	const split = /^(.+?\d)(?:T|\s+)(\d{2}.*)$/i.exec(trimmed);
	const date = parseDay(split ? split[1] : trimmed);
	if (!date) return undefined;
	if (!split) return { wall: wallOf(date, 0, 0, 0, 0), dateOnly: true };

	const zone = ZONE.exec(split[2]);
	const time = TIME.exec(split[2].slice(0, zone?.index).trim());
	if (!time || !zone) return undefined;
	const [hour, minute, second] = [Number(time[1]), Number(time[2] ?? 0), Number(time[3] ?? 0)];
	const ms = Math.trunc(Number(`0.${time[4] ?? 0}`) * 1000);
	const midnight = hour === 24 && minute === 0 && second === 0 && ms === 0;
	if ((hour > 23 && !midnight) || minute > 59 || second > 60) return undefined;
	// A moment's length of arithmetic normalizes 24:00 and leap seconds.
	const normal = new Date(utc(...date, hour, minute, second, ms));
	const wall = wallOf(parts(normal), normal.getUTCHours(), normal.getUTCMinutes(), normal.getUTCSeconds(), ms);
	if (zone[1]) return { at: normal.getTime() };
	if (zone[2]) {
		const [hours, minutes] = [Number(zone[3]), Number(zone[4] ?? 0)];
		if (hours > 23 || minutes > 59) return undefined;
		return { at: normal.getTime() - (zone[2] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE };
	}
	if (!zone[5]) return { wall, dateOnly: false };
	return isZone(zone[5]) ? { at: wallToUtc(wall, zone[5]) } : undefined;
}

function wallOf(
	[year, month, dayOf]: [number, number, number],
	hour: number,
	minute: number,
	second: number,
	ms: number,
): Wall {
	return { year, month, day: dayOf, hour, minute, second, ms };
}

/**
 * Turns what the user gave into what the service reads.
 * @param value see parseDate
 * @param label name of the parameter, for the sentence
 * @param to zone in which the service reads it, and how exact it is (a finer value is cut, never rounded up)
 * @param assumed zone of a value that names none
 * @throws InputError when the value is no date
 */
export function toServiceDate(
	value: unknown,
	label: string,
	to: { zone: string; precision: Precision },
	assumed: string,
): string {
	const parsed = parseDate(value);
	const year = !parsed ? 0 : 'at' in parsed ? new Date(parsed.at).getUTCFullYear() : parsed.wall.year;
	// The services write years with four digits, in whatever zone.
	if (!parsed || year < 2 || year > 9998) {
		throw new InputError(
			`${label}: "${shown(value)}" is not a valid date`,
			'Use ISO 8601, e.g. 2026-11-21T10:15:00+01:00 or 2026-11-21, the date picker, or an expression such as {{ $now }}.',
		);
	}
	// A bare day stays that day, whatever the zones.
	if ('wall' in parsed && (to.precision === 'day' || assumed === to.zone))
		return formatWall(wallToUtc(parsed.wall, 'UTC'), 'UTC', to.precision);
	return formatWall('at' in parsed ? parsed.at : wallToUtc(parsed.wall, assumed), to.zone, to.precision);
}

/** OutSmart's word for it, and the first day that .NET knows. */
const NEVER = /^(0000-00-00|0001-01-01|01\/01\/0001)/;
export const isNever = (value: unknown): boolean => typeof value === 'string' && NEVER.test(value);

/**
 * Turns a date of an answer (wall time of `zone`, in one of the formats seen) into ISO 8601 with offset, a bare day into
 * `yyyy-MM-dd`, and OutSmart's word for "never" into null. What is no date stays as it is, so that nothing is lost.
 */
export function fromServiceDate(value: unknown, zone: string): unknown {
	if (typeof value !== 'string') return value;
	if (isNever(value)) return null;
	const parsed = parseDate(value);
	if (!parsed) return value;
	if ('wall' in parsed && parsed.dateOnly)
		return EUROPEAN.test(value) ? formatWall(wallToUtc(parsed.wall, 'UTC'), 'UTC', 'day') : value;
	return formatIso('at' in parsed ? parsed.at : wallToUtc(parsed.wall, zone), zone);
}
