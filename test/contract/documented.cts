import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import { loadContract, type Contract, type Method, type Operation, type Schema } from '../../contract/load.cts';
import type { Entry } from '../../contract/operations.cts';
import entries from '../../contract/operations.json';

/** What the contract says about the operations of the nodes, in the form in which tests compare it. */

export type { Entry } from '../../contract/operations.cts';

export const operations = entries as Entry[];
export const titleOf = ({ node, resource, operation }: Entry): string => `${node} ${resource} ${operation}`;

let contract: Contract | undefined;

/** The operation of the contract behind an entry. */
export async function documentedFor({ node, method, path }: Entry): Promise<Operation> {
	contract ??= await loadContract();
	const found = contract[node].paths[path]?.[method.toLowerCase() as Method];
	if (!found) throw new Error(`The contract has no ${method} ${path}`);
	return found;
}

export const bodySchema = (operation: Operation): Schema | undefined =>
	operation.requestBody?.content['application/json']?.schema;
/** Query parameters by name; numbers of pages are the transport's business. */
export const querySchemas = (operation: Operation): Record<string, Schema> =>
	Object.fromEntries(
		(operation.parameters ?? [])
			.filter((each) => each.in === 'query' && !['page', 'pageSize'].includes(each.name))
			.map(({ name, schema }) => [name, schema]),
	);

/** Every place of a schema at which a value can stand, e.g. `body.lines[].tax.id`. Second spellings of a field are left out. */
export function placesOf(schema: Schema, at: string, found = new Map<string, Schema>()): Map<string, Schema> {
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		if (property['x-alias-of']) continue;
		found.set(`${at}.${name}`, property);
		placesOf(property, `${at}.${name}`, found);
	}
	if (schema.items) placesOf(schema.items, `${at}[]`, found);
	for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
		placesOf(part, at, found);
	return found;
}

/** Every place of a value, with what stood there. */
export function placesIn(
	value: unknown,
	at: string,
	found = new Map<string, Set<unknown>>(),
): Map<string, Set<unknown>> {
	if (Array.isArray(value)) for (const each of value) placesIn(each, `${at}[]`, found);
	else if (typeof value === 'object' && value !== null) {
		for (const [name, each] of Object.entries(value)) {
			const place = `${at}.${name}`;
			found.set(place, (found.get(place) ?? new Set()).add(each));
			placesIn(each, place, found);
		}
	}
	return found;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
// Everything in an address is text.
const ajvOfQuery = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true });

const compiled = new Map<Schema, ValidateFunction>();
function complaints(by: Ajv, schema: Schema, value: unknown): string[] {
	const validate = compiled.get(schema) ?? by.compile(schema);
	compiled.set(schema, validate);
	validate(value);
	return (validate.errors ?? []).map(
		({ instancePath, message, params }) => `${instancePath || '(whole)'} ${message} ${JSON.stringify(params)}`,
	);
}

/** What the contract has against a body. */
export const againstBody = (operation: Operation, body: unknown): string[] => {
	const schema = bodySchema(operation);
	if (!schema) return body === undefined ? [] : ['takes no body'];
	return complaints(ajv, schema, body);
};

/** What the contract has against a query. */
export function againstQuery(operation: Operation, query: Record<string, string>): string[] {
	const known = Object.fromEntries(
		(operation.parameters ?? []).filter((each) => each.in === 'query').map((each) => [each.name, each]),
	);
	return Object.entries(query).flatMap(([name, value]) => {
		if (!known[name]) return [`${name} is not known`];
		const { schema } = known[name];
		return complaints(ajvOfQuery, schema, schema.type === 'array' ? value.split(',') : value).map(
			(each) => `${name}: ${each}`,
		);
	});
}

const mayBeNothing = ({ type, items }: Schema): boolean =>
	(Array.isArray(type) && type.includes('null')) || (items !== undefined && mayBeNothing(items));

/** A value that a schema allows, with everything in it. */
export function sampleOf(schema: Schema): unknown {
	const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []).slice(0, 1), ...(schema.oneOf ?? []).slice(0, 1)];
	if (schema.properties || (parts.length && !schema.type)) {
		// What a line of an answer says against itself is nothing, where all went well.
		const own = Object.fromEntries(
			Object.entries(schema.properties ?? {}).map(([name, property]) => [
				name,
				name === 'error' && mayBeNothing(property) ? null : sampleOf(property),
			]),
		);
		const others = parts.map(sampleOf);
		return others.length && !others.every((each) => typeof each === 'object')
			? others[0]
			: Object.assign({}, ...others, own);
	}
	const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
	if (schema.enum) return schema.enum[0];
	if (schema['const'] !== undefined) return schema['const'];
	if (type === 'array') return schema.items ? [sampleOf(schema.items)] : [];
	if (type === 'integer' || type === 'number') return 1;
	if (type === 'boolean') return true;
	if (type === 'object') return {};
	const candidates = [
		'sample',
		'2026-03-05 10:00:00',
		'2026-03-05',
		'05-03-2026',
		'2026-03-05T10:00:00Z',
		'10:00',
		'10:00:00',
		'1',
	];
	const pattern = schema['pattern'] as string | undefined;
	return candidates.find((each) => !pattern || new RegExp(pattern).test(each));
}

/** The answer of a success, with every documented field. */
export function answerOf(operation: Operation): unknown {
	const schema = operation.responses['200']?.content?.['application/json']?.schema;
	return schema ? sampleOf(schema) : undefined;
}
