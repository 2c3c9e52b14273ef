import { DateTime } from 'luxon';
import { badRequest } from './errors.cts';

const formats = [
	'yyyy-MM-dd HH:mm:ss',
	'yyyy-MM-dd HH:mm',
	'yyyy-MM-dd',
	'dd/MM/yyyy HH:mm:ss',
	'dd/MM/yyyy HH:mm',
	'dd/MM/yyyy',
];

/**
 * Reads a date of a request as wall time of `zone`.
 * @returns epoch milliseconds
 * @throws 400 naming the parameter where it is no date
 */
export function parseLocal(text: string, zone: string, name: string): number {
	for (const format of formats) {
		const moment = DateTime.fromFormat(text, format, { zone });
		if (moment.isValid) return moment.toMillis();
	}
	throw badRequest(`${name}: "${text}" is not a date`);
}

// Formatting a moment costs microseconds, lists show thousands of them again and again.
const shown = new Map<string, string>();

/** Wall time of `zone` to the minute, as live answers show it: `yyyy-MM-dd HH:mm`; null stays null. */
export function showLocal(ms: number | null | undefined, zone: string): string | null {
	if (ms === null || ms === undefined) return null;
	const minute = Math.floor(ms / 60_000);
	const key = `${minute}${zone}`;
	let text = shown.get(key);
	if (text === undefined) {
		text = DateTime.fromMillis(minute * 60_000, { zone }).toFormat('yyyy-MM-dd HH:mm');
		if (shown.size > 100_000) shown.clear();
		shown.set(key, text);
	}
	return text;
}

/** The day in `zone`: `yyyy-MM-dd`; null stays null. */
export const showDay = (ms: number | null, zone: string): string | null =>
	showLocal(ms, zone)?.slice(0, 10) ?? null;
