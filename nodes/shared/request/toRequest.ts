import type { IDataObject } from 'n8n-workflow';
import type { Field, Identifier, Json, Operation, Resource, Row } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { labelOf } from '../schema/labels';
import { checksFirst, collectedFields, topFields } from '../schema/layout';
import type { Call } from './call';
import { isUnchosen, toIdentity } from './identity';
import { toJson } from './json';
import type { ParameterReader } from './parameters';
import { checkedText, isBlank, toFlag } from './scalars';
import { toApi, type Zones } from './values';

/** A look whether a record exists: one of the calls finds it. */
export interface Check {
	calls: Call[];
	/** True where the calls give lists, in which the record has to be looked for. */
	listed: boolean;
	expect: 'one' | 'none';
	label: string;
	by: Identifier;
	value: string | number;
}

/** A call with what belongs to it. */
export interface Request extends Call {
	operation: Operation;
	/** The identifier of the record acted on. */
	identity?: { by: Identifier; value: string | number };
	/** Looks at the record that have to come first, and what they have to find. */
	checks: Check[];
	/** What the body says of each record, where it carries several. */
	sent?: Row[];
	/** How many rows a list may give; undefined for all. */
	limit?: number;
	includeDetails: boolean;
	simplify: boolean;
	/** True where a name may stand for one record only. */
	onlyIfUnique: boolean;
}

/**
 * Parameters of one item → request. Pure: the same parameters give the same request.
 * @throws InputError that names the parameter, before anything is sent
 */
export function toRequest(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Request {
	const request: Request = {
		operation,
		verb: operation.verb,
		path: operation.path,
		query: {},
		checks: [],
		includeDetails: Boolean(operation.details) && isOn(read, 'includeDetails', 'Include Details', false),
		simplify: Boolean(operation.simplify) && isOn(read, 'simplify', 'Simplify', true),
		onlyIfUnique:
			operation.namesakes === 'counted' && isOn(read, 'options.uniqueName', 'Only If Name Is Unique', false),
	};
	if (operation.by && !namedInside(operation, resource, read)) name(request, resource, operation, read);
	if (operation.kind === 'list') {
		request.limit = toLimit(read);
		Object.assign(request.query, toSort(resource, operation, read));
	}
	Object.assign(request.query, toFilters(resource, operation, read, zones));
	// The bytes come with the answer then, and no link of another host has to be followed.
	if (operation.extra === 'photos' && isOn(read, 'download', 'Download Photos', false)) {
		request.query.getImageData = true;
		request.files = 'imageData';
	}
	const body =
		operation.verb === 'GET' || operation.verb === 'DELETE'
			? undefined
			: toBody(resource, operation, read, zones, request);
	if (body !== undefined) request.body = body;
	return request;
}

/** True where each of several records says itself which one it is. */
const namedInside = ({ many }: Operation, { record }: Resource, read: ParameterReader) =>
	many !== undefined && !isBlank(read(many)) && isUnchosen(read(record.name));

/** Says which record is meant. */
function name(request: Request, resource: Resource, operation: Operation, read: ParameterReader) {
	const { record } = resource;
	const parameter = operation.idIn === 'path' ? (resource.fields[record.name]?.label ?? record.label) : record.label;
	const identity = toIdentity(record, operation.by ?? [], read(record.name), parameter);
	request.identity = identity;
	if (operation.idIn === 'query') request.query[identity.by] = identity.value;
	if (operation.idIn === 'path') {
		const segment = String(identity.value);
		// Both stand for a folder in every address, encoded or not.
		if (segment === '.' || segment === '..')
			throw new InputError(`${parameter}: "${segment}" cannot be part of an address`, 'Enter the number of a record.');
		request.path = operation.path.replace(`{${record.name}}`, encodeURIComponent(segment));
	}
}

/** A switch that may be given by expression. @throws InputError when it is neither true nor false */
const isOn = (read: ParameterReader, name: string, label: string, otherwise: boolean) =>
	toFlag(read(name), label) ?? otherwise;

/** @throws InputError unless it is a positive whole number */
function toLimit(read: ParameterReader): number | undefined {
	if (isOn(read, 'returnAll', 'Return All', false)) return undefined;
	const limit = read('limit');
	if (limit === undefined) return 50;
	const value = typeof limit === 'string' && /^\s*\d+\s*$/.test(limit) ? Number(limit) : limit;
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
		throw new InputError(
			`Limit: "${shown(limit)}" is not a whole number of at least 1`,
			'Enter how many results you want, or switch on Return All.',
		);
	}
	return value;
}

/** Members of a collection. @throws InputError for anything else that an expression gave */
function toCollection(given: unknown, label: string): IDataObject {
	if (isBlank(given)) return {};
	if (typeof given !== 'object' || Array.isArray(given))
		throw new InputError(`${label} has to be an object`, 'Add them one by one instead. Nothing was sent.');
	return given as IDataObject;
}

/** The filters of a list, by the names of the API; `read` gives them under `<resource>Filters`. */
export function toFilters(
	resource: Resource,
	operation: Pick<Operation, 'name' | 'filters' | 'top' | 'required'>,
	read: ParameterReader,
	zones: Zones,
): Call['query'] {
	const given = toCollection(read(`${resource.name}Filters`), 'Filters');
	const query: Call['query'] = {};
	for (const [key, field] of Object.entries(operation.filters ?? {})) {
		const above = operation.top?.includes(key);
		const value = above ? read(key) : given[key];
		if (above && operation.required?.includes(key) && isBlank(value))
			throw new InputError(`${field.label} is empty`, `"${operation.name}" needs it. Nothing was sent.`);
		if (value === undefined) continue;
		if (field.kind === 'reference') {
			// An empty reference must not silently widen the list to everybody's records.
			const { by, value: named } = toIdentity(field.to, field.modes, value, `Filter ${field.label}`);
			query[
				(field.key ?? '{stem}_{by}')
					.replace('{stem}', key)
					.replace('{by}', by)
					.replace('{By}', by[0].toUpperCase() + by.slice(1))
			] = named;
		} else {
			const label = above ? field.label : `Filter ${field.label}`;
			// Nor an expression that gave none of the choices.
			if (field.kind.startsWith('choice') && (isBlank(value) || isEmptyList(value)))
				throw new InputError(
					`${label} is empty`,
					'Choose a value, or take the filter away; if an expression stands here, it gave nothing. Nothing was sent.',
				);
			if (isBlank(value)) continue;
			const sent = toApi(field, value, zones, label);
			if (sent !== undefined && sent !== null && sent !== '')
				query[field.key ?? key] = typeof sent === 'string' ? checkedText(sent, label) : (sent as number | boolean);
		}
	}
	return query;
}

function toSort(resource: Resource, operation: Operation, read: ParameterReader): Call['query'] {
	if (!operation.sort) return {};
	const given = toCollection(read(`${resource.name}Sort`), 'Sort') as { sort?: string; sortOrder?: string };
	const query: Call['query'] = {};
	if (!isBlank(given.sort)) {
		if (!Object.hasOwn(operation.sort.by, shown(given.sort)))
			throw new InputError(
				`Sort By: "${shown(given.sort)}" is not one of its values`,
				`Use one of ${Object.keys(operation.sort.by).join(', ')}.`,
			);
		query.sort = given.sort as string;
	}
	if (!isBlank(given.sortOrder)) {
		if (given.sortOrder !== 'ascending' && given.sortOrder !== 'descending')
			throw new InputError(
				`Sort Order: "${shown(given.sortOrder)}" is not one of its values`,
				'Use ascending or descending.',
			);
		query.sortOrder = given.sortOrder;
	}
	return query;
}

/** Everything the user set, by the API's names. */
function toFields(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Row {
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

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
const isBlankLocator = (value: unknown) =>
	typeof value === 'object' && value !== null && '__rl' in value && isBlank((value as IDataObject).value);

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

function toBody(
	resource: Resource,
	operation: Operation,
	read: ParameterReader,
	zones: Zones,
	request: Request,
): Json | undefined {
	const fields = toFields(resource, operation, read, zones);
	const more = toJson(read('additionalBody'), 'Additional Body Fields (JSON)') as Row | undefined;
	const named = toNamed(operation, request, fields);
	if (checksFirst(operation) && isOn(read, 'options.checkFirst', 'Check First', true))
		request.checks = toChecks(resource, operation, request, fields);
	const { shared, several } = toSeveral(resource, operation, fields);
	const records = several.map((own) => ({ ...named, ...shared, ...own, ...more }));
	for (const each of records) requireFields(resource, operation, each);
	if (operation.entries) request.sent = records;
	const shaped = operation.shape ? records.map(operation.shape) : records;
	const body: Json = operation.bodyList ? shaped.flat() : shaped[0];
	if (operation.wrap) return { [operation.wrap]: body };
	return operation.idIn === 'query' && Object.keys(fields).length === 0 && !more ? undefined : body;
}

/** One record, or those of a JSON array with what the other fields say of all of them. */
function toSeveral(resource: Resource, { many }: Operation, fields: Row): { shared: Row; several: Row[] } {
	if (!many) return { shared: fields, several: [{}] };
	const { [many]: given, ...shared } = fields;
	const { label } = resource.fields[many];
	const several = (given ?? [{}]) as Row[];
	if (!several.length)
		throw new InputError(`${label} is an empty list`, 'Give at least one element, or leave it out. Nothing was sent.');
	several.forEach((each, index) => {
		if (typeof each !== 'object' || each === null || Array.isArray(each))
			throw new InputError(
				`${label}: element ${index + 1} is no object`,
				'Give an array of objects. Nothing was sent.',
			);
	});
	return { shared, several };
}

/** The identifier in the body; @throws InputError when a field says another value for the same identifier */
function toNamed(operation: Operation, request: Request, fields: Row): Row {
	const { identity } = request;
	if (!identity || !operation.idIn?.startsWith('body')) return {};
	const { by, value } = identity;
	if (fields[by] !== undefined && String(fields[by]) !== String(value)) {
		throw new InputError(
			`${labelOf(by)} names the record and is to be changed at the same time`,
			'Name the record by its ID to change this field.',
		);
	}
	const named: Row = { [by]: value };
	for (const also of operation.idAlso ?? []) named[also] = value;
	const [, under] = operation.idIn.split('.');
	return under ? { [under]: named } : named;
}

function requireFields(resource: Resource, operation: Operation, fields: Row) {
	const keyOf = (name: string) => resource.fields[name]?.key ?? name;
	const label = (name: string) => resource.fields[name]?.label ?? name;
	const missing = (name: string) =>
		fields[keyOf(name)] === undefined ||
		fields[keyOf(name)] === null ||
		fields[keyOf(name)] === '' ||
		isEmptyList(fields[keyOf(name)]);
	const collected = (name: string) => collectedFields(resource, operation).includes(name);
	const required = [...(operation.required ?? []), ...(operation.key ? [operation.key] : [])];
	for (const name of required.filter(missing)) {
		throw new InputError(
			`${label(name)} is empty`,
			`"${operation.name}" needs it. Fill it in${collected(name) ? ' under Fields' : ''}. Nothing was sent.`,
		);
	}
	if (operation.oneOf && operation.oneOf.every(missing)) {
		const names = operation.oneOf.map(label).join(' or ');
		throw new InputError(
			`${names} is needed`,
			`Add ${names}${operation.oneOf.every(collected) ? ' under Fields' : ''}. Nothing was sent.`,
		);
	}
}

/** Update must find exactly the record it names; Create must find none under the keys it is given. */
function toChecks(resource: Resource, { check, kind }: Operation, { identity }: Request, fields: Row): Check[] {
	if (!check) return [];
	const of = (by: Identifier, value: string | number, expect: Check['expect']): Check => ({
		calls: (check.lists ?? [{ [by]: value }]).map((query) => ({ verb: 'GET', path: check.path, query })),
		listed: Boolean(check.lists),
		expect,
		label: resource.label,
		by,
		value,
	});
	if (kind === 'update')
		return identity && check.by.includes(identity.by) ? [of(identity.by, identity.value, 'one')] : [];
	return check.by.filter((by) => !isBlank(fields[by])).map((by) => of(by, fields[by] as string, 'none'));
}
