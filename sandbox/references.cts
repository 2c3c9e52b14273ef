import type { Account, StoreName } from './account.cts';
import { badRequest } from './errors.cts';
import type { Row } from './types.cts';

interface Target {
	/** What people call a record of the store. */
	label: string;
	/** Keys that name a record, and the field each is compared with. */
	keys: Record<string, (row: Row) => unknown>;
	/** What answers show of a record that another one refers to. */
	summary: (row: Row) => Record<string, unknown>;
}

const field = (name: string) => (row: Row) => row[name];
export const fullName = (row: Row): string => `${row.firstName ?? ''} ${row.lastName ?? ''}`.trim();

const ownId = { id: field('id'), myId: field('myId'), name: field('name') };
const named = { id: field('id'), name: field('name') };
const summaryOwnId = ({ id, myId, name }: Row) => ({ id, myId, name });
const summaryNamed = ({ id, name }: Row) => ({ id, name });

/** How records of each store are named in bodies and filters, and shown in answers. */
export const targets: Partial<Record<StoreName, Target>> = {
	customers: { label: 'customer', keys: ownId, summary: summaryOwnId },
	sites: { label: 'site', keys: ownId, summary: summaryOwnId },
	equipment: { label: 'equipment', keys: ownId, summary: summaryOwnId },
	jobs: {
		label: 'job',
		keys: { id: field('id'), num: field('num'), myId: field('myId') },
		summary: ({ id, myId, num }) => ({ id, myId, num }),
	},
	users: {
		label: 'user',
		keys: { id: field('id'), login: field('login'), name: fullName },
		summary: (row) => ({ id: row.id, login: row.login, name: fullName(row) }),
	},
	jobTypes: { label: 'job type', keys: named, summary: summaryNamed },
	reportTemplates: { label: 'report template', keys: named, summary: summaryNamed },
	schedulingWindows: { label: 'scheduling window', keys: named, summary: summaryNamed },
	teams: { label: 'team', keys: named, summary: summaryNamed },
	activityTypes: {
		label: 'activity type',
		keys: named,
		summary: ({ id, name, category, payable }) => ({ id, name, category, payable }),
	},
	partCategories: { label: 'part category', keys: named, summary: summaryNamed },
	taxes: {
		label: 'tax rate',
		keys: named,
		summary: ({ id, name, rate }) => ({ id, name, rate }),
	},
	parts: {
		label: 'part',
		keys: { id: field('id'), reference: field('reference') },
		summary: ({ id, reference, name, price, isSerializable }) => ({
			id,
			reference,
			name,
			unitPrice: price,
			isSerializable,
		}),
	},
	depots: {
		label: 'depot',
		keys: {
			id: field('id'),
			name: field('name'),
			idStock: field('id'),
			nmStock: field('name'),
		},
		summary: ({ id, name }) => ({ idStock: id, nmStock: name }),
	},
};

export function target(store: StoreName): Target {
	const found = targets[store];
	if (!found) throw new Error(`Nothing refers to ${store}`);
	return found;
}

/** Whether a key of a reference says nothing: samples send null, "" and 0 beside the key that counts. */
export const isBlank = (value: unknown): boolean =>
	value === null || value === undefined || value === '' || value === 0;

/**
 * The record that an object like `{ id }` or `{ myId }` names; of several keys the first one that is known counts.
 * @returns the record, or null where the reference is null or all its keys are blank
 * @throws 400 where no record is named so
 */
export function resolve(
	account: Account,
	store: StoreName,
	reference: Record<string, unknown> | null,
	name: string,
): Row | null {
	const { keys, label } = target(store);
	const given = Object.keys(keys).filter((key) => reference && !isBlank(reference[key]));
	if (given.length === 0) return null;
	for (const key of given) {
		const found = account.lookup(store, key, reference![key], keys[key]);
		const row = found.find((one) => one.deletedAt === null);
		if (row) return row;
	}
	const wanted = given.map((key) => `${key} "${reference![key]}"`).join(' and ');
	throw badRequest(`${name}: there is no ${label} with ${wanted}`);
}

/** What an answer shows of the record with this id; null for none. */
export function summarize(account: Account, store: StoreName, id: unknown): object | null {
	const row = id === null || id === undefined ? undefined : account.stores[store].get(id);
	return row ? target(store).summary(row) : null;
}
