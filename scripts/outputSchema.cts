import type { Operation as Endpoint, Schema } from '../contract/load.cts';
import type { Operation, Resource, Simplify } from '../nodes/shared/schema/define';
import { flatName } from '../nodes/shared/schema/record';

/**
 * What an item of an operation holds, as the JSON schema that n8n 2 shows before the node has run: worked out from what the
 * contract says of the response and from what the definition makes of it with the output that the panel presets.
 */

type Type = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'object' | 'array';
/**
 * n8n reads the first of several types and looks inside an object or list only where that is its one type: those that may
 * be null say so with `nullable`.
 */
export interface ItemSchema {
	type?: Type | Type[];
	nullable?: true;
	properties?: Record<string, ItemSchema>;
	items?: ItemSchema;
}

const typesOf = ({ type = [] }: ItemSchema): Type[] => [type].flat();
const isNested = (types: Type[]) => types.includes('object') || types.includes('array');

/** The same, null being possible. */
function orNull(schema: ItemSchema): ItemSchema {
	const types = typesOf(schema);
	if (isNested(types)) return { ...schema, nullable: true };
	return types.length && !types.includes('null') ? { ...schema, type: [...types, 'null'] } : schema;
}

/** What one of two schemas allows. */
function either(one: ItemSchema, other: ItemSchema): ItemSchema {
	const types = [...new Set([...typesOf(one), ...typesOf(other)])];
	const nested = types.find((each) => each === 'object' || each === 'array');
	if (nested)
		return {
			type: nested,
			...(types.includes('null') || one.nullable || other.nullable ? { nullable: true } : {}),
			...(one.properties || other.properties
				? { properties: merged(one.properties ?? {}, other.properties ?? {}) }
				: {}),
			...(one.items || other.items ? { items: either(one.items ?? {}, other.items ?? {}) } : {}),
		};
	const sorted = [...types.filter((each) => each !== 'null'), ...types.filter((each) => each === 'null')];
	return sorted.length ? { type: sorted.length === 1 ? sorted[0] : sorted } : {};
}

function merged(one: Record<string, ItemSchema>, other: Record<string, ItemSchema>): Record<string, ItemSchema> {
	const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
	return Object.fromEntries(
		names.map((name) => [
			name,
			name in one && name in other ? either(one[name], other[name]) : (one[name] ?? other[name]),
		]),
	);
}

const typeOfValue = (value: unknown): Type =>
	value === null ? 'null' : Number.isInteger(value) ? 'integer' : (typeof value as Type);

/** A schema of the contract with nothing but the types. */
function plain(schema: Schema): ItemSchema {
	const { properties, items, allOf = [], anyOf = [], oneOf = [], enum: values = [] } = schema;
	const types = schema.type ? ([schema.type].flat() as Type[]) : [...new Set(values.map(typeOfValue))];
	const own = either(
		{
			...(types.length && { type: types }),
			...(properties && {
				type: types.length ? types : 'object',
				properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, plain(each)])),
			}),
			...(items && { items: plain(items) }),
		},
		{},
	);
	return [...allOf, ...anyOf, ...oneOf].map(plain).reduce(either, own);
}

/** The schema at a path; undefined where there is nothing. */
const schemaAt = (schema: ItemSchema | undefined, path: string): ItemSchema | undefined =>
	path.split('.').reduce<ItemSchema | undefined>((at, key) => at?.properties?.[key], schema);

/** The elements of a list, or the thing itself. */
const elementOf = (schema: ItemSchema | undefined): ItemSchema | undefined => schema?.items ?? schema;

/** A record of the response. */
function recordOf({ kind, response }: Operation, answer: ItemSchema): ItemSchema | undefined {
	if (kind === 'list') return elementOf(schemaAt(answer, 'data') ?? answer);
	if (response?.as === 'under') return elementOf(schemaAt(answer, response.key) ?? answer);
	return elementOf(answer);
}

/** What is said of each record that was touched. */
function flagged(flag: string, answer: ItemSchema): ItemSchema {
	const list = Object.values(answer.properties ?? {}).find(({ items }) => items);
	const touched = Object.entries(elementOf(list ?? answer)?.properties ?? {});
	const rest = touched.filter(([, each]) => !typesOf(each).includes('boolean'));
	return { type: 'object', properties: { [flag]: { type: 'boolean' }, ...Object.fromEntries(rest) } };
}

/** What is said of each of several records, beside what it was called in the request. */
function entry(named: string[], record: ItemSchema): ItemSchema {
	const called = named.map((name): [string, ItemSchema] => [name, { type: name === 'id' ? 'integer' : 'string' }]);
	return { type: 'object', properties: { ...Object.fromEntries(called), ...record.properties } };
}

/** The record under the names that Simplify goes by. */
function named(record: ItemSchema, also: Record<string, string> = {}): ItemSchema {
	const others = Object.entries(also).flatMap(([path, name]): Array<[string, ItemSchema]> => {
		const found = schemaAt(record, path);
		return found && !record.properties?.[name] ? [[name, found]] : [];
	});
	return { ...record, properties: { ...record.properties, ...Object.fromEntries(others) } };
}

/**
 * The fields of Simplified. What a list leaves out is null there; its type is the one that Get shows.
 * @param told identifiers that the request names
 */
function flat(
	simplify: Simplify,
	given: ItemSchema,
	whole: ItemSchema | undefined,
	told: readonly string[],
): ItemSchema {
	const { keep, optional = [], objects = {}, customFields, aliases } = simplify;
	const record = named(given, aliases);
	const at = (path: string): ItemSchema | undefined => {
		if (path === 'customFields' && customFields) return schemaAt(record, customFields) && { type: 'object' };
		const fields = (Object.hasOwn(objects, path) ? objects[path] : undefined)?.flatMap(
			(each): Array<[string, ItemSchema]> => {
				const found = schemaAt(record, each);
				return found ? [[each, found]] : [];
			},
		);
		if (fields) return fields.length ? { type: 'object', properties: Object.fromEntries(fields) } : undefined;
		return schemaAt(record, path) ?? (told.includes(path) ? schemaAt(whole, path) : undefined);
	};
	const isSure = (path: string) => optional !== 'all' && !optional.includes(path);
	const fields = keep
		.filter((path) => isSure(path) || at(path))
		.map((path): [string, ItemSchema] => [flatName(path), orNull(at(path) ?? schemaAt(whole, path) ?? {})]);
	return { type: 'object', properties: Object.fromEntries(fields) };
}

const schemaOf = (endpoint: Endpoint): Schema => endpoint.responses['200']?.content?.['application/json']?.schema ?? {};
const answerOf = (endpoint: Endpoint): ItemSchema => plain(schemaOf(endpoint));

/** What is given whole where it comes in place of the record. */
function instead({ unlessField }: Simplify, { anyOf = [] }: Schema): ItemSchema {
	const found = anyOf.map(plain).find(({ properties = {} }) => unlessField !== undefined && unlessField in properties);
	return { type: 'object', properties: found?.properties ?? {} };
}

/**
 * @param endpoint what the contract says of the operation
 * @param get the same of the resource's Get, where it has one
 * @returns the schema of an item, by the output that the panel presets
 */
export function outputSchema(resource: Resource, operation: Operation, endpoint: Endpoint, get?: Endpoint): ItemSchema {
	const answer = answerOf(endpoint);
	if (operation.response?.as === 'flag') return flagged(operation.response.flag, answer);
	const record = recordOf(operation, answer) ?? {};
	const whole = get && recordOf(resource.operations.get, answerOf(get));
	if (operation.simplify)
		return either(
			flat(operation.simplify, record, whole, operation.by ?? []),
			instead(operation.simplify, schemaOf(endpoint)),
		);
	if (operation.entries) return entry(operation.entries.named, record);
	return record;
}
