import type { IDataObject } from 'n8n-workflow';
import {
	collectedFields,
	fieldOf,
	isObject,
	labelInGroup,
	topFields,
	type Field,
	type Operation,
	type Resource,
	type Row,
} from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { toJson } from './json';
import { isLocator, toCollection, type ParameterReader } from './parameters';
import { findChoice, isBlank, isEmptyList, toPlainText } from './scalars';
import { isUntouched, toAmount, toApi, type Zones } from './values';
import { toServiceDate } from './dates';

/** Converts the fields of the panel to the fields of a record. */

/**
 * Everything the user set, by the API's names. What an empty value does (docs/editor.md, "Empty values"): an expression that
 * returns undefined leaves its field as it is; null, "" and an emptied field clear it, unless the field is always shown and was
 * not filled in. A new record has nothing to clear, so nothing empty is sent.
 */
export function toFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Row {
	const body: Row = {};
	const put = (key: string, value: unknown, clears: boolean, label?: string) => {
		const field = fieldOf(resource, key);
		const inner = isLocator(value) ? value.value : value;
		// An expression returned undefined, or there is nothing to clear.
		if (inner === undefined || (!clears && isBlank(inner))) return;
		const sent = isEmptied(field, value) ? null : toApi(field, clears ? value : withoutNull(value), zones, label);
		if (sent === undefined || (!clears && (isBlank(sent) || isEmptyList(sent)))) return;
		body[field.key ?? key] = sent;
		if (field.also) body[field.also] = sent;
	};
	const isChange = operation.kind === 'update' || operation.kind === 'upsert';
	for (const key of topFields(resource, operation)) {
		const field = fieldOf(resource, key);
		if (field.kind === 'mapper' || 'unsent' in field || !isShown(resource, field, read)) continue;
		put(key, rowsGiven(key, field, read(key), read), isChange && Boolean(read.isExpression?.(key)));
	}
	if (operation.many) put(operation.many, read(`options.${operation.many}`), true);
	const collection = `${resource.name}Fields`;
	const given = toCollection(read(collection), 'Fields');
	for (const key of collectedFields(resource, operation)) {
		const field = fieldOf(resource, key);
		if (!isShown(resource, field, read)) continue;
		const { group } = field;
		const { values, isFrame } = group
			? toGroupValues(given[group.name], group.label)
			: { values: given, isFrame: false };
		const path = [collection, ...(group ? [group.name] : []), ...(isFrame ? ['values'] : []), key].join('.');
		const byExpression = Boolean(read.isExpression?.(path));
		if (isPresetOnly(field, values[key]) && !byExpression) continue;
		const clears = !isFrame || values[key] === null || byExpression;
		put(key, rowsGiven(key, field, values[key], read), clears && operation.kind !== 'create', labelInGroup(field));
	}
	return withCustomFields(resource, operation, read, zones, body);
}

/** True for the 0 that n8n shows in a new number field, if the field does not take 0. */
const isPresetOnly = (field: Field, value: unknown) =>
	field.kind === 'number' && value === 0 && field.default === undefined && (field.min ?? 0) > 0;

/** A new record has nothing to clear: in a group of the panel, null counts as empty. */
const withoutNull = (value: unknown) =>
	isObject(value) && isObject(value.values)
		? { ...value, values: Object.fromEntries(Object.entries(value.values).filter(([, each]) => each !== null)) }
		: value;

/** True for a group that was added and left unchanged. */
const isEmptied = (field: Field, value: unknown) =>
	field.kind === 'group' &&
	typeof value === 'object' &&
	value !== null &&
	'values' in value &&
	isUntouched(field.fields, toCollection(value.values, field.label));

/** Whether a field is shown, if that depends on what was chosen in other fields. */
export const isShown = (resource: Resource, { when = {} }: Field, read: ParameterReader): boolean =>
	Object.entries(when).every(([name, values]) => {
		const field = fieldOf(resource, name);
		const given = read(name) ?? ('default' in field ? field.default : undefined);
		const chosen = field.kind === 'choice' ? findChoice(field.choices, given)?.value : given;
		return values.some((each) => String(each) === shown(chosen));
	});

/**
 * Values of a group. In a fixedCollection (every operation but Update), all its fields are there, empty or not; otherwise
 * those that were added, or that an expression returned.
 */
function toGroupValues(given: unknown, label: string): { values: IDataObject; isFrame: boolean } {
	const group = toCollection(given, label);
	const isFrame = 'values' in group;
	return { values: isFrame ? toCollection(group.values, label) : group, isFrame };
}

/**
 * A list of objects may be given as JSON instead, among the options; the JSON wins.
 * @param value what was given under the field's own name
 */
function rowsGiven(key: string, field: Field, value: unknown, read: ParameterReader): unknown {
	if (field.kind !== 'rows') return value;
	const given = read(`options.${key}Json`);
	// The editor starts with an empty list or object.
	if (isBlank(given) || given === (field.pairs ? '{}' : '[]')) return value;
	const pairs = field.pairs && !Array.isArray(given);
	const json = toJson(given, `${field.label} (JSON)`, !pairs);
	return pairs ? Object.entries(json as Row).map(([name, value]) => ({ key: name, value })) : json;
}

// The custom fields mapper of the panel.

/** A body with the values of the mapper; those entered by hand win. */
function withCustomFields(
	resource: Resource,
	operation: Operation,
	read: ParameterReader,
	zones: Zones,
	body: Row,
): Row {
	if (read('setCustomFields') === false) return body;
	const added = topFields(resource, operation).flatMap((name) => {
		const field = fieldOf(resource, name);
		const mapped = field.kind === 'mapper' ? toMapped(name, field.label, read, zones) : [];
		if (!mapped.length) return [];
		const key = field.key ?? name;
		const byHand = (body[key] ?? []) as Row[];
		const isByHand = ({ id }: Row) => byHand.some((other) => other.id !== undefined && String(other.id) === String(id));
		return [[key, [...mapped.filter((each) => !isByHand(each)), ...byHand]]];
	});
	return { ...body, ...(Object.fromEntries(added) as Row) };
}

/**
 * The custom fields mapper: ids of the fields as keys. n8n stores null for a field that was not filled in, and it is not sent;
 * an emptied one is "" and clears, and so does null from an expression. A checkbox is "1" or "0" (section "Custom field values"),
 * a date its day, a number has a decimal point.
 */
function toMapped(key: string, name: string, read: ParameterReader, zones: Zones): Row[] {
	const given = read(key);
	// What n8n stores for a mapper: the values, and the fields as they were when the panel was last open.
	const stored = isObject(given) && 'mappingMode' in given ? given : undefined;
	const schema = Array.isArray(stored?.schema) ? stored.schema.filter(isObject) : [];
	const values = stored ? stored.value : given;
	if (isBlank(values)) return [];
	if (!isObject(values))
		throw new InputError(
			`${name} has to map fields to values`,
			'Fill in the fields shown, or use Custom Fields by Label instead.',
		);
	const clears = (id: string) => stored && read.isExpression?.(`${key}.value.${id}`);
	return Object.entries(values).flatMap(([id, each]) => {
		if (each === undefined || (each === null && !clears(id))) return [];
		const field = schema.find((one) => one.id === id);
		const label = `${name}: ${isBlank(field?.displayName) ? id : shown(field?.displayName)}`;
		// A whole number that JavaScript can store exactly.
		const which = /^\d{1,15}$/.test(id) ? { id: Number(id) } : { label: id };
		return [{ ...which, value: toMappedText(each ?? '', field?.type, zones, label) }];
	});
}

/** @param type type of the mapper's input */
function toMappedText(value: unknown, type: unknown, zones: Zones, name: string): string {
	if (type === 'dateTime' && !isBlank(value))
		return toServiceDate(value, name, { zone: zones.account, precision: 'day' }, zones.account);
	if (typeof value === 'boolean') return String(Number(value));
	const text = toPlainText(value, name);
	return type === 'number' && !isBlank(text) ? toAmount(value, name, '.') : text;
}
