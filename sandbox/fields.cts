import type { Account, StoreName } from './account.cts';
import { parseLocal, showDate } from './dates.cts';
import { badRequest } from './errors.cts';
import { isBlank, resolve, summarize } from './references.cts';
import type { Row } from './types.cts';

export interface Reading {
	account: Account;
	/** Name of the field, for messages. */
	name: string;
	/** What is stored so far. */
	current: any;
}

/** How one field of a record is kept, read from a body and shown in an answer. */
export interface Field {
	/** What a new record has. */
	empty(): unknown;
	/** From a body to what is kept; left out where bodies cannot set the field. */
	read?(value: any, reading: Reading): unknown;
	show(stored: any, row: Row, account: Account): unknown;
}

/** Kept as it is sent. */
export const plain = (empty: unknown = null): Field => ({
	empty: () => structuredClone(empty),
	read: (value) => value,
	show: (stored) => stored,
});

/** Several plain fields at once. */
export const plains = (...names: string[]): Record<string, Field> =>
	Object.fromEntries(names.map((name) => [name, plain()]));

/** Worked out when it is shown. */
export const computed = (show: (row: Row, account: Account) => unknown): Field => ({
	empty: () => null,
	show: (_, row, account) => show(row, account),
});

/** Kept, but set by the service only. */
export const kept = (empty: unknown = null): Field => ({
	empty: () => structuredClone(empty),
	show: (stored) => stored,
});

/** A moment: epoch milliseconds inside, wall time of the account outside. */
export const moment = (): Field => ({
	empty: () => null,
	read: (value, { account, name }) => (isBlank(value) ? null : parseLocal(value, account.zone, name)),
	show: (stored, _, account) => showDate(stored, account),
});

/** A moment that only the service sets. */
export const stamp = (of: (row: Row) => number | null): Field => computed((row, account) => showDate(of(row), account));

/** Another record: its id inside, its summary outside. */
export const ref = (store: StoreName): Field => ({
	empty: () => null,
	read: (value, { account, name }) => resolve(account, store, value, name)?.id ?? null,
	show: (stored, _, account) => summarize(account, store, stored),
});

/** Several other records. */
export const refs = (store: StoreName): Field => ({
	empty: () => [],
	read: (values: any[], { account, name }) =>
		values.map((value, at) => {
			const row = resolve(account, store, value, `${name}.${at}`);
			if (!row) throw badRequest(`${name}.${at} names nothing`);
			return row.id;
		}),
	show: (stored: unknown[], _, account) => stored.map((id) => summarize(account, store, id)),
});

/** Fields within a field; those not sent stay. */
export const group = (fields: Record<string, Field>): Field => ({
	empty: () => each(fields, (field) => field.empty()),
	read: (value, { account, name, current }) => {
		const read = Object.keys(value ?? {}).map((key) => {
			const field = fields[key];
			if (!field?.read) throw new Error(`The sandbox cannot set ${name}.${key}`);
			const inner = { account, name: `${name}.${key}`, current: current?.[key] };
			return [key, field.read(value[key], inner)];
		});
		return { ...current, ...Object.fromEntries(read) };
	},
	show: (stored, row, account) => stored && each(fields, (field, key) => field.show(stored[key], row, account)),
});

const each = (fields: Record<string, Field>, make: (field: Field, key: string) => unknown) =>
	Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, make(field, key)]));

/** A list of objects of the same fields; a list that is sent takes the place of the old one. */
export const groups = (fields: Record<string, Field>): Field => {
	const one = group(fields);
	return {
		empty: () => [],
		read: (values: any[], { account, name }) =>
			values.map((value, at) => one.read!(value, { account, name: `${name}.${at}`, current: one.empty() })),
		show: (stored: any[], row, account) => stored.map((entry) => one.show(entry, row, account)),
	};
};

/** @throws 400 unless it is a number in text, within its bounds */
function degrees(value: unknown, name: string, most: number): unknown {
	const number = Number(value);
	if (isBlank(value) || Number.isNaN(number) || Math.abs(number) > most)
		throw badRequest(`${name}: "${String(value)}" is not between -${most} and ${most}`);
	return value;
}

/** Coordinates, both or none; both numbers travel as text (section "Positions"). */
export const position = (): Field => ({
	empty: () => null,
	read: (value, { name }) =>
		value && !(isBlank(value.latitude) && isBlank(value.longitude))
			? {
					latitude: degrees(value.latitude, `${name}.latitude`, 90),
					longitude: degrees(value.longitude, `${name}.longitude`, 180),
				}
			: null,
	show: (stored) => stored,
});

/**
 * Values of custom fields (section "Custom field values"): by id or label; those not sent, or sent without a value, stay.
 * Shown are all fields defined for the kind of record, empty where there is no value.
 */
export const customFields = (type: string): Field => ({
	empty: () => ({}),
	read: (values: any[], { account, name, current }) => {
		const defined = definitions(account, type);
		const next = { ...current };
		values.forEach((value, at) => {
			const found = defined.find((one) =>
				isBlank(value.id) ? one.label === value.label : String(one.id) === String(value.id),
			);
			if (!found) {
				const wanted = isBlank(value.id) ? `label "${value.label}"` : `id ${value.id}`;
				throw badRequest(`${name}.${at}: there is no custom field with ${wanted} for a ${type}`);
			}
			if (value.value !== undefined) next[found.id] = value.value ?? '';
		});
		return next;
	},
	show: (stored, _, account) =>
		definitions(account, type).map(({ id, label }) => ({ id, label, value: stored[id] ?? '' })),
});

const definitions = (account: Account, type: string): Row[] =>
	account.stores.customFields.filter((row) => row.objectType === type);
