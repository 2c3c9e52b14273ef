import type { IDataObject } from 'n8n-workflow';
import { labelInGroup, type Field, type Operation, type Resource, type Row } from '../schema/define';
import { shown } from '../schema/errors';
import { collectedFields, topFields } from '../schema/layout';
import { fieldOf } from '../schema/resource';
import { toJson } from './json';
import { toCollection, type ParameterReader } from './parameters';
import { findChoice, isBlank, isEmptyList } from './scalars';
import { withCustomFields } from './mapper';
import { isObject, isUntouched, toApi, type Zones } from './values';

/** Fields of the panel → what is said of a record. */

/**
 * Everything the user set, by the API's names. What an empty value does (docs/editor.md, "Empty values"): an expression that
 * returns undefined leaves its field as it is; null, "" and an emptied field clear it, unless the field is always shown and was
 * left open. A new record has nothing to clear, so that nothing empty is sent.
 */
export function toFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Row {
	const body: Row = {};
	const put = (key: string, value: unknown, clears: boolean, label?: string) => {
		const field = fieldOf(resource, key);
		if (isLeft(value) || (!clears && (isBlank(value) || isBlankLocator(value)))) return;
		const sent = isEmptied(field, value) ? null : toApi(field, clears ? value : withoutNull(value), zones, label);
		if (sent === undefined || (!clears && (isBlank(sent) || isEmptyList(sent)))) return;
		body[field.key ?? key] = sent;
		if (field.also) body[field.also] = sent;
	};
	const isChange = operation.kind === 'update' || operation.kind === 'upsert';
	for (const key of topFields(resource, operation)) {
		const field = fieldOf(resource, key);
		if (field.kind === 'mapper' || 'unsent' in field || !isShown(resource, field, read)) continue;
		put(key, rowsOf(key, field, read(key), read), isChange && Boolean(read.isExpression?.(key)));
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
		put(key, rowsOf(key, field, values[key], read), clears && operation.kind !== 'create', labelInGroup(field));
	}
	return withCustomFields(resource, operation, read, zones, body);
}

/** True where an expression returned undefined. */
const isLeft = (value: unknown) =>
	value === undefined ||
	(typeof value === 'object' &&
		value !== null &&
		'__rl' in value &&
		(value as { value?: unknown }).value === undefined);

/** True for the 0 with which n8n opens a number, where 0 cannot be meant. */
const isPresetOnly = (field: Field, value: unknown) =>
	field.kind === 'number' && value === 0 && field.default === undefined && (field.min ?? 0) > 0;

/** A new record has nothing to clear: in a group of the panel null is as good as empty. */
const withoutNull = (value: unknown) =>
	isObject(value) && isObject(value.values)
		? { ...value, values: Object.fromEntries(Object.entries(value.values).filter(([, each]) => each !== null)) }
		: value;

/** True for a group that was added and left as it opened. */
const isEmptied = (field: Field, value: unknown) =>
	field.kind === 'group' &&
	typeof value === 'object' &&
	value !== null &&
	'values' in value &&
	isUntouched(field.fields, toCollection(value.values, field.label));

/** Whether a field is shown, as far as it depends on what was chosen in other fields. */
export const isShown = (resource: Resource, { when = {} }: Field, read: ParameterReader): boolean =>
	Object.entries(when).every(([name, values]) => {
		const field = fieldOf(resource, name);
		const given = read(name) ?? ('default' in field ? field.default : undefined);
		const chosen = field.kind === 'choice' ? findChoice(field.choices, given)?.value : given;
		return values.some((each) => String(each) === shown(chosen));
	});

/**
 * Members of a group. In a frame of the editor (every operation but Update) all of them are there, empty or not; elsewhere
 * those that were added, or that an expression gave.
 */
function toGroupValues(given: unknown, label: string): { values: IDataObject; isFrame: boolean } {
	const group = toCollection(given, label);
	const isFrame = 'values' in group;
	return { values: isFrame ? toCollection(group.values, label) : group, isFrame };
}

const isBlankLocator = (value: unknown) =>
	typeof value === 'object' && value !== null && '__rl' in value && isBlank((value as { value?: unknown }).value);

/**
 * A list of objects may be given as JSON instead, among the options; the JSON wins.
 * @param value what was given under the field's own name
 */
function rowsOf(key: string, field: Field, value: unknown, read: ParameterReader): unknown {
	if (field.kind !== 'rows') return value;
	const given = read(`options.${key}Json`);
	// The editor starts with an empty list or object.
	if (isBlank(given) || given === (field.pairs ? '{}' : '[]')) return value;
	const pairs = field.pairs && !Array.isArray(given);
	const json = toJson(given, `${field.label} (JSON)`, !pairs);
	return pairs ? Object.entries(json as Row).map(([name, value]) => ({ key: name, value })) : json;
}
