import { toServiceDate } from './dates';
import type { Field, FieldOf, Fields, Identifier, Json, Row, Target } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { labelOf, one } from '../schema/labels';

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

/** True for what counts as empty: nothing, or text of white space only. */
export const isBlank = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function toText(field: FieldOf<'text'>, value: unknown, name: string): Json {
	if (value === null) return '';
	if (typeof value === 'object')
		throw new InputError(
			`${name} has to be text, but an object or a list was given`,
			'Pick one value of it with an expression.',
		);
	const given = String(value);
	if (field.pattern && given !== '' && !field.pattern.test(given)) {
		throw new InputError(`${name}: "${shown(given)}" cannot be used`, field.rule ?? 'Check the value.');
	}
	return given;
}

function toNumber(field: FieldOf<'number'>, value: unknown, name: string): Json | undefined {
	if (value === null) return null;
	// An optional number stands in a row, where a field that was not filled in is empty.
	if (isBlank(value)) return field.optional ? undefined : null;
	const parsed = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
	const rule = `${field.integer ? 'a whole number' : 'a number'}${field.min === undefined ? '' : ` of at least ${field.min}`}${field.max === undefined ? '' : ` and at most ${field.max}`}`;
	if (
		!Number.isFinite(parsed) ||
		(field.integer && !Number.isInteger(parsed)) ||
		parsed < (field.min ?? -Infinity) ||
		parsed > (field.max ?? Infinity)
	) {
		throw new InputError(`${name}: "${shown(value)}" is not ${rule}`, `Enter ${rule}, with a point before decimals.`);
	}
	return parsed;
}

const flags = new Map([
	['true', true],
	['false', false],
	['1', true],
	['0', false],
	['yes', true],
	['no', false],
]);

/** @throws InputError for what is neither true nor false; undefined or null where nothing was given */
export function toFlag(value: unknown, name: string): boolean | null | undefined {
	if (value === null) return null;
	if (isBlank(value)) return undefined;
	const found = flags.get(shown(value).toLowerCase().trim());
	if (found === undefined)
		throw new InputError(
			`${name}: "${shown(value)}" is neither true nor false`,
			'Use the switch, or an expression that gives true or false.',
		);
	return found;
}

function toChoice(field: FieldOf<'choice'>, value: unknown, name: string): Json | undefined {
	if (isBlank(value)) return field.optional ? undefined : '';
	const found = field.choices.find((each) => String(each.value) === shown(value));
	if (!found) throw unknownChoice(field.choices, value, name);
	return found.value;
}

function toChoices(field: FieldOf<'choices'>, value: unknown, name: string): Json | undefined {
	const given = toList(value);
	const found = given.map((each) => {
		const known = field.choices.find((choice) => String(choice.value) === shown(each));
		if (!known) throw unknownChoice(field.choices, each, name);
		return known.value;
	});
	if (field.joined) return found.join(',');
	return found;
}

function unknownChoice(choices: Array<{ value: string | number }>, value: unknown, name: string) {
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
		if (typeof each === 'object')
			throw new InputError(
				`${name} has to be a list of texts`,
				'Use text with commas, or an expression that gives a list of texts.',
			);
		if (!field.numbers) return String(each);
		if (isBlank(each) || !Number.isInteger(Number(each)))
			throw new InputError(
				`${name}: "${shown(each)}" is not a whole number`,
				'Enter whole numbers with commas between them.',
			);
		return Number(each);
	});
	return field.joined ? given.join(',') : given;
}

/**
 * A locator's value, whichever way it was given: the locator itself, or by expression a bare identifier or a record as the
 * service shows it (`{id, myId, name}`), which is named by the first identifier it bears.
 */
export function toLocated(value: unknown, modes: Identifier[] = []): { mode: string; value: unknown } {
	if (typeof value === 'object' && value !== null) {
		const given = value as Record<string, unknown>;
		if ('mode' in given) return { mode: shown(given.mode), value: given.value };
		const borne = modes.filter((mode) => mode in given);
		const mode = borne.find((each) => !isBlank(given[each])) ?? borne[0];
		if (mode) return { mode, value: given[mode] };
	}
	return { mode: 'id', value };
}

/** @throws InputError for text that cannot stand in an address */
export function checkedText(given: string, name: string): string {
	if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(given)) {
		throw new InputError(`${name} holds half of a character`, 'Check where the text was cut. Nothing was sent.');
	}
	return given;
}

/**
 * The one key and value that name a record.
 * @param modes identifiers that this place takes
 * @param name what to call the parameter in a sentence
 * @throws InputError for a mode that is not taken here, for an empty value, and for an id that cannot be one
 */
export function toIdentity(
	target: Target,
	modes: Identifier[],
	value: unknown,
	name: string,
): { by: Identifier; value: string | number } {
	const located = toLocated(value, modes);
	const by = (located.mode === 'list' ? (target.listed?.value ?? 'id') : located.mode) as Identifier;
	const allowed = modes
		.map((mode) => labelOf(mode))
		.join(', ')
		.replace(/, ([^,]*)$/, ' or $1');
	if (!modes.includes(by)) {
		throw new InputError(`${name} cannot be named by ${labelOf(by)} here`, `Choose ${allowed} instead.`);
	}
	if (typeof located.value === 'object' && located.value !== null) {
		throw new InputError(
			`${name} has to be a single value, but an object or a list was given`,
			'Pick one value of it with an expression.',
		);
	}
	if (isBlank(located.value)) {
		const how = target.listed
			? `Choose ${one(target.label)} or enter its ${allowed}`
			: modes.length > 1
				? `Enter its ${allowed}`
				: `Enter ${one(target.label)}`;
		throw new InputError(
			`${name} is empty`,
			`${how}; if an expression stands here, it gave nothing. Nothing was sent.`,
		);
	}
	const given = checkedText(String(located.value), name);
	if (target.by[by] !== 'integer') return { by, value: given };
	if (!/^\s*\d{1,15}\s*$/.test(given)) {
		throw new InputError(
			`${name}: "${shown(given)}" is no ${labelOf(by)}`,
			`The ${labelOf(by)} of ${one(target.label)} is a whole number. Nothing was sent.`,
		);
	}
	return { by, value: Number(given) };
}

function toReference(field: FieldOf<'reference'>, value: unknown, name: string): Json | undefined {
	const modes = field.modes ?? (Object.keys(field.to.by) as Identifier[]);
	// An emptied reference is taken off the record.
	if (isBlank(toLocated(value, modes).value)) return null;
	const { by, value: given } = toIdentity(field.to, modes, value, name);
	return field.bare ? given : { [field.keys?.[by] ?? by]: given };
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
		throw new InputError(`${name} is no object`, 'Fill in its fields, or give an object. Nothing was sent.');
	const result = toObject(field.fields, withoutBlanks(object), zones, name);
	return Object.keys(result).length ? result : undefined;
}

/** In a row of a fixedCollection every field is present; one that was not filled in is empty and not sent. */
function withoutBlanks(row: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(row).filter(
			([, value]) =>
				value !== '' &&
				!(typeof value === 'object' && value !== null && 'mode' in value && isBlank(toLocated(value).value)),
		),
	);
}

function toRows(field: FieldOf<'rows'>, value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return undefined;
	const given = inside(value);
	const list = Array.isArray(given) ? given : isEmptyObject(given) ? [] : [given];
	const sent = list
		.filter((row) => !isBlank(row))
		.map((row, index) => {
			if (!isObject(row))
				throw new InputError(`${name} ${index + 1} is no object`, 'Give a list of objects. Nothing was sent.');
			const object = {
				...unknownKeys(field.fields, row as Row),
				...toObject(field.fields, withoutBlanks(row), zones, `${name} ${index + 1}`),
			};
			return field.map ? field.map(object) : object;
		});
	if (field.pairs) return toPairs(sent, name);
	return field.whole ? field.whole(sent) : sent;
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
	Object.fromEntries(Object.entries(row).filter(([key]) => !(key in fields)));

function parseJson(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/**
 * JSON that the user wrote or an expression gave.
 * @throws InputError when it is no JSON, or a list where an object is due (and the other way round)
 */
export function toJson(value: unknown, name: string, array = false): Json | undefined {
	if (isBlank(value)) return undefined;
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	const isList = Array.isArray(parsed);
	if (typeof parsed !== 'object' || parsed === null || isList !== array) {
		throw new InputError(
			`${name} is no JSON ${array ? 'array' : 'object'}`,
			array
				? 'Enter an array, e.g. [{"id": 1}], or an expression that gives one.'
				: 'Enter an object, e.g. {"key": "value"}, or an expression that gives one.',
		);
	}
	return parsed as Json;
}

/**
 * The custom fields mapper: ids of the fields as keys. A field that was not filled in holds null and is not sent; an
 * emptied one is "" and clears. A checkbox is "1" or "0" (section "Custom field values"), a date its day.
 */
function toMapped(value: unknown, zones: Zones, name: string): Json | undefined {
	if (isBlank(value)) return undefined;
	const { value: mapped = value, schema = [] } = (
		typeof value === 'object' && 'mappingMode' in value! ? value : {}
	) as { value?: unknown; schema?: Array<{ id: string; displayName?: string; type?: string }> };
	if (isBlank(mapped)) return undefined;
	if (typeof mapped !== 'object' || Array.isArray(mapped))
		throw new InputError(
			`${name} has to map fields to values`,
			'Fill in the fields shown, or use Custom Field Values instead.',
		);
	const entries = Object.entries(mapped as Record<string, unknown>).filter(
		([, each]) => each !== undefined && each !== null,
	);
	if (!entries.length) return undefined;
	return entries.map(([id, each]) => {
		const field = schema.find((one) => one.id === id);
		const label = `${name}: ${field?.displayName ?? id}`;
		const isDate = field?.type === 'dateTime' && !isBlank(each);
		if (typeof each === 'object' && !isDate)
			throw new InputError(
				`${label} has to be a single value, but an object or a list was given`,
				'Pick one value of it with an expression.',
			);
		const written = isDate
			? toServiceDate(each, label, { zone: zones.account, precision: 'day' }, zones.account)
			: typeof each === 'boolean'
				? String(Number(each))
				: String(each);
		return { ...(/^\d+$/.test(id) ? { id: Number(id) } : { label: id }), value: written };
	});
}
