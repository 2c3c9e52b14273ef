import type { IDataObject } from 'n8n-workflow';
import { labelInGroup, type Field, type Operation, type Resource, type Row } from '../schema/define';
import { shown } from '../schema/errors';
import { collectedFields, topFields } from '../schema/layout';
import { toJson } from './json';
import { toCollection, type ParameterReader } from './parameters';
import { findChoice, isBlank, isEmptyList } from './scalars';
import { toApi, type Zones } from './values';

/** Fields of the panel → what is said of a record. */

/** Everything the user set, by the API's names. */
export function toFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Row {
	const body: Row = {};
	const put = (key: string, value: unknown, blankMeansUnset: boolean, label?: string) => {
		const field = resource.fields[key];
		if (blankMeansUnset && (isBlank(value) || isBlankLocator(value))) return;
		const sent = toApi(field, value, zones, label);
		if (sent === undefined || (blankMeansUnset && field.kind !== 'json' && isEmptyList(sent))) return;
		body[field.key ?? key] = sent;
		if (field.also) body[field.also] = sent;
	};
	// Fields at the top level are always shown: one that was left empty was not set.
	for (const key of topFields(resource, operation)) {
		const field = resource.fields[key];
		if (field.kind === 'mapper' || 'unsent' in field || !isShown(resource, field, read)) continue;
		put(key, rowsOf(key, field, read, 'options.'), true);
	}
	if (operation.many) put(operation.many, read(`options.${operation.many}`), true);
	const given = toCollection(read(`${resource.name}Fields`), 'Fields');
	for (const key of collectedFields(resource, operation)) {
		const field = resource.fields[key];
		const { group } = field;
		if (!isShown(resource, field, read)) continue;
		// In a group every field is present, so that an empty one was not set; added by itself it clears what is there.
		const among = group ? toGroupValues(given[group.name], group.label) : given;
		put(
			key,
			rowsOf(key, field, (name) => among[name]),
			(group !== undefined && among[key] !== null) || (operation.kind === 'create' && isUnsetWhenEmpty(field)),
			labelInGroup(field),
		);
	}
	addCustomFields(resource, operation, read, zones, body);
	return body;
}

/** What a new record gets otherwise: a reference and tags from what it belongs to, its number from the service. */
const isUnsetWhenEmpty = (field: Field) =>
	field.kind === 'reference' || field.kind === 'texts' || (field.kind === 'number' && field.always === true);

/** Whether a field is shown, as far as it depends on what was chosen in others. */
export const isShown = ({ fields }: Resource, { when = {} }: Field, read: ParameterReader): boolean =>
	Object.entries(when).every(([name, values]) => {
		const field = fields[name];
		const given = read(name) ?? ('default' in field ? field.default : undefined);
		const chosen = field.kind === 'choice' ? findChoice(field.choices, given)?.value : given;
		return values.some((each) => String(each) === shown(chosen));
	});

/** Members of a group; an expression may give them without the frame of the editor. */
function toGroupValues(given: unknown, label: string): IDataObject {
	const group = toCollection(given, label);
	return 'values' in group ? toCollection(group.values, label) : group;
}

const isBlankLocator = (value: unknown) =>
	typeof value === 'object' && value !== null && '__rl' in value && isBlank((value as { value?: unknown }).value);

/**
 * A list of objects may be given as JSON instead; the JSON wins.
 * @param beside where it stands
 */
function rowsOf(key: string, field: Field, read: ParameterReader, beside = ''): unknown {
	if (field.kind !== 'rows') return read(key);
	const given = read(`${beside}${key}Json`);
	// The editor starts with an empty list or object.
	if (isBlank(given) || given === (field.pairs ? '{}' : '[]')) return read(key);
	const pairs = field.pairs && !Array.isArray(given);
	const json = toJson(given, `${field.label} (JSON)`, !pairs);
	return pairs ? Object.entries(json as Row).map(([name, value]) => ({ key: name, value })) : json;
}

/** Values of the mapper come first; those entered by hand win. */
function addCustomFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones, body: Row) {
	if (read('setCustomFields') === false) return;
	for (const key of topFields(resource, operation)) {
		const field = resource.fields[key];
		if (field.kind !== 'mapper') continue;
		const mapped = toApi(field, read(key), zones) as Row[] | undefined;
		if (!mapped) continue;
		const into = field.key ?? key;
		const byHand = (body[into] ?? []) as Row[];
		body[into] = [
			...mapped.filter(
				(each) => !byHand.some((other) => other.id !== undefined && String(other.id) === String(each.id)),
			),
			...byHand,
		];
	}
}
