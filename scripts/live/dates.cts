import { DateTime } from 'luxon';

/** Dates as the service writes them. All moments here are epoch milliseconds; a wall time counts as if it were UTC. */

const MINUTE = 60_000;

const forms = {
	minute: /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/,
	second: /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/,
	slashes: /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/,
};

/** Which of the documented forms a text has. */
export const formOf = (text: unknown): keyof typeof forms | undefined =>
	(Object.keys(forms) as Array<keyof typeof forms>).find((form) => forms[form].test(String(text)));

/** The wall time of a text; undefined where it is no date. */
export function wallOf(text: unknown): number | undefined {
	const form = formOf(text);
	if (!form) return undefined;
	const [first, second, third, hour, minute, seconds = 0] = forms[form].exec(String(text))!.slice(1).map(Number);
	return form === 'slashes'
		? Date.UTC(third, second - 1, first, hour, minute, seconds)
		: Date.UTC(first, second - 1, third, hour, minute, seconds);
}

/** A wall time as filters take it. */
export const textOf = (wall: number): string => new Date(wall).toISOString().slice(0, 19).replace('T', ' ');

/** By how much the wall clock of a zone is ahead of UTC around a moment. */
export const offsetOf = (zone: string, at: number): number => DateTime.fromMillis(at, { zone }).offset * MINUTE;

export type Zone = 'account' | 'utc';

/** The moment of a wall time, read in one way or the other. */
export const momentOf = (wall: number, zone: Zone, offset: number): number => (zone === 'utc' ? wall : wall - offset);

export { MINUTE };
