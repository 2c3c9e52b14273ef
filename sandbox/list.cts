import type { Account } from './account.cts';
import { parseLocal } from './dates.cts';
import { isBlank, targets } from './references.cts';
import type { Definition } from './resource.cts';
import type { Row } from './types.cts';

/** Makes a test for rows out of the value of a query parameter. */
export type Filter = (value: any, account: Account, name: string) => (row: Row) => boolean;

/** The field contains the text, in any case. */
export const contains =
	(field: string): Filter =>
	(value) => {
		const wanted = String(value).toLowerCase();
		return (row) =>
			String(row[field] ?? '')
				.toLowerCase()
				.includes(wanted);
	};

/** The field is the value. */
export const equals =
	(field: string): Filter =>
	(value) =>
	(row) =>
		row[field] === value;

const second = (ms: number): number => Math.floor(ms / 1000);

/** The moment in the field lies after the one given, in UTC unless said otherwise; stamps count to the second. */
export const since =
	(field: string, zoneOf: (account: Account) => string = () => 'utc'): Filter =>
	(value, account, name) => {
		const from = second(parseLocal(value, zoneOf(account), name));
		const inclusive = account.reads('since-inclusive') === 'inclusive';
		return (row) => {
			if (row[field] === null) return false;
			const at = second(row[field]);
			return inclusive ? at >= from : at > from;
		};
	};

/** The record refers to one with that key, as in `customer_myId`. */
function refersTo(definition: Definition, parameter: string, value: unknown, account: Account) {
	const cut = parameter.lastIndexOf('_');
	const stem = parameter.slice(0, cut);
	const link = definition.links?.[stem];
	const [store, field] = Array.isArray(link) ? link : [link, stem];
	const key = parameter.slice(cut + 1);
	const keyOf = store && targets[store]?.keys[key];
	if (!keyOf)
		throw new Error(`The sandbox cannot filter ${definition.store} by ${parameter}: say how in its definition`);
	const ids = new Set(account.stores[store].lookup(key, value, keyOf).map((row) => row.id));
	return (row: Row) => ids.has(row[field]);
}

// These steer the list and filter nothing.
const steering = new Set(['page', 'pageSize', 'sort', 'sortOrder', 'show']);

function select(definition: Definition, account: Account, query: Record<string, any>): Row[] {
	const tests = Object.entries(query)
		.filter(([name, value]) => !steering.has(name) && value !== undefined)
		.flatMap(([name, value]) => {
			const filter = definition.filters?.[name];
			if (filter === null) return [];
			const plain = definition.fields[name] && (typeof value === 'string' ? contains(name) : equals(name));
			if (filter ?? plain) return [(filter ?? plain)!(value, account, name)];
			return [refersTo(definition, name, value, account)];
		});
	const { listed = notDeleted } = definition;
	const rows = account.stores[definition.store]
		.visible()
		.filter((row) => listed(row, query) && tests.every((test) => test(row)));
	return sort(definition, account, rows, query);
}

export const notDeleted = (row: Row): boolean => row.deletedAt === null;

/** Which records `show=active|deleted|all` wants. */
export const shownAs = (row: Row, { show = 'active' }: Record<string, any>): boolean =>
	show === 'all' || (row.deletedAt !== null) === (show === 'deleted');

const collator = new Intl.Collator('en');

/** Sorts by the wanted value; equal ones stay in the order in which they were made. */
function sort(definition: Definition, account: Account, rows: Row[], query: Record<string, any>): Row[] {
	const by = query.sort as string | undefined;
	if (!by) return rows;
	const key = definition.sorts?.[by] ?? ((row: Row) => row[by]);
	const sign = query.sortOrder === 'descending' ? -1 : 1;
	return rows
		.map((row) => ({ row, value: key(row, account) }))
		.sort((a, b) => sign * compare(a.value, b.value))
		.map(({ row }) => row);
}

function compare(a: unknown, b: unknown): number {
	if (isBlank(a) || isBlank(b)) return Number(!isBlank(a)) - Number(!isBlank(b));
	if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
	return Number(a) - Number(b);
}

// One reading of a list asks for page after page: the selection is kept until something changes.
const kept = new WeakMap<Account, { key: string; version: number; rows: Row[] }>();

/** The rows a query selects, in its order, of all pages. */
export function selection(definition: Definition, account: Account, query: Record<string, any>): Row[] {
	const { page: _, pageSize: __, ...rest } = query;
	const key = JSON.stringify([definition.store, rest, account.settings, account.dialect]);
	const last = kept.get(account);
	const store = account.stores[definition.store];
	if (last?.key === key && last.version === account.version && !store.hasPending()) {
		return last.rows;
	}
	const rows = select(definition, account, rest);
	if (!store.hasPending()) kept.set(account, { key, version: account.version, rows });
	return rows;
}

/** The envelope of a list (section "Pagination"), as honest as settings and dialect want it. */
export function page(
	definition: Definition,
	account: Account,
	query: Record<string, any>,
	show: (row: Row) => unknown,
) {
	const rows = selection(definition, account, query);
	const number = account.settings.repeatsFirstPage ? 1 : (query.page ?? 1);
	const pageSize = Math.min(query.pageSize ?? 25, account.reads('page-size-served') === 'asked' ? Infinity : 25);
	const data = rows.slice((number - 1) * pageSize, number * pageSize).map(show);
	const totals = { matching: rows.length, all: account.stores[definition.store].size };
	return { page: number, pageSize, records: data.length, recordsTotal: totals[account.reads('records-total')], data };
}
