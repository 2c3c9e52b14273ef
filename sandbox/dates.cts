import { DateTime } from 'luxon';
import type { Account } from './account.cts';
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

const nothing = { null: null, text: '', zero: '0001-01-01 00:00' };

/** A moment as the account writes it: wall time, usually its own and to the minute, as live answers show it. */
export function showDate(ms: number | null | undefined, account: Account): string | null {
	if (ms === null || ms === undefined) return nothing[account.reads('empty-date-shown')];
	const zone = account.reads('answer-zone') === 'utc' ? 'utc' : account.zone;
	const text = new Date(ms + offset(ms, zone)).toISOString().slice(0, 19).replace('T', ' ');
	switch (account.reads('answer-precision')) {
		case 'minute':
			return text.slice(0, 16);
		case 'second':
			return text;
		case 'slashes':
			return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}${text.slice(10)}`;
	}
}
