import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { isNever } from '../request/dates';

/** Short texts that stand for what a record shows. */

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

/** Rows are looked at several times in a poll. */
const made = new WeakMap<object, string>();

/** 42 bits of what a record shows. */
export function fingerprint(content: unknown): string {
	if (typeof content !== 'object' || content === null) return digest(canonical(content, false), 7);
	const known = made.get(content) ?? digest(canonical(content, false), 7);
	made.set(content, known);
	return known;
}

/** 18 bits of a value that is only compared with the one before; nothing for a blank one. */
export const trace = (value: unknown): string =>
	value === undefined || value === null || value === '' || isNever(value) ? '' : digest(String(value), 3);
