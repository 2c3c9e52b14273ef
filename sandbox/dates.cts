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

// Lists show thousands of moments; only the zone's offset is costly to find, and it holds for a quarter of an hour.
const QUARTER = 900_000;
const offsets = new Map<string, number>();

function offset(ms: number, zone: string): number {
	const quarter = Math.floor(ms / QUARTER);
	const key = `${quarter}${zone}`;
	let minutes = offsets.get(key);
	if (minutes === undefined) {
		minutes = DateTime.fromMillis(quarter * QUARTER, { zone }).offset;
		offsets.set(key, minutes);
	}
	return minutes * 60_000;
}

/** Wall time of `zone` to the minute, as live answers show it: `yyyy-MM-dd HH:mm`; null stays null. */
export function showLocal(ms: number | null | undefined, zone: string): string | null {
	if (ms === null || ms === undefined) return null;
	return new Date(ms + offset(ms, zone)).toISOString().slice(0, 16).replace('T', ' ');
}
