import type { IDataObject } from 'n8n-workflow';
import { rowKey } from '../http/list';
import { isBlank } from '../request/scalars';
import { valueAt } from '../schema/record';
import { HOUR } from './dates';
import { trackedValues, type PollConfiguration, type Tracked } from './event';
import { fingerprint, trace } from './fingerprint';

/** What a trigger remembers of records between polls: little of each, as plain text that n8n keeps for the node. */

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
	/** When it was listed last, by the service's clock; 0 where that is long ago. */
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

/** What n8n keeps. */
export interface WrittenMemory {
	/** States, which records name by their place here. */
	words: string[];
	/** `id=row,listed,since,value,…,whole` of each record, joined by `;`. */
	records: string;
}

export class Memory {
	readonly tracked: Tracked[];
	private readonly records = new Map<string, KnownRecord>();
	private readonly hasStates: boolean;
	private readonly kept: number;

	/** @param begin moments are written in seconds after this one */
	constructor(
		configuration: PollConfiguration,
		private readonly begin: number,
		written?: WrittenMemory,
	) {
		this.tracked = trackedValues(configuration);
		this.hasStates = configuration.events.some(({ detects }) => detects.kind === 'entered' || detects.kind === 'dated');
		this.kept = configuration.reading === 'unknown' ? KEPT.zoneUnknown : KEPT.usual;
		for (const entry of written?.records.split(';') ?? []) if (entry !== '') this.read(entry, written!.words);
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

	/** Keeps known records that a reading has shown. */
	refresh(rows: IDataObject[], clock: number): void {
		for (const row of rows) {
			const known = this.get(idOf(row));
			if (known) this.set(idOf(row), { ...known, listed: clock });
		}
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
	write(cursor: number, everything: boolean): WrittenMemory {
		const oldest = everything ? 0 : cursor - this.kept;
		const latest = [...this.records].sort(([, a], [, b]) => b.listed - a.listed).slice(0, MOST);
		const words: string[] = [];
		const records = latest
			.filter(([, { listed }], index) => listed >= oldest || (this.hasStates && index < MOST_STATES))
			.map(([id, record]) => this.written(id, record, words, oldest));
		return { words, records: records.join(';') };
	}

	private written(id: string, record: KnownRecord, words: string[], oldest: number): string {
		const { row, listed, since, values, whole = '' } = record;
		const moment = (at: number) => (at < oldest || at === 0 ? '' : Math.floor((at - this.begin) / 1000).toString(36));
		const shown = values.map((value, index) => (this.tracked[index]?.isState ? placeOf(value, words) : value));
		return `${encodeURIComponent(id)}=${[row, moment(listed), moment(since), ...shown, whole].join(',')}`;
	}

	private read(entry: string, words: string[]): void {
		const [id = '', text = ''] = entry.split('=');
		const [row = '', listed = '', since = '', ...more] = text.split(',');
		const moment = (written: string) => (written ? this.begin + parseInt(written, 36) * 1000 : 0);
		const values = this.tracked.map(({ isState }, index) => {
			const value = more[index] ?? '';
			return isState && value !== '' ? (words[Number(value)] ?? '') : value;
		});
		const whole = more[this.tracked.length];
		const record = { row, listed: moment(listed), since: moment(since), values, ...(whole && { whole }) };
		this.records.set(decodeURIComponent(id), record);
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

function placeOf(word: string, words: string[]): string {
	if (word === '') return '';
	if (!words.includes(word)) words.push(word);
	return String(words.indexOf(word));
}
