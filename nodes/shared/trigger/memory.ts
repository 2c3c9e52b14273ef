import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

/** What a trigger remembers between polls: plain, small data that n8n keeps for the node. */

export const VERSION = 1;

/** Moments are epoch milliseconds of the service's clock. */
export interface State {
	version: typeof VERSION;
	/** The set-up that this state belongs to. */
	watch: string;
	/** Activation: nothing from before is delivered. */
	since: number;
	/** Up to here everything is delivered. */
	at: number;
	/** Counts the writings, to tell a state that n8n took from an older copy. */
	turn: number;
	/** Whether all records that were in a chosen state at activation are known. */
	complete: boolean;
	/** Whether the last poll read the list to its end: what is not known then is new. */
	ended: boolean;
	/** Whether what is left of the last poll was to be looked at with marks that may be out of date. */
	doubt: boolean;
	/** Marks by id, in the compact form of `encode`. */
	seen: Record<string, string>;
}

/** What is known of a record. */
export interface Mark {
	/** When it was first seen as it is. */
	at: number;
	/** Hash of its row. */
	row: string;
	/** State, or date on which it was paid, checked, deleted. */
	value?: string;
	/** Hash of what its row hides; of a state, the date that the record shows for it. */
	whole?: string;
	/** True while it may change within the minute that its row shows already. */
	open?: boolean;
}

export type Marks = Map<string, Mark>;

export function decode(seen: State['seen']): Marks {
	return new Map(
		Object.entries(seen).map(([id, text]) => {
			const [at, row, whole, open, ...value] = text.split('|');
			const mark: Mark = { at: parseInt(at, 36) * 1000, row };
			if (whole) mark.whole = whole;
			if (open) mark.open = true;
			if (value.length) mark.value = value.join('|');
			return [id, mark];
		}),
	);
}

export function encode(marks: Marks): State['seen'] {
	return Object.fromEntries(
		[...marks].map(([id, { at, row, whole = '', open, value = '' }]) => {
			const parts = [Math.floor(at / 1000).toString(36), row, whole, open ? '1' : '', value];
			return [id, parts.join('|').replace(/\|+$/, '')];
		}),
	);
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

/** 48 bits of what a record shows. */
export function hashOf(content: unknown): string {
	return createHash('sha1').update(canonical(content, false)).digest('base64').slice(0, 8);
}
