import { identifiersOf, type Field, type FieldOf, type Fields, type Json, type Row } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { toServiceDate } from './dates';
import { isUnchosen, toIdentity } from './identity';
import { checkedContent, parseJson, toJson } from './json';
import { findChoice, isBlank, isEmptyList, toExactNumber, toFlag, toPlainText } from './scalars';

/**
 * One value of a parameter → what the API takes. Everything that enters a request passes here, so that wrong input gets
 * a sentence that names the parameter before anything is sent.
 */

/** Zones that dates are read in. */
export interface Zones {
	/** Zone of the account (credential), for wall times of the service. */
	account: string;
	/** Zone of the workflow, for UTC filters given without an offset. */
	workflow: string;
}

/** `undefined` stands for "not given": such a field is not sent. */
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
			return toChoice(field, value, name);
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
			return toMapped(value, zones, name);
	}
}

function toText(field: FieldOf<'text'>, value: unknown, name: string): Json {
	if (value === null) return '';
	if (typeof value === 'object')
		throw new InputError(
			`${name} has to be text, but an object or a list was given`,
			'Pick one value of it with an expression.',
		);
	const given = toPlainText(value, name);
	if (field.pattern && given !== '' && !field.pattern.test(given)) {
		throw new InputError(`${name}: "${shown(given)}" cannot be used`, field.rule ?? 'Check the value.');
	}
	return field.clock && given !== '' ? toClock(given, name) : given;
}

const CLOCK = /^\s*([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?\s*$/;

/** A time of day as `HH:mm`, with its seconds where they were given. "8.30" is not taken: as a number it would be 8.3. */
function toClock(given: string, name: string): string {
	const [, hours, minutes, seconds = ''] = CLOCK.exec(given) ?? [];
	if (hours === undefined)
		throw new InputError(
			`${name}: "${shown(given)}" is not a valid time`,
			'Enter hours and minutes with a colon, e.g. 08:30. Nothing was sent.',
		);
	return `${hours.padStart(2, '0')}:${minutes}${seconds}`;
}

function toNumber(field: FieldOf<'number'>, value: unknown, name: string): Json | undefined {
	if (isBlank(value)) {
		if (field.always)
			throw new InputError(`${name} is empty`, 'A record always has one: enter it, or remove the field.');
		return null;
	}
	const parsed = toExactNumber(value);
	const rule = `${field.integer ? 'a whole number' : 'a number'}${field.min === undefined ? '' : ` of at least ${field.min}`}${field.max === undefined ? '' : ` and at most ${field.max}`}`;
	if (
		Number.isNaN(parsed) ||
		(field.integer && !Number.isInteger(parsed)) ||
		parsed < (field.min ?? -Infinity) ||
		parsed > (field.max ?? Infinity)
	) {
		throw new InputError(`${name}: "${shown(value)}" is not ${rule}`, `Enter ${rule}, with a decimal point.`);
	}
	return parsed;
}

function toChoice(field: FieldOf<'choice'>, value: unknown, name: string): Json | undefined {
	if (isBlank(value)) return undefined;
	const found = findChoice(field.choices, value);
	if (!found) throw unknownChoice(field.choices, value, name);
	return found.value;
}

function toChoices(field: FieldOf<'choices'>, value: unknown, name: string): Json | undefined {
	const given = toList(value);
	const found = given.map((each) => {
		const known = findChoice(field.choices, each);
		if (!known) throw unknownChoice(field.choices, each, name);
		return known.value;
	});
	if (field.joined) return found.join(',');
	return found;
}

function unknownChoice(choices: Array<{ value: string | number | boolean }>, value: unknown, name: string) {
	return new InputError(
		`${name}: "${shown(value)}" is not one of its values`,
		`Use one of ${choices.map((each) => each.value).join(', ')}.`,
	);
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

/** A list given as a list, as JSON, or as text with commas. */
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
		const parsed = toExactNumber(each);
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
	// An emptied reference is taken off the record.
	if (isUnchosen(value, [...new Set([...modes, ...identifiersOf(field.to)])])) return null;
	const { by, value: given } = toIdentity(field.to, modes, value, name);
	if (field.bare) return given;
	return Object.fromEntries([field.keys?.[by] ?? by].flat().map((key) => [key, given]));
}

/** Fields of an object; `name` leads the sentences. Fields that were not given are left out. */
export function toObject(fields: Fields, given: Record<string, unknown>, zones: Zones, name: string): Row {
	const result: Row = {};
	for (const [key, field] of Object.entries(fields)) {
		const value = toApi(field, given[key], zones, `${name}: ${field.label}`);
		if (value !== undefined) result[field.key ?? key] = value;
	}
	return result;
}

/** The inside of a fixedCollection with its one group `values`; objects and lists by expression are taken as they are. */
function inside(value: unknown): unknown {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && 'values' in value
		? value.values
		: value;
}

function toGroup(field: FieldOf<'group'>, value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return value === null ? null : undefined;
	const given = inside(value);
	const object = Array.isArray(given) && given.length === 1 ? given[0] : given;
	if (!isObject(object))
		throw new InputError(`${name} is not an object`, 'Fill in its fields, or give an object. Nothing was sent.');
	const filled = toObject(field.fields, withoutBlanks(object), zones, name);
	const result = field.map ? field.map(filled) : filled;
	return Object.keys(result).length ? result : undefined;
}

/** In a row of a fixedCollection every field is present; one that was not filled in is empty and not sent. */
function withoutBlanks(row: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(row).filter(
			([, value]) => !(typeof value === 'string' && isBlank(value)) && !(isObject(value) && isUnchosen(value)),
		),
	);
}

function toRows(field: FieldOf<'rows'>, value: unknown, zones: Zones, name: string): Json | undefined {
	const given = inside(value);
	// No row was added, or n8n has made this of an expression: that takes nothing off a record. An empty list itself does.
	if (isBlank(given) || isEmptyObject(given) || (given !== value && isEmptyList(given))) return undefined;
	const list = Array.isArray(given) ? given : [given];
	const sent = list.map((row, index) => {
		const object = toRow(field, row, zones, [name, index + 1]);
		return field.map ? field.map(object) : object;
	});
	if (field.pairs) return toPairs(sent, name);
	return field.whole ? field.whole(sent) : sent;
}

/** @throws InputError for a row in which nothing is said */
function toRow({ fields }: FieldOf<'rows'>, row: unknown, zones: Zones, [list, number]: [string, number]): Row {
	const name = `${list} ${number}`;
	if (!isObject(row)) throw new InputError(`${name} is not an object`, 'Give a list of objects. Nothing was sent.');
	const object = {
		...checkedContent(unknownKeys(fields, row as Row), list),
		...toObject(fields, withoutBlanks(row), zones, name),
	};
	if (isEmptyObject(object)) throw new InputError(`${name} is empty`, 'Fill it in or remove it. Nothing was sent.');
	return object;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmptyObject = (value: unknown) => isObject(value) && Object.keys(value).length === 0;

/** @throws InputError for a row without a key */
function toPairs(list: Row[], name: string): Row {
	return Object.fromEntries(
		list.map(({ key, value }, index) => {
			if (isBlank(key))
				throw new InputError(
					`${name} ${index + 1} has no key`,
					'Enter the name of the field in the service. Nothing was sent.',
				);
			return [String(key), value ?? ''];
		}),
	);
}

/** Keys of the API that have no field here are taken as they are: only an expression or JSON can hold them. */
const unknownKeys = (fields: Fields, row: Row): Row =>
	Object.fromEntries(Object.entries(row).filter(([key]) => !Object.hasOwn(fields, key)));

/**
 * The custom fields mapper: ids of the fields as keys. A field that was not filled in holds null and is not sent; an
 * emptied one is "" and clears. A checkbox is "1" or "0" (section "Custom field values"), a date its day.
 */
function toMapped(value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return undefined;
	const { mapped, schema } = isObject(value) && 'mappingMode' in value ? mapping(value) : { mapped: value, schema: [] };
	if (isBlank(mapped)) return undefined;
	if (!isObject(mapped))
		throw new InputError(
			`${name} has to map fields to values`,
			'Fill in the fields shown, or use Custom Field Values instead.',
		);
	const entries = Object.entries(mapped).filter(([, each]) => each !== undefined && each !== null);
	if (!entries.length) return undefined;
	return entries.map(([id, each]) => {
		const field = schema.find((one) => one.id === id);
		const label = `${name}: ${isBlank(field?.displayName) ? id : shown(field?.displayName)}`;
		return {
			...(ID.test(id) ? { id: Number(id) } : { label: id }),
			value: toMappedText(each, field?.type, zones, label),
		};
	});
}

/** A number that JavaScript can tell from its neighbors. */
const ID = /^\d{1,15}$/;

/** What n8n keeps for a mapper: the values, and what it knew of the fields when the panel was open. */
const mapping = ({ value: mapped, schema }: Record<string, unknown>) => ({
	mapped,
	schema: Array.isArray(schema) ? schema.filter(isObject) : [],
});

/** @param type type of the mapper's input */
function toMappedText(value: unknown, type: unknown, zones: Zones, name: string): string {
	if (type === 'dateTime' && !isBlank(value))
		return toServiceDate(value, name, { zone: zones.account, precision: 'day' }, zones.account);
	return typeof value === 'boolean' ? String(Number(value)) : toPlainText(value, name);
}
