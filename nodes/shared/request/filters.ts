import type { FieldOf, Fields, Operation, Resource } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import type { Call } from './call';
import { toIdentity } from './identity';
import { emptyByExpression, isOn, toCollection, type ParameterReader } from './parameters';
import { checkedText, isBlank, isEmptyList } from './scalars';
import { toApi, type Zones } from './values';

/** What a list is asked for: how many records, which, and in which order. */

/** @throws InputError unless it is a positive whole number */
export function toLimit(read: ParameterReader): number | undefined {
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

/** The filters of a list, by the names of the API; `read` gives them under `<resource>Filters`. */
export function toFilters(
	resource: Resource,
	operation: Pick<Operation, 'name' | 'filters' | 'top' | 'required'>,
	read: ParameterReader,
	zones: Zones,
): Call['query'] {
	const collection = `${resource.name}Filters`;
	const given = toCollection(read(collection), 'Filters');
	const query: Call['query'] = {};
	for (const [key, field] of Object.entries(operation.filters ?? {})) {
		const above = operation.top?.includes(key);
		const value = above ? read(key) : given[key];
		if (above && operation.required?.includes(key) && isBlank(value))
			throw new InputError(`${field.label} is empty`, `"${operation.name}" needs it. Nothing was sent.`);
		if (above ? value === undefined : !Object.hasOwn(given, key)) continue;
		if (field.kind === 'reference') {
			Object.assign(query, toReference(key, field, value));
			continue;
		}
		const label = above ? field.label : `Filter ${field.label}`;
		const isEmpty = isBlank(value) || isEmptyList(value);
		if (isEmpty && field.kind.startsWith('choice'))
			throw new InputError(
				`${label} is empty`,
				'Choose a value, or take the filter away; if an expression stands here, it gave nothing. Nothing was sent.',
			);
		// A field that was added and not filled in filters nothing. The panel never gives null.
		if (isEmpty && (read.isExpression?.(above ? key : `${collection}.${key}`) || (!above && isNothing(value))))
			throw emptyByExpression(label);
		if (isBlank(value)) continue;
		const sent = toApi(field, value, zones, label);
		if (sent !== undefined && sent !== null && sent !== '')
			query[field.key ?? key] = typeof sent === 'string' ? checkedText(sent, label) : (sent as number | boolean);
	}
	requireCompany(operation.filters ?? {}, query);
	return query;
}

const isNothing = (value: unknown) => value === undefined || value === null;

/** An empty one must not silently widen the list to everybody's records. */
function toReference(key: string, field: FieldOf<'reference'>, value: unknown): Call['query'] {
	const { by, value: named } = toIdentity(field.to, field.modes, value, `Filter ${field.label}`);
	const name = (field.key ?? '{stem}_{by}')
		.replace('{stem}', key)
		.replace('{by}', by)
		.replace('{By}', by[0].toUpperCase() + by.slice(1));
	return { [name]: named };
}

/** @throws InputError for a filter without the one that it needs beside it */
function requireCompany(filters: Fields, query: Call['query']): void {
	const isSent = (name: string) => query[filters[name]?.key ?? name] !== undefined;
	for (const [name, { label, needs }] of Object.entries(filters)) {
		if (needs !== undefined && isSent(name) && !isSent(needs))
			throw new InputError(
				`Filter ${label} needs ${filters[needs].label} beside it`,
				'Add both, or neither. Nothing was sent.',
			);
	}
}

export function toSort(resource: Resource, operation: Operation, read: ParameterReader): Call['query'] {
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
