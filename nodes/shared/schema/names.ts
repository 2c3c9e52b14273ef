import type { Operation } from './operation';
import type { Resource } from './resource';

/** What the compiler would have refused, said at loading, for lines that slip by it. */

/** What an operation calls by name, and what has that name. */
function calls(
	{ fields, record }: Resource,
	operation: Operation,
): Array<[role: string, names: string[], known: object]> {
	const { by = [], top = [], required = [], oneOf = [], except = [], many, key, filters, kind } = operation;
	const named = operation.fields === 'all' ? [] : (operation.fields ?? []);
	const open = kind === 'list' ? (filters ?? {}) : fields;
	return [
		['by', by, record.by],
		['top', top, open],
		['required', required, open],
		['oneOf', oneOf, fields],
		['fields', named, fields],
		['except', except, fields],
		['many', many ? [many] : [], fields],
		['key', key ? [key] : [], fields],
	];
}

/** @returns what is wrong with an operation; undefined where nothing is */
function wrong(resource: Resource, operation: Operation): string | undefined {
	const { verb, path, kind, by } = operation;
	if (!['GET', 'POST', 'PUT', 'DELETE'].includes(verb) || !/^\/\S+$/.test(path))
		return `"${verb} ${path}" is not a route, e.g. "GET /customer/list"`;
	if ((kind === 'get' || kind === 'update') && !by.length) return 'the resource has no record to name';
	if ('details' in operation && !operation.details)
		return '"details" is read with Get, which the resource does not have';
	for (const [role, names, known] of calls(resource, operation)) {
		const unknown = names.find((name) => !Object.hasOwn(known, name));
		if (unknown !== undefined)
			return `${role}: "${unknown}" is not one of ${Object.keys(known).join(', ') || 'its names: there are none'}`;
	}
	return undefined;
}

/** @throws Error that names resource, operation and the wrong word */
export function checkNames(resource: Resource): void {
	for (const [key, operation] of Object.entries(resource.operations)) {
		const found = wrong(resource, operation);
		if (found) throw new Error(`${resource.name}.${key}: ${found}`);
	}
}
