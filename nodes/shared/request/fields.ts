import type { Field, Operation, Resource, Row } from '../schema/define';
import { collectedFields, topFields } from '../schema/layout';
import { toJson } from './json';
import { toCollection, type ParameterReader } from './parameters';
import { isBlank, isEmptyList } from './scalars';
import { toApi, type Zones } from './values';

/** Fields of the panel → what is said of a record. */

/** Everything the user set, by the API's names. */
export function toFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Row {
	const body: Row = {};
	const put = (key: string, field: Field, value: unknown, blankMeansUnset: boolean) => {
		if (blankMeansUnset && (isBlank(value) || isBlankLocator(value))) return;
		const sent = toApi(field, value, zones);
		if (sent === undefined || (blankMeansUnset && field.kind === 'rows' && isEmptyList(sent))) return;
		body[field.key ?? key] = sent;
	};
	// Fields at the top level are always shown: one that was left empty was not set.
	for (const key of topFields(resource, operation)) {
		const field = resource.fields[key];
		if (field.kind === 'mapper') continue;
		put(key, field, rowsOf(key, field, read), true);
	}
	const given = toCollection(read(`${resource.name}Fields`), 'Fields');
	for (const key of collectedFields(resource, operation)) {
		const field = resource.fields[key];
		// Empty means: clear it, where there is something to clear.
		put(
			key,
			field,
			rowsOf(key, field, (name) => given[name]),
			operation.kind === 'create' && field.kind === 'reference',
		);
	}
	addCustomFields(resource, operation, read, zones, body);
	return body;
}

const isBlankLocator = (value: unknown) =>
	typeof value === 'object' && value !== null && '__rl' in value && isBlank((value as { value?: unknown }).value);

/** A list of objects may be given as JSON beside its rows; the JSON wins. */
function rowsOf(key: string, field: Field, read: ParameterReader): unknown {
	if (field.kind !== 'rows') return read(key);
	const given = read(`${key}Json`);
	// The editor starts with an empty list or object.
	if (isBlank(given) || given === (field.pairs ? '{}' : '[]')) return read(key);
	const pairs = field.pairs && !Array.isArray(given);
	const json = toJson(given, `${field.label} (JSON)`, !pairs);
	return pairs ? Object.entries(json as Row).map(([name, value]) => ({ key: name, value })) : json;
}

/** Values of the mapper come first; those entered by hand win. */
function addCustomFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones, body: Row) {
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
