import type { Account, StoreName } from './account.cts';
import { badRequest, notFound } from './errors.cts';
import type { Field } from './fields.cts';
import { type Filter, page } from './list.cts';
import { isBlank, targets } from './references.cts';
import type { Call, Row } from './types.cts';

/** What a kind of record is: the engine below makes the standard operations and its place in the seed out of it. */
export interface Definition {
	store: StoreName;
	/** Id of a new record; the next whole number by default. */
	newId?: (account: Account, createdAt: number) => unknown;
	fields: Record<string, Field>;
	/** By the stem of a filter (`customer` of `customer_id`): the store, and the field where it has another name. */
	links?: Record<string, StoreName | [StoreName, string]>;
	/** Identifiers that are not compared with the field of their name. */
	identifiers?: Record<string, (row: Row) => unknown>;
	/** Second names of fields in bodies. */
	aliases?: Record<string, string>;
	/** Keys of bodies that `beforeSave` sees to. */
	instructions?: string[];
	/** Completes the patch of a record that is created (`row` is null) or changed; may refuse with a 400. */
	beforeSave?: (account: Account, patch: Partial<Row>, row: Row | null, body: any) => void;
	/** Called after a record was created (`before` is null) or changed. */
	afterSave?: (account: Account, row: Row, before: Row | null) => void;
	/** Which records a list shows at all; not the deleted ones by default. */
	listed?: (row: Row, query: Record<string, any>) => boolean;
	/**
	 * Filters beyond `<reference>_<key>` and those called like a field (text that it contains, or its value); null marks a
	 * parameter that filters nothing.
	 */
	filters?: Record<string, Filter | null>;
	/** Values to sort by where they are not the field of that name. */
	sorts?: Record<string, (row: Row, account: Account) => unknown>;
	/** A record as lists show it, made from what details show. */
	showRow?: (shown: any, row: Row, query: Record<string, any>, account: Account) => unknown;
	/** Whether details find deleted records too. */
	findDeleted?: boolean;
	/** Wrapper and flag of the answers of delete, undelete, activate and desactivate. */
	answers?: Partial<Record<'delete' | 'undelete' | 'activate' | 'desactivate', [string, string]>>;
	/** Called for each record before it is deleted. */
	beforeDelete?: (account: Account, row: Row) => void;
	/** Records with which every account begins, but the empty one; in the form in which they are kept. */
	seed?: Array<Record<string, unknown>>;
}

export type Handler = (account: Account, call: Call) => unknown;
export type Handlers = Record<string, Handler>;

/** A record as details show it. */
export function show(definition: Definition, account: Account, row: Row): Record<string, unknown> {
	const shown: Record<string, unknown> = { id: row.id };
	for (const [name, field] of Object.entries(definition.fields)) {
		shown[name] = field.show(row[name], row, account);
	}
	return shown;
}

/** Puts a record into its store: empty but for `values`, which are in the form in which they are kept. */
export function insert(definition: Definition, account: Account, values: Partial<Row>): Row {
	const store = account.stores[definition.store];
	const now = account.now();
	const empty = Object.fromEntries(Object.entries(definition.fields).map(([name, field]) => [name, field.empty()]));
	const id = values.id ?? definition.newId?.(account, values.createdAt ?? now) ?? store.next('id');
	return store.insert({
		createdAt: now,
		modifiedAt: values.createdAt ?? now,
		deletedAt: null,
		...empty,
		...values,
		id,
	});
}

/** Reads the fields of a body; those not sent are not in the patch. */
function read(definition: Definition, account: Account, body: any, row: Row | null): Partial<Row> {
	const patch: Partial<Row> = {};
	for (const [key, value] of Object.entries(body)) {
		const name = definition.aliases?.[key] ?? key;
		const field = definition.fields[name];
		if (name === 'id' || definition.instructions?.includes(name)) continue;
		if (!field?.read) throw new Error(`The sandbox cannot set ${definition.store}.${name}`);
		const current = row ? row[name] : field.empty();
		patch[name] = field.read(value, { account, name, current });
	}
	return patch;
}

/**
 * Creates or changes a record (the send endpoints): the first key of `keys` that is known decides which.
 * @throws 400 where a reference names nothing or a new record lacks what it needs
 */
export function save(definition: Definition, account: Account, call: Call): Row {
	const { body, identifiers: keys, schema } = call;
	const store = account.stores[definition.store];
	const row = keys
		.filter((key) => !isBlank(body[key]))
		.map((key) => find(definition, account, key, body[key])[0])
		.find(Boolean);
	if (row) {
		const createOnly = Object.keys(schema?.properties ?? {}).filter(
			(key) => schema?.properties?.[key]['x-create-only'] && body[key] !== undefined,
		);
		if (createOnly.length > 0 && account.reads('report-known-job') === 'refused')
			throw badRequest(`${createOnly[0]} is taken on creation only`);
	} else {
		needs(body, schema);
		refuseNames(definition, body);
	}
	const patch = read(definition, account, body, row ?? null);
	if (row) emptyUnsent(definition, account, patch);
	definition.beforeSave?.(account, patch, row ?? null, body);
	const before = row ? { ...row } : null;
	const saved = row ? store.change(row, patch) : insert(definition, account, patch);
	definition.afterSave?.(account, saved, before);
	return saved;
}

/** The field tables name the customer and the site of a new record by `id` or `myId`. */
function refuseNames({ store }: Definition, body: any): void {
	if (!['jobs', 'sites', 'equipment'].includes(store)) return;
	for (const key of ['customer', 'site']) {
		if (body[key] && isBlank(body[key].id) && isBlank(body[key].myId) && !isBlank(body[key].name))
			throw badRequest(`${key}: a new record takes it by id or myId`);
	}
}

/** Records of which the document does not say that a change leaves alone what it does not name. */
const unsure: StoreName[] = ['invoices', 'quotations', 'partRequests', 'recurrences', 'jobTypes'];

function emptyUnsent({ store, fields, identifiers = {} }: Definition, account: Account, patch: Partial<Row>): void {
	if (!unsure.includes(store) || account.reads('unsent-fields') === 'stay') return;
	for (const [name, field] of Object.entries(fields)) {
		const isKey = ['num', 'myId', 'reference', 'name'].includes(name) || name in identifiers;
		if (field.read && !isKey) patch[name] ??= field.empty();
	}
}

function needs(body: any, schema: Call['schema']): void {
	const all = (schema?.['x-required-on-create'] ?? []) as string[];
	const missing = all.filter((key) => isBlank(body[key]));
	if (missing.length > 0) throw badRequest(`A new record needs ${missing.join(', ')}`);
	const oneOf = (schema?.['x-required-on-create-one-of'] ?? []) as string[];
	if (oneOf.length > 0 && oneOf.every((key) => isBlank(body[key]))) {
		throw badRequest(`A new record needs one of ${oneOf.join(', ')}`);
	}
}

/** Records that bear the identifier; not the deleted ones unless asked. */
export function find(definition: Definition, account: Account, key: string, value: unknown, deleted = false): Row[] {
	const rows = account.lookup(definition.store, key, value, definition.identifiers?.[key]);
	return deleted ? rows : rows.filter((row) => row.deletedAt === null);
}

/**
 * The records that a request names in its query or its body.
 * @throws 400 where it names none, 404 where none bears the identifier
 */
export function identify(
	definition: Definition,
	account: Account,
	{ query, body, identifiers }: Call,
	deleted = false,
): Row[] {
	const given = { ...query, ...(Array.isArray(body) ? {} : body) };
	const names = identifiers.filter((name) => !isBlank(given[name]));
	if (names.length === 0) throw badRequest(`One of ${identifiers.join(', ')} is needed`);
	for (const name of names) {
		const rows = find(definition, account, name, given[name], deleted);
		if (rows.length > 0) return rows;
	}
	const label = targets[definition.store]?.label ?? 'record';
	const wanted = names.map((name) => `${name} "${given[name]}"`).join(' and ');
	throw notFound(`There is no ${label} with ${wanted}`);
}

/** The standard operations of a resource: details, list, send, delete, undelete, activate, desactivate. */
export function standardHandlers(name: string, definition: Definition): Handlers {
	const store = (account: Account) => account.stores[definition.store];
	const wrap = (verb: keyof NonNullable<Definition['answers']>, rows: Row[]) => {
		const [wrapper, flag] = definition.answers?.[verb] ?? ['', 'deleted'];
		const entries = rows.map(({ id }) => ({ id, [flag]: true }));
		return wrapper ? { [wrapper]: entries } : entries;
	};
	/** Acts on every record that bears the identifier, namesakes included. */
	const act =
		(verb: Parameters<typeof wrap>[0], change: (row: Row, now: number) => Partial<Row>): Handler =>
		(account, call) => {
			const rows = identify(definition, account, call, verb === 'undelete');
			for (const row of rows) {
				if (verb === 'delete') definition.beforeDelete?.(account, row);
				store(account).change(row, change(row, account.now()));
			}
			return wrap(verb, rows);
		};
	return {
		[`${name}_details`]: (account, call) => {
			const deleted = definition.findDeleted ?? account.reads('deleted-found') === 'found';
			const [row] = identify(definition, account, call, deleted);
			return show(definition, account, row);
		},
		[`${name}_list`]: (account, { query }) =>
			page(definition, account, query, (row) => {
				const shown = show(definition, account, row);
				return definition.showRow?.(shown, row, query, account) ?? shown;
			}),
		[`${name}_send`]: (account, call) => show(definition, account, save(definition, account, call)),
		[`${name}_delete`]: act('delete', (_, now) => ({ deletedAt: now })),
		[`${name}_undelete`]: act('undelete', () => ({ deletedAt: null })),
		[`${name}_activate`]: act('activate', () => ({ active: true })),
		[`${name}_desactivate`]: act('desactivate', () => ({ active: false })),
	};
}

/** A copy without the keys. */
export function without<T extends object>(value: T, ...keys: string[]): Partial<T> {
	return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as Partial<T>;
}
