import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { rowKey } from '../http/list';
import { isNever } from '../request/dates';
import { isBlank } from '../request/scalars';
import { valueAt } from '../schema/record';
import { HOUR } from './dates';
import { trackedValues, type PollConfiguration, type Tracked } from './event';

/** What a trigger remembers of records between polls: little of each, as one text that n8n keeps for the node. */

/** Records that are remembered at most: of all, and of those that are no longer read with each poll. */
const MOST = 50_000;
const MOST_STATES = 10_000;
/**
 * What was not listed for this long is forgotten, where no event is about states. A filter that is asked for early enough for
 * any zone shows again what was deleted and is restored within a day.
 */
const KEPT = { usual: 2 * HOUR, zoneUnknown: 30 * HOUR };

/** What is known of a record. */
export interface KnownRecord {
	/** When it was listed last, by the service's clock. */
	listed: number;
	/** Since when it shows what it shows. */
	since: number;
	/** Fingerprint of its row; blank where it shows something that is yet to be delivered. */
	row: string;
	/** The tracked values: states as they are, traces of dates. */
	values: string[];
	/** Fingerprint of the part of the record in full that counts. */
	whole?: string;
}

export class Memory {
	readonly tracked: Tracked[];
	private readonly records = new Map<string, KnownRecord>();
	private readonly hasStates: boolean;
	private readonly kept: number;

	/** @param written what `write` gave: moments are seconds after the beginning, to the base of 36 */
	constructor(
		configuration: PollConfiguration,
		private readonly begin: number,
		written = '',
	) {
		this.tracked = trackedValues(configuration);
		this.hasStates = configuration.events.some(({ detects }) => detects.kind === 'entered' || detects.kind === 'dated');
		this.kept = configuration.reading === 'unknown' ? KEPT.zoneUnknown : KEPT.usual;
		for (const entry of written ? written.split(';') : []) this.read(entry.split(',').map(decodeURIComponent));
	}

	private read([id = '', row = '', listed = '', since = '', ...more]: string[]): void {
		const moment = (text: string) => this.begin + parseInt(text, 36) * 1000;
		const values = more.slice(0, this.tracked.length);
		const whole = more[this.tracked.length];
		this.set(id, { row, listed: moment(listed), since: moment(since), values, ...(whole && { whole }) });
	}

	get(id: string): KnownRecord | undefined {
		return this.records.get(id);
	}

	set(id: string, record: KnownRecord): void {
		this.records.set(id, record);
	}

	/** What there is to remember of a row that is listed now. */
	of(row: IDataObject, clock: number): KnownRecord {
		const known = this.get(idOf(row));
		const shown = fingerprint(row);
		return {
			listed: clock,
			since: known?.row === shown ? known.since : clock,
			row: shown,
			values: this.tracked.map(({ path, isState }) => valueOf(valueAt(row, path), isState)),
			...(known?.whole && { whole: known.whole }),
		};
	}

	/** Whether a row shows what is remembered of it. */
	isKnown(row: IDataObject): boolean {
		return this.get(idOf(row))?.row === fingerprint(row);
	}

	/** How many records were listed since that moment. */
	countSince(moment: number): number {
		let count = 0;
		for (const { listed } of this.records.values()) if (listed >= moment) count++;
		return count;
	}

	/**
	 * @param cursor where the next poll goes on
	 * @param everything true while records are counted, or a longer window may show them again
	 */
	write(cursor: number, everything: boolean): string {
		const oldest = everything ? -Infinity : cursor - this.kept;
		const seconds = (moment: number) => Math.floor((moment - this.begin) / 1000).toString(36);
		return [...this.records]
			.sort(([, a], [, b]) => b.listed - a.listed)
			.slice(0, MOST)
			.filter(([, { listed }], index) => listed >= oldest || (this.hasStates && index < MOST_STATES))
			.map(([id, { row, listed, since, values, whole = '' }]) =>
				[encodeURIComponent(id), row, seconds(listed), seconds(since), ...values.map(encodeURIComponent), whole].join(),
			)
			.join(';');
	}
}

/** What a record is remembered under: its id, else what its row shows. */
export function idOf(row: IDataObject): string {
	const key = rowKey(row);
	return isBlank(row.id) ? `#${fingerprint(row)}` : key;
}

function valueOf(value: unknown, isState: boolean): string {
	if (!isState) return trace(value);
	return isBlank(value) ? '' : String(value);
}

/** Names inside a reference: they belong to another record and change with that one. */
const NAMES = new Set(['name', 'myId', 'login', 'num', 'reference', 'label', 'nmStock']);

/** One text for one content, whatever the order of keys. */
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

/** 42 bits of what a record shows. */
export const fingerprint = (content: unknown): string => digest(canonical(content, false), 7);

/** 18 bits of a value that is only compared with the one before; nothing for a blank one. */
export const trace = (value: unknown): string =>
	value === undefined || value === null || value === '' || isNever(value) ? '' : digest(String(value), 3);
