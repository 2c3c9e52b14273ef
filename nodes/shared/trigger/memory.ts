import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { rowKey } from '../http/list';
import { isNever } from '../request/dates';
import { isBlank } from '../request/scalars';
import { valueAt } from '../schema/record';
import { HOUR } from './dates';
import { trackedValues, type PollConfiguration, type Tracked } from './event';

/** What a trigger remembers of records between polls: a few values of each, as one text that n8n stores for the node. */

/** Only the latest records are remembered: this many, or fewer of those that polls no longer read. */
const MOST = 50_000;
const MOST_BY_STATUS = 10_000;
/**
 * A record not listed for this long is forgotten, unless an event is about statuses or dates. With an unknown zone, the filter
 * is asked from early enough for any zone, so that it shows again what was deleted and is restored within a day.
 */
const KEPT = { usual: 2 * HOUR, zoneUnknown: 30 * HOUR };

/** What is remembered of a record. */
export interface KnownRecord {
	/** When it was last listed, by the service's clock. */
	listed: number;
	/** Since when its row has been the same. */
	since: number;
	/** Fingerprint of its row; blank if the row shows something that is not delivered yet. */
	row: string;
	/** The tracked values: statuses as they are, dates as traces. */
	values: string[];
	/** Fingerprint of the full record, or of the part that counts. */
	full?: string;
}

export class Memory {
	readonly tracked: Tracked[];
	private readonly records = new Map<string, KnownRecord>();
	private readonly hasStatuses: boolean;
	private readonly kept: number;

	/** @param written what `write` returned: moments are seconds since the start, in base 36 */
	constructor(
		configuration: PollConfiguration,
		private readonly begin: number,
		written = '',
	) {
		this.tracked = trackedValues(configuration);
		this.hasStatuses = configuration.events.some(
			({ detects }) => detects.kind === 'entered' || detects.kind === 'dated',
		);
		this.kept = configuration.reading === 'unknown' ? KEPT.zoneUnknown : KEPT.usual;
		for (const entry of written ? written.split(';') : []) this.read(entry.split(',').map(decodeURIComponent));
	}

	private read([id = '', row = '', listed = '', since = '', ...more]: string[]): void {
		const moment = (text: string) => this.begin + parseInt(text, 36) * 1000;
		const values = more.slice(0, this.tracked.length);
		const full = more[this.tracked.length];
		this.set(id, { row, listed: moment(listed), since: moment(since), values, ...(full && { full }) });
	}

	get(id: string): KnownRecord | undefined {
		return this.records.get(id);
	}

	set(id: string, record: KnownRecord): void {
		this.records.set(id, record);
	}

	/** What to remember of a row that is listed now. */
	of(row: IDataObject, clock: number): KnownRecord {
		const known = this.get(idOf(row));
		const shown = fingerprint(row);
		return {
			listed: clock,
			since: known?.row === shown ? known.since : clock,
			row: shown,
			values: this.tracked.map(({ path, isStatus }) => valueOf(valueAt(row, path), isStatus)),
			...(known?.full && { full: known.full }),
		};
	}

	/** Whether a row is the same as remembered. */
	isKnown(row: IDataObject): boolean {
		return this.get(idOf(row))?.row === fingerprint(row);
	}

	/** How many records were listed since a moment. */
	countSince(moment: number): number {
		let count = 0;
		for (const { listed } of this.records.values()) if (listed >= moment) count++;
		return count;
	}

	/**
	 * @param cursor where the next poll continues
	 * @param everything true while records are counted, or if a longer period may show them again
	 */
	write(cursor: number, everything: boolean): string {
		const oldest = everything ? -Infinity : cursor - this.kept;
		const seconds = (moment: number) => Math.floor((moment - this.begin) / 1000).toString(36);
		return [...this.records]
			.sort(([, a], [, b]) => b.listed - a.listed)
			.slice(0, MOST)
			.filter(([, { listed }], index) => listed >= oldest || (this.hasStatuses && index < MOST_BY_STATUS))
			.map(([id, { row, listed, since, values, full = '' }]) =>
				[encodeURIComponent(id), row, seconds(listed), seconds(since), ...values.map(encodeURIComponent), full].join(),
			)
			.join(';');
	}
}

/** The key under which a record is remembered: its id, else the fingerprint of its row. */
export function idOf(row: IDataObject): string {
	const key = rowKey(row);
	return isBlank(row.id) ? `#${fingerprint(row)}` : key;
}

function valueOf(value: unknown, isState: boolean): string {
	if (!isState) return trace(value);
	return isBlank(value) ? '' : String(value);
}

/** Names inside a reference: they belong to another record and change with it, so they are not part of the fingerprint. */
const NAMES = new Set(['name', 'myId', 'login', 'num', 'reference', 'label', 'nmStock']);

/** The same text for the same content, whatever the order of keys. */
function canonical(value: unknown, inside: boolean): string {
	if (Array.isArray(value)) return `[${value.map((each) => canonical(each, true)).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const refers = inside && ('id' in value || 'idStock' in value);
	const keys = Object.keys(value)
		.filter((key) => !(refers && NAMES.has(key)))
		.sort();
	return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as IDataObject)[key], true)}`).join()}}`;
}

const digest = (text: string, length: number) => createHash('sha1').update(text).digest('base64').slice(0, length);

/** A hash (42 bits) of what a record shows. */
export const fingerprint = (content: unknown): string => digest(canonical(content, false), 7);

/** A short hash (18 bits) of a value that is only compared with the one before; empty for a blank value. */
export const trace = (value: unknown): string =>
	value === undefined || value === null || value === '' || isNever(value) ? '' : digest(String(value), 3);
