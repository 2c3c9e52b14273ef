import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import type { Rec, Version } from './records.cts';
import { DAY } from './time.cts';

/** What the service shows of a record. Shapes: the samples of the API document. */

export interface Looks {
	/** Zone of the account: dates are its wall time. */
	zone: string;
	/** Of dates with a time. */
	format: keyof typeof patterns;
}

/** Zones change their offset at full quarters of an hour only, so that one of each has to be asked for. */
const offsets = new Map<string, number>();
const QUARTER = 15 * 60_000;

/** Milliseconds by which wall time is ahead of UTC. */
export function offsetOf(moment: number, zone: string): number {
	const quarter = Math.floor(moment / QUARTER);
	const key = `${zone} ${quarter}`;
	const known = offsets.get(key);
	if (known !== undefined) return known;
	const offset = DateTime.fromMillis(quarter * QUARTER, { zone }).offset * 60_000;
	offsets.set(key, offset);
	return offset;
}

const patterns: Record<string, (iso: string) => string> = {
	'yyyy-MM-dd': (iso) => iso.slice(0, 10),
	'yyyy-MM-dd HH:mm': (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`,
	'yyyy-MM-dd HH:mm:ss': (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`,
	'dd/MM/yyyy HH:mm:ss': (iso) => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`,
};

export const textOf = (moment: number, { zone, format }: Looks) =>
	patterns[format](new Date(moment + offsetOf(moment, zone)).toISOString());

/** The first moment of the day in the zone; clocks are not changed at midnight in those that are used here. */
export function dayOf(moment: number, zone: string): number {
	const wall = moment + offsetOf(moment, zone);
	const midnight = wall - (wall % DAY);
	return midnight - offsetOf(midnight - offsetOf(moment, zone), zone);
}

/** Stands in a text of every row: says which record it is, and which of its contents. */
export const markOf = (rec: Rec, { content }: Version) => `~${rec.key}:${content}~`;

/** Reads the mark of an item, wherever it stands in it. */
export function readMark(item: IDataObject): { key: string; content: number } | undefined {
	const found = /~(K\d+):(\d+)~/.exec(JSON.stringify(item));
	return found ? { key: found[1], content: Number(found[2]) } : undefined;
}

const customerOf = { id: 35604, myId: 'sCustomer08', name: 'Sample Customer' };

/** A row of a list. */
export function rowOf(rec: Rec, version: Version, looks: Looks): IDataObject {
	const text = (moment: number | null) => (moment === null ? null : textOf(moment, looks));
	const row: IDataObject = {
		id: rec.id,
		...bodyOf(rec, version, looks),
	};
	const changedKey = { invoice: 'dateChanged', quotation: 'dateChanged', creditnote: 'dateChanged' } as IDataObject;
	if (rec.list !== 'part') row.dateCreated = text(version.created);
	if (!['partrequest', 'tasks', 'timeline'].includes(rec.list))
		row[(changedKey[rec.list] as string) ?? 'dateModified'] = text(version.changed);
	return row;
}

function bodyOf(rec: Rec, version: Version, looks: Looks): IDataObject {
	const { key, num } = rec;
	const mark = markOf(rec, version);
	const text = (moment: number | null) => (moment === null ? null : textOf(moment, looks));
	const day = (moment: number | null) => (moment === null ? null : textOf(moment, { ...looks, format: 'yyyy-MM-dd' }));
	switch (rec.list) {
		case 'customer':
			return { myId: key, name: `${key} ${mark}`, active: version.active, contactLastName: mark };
		case 'site':
		case 'equipment':
			return { myId: key, name: `${key} ${mark}`, active: version.active, customer: customerOf };
		case 'part':
			return { name: `${key} ${mark}`, reference: key, price: '10.00', status: version.status, type: 'part' };
		case 'job':
			return {
				myId: key,
				num,
				description: mark,
				priority: 'medium',
				customer: customerOf,
				status: version.status,
				actualEnd: text(version.ended),
				validateBy: version.validated === null ? null : { id: 57246, login: 'j', date: text(version.validated) },
				...(version.deleted !== null && { dateDeleted: text(version.deleted) }),
			};
		case 'invoice':
		case 'quotation':
		case 'creditnote':
			return {
				num,
				reference: `${num}_${mark}`,
				type: rec.list,
				status: version.status,
				description: mark,
				paymentDate: day(version.paid),
				customer: customerOf,
			};
		case 'partrequest':
			return {
				source: { idStock: 'a', nmStock: mark },
				part: { id: 35947, reference: 'p6666', name: mark },
				quantity: version.content,
				isDeleted: version.deleted !== null,
				isComplete: version.complete,
				isUrgent: false,
			};
		case 'tasks':
			return { content: mark, dateDue: '2031-01-01 00:00', dateDone: null, customer: customerOf };
		case 'timeline':
			return { type: 'note', title: key, content: mark, isPinned: false, source: 'timeline', customer: customerOf };
	}
}

/** The details of a record: the row, and what lists leave out. */
export function detailsOf(rec: Rec, version: Version, looks: Looks): IDataObject {
	const row = rowOf(rec, version, looks);
	if (rec.list !== 'job') return { ...row, customFieldValues: [] };
	return {
		...row,
		timeEntries: [],
		parts: [{ id: 34454, quantity: version.parts, reference: 'ACCROCHE', serialNumbers: null }],
		report: [{ name: 'Block', items: [{ name: 'Remark', value: `report ${version.report}` }] }],
		preferences: null,
	};
}
