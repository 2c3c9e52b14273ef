import type { Field, FieldOf, Fields, Operation, Resource } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import type { Call } from './call';
import { isUnchosen, toIdentity } from './identity';
import { emptyByExpression, isOn, toCollection, type ParameterReader } from './parameters';
import { checkedText, isBlank, isEmptyList, toChosen } from './scalars';
import { toApi, toList, type Zones } from './values';

/** How many records a list returns, which ones, and in which order. */

/** @throws InputError unless it is a positive whole number */
export function toLimit(read: ParameterReader): number | undefined {
	if (isOn(read, 'returnAll', 'Return All', false)) return undefined;
	const limit = read('limit');
	if (limit === undefined && !read.isExpression?.('limit')) return 50;
	const value = typeof limit === 'string' && /^\s*\d+\s*$/.test(limit) ? Number(limit) : limit;
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
		throw new InputError(
			`Limit: "${shown(limit)}" is not a whole number of at least 1`,
			'Enter how many results you want, or turn on Return All.',
		);
	}
	return value;
}

/**
 * The filters of a list, by the names of the API; `read` has them under `<resource>Filters`.
 * @param ignoreEmpty whether an empty one is left out instead of refused
 */
export function toFilters(
	resource: Resource,
	operation: Pick<Operation, 'name' | 'filters' | 'top' | 'required' | 'shown'>,
	read: ParameterReader,
	zones: Zones,
	ignoreEmpty = false,
): Call['query'] {
	const collection = `${resource.name}Filters`;
	const given = toCollection(read(collection), 'Filters');
	const query: Call['query'] = {};
	for (const [key, field] of Object.entries(operation.filters ?? {})) {
		const above = operation.top?.includes(key);
		const value = above ? read(key) : given[key];
		if (above && operation.required?.includes(key) && isBlank(value))
			throw new InputError(`${field.label} is empty`, `"${operation.name}" needs it. Nothing was sent.`);
		const path = above ? key : `${collection}.${key}`;
		const byExpression = Boolean(read.isExpression?.(path));
		if (above ? value === undefined && !byExpression : !Object.hasOwn(given, key)) continue;
		const isLeftOpen = operation.shown?.includes(key) && !byExpression && !isAbsent(value);
		if ((ignoreEmpty || isLeftOpen) && isEmptyFilter(field, value)) continue;
		if (field.kind === 'reference') {
			Object.assign(query, toRecordFilter(key, field, value));
			continue;
		}
		const label = above ? field.label : `Filter ${field.label}`;
		const isEmpty = isBlank(value) || isEmptyList(value);
		// Text of nothing but commas comes from an expression whose parts were empty.
		if ((isEmpty || isEmptyList(toList(value))) && field.kind.startsWith('choice'))
			throw new InputError(
				`${label} is empty`,
				'Choose a value or remove the filter. If it is an expression, it returned nothing. Nothing was sent.',
			);
		// A filter that was added and not filled in has no effect. The panel never returns null, only an expression does.
		if (isEmpty && (byExpression || (!above && isAbsent(value)))) throw emptyByExpression(label);
		if (isBlank(value)) continue;
		const sent = toApi(field, value, zones, label);
		if (sent !== undefined && sent !== null && sent !== '')
			query[field.key ?? key] = typeof sent === 'string' ? checkedText(sent, label) : (sent as number | boolean);
	}
	requireCompany(operation.filters ?? {}, query);
	return query;
}

const isEmptyFilter = (field: Field, value: unknown) =>
	field.kind === 'reference' ? isUnchosen(value, field.modes) : isBlank(value) || isEmptyList(toList(value));

const isAbsent = (value: unknown) => value === undefined || value === null;

/**
 * The filter for a chosen record.
 * @throws InputError for an empty one: it must not silently widen the list to everybody's records
 */
export function toRecordFilter(key: string, field: FieldOf<'reference'>, value: unknown): Call['query'] {
	const { by, value: named } = toIdentity(field.to, field.modes, value, `Filter ${field.label}`);
	const name = (field.key ?? '{stem}_{by}')
		.replace('{stem}', key)
		.replace('{by}', by)
		.replace('{By}', by.charAt(0).toUpperCase() + by.slice(1));
	return { [name]: named };
}

/** @throws InputError for a filter without another one that it needs */
function requireCompany(filters: Fields, query: Call['query']): void {
	const isSent = (name: string) => query[filters[name]?.key ?? name] !== undefined;
	for (const [name, { label, needs }] of Object.entries(filters)) {
		if (needs !== undefined && isSent(name) && !isSent(needs))
			throw new InputError(
				`Filter ${label} also requires ${filters[needs]?.label ?? needs}`,
				'Add both, or neither. Nothing was sent.',
			);
	}
}

const orders = [
	{ value: 'ascending', label: 'Ascending' },
	{ value: 'descending', label: 'Descending' },
];

export function toSort(resource: Resource, operation: Operation, read: ParameterReader): Call['query'] {
	if (!operation.sort) return {};
	const given = toCollection(toCollection(read(`${resource.name}Sort`), 'Sort').values, 'Sort');
	const by = Object.entries(operation.sort.by).map(([value, label]) => ({ value, label }));
	const query: Call['query'] = {};
	if (!isBlank(given.sort)) query.sort = toChosen(by, given.sort, 'Sort By');
	if (!isBlank(given.sortOrder)) query.sortOrder = toChosen(orders, given.sortOrder, 'Sort Order');
	return query;
}
