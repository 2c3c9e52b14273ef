import type { Field, Fields } from './fields';
import type { Operation, Simplify } from './operation';
import { identifiersOf } from './record';
import type { Resource } from './resource';

/** What the compiler would have refused, said at loading, for lines that slip by it. */

/** Words of a line, and what they have to be among. */
type Names = [role: string, names: readonly string[], known: string[]];

function ofOperation({ fields, record }: Resource, operation: Operation): Names[] {
	const {
		by = [],
		top = [],
		required = [],
		oneOf = [],
		except = [],
		many,
		key,
		filters = {},
		shown = [],
		kind,
	} = operation;
	const { unless = [] } = typeof operation.repeatable === 'object' ? operation.repeatable : {};
	const all = Object.keys(fields);
	const open = kind === 'list' ? Object.keys(filters) : all;
	const json = all.filter((name) => fields[name]?.kind === 'json');
	return [
		['by', by, identifiersOf(record)],
		['top', top, open],
		['shown', shown, open],
		['required', required, [...top]],
		['oneOf', oneOf, all],
		['fields', operation.fields === 'all' ? [] : (operation.fields ?? []), all],
		['except', except, all],
		['many', many ? [many] : [], json],
		['repeatable', unless, all],
		['key', key ? [key] : [], all.filter((name) => name in record.by)],
		...ofSimplify(operation.simplify),
		...Object.entries(filters).flatMap(ofField),
	];
}

const ofSimplify = (
	{ keep, dates = [], utcDates = [], ifShown = [], objects = {} }: Simplify = { keep: [] },
): Names[] => [
	['Simplify', [...dates, ...utcDates, ...(ifShown === 'all' ? [] : ifShown), ...Object.keys(objects)], [...keep]],
];

/** Identifiers of the references in a field. */
function ofField([name, field]: [string, Field]): Names[] {
	if (field.kind === 'reference') {
		const { to, modes } = field;
		return [[name, modes, [...identifiersOf(to), ...Object.keys(to.alsoBy ?? {})]]];
	}
	if (field.kind === 'rows' && field.shown)
		return [['shown', field.shown, Object.keys(field.fields)], ...ofFields(field.fields)];
	return field.kind === 'group' || field.kind === 'rows' ? ofFields(field.fields) : [];
}

const ofFields = (fields: Fields): Names[] => Object.entries(fields).flatMap(ofField);

function unknown(names: Names[]): string | undefined {
	for (const [role, given, known] of names) {
		const word = given.find((name) => !known.includes(name));
		if (word !== undefined) return `${role}: "${word}" is not one of ${known.join(', ') || 'those that it has: none'}`;
	}
	return undefined;
}

/** @returns what is wrong with an operation; undefined where nothing is */
function wrong(resource: Resource, operation: Operation): string | undefined {
	const { verb, path, kind, by } = operation;
	if (!['GET', 'POST', 'PUT', 'DELETE'].includes(verb) || !/^\/\S+$/.test(path))
		return `"${verb} ${path}" is not a route, e.g. "GET /customer/list"`;
	if ((kind === 'get' || kind === 'update') && !by.length) return 'there is no record that it could name';
	if ('details' in operation && !operation.details) return '"details" is read with Get, which there is not';
	const [, place] = /\{(.*)\}/.exec(path) ?? [];
	if (place !== undefined && place !== resource.record.name)
		return `"{${place}}" in the path is not "{${resource.record.name}}", the name of the record`;
	return unknown(ofOperation(resource, operation));
}

/**
 * @param keys natural keys of the resource
 * @throws Error that names resource, operation and the wrong word
 */
export function checkNames(resource: Resource, keys: readonly string[], simplify?: Simplify): void {
	const own: Names[] = [
		['keys', keys, identifiersOf(resource.record)],
		...ofSimplify(simplify),
		...ofFields(resource.fields),
	];
	const said = unknown(own);
	if (said) throw new Error(`${resource.name}: ${said}`);
	for (const [key, operation] of Object.entries(resource.operations)) {
		const found = wrong(resource, operation);
		if (found) throw new Error(`${resource.name}.${key}: ${found}`);
	}
}
