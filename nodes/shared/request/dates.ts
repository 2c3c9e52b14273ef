import { InputError, shown } from '../schema/errors';
import type { Precision } from '../schema/define';

/**
 * Converts dates between n8n and the services. Both APIs use wall time without a time zone; whether it is UTC or that of
 * the account depends on the parameter. It uses `Intl`: a list of 10,000 rows has tens of thousands of dates, and Luxon
 * takes six times as long for each.
 */

/** All durations are in milliseconds. */
const MINUTE = 60_000;
const DAY = 86_400_000;
/** The services write years with four digits. */
const EARLIEST = Date.UTC(1000, 0);
const LATEST = Date.UTC(9999, 11, 31);
/** A smaller number is not read as epoch milliseconds: it probably means seconds, or a year. */
const LEAST_EPOCH = 1e10;

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
		});
	} catch {
		return undefined;
	}
}

function formatterOf(zone: string): Intl.DateTimeFormat {
	const made = formatters.get(zone) ?? makeFormatter(zone);
	if (!made)
		throw new InputError(
			'The time zone of the credential or of the workflow is not valid',
			'Choose one from the list, in the credential (Account Time Zone) or in the workflow settings. Nothing was sent.',
		);
	formatters.set(zone, made);
	return made;
}

/** @throws InputError for a name that is not an IANA zone */
export const assertZone = (zone: string): void => void formatterOf(zone);

/** UTC offsets by time zone and UTC day; NaN for a day on which the clocks are changed. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 10_000;

/** Milliseconds by which the zone is ahead of UTC at that moment. */
function offsetAt(zone: string, at: number): number {
	if (zone === 'UTC') return 0;
	const day = Math.floor(at / DAY) * DAY;
	const key = `${zone} ${day}`;
	let offset = offsets.get(key);
	if (offset === undefined) {
		offset = askOffset(zone, day);
		if (askOffset(zone, day + DAY - 1) !== offset) offset = NaN;
		if (offsets.size >= MOST_OFFSETS) offsets.clear();
		offsets.set(key, offset);
	}
	return Number.isNaN(offset) ? askOffset(zone, at) : offset;
}

function askOffset(zone: string, at: number): number {
	// "11/21/2026, 10:15:00"
	const [month = 1, day, year = 0, hour, minute, second] = formatterOf(zone).format(at).split(/\D+/).map(Number);
	const wall = Date.UTC(year, month - 1, day, hour, minute, second);
	return wall - Math.floor(at / 1000) * 1000;
}

/**
 * The moment of a wall time in a zone. A time that occurs twice (clocks set back) is taken as the earlier one; a time
 * that does not occur (clocks set forward) is moved on by the gap.
 * @param wall what the clock shows, in milliseconds as if it were UTC
 */
export function wallToUtc(wall: number, zone: string): number {
	const before = offsetAt(zone, wall - DAY);
	const after = offsetAt(zone, wall + DAY);
	for (const offset of [Math.max(before, after), Math.min(before, after)]) {
		if (offsetAt(zone, wall - offset) === offset) return wall - offset;
	}
	return wall - before;
}

const LENGTHS: Record<Precision, number> = { day: 10, minute: 16, second: 19 };

/** `yyyy-MM-dd[ HH:mm[:ss]]` of a moment, as the clock of the zone shows it; what is finer is cut. */
export const formatWall = (at: number, zone: string, precision: Precision): string =>
	new Date(at + offsetAt(zone, at)).toISOString().replace('T', ' ').slice(0, LENGTHS[precision]);

/** ISO 8601 with the zone's offset at that moment, e.g. `2026-11-21T10:15:00+01:00`. */
export function formatIso(at: number, zone: string): string {
	const offset = Math.round(offsetAt(zone, at) / MINUTE);
	const [hours, minutes] = [Math.abs(offset) / 60, Math.abs(offset) % 60].map((each) =>
		String(Math.trunc(each)).padStart(2, '0'),
	);
	return `${formatWall(at, zone, 'second').replace(' ', 'T')}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As people write it, e.g. `26 Nov 2026, 01:00 (Europe/Paris)`; rounded up to the minute, as it says from when something is possible. */
export function formatForPeople(at: number, zone: string): string {
	const [year, month, day, time] = formatWall(Math.ceil(at / MINUTE) * MINUTE, zone, 'minute').split(/[- ]/);
	return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${time} (${zone})`;
}

/** ISO 8601, with or without hyphens. */
const ISO = /^(?<year>\d{4})(?<sign>-?)(?<month>\d{2})\k<sign>(?<day>\d{2})(?<rest>\D.*)?$/;
/** Wherever people write a date with periods and the year last, the day comes first. */
const PERIODS = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?<rest>\D.*)?$/;
/** As the services also write it. */
const DAY_FIRST = /^(?<day>\d{2})[/-](?<month>\d{2})[/-](?<year>\d{4})(?<rest>\D.*)?$/;
const TIME =
	/^(?:T|\s+)([01]\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/i;
/** Ambiguous: some write the day first, some the month. */
const DAY_OR_MONTH_FIRST = /^\s*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b/;

/** A moment, or a wall time without a zone (milliseconds, as if it were UTC). */
export type Parsed = { at: number } | { wall: number; dateOnly: boolean };

const momentAt = (at: number): Parsed | undefined => (at >= EARLIEST && at <= LATEST ? { at } : undefined);

function toParsed({ groups }: RegExpExecArray): Parsed | undefined {
	const { year = '', month = '', day = '', rest = '' } = groups ?? {};
	const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
	// A day that does not exist, e.g. 31 April, comes back as another one; a year below 100 too.
	const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	if (Number.isNaN(date) || new Date(date).toISOString().slice(0, 10) !== written) return undefined;
	if (rest === '') return { wall: date, dateOnly: true };
	const time = TIME.exec(rest);
	if (!time) return undefined;
	const [, hour, minute = 0, second = 0, fraction = '', zone] = time;
	const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
	const wall = date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
	return zone === undefined ? { wall, dateOnly: false } : { at: wall - offsetIn(zone) };
}

/** Milliseconds of `Z`, `+01`, `+0100` or `+01:00`. */
function offsetIn(zone: string): number {
	if (zone.length === 1) return 0;
	const [hours = 0, minutes = 0] = [zone.slice(1, 3), zone.slice(3).replace(':', '')].map(Number);
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

/**
 * Reads what users give: ISO 8601, `dd.MM.yyyy` with or without a time, n8n's own (Luxon's DateTime, JavaScript's Date),
 * epoch milliseconds.
 * @returns undefined for anything else
 */
export function parseDate(value: unknown): Parsed | undefined {
	if (value instanceof Date) return momentAt(value.getTime());
	if (typeof value === 'number') return value >= LEAST_EPOCH ? momentAt(value) : undefined;
	if (typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function')
		return momentAt(Number((value.toMillis as () => unknown)()));
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^\d{13}$/.test(text)) return momentAt(Number(text));
	const match = ISO.exec(text) ?? PERIODS.exec(text);
	return match ? toParsed(match) : undefined;
}

/**
 * Reads what the services write: `yyyy-MM-dd` or `dd/MM/yyyy` (OutSmart: `dd-MM-yyyy`), with or without a time, and ISO 8601.
 * @returns undefined for anything else
 */
export function parseServiceDate(value: unknown): Parsed | undefined {
	if (typeof value !== 'string') return undefined;
	const match = ISO.exec(value.trim()) ?? DAY_FIRST.exec(value.trim());
	return match ? toParsed(match) : undefined;
}

/**
 * Turns what the user gave into what the service reads.
 * @param value see parseDate
 * @param label name of the parameter, for the message
 * @param to time zone in which the service reads it, and its precision (a finer value is cut, never rounded up)
 * @param assumed time zone of a value without one
 * @throws InputError if the value is not a date
 */
export function toServiceDate(
	value: unknown,
	label: string,
	to: { zone: string; precision: Precision },
	assumed: string,
): string {
	const parsed = parseDate(value);
	const written = parsed && inZone(parsed, to, assumed);
	// A year of four digits may have five in another zone.
	if (written !== undefined && /^\d{4}-/.test(written)) return written;
	const why = DAY_OR_MONTH_FIRST.test(shown(value)) ? 'Day and month could be taken for each other. ' : '';
	throw new InputError(
		`${label}: "${shown(value)}" is not a valid date`,
		`${why}Write it as 2026-11-21, 2026-11-21 10:15 or, with a time zone, 2026-11-21T10:15:00+01:00. Nothing was sent.`,
	);
}

function inZone(parsed: Parsed, { zone, precision }: { zone: string; precision: Precision }, assumed: string): string {
	if ('at' in parsed) return formatWall(parsed.at, zone, precision);
	// A date without a time stays that day in every time zone.
	if (precision === 'day' || assumed === zone) return formatWall(parsed.wall, 'UTC', precision);
	return formatWall(wallToUtc(parsed.wall, assumed), zone, precision);
}

/** Dates that mean "never": OutSmart's zero date, and the first day that .NET has. */
const NEVER = /^(0000-00-00|0001-01-01|01\/01\/0001)/;
export const isNever = (value: unknown): boolean => typeof value === 'string' && NEVER.test(value);

/**
 * Turns a date of a response (wall time of `zone`) into ISO 8601 with the offset of `to`, a date without a time into
 * `yyyy-MM-dd`, and a date that means "never" into null. What is not a date stays as it is, so that nothing is lost.
 */
export function fromServiceDate(value: unknown, zone: string, to = zone): unknown {
	if (isNever(value)) return null;
	const parsed = parseServiceDate(value);
	if (!parsed) return value;
	if ('at' in parsed) return formatIso(parsed.at, to);
	return parsed.dateOnly ? formatWall(parsed.wall, 'UTC', 'day') : formatIso(wallToUtc(parsed.wall, zone), to);
}
