import { identifiersOf, isObject, type Field, type FieldOf, type Fields, type Json, type Row } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { toServiceDate } from './dates';
import { isUnchosen, toIdentity } from './identity';
import { checkedContent, parseJson, toJson } from './json';
import { isBlank, isEmptyList, toChosen, toClock, toExactNumber, toFlag, toNumberText, toPlainText } from './scalars';

/**
 * Converts one value of a parameter to what the API takes. Everything in a request passes through here, so that wrong input
 * gets a message that names the parameter, before anything is sent.
 */

/** Time zones in which dates are read. */
export interface Zones {
	/** Time zone of the account (credential), for wall times of the service. */
	account: string;
	/** Time zone of the workflow, for UTC filters given without an offset. */
	workflow: string;
}

/** `undefined` means "not given": such a field is not sent. @throws InputError for a value that cannot be used */
export function toApi(field: Field, value: unknown, zones: Zones, name = field.label): Json | undefined {
	if (value === undefined) return undefined;
	switch (field.kind) {
		case 'text':
			return toText(field, value, name);
		case 'number':
			return toNumber(field, value, name);
		case 'flag':
			return toFlag(value, name);
		case 'choice':
			return isBlank(value) ? undefined : toChosen(field.choices, value, name);
		case 'choices':
			return toChoices(field, value, name);
		case 'moment':
			return toMoment(field, value, zones, name);
		case 'texts':
			return toTexts(field, value, name);
		case 'reference':
			return toReference(field, value, name);
		case 'group':
			return toGroup(field, value, zones, name);
		case 'rows':
			return toRows(field, value, zones, name);
		case 'json':
			return toJson(value, name, field.array);
		case 'mapper':
			// Read in fields.ts, which knows what comes from an expression.
			return undefined;
	}
}

const NEVER_EMPTY = 'A record always has one: enter it, or remove the field.';

function toText(field: FieldOf<'text'>, value: unknown, name: string): Json {
	if (field.always && isBlank(value)) throw new InputError(`${name} is empty`, NEVER_EMPTY);
	if (value === null) return '';
	if (typeof value === 'object')
		throw new InputError(
			`${name} has to be text, but an object or a list was given`,
			'Pick one value of it with an expression.',
		);
	const given = toPlainText(value, name);
	if (field.decimals && given !== '') return toAmount(value, name, field.decimals);
	if (field.pattern && given !== '' && !field.pattern.test(given)) {
		throw new InputError(`${name}: "${shown(given)}" cannot be used`, field.rule ?? 'Check the value.');
	}
	return field.clock && given !== '' ? toClock(given, name) : given;
}

/** A number that is sent as text, with the decimal separator that the service expects. */
export function toAmount(value: unknown, name: string, sign: '.' | ','): string {
	const text = typeof value === 'number' ? String(value) : toNumberText(String(value), name);
	// JavaScript may write a number with an exponent, or as NaN or Infinity.
	if (text === undefined || /[^-.\d]/.test(text))
		throw new InputError(`${name}: "${shown(value)}" is not a number`, 'Enter a number, e.g. 10.25. Nothing was sent.');
	return text.replace('.', sign);
}

function toNumber(field: FieldOf<'number'>, value: unknown, name: string): Json | undefined {
	if (isBlank(value)) {
		if (field.always) throw new InputError(`${name} is empty`, NEVER_EMPTY);
		return null;
	}
	const parsed = toExactNumber(value, name, field.max);
	const { integer, min, max } = field;
	const rule = [
		integer ? 'a whole number' : 'a number',
		...(min === undefined ? [] : [`of at least ${min}`]),
		...(max === undefined ? [] : [`and at most ${max}`]),
	].join(' ');
	if (!(parsed >= (min ?? -Infinity) && parsed <= (max ?? Infinity)) || (integer && !Number.isInteger(parsed))) {
		throw new InputError(`${name}: "${shown(value)}" is not ${rule}`, `Enter ${rule}. Nothing was sent.`);
	}
	return parsed;
}

function toChoices({ choices, joined }: FieldOf<'choices'>, value: unknown, name: string): Json {
	const found = toList(value).map((each) => toChosen(choices, each, name));
	return joined ? found.join(',') : found;
}

function toMoment(field: FieldOf<'moment'>, value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return field.format === 'dd-MM-yyyy' ? '' : null;
	const zone = field.zone === 'utc' ? 'UTC' : zones.account;
	const written = toServiceDate(
		value,
		name,
		{ zone, precision: field.precision },
		field.zone === 'utc' ? zones.workflow : zones.account,
	);
	if (field.format === 'timestamp') return `${written.replace(' ', 'T')}.000000Z`;
	return field.format === 'dd-MM-yyyy' ? written.replace(/^(\d+)-(\d+)-(\d+)/, '$3-$2-$1') : written;
}

/** Reads a list given as an array, as JSON, or as text separated by commas. */
export function toList(value: unknown): unknown[] {
	if (isBlank(value)) return [];
	if (Array.isArray(value)) return value;
	if (typeof value === 'string') {
		if (value.trim().startsWith('[')) {
			const parsed = parseJson(value);
			if (Array.isArray(parsed)) return parsed;
		}
		return value
			.split(',')
			.map((each) => each.trim())
			.filter((each) => each !== '');
	}
	return [value];
}

function toTexts(field: FieldOf<'texts'>, value: unknown, name: string): Json {
	const given = toList(value).map((each) => {
		if (typeof each === 'object' || each === undefined)
			throw new InputError(
				`${name} has to be a list of texts`,
				'Enter texts separated by commas, or use an expression that returns a list of texts.',
			);
		if (!field.numbers) return toPlainText(each, name);
		const parsed = toExactNumber(each, name);
		if (!Number.isInteger(parsed))
			throw new InputError(
				`${name}: "${shown(each)}" is not a whole number`,
				'Enter whole numbers separated by commas.',
			);
		return parsed;
	});
	return field.joined ? given.join(',') : given;
}

function toReference(field: FieldOf<'reference'>, value: unknown, name: string): Json | undefined {
	const { modes } = field;
	// An emptied reference is removed from the record.
	if (isUnchosen(value, [...new Set([...modes, ...identifiersOf(field.to)])])) return null;
	const { by, value: given } = toIdentity(field.to, modes, value, name);
	if (field.bare) return given;
	return Object.fromEntries([field.keys?.[by] ?? by].flat().map((key) => [key, given]));
}

/**
 * Converts the fields of an object; `name` starts the messages. Fields that were not given are left out.
 * @param asWritten for JSON and objects by expression, in which an empty value is sent as it is
 */
function toObject(fields: Fields, given: Record<string, unknown>, zones: Zones, name: string, asWritten = false): Row {
	const result: Row = {};
	for (const [key, field] of Object.entries(fields)) {
		const each = given[key];
		const value =
			asWritten && isBlank(each) ? (each as Json | undefined) : toApi(field, each, zones, `${name}: ${field.label}`);
		if (value !== undefined) result[field.key ?? key] = value;
	}
	return result;
}

/** Unwraps a fixedCollection with its one group `values`; objects and lists from an expression stay as they are. */
function inside(value: unknown): unknown {
	return isObject(value) && 'values' in value ? value.values : value;
}

function toGroup(field: FieldOf<'group'>, value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return null;
	const given = inside(value);
	const object = Array.isArray(given) && given.length === 1 ? given[0] : given;
	if (!isObject(object))
		throw new InputError(`${name} is not an object`, 'Fill in its fields, or give an object. Nothing was sent.');
	const isPanel = given !== value;
	const filled = toObject(field.fields, isPanel ? filledIn(object) : object, zones, name, !isPanel);
	const values = Object.values(filled);
	if (isPanel && values.length === Object.keys(field.fields).length && values.every(isBlank)) return null;
	if (!values.length) return undefined;
	return field.map ? field.map(filled) : filled;
}

/** A row or group of the panel has all its fields; one that was not filled in is empty, and not sent. */
const filledIn = (row: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(row).filter(([, value]) => !isOpen(value)));

const isOpen = (value: unknown) =>
	(typeof value === 'string' && isBlank(value)) || (isObject(value) && isUnchosen(value));

/** True if a row or group of the panel was left unchanged: every field is empty or has its default. */
export const isUntouched = (fields: Fields, row: Record<string, unknown>): boolean =>
	Object.entries(row).every(
		([key, value]) => isOpen(value) || isEmptyList(value) || isEmptyObject(value) || isPreset(fields[key], value),
	);

const isPreset = (field: Field | undefined, value: unknown) =>
	field !== undefined && 'default' in field && field.default === value;

function toRows(field: FieldOf<'rows'>, value: unknown, zones: Zones, name: string): Json | undefined {
	const given = inside(value);
	const isPanel = given !== value;
	// No row was added, or n8n made this from an expression: the record keeps its rows. Only an empty list itself clears them.
	if (isBlank(given) || isEmptyObject(given) || (isPanel && isEmptyList(given))) return undefined;
	const list = Array.isArray(given) ? given : [given];
	const sent = list.flatMap((row: unknown, index) => {
		const called = `${name} ${index + 1}`;
		if (!isObject(row)) throw new InputError(`${called} is not an object`, 'Give a list of objects. Nothing was sent.');
		const object = isPanel ? panelRow(field, row, zones, called) : toObject(field.fields, row, zones, called, true);
		if (!object) return [];
		const whole = { ...checkedContent(unknownKeys(field.fields, row as Row), name), ...object };
		if (isEmptyObject(whole)) throw emptyRow(called);
		return [field.map ? field.map(whole) : whole];
	});
	if (!sent.length && list.length) return undefined;
	if (field.pairs) return toPairs(sent, name);
	return field.whole ? field.whole(sent) : sent;
}

const emptyRow = (name: string) => new InputError(`${name} is empty`, 'Fill it in or remove it. Nothing was sent.');

/**
 * Converts a row of the panel. In it, null counts as empty, except in fields that clear.
 * @returns undefined for a row to leave out: it is empty or lacks a field that clears, since expressions returned undefined
 * @throws InputError for a row that was left unchanged
 */
function panelRow({ fields }: FieldOf<'rows'>, row: Record<string, unknown>, zones: Zones, name: string) {
	const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));
	const isLeft = (key: string) => Object.hasOwn(row, key) && row[key] === undefined;
	// A choice only says what to do with the other fields, so it does not count as content.
	const about = Object.fromEntries(Object.entries(given).filter(([key]) => fields[key]?.kind !== 'choice'));
	if (isUntouched(fields, about)) {
		if (Object.keys(row).some(isLeft)) return undefined;
		throw emptyRow(name);
	}
	const clearing = Object.entries(fields).filter(([, { clears }]) => clears);
	if (clearing.some(([key]) => isLeft(key))) return undefined;
	const cleared = Object.fromEntries(clearing.map(([key]) => [key, given[key] ?? '']));
	return toObject(fields, { ...filledIn(given), ...cleared }, zones, name);
}

const isEmptyObject = (value: unknown) =>
	isObject(value) && !(value instanceof Date) && Object.keys(value).length === 0;

/** @throws InputError for a row without a key */
function toPairs(list: Row[], name: string): Row {
	return Object.fromEntries(
		list.map(({ key, value }, index) => {
			if (isBlank(key))
				throw new InputError(
					`${name} ${index + 1} has no key`,
					'Enter the name of the field in the service. Nothing was sent.',
				);
			return [String(key), value === undefined ? '' : value];
		}),
	);
}

/** Keys of the API that have no field here are sent as they are: they can only come from an expression or JSON. */
const unknownKeys = (fields: Fields, row: Row): Row =>
	Object.fromEntries(Object.entries(row).filter(([key]) => !Object.hasOwn(fields, key)));
