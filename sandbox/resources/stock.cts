import type { Account } from '../account.cts';
import { ApiError, badRequest } from '../errors.cts';
import { computed, type Field, kept, plain, plains, ref, stamp } from '../fields.cts';
import { contains, equals, since } from '../list.cts';
import { isBlank, resolve } from '../references.cts';
import { type Definition, type Handlers, identify, insert, show, without } from '../resource.cts';
import type { Call, Row } from '../types.cts';
import { decimal } from './billing.cts';

/** Prices are kept as text with two decimals. */
const price: Field = {
	empty: () => '0.00',
	read: (value, { name }) => amount(value, name),
	show: (stored) => stored,
};

/** A price may be negative (sample of "Bulk part price update"). */
const amount = (value: unknown, name: string): string => decimal(value, name).toFixed(2);

/** What the bulk update of prices makes of a price. @throws 400 for a price that it does not take */
function priceText(account: Account, given: unknown): string {
	const text = String(given);
	const reading = account.reads('price-text');
	const refused = { comma: '.', point: ',', either: '', thousands: '' }[reading];
	if (refused !== '' && text.includes(refused)) throw badRequest(`price: "${text}" is not a number`);
	return reading === 'thousands' ? text.replaceAll(',', '') : text;
}

/** An unknown name makes a new category (second body of "Create/Update a part"). */
const category: Field = {
	...ref('partCategories'),
	read: (value, { account, name }) => {
		const known = account.stores.partCategories.filter((row) => row.name === value?.name)[0];
		if (value && isBlank(value.id) && !isBlank(value.name) && !known) {
			return insert({ store: 'partCategories', fields: {} }, account, { name: value.name }).id;
		}
		return resolve(account, 'partCategories', value, name)?.id ?? null;
	},
};

export const parts: Definition = {
	store: 'parts',
	fields: {
		name: plain(''),
		...plains('reference', 'description'),
		price,
		minQuantity: plain(),
		isTracked: plain(false),
		isSerializable: plain(false),
		category,
		tax: ref('taxes'),
		status: plain('active'),
		type: plain('part'),
		dateModified: stamp((row) => row.modifiedAt),
	},
	links: { category: 'partCategories' },
	filters: {
		changedSince: since('modifiedAt'),
		isTracked: equals('isTracked'),
		isSerializable: equals('isSerializable'),
		status: equals('status'),
		type: equals('type'),
	},
	sorts: {
		category: (row, { stores }) => stores.partCategories.get(row.category)?.name,
	},
	answers: { delete: ['PartsDeleted', 'isDeleted'] },
};

interface Stock {
	quantity: number;
	serials: string[];
}

const shelf = (depot: Row, part: unknown): Stock => depot.stock[String(part)] ?? { quantity: 0, serials: [] };

export const depots: Definition = {
	store: 'depots',
	newId: (account) => account.guid(),
	fields: {
		name: plain(),
		isDefault: plain(false),
		isProvider: plain(false),
		parts: computed(({ stock }, account) =>
			Object.entries(stock as Record<string, Stock>).flatMap(([id, { quantity, serials }]) => {
				const part = account.stores.parts.get(Number(id));
				if (!part) return [];
				return [{ id: part.id, name: part.name, reference: part.reference, quantity, serials }];
			}),
		),
		stock: { empty: () => ({}), show: () => undefined },
	},
	filters: {
		isProvider: equals('isProvider'),
		isDefault: equals('isDefault'),
		name: contains('name'),
	},
	showRow: (shown) => without(shown, 'parts'),
};

function put(account: Account, depot: Row, part: Row, stock: Stock): void {
	account.stores.depots.change(depot, { stock: { ...depot.stock, [part.id]: stock } });
}

/** What a body wants of a part. @throws 400 where serial numbers or quantity do not fit the part */
function wanted(part: Row, quantity: unknown, serials: string[] | undefined): Stock {
	if (!part.isSerializable) {
		if (serials?.length) throw badRequest(`Part ${part.reference} has no serial numbers`);
		if (typeof quantity !== 'number' || quantity < 0) {
			throw badRequest(`quantity of part ${part.reference} is needed`);
		}
		return { quantity, serials: [] };
	}
	const unique = [...new Set(serials ?? [])];
	if (unique.length === 0) throw badRequest(`serials of part ${part.reference} are needed`);
	return { quantity: unique.length, serials: unique };
}

/** Takes parts out of one depot and puts them into another. @throws 400 where there are not enough */
export function moveParts(account: Account, from: Row, to: Row, part: Row, moved: Stock): void {
	if (from.id === to.id) throw badRequest('Source and destination are the same depot');
	const there = shelf(from, part.id);
	const missing = moved.serials.filter((serial) => !there.serials.includes(serial));
	if (missing.length > 0) {
		throw badRequest(`${from.name} has no ${part.reference} with serial ${missing.join(', ')}`);
	}
	if (there.quantity < moved.quantity) {
		throw badRequest(`${from.name} has ${there.quantity} of ${part.reference}, not ${moved.quantity}`);
	}
	put(account, from, part, {
		quantity: there.quantity - moved.quantity,
		serials: there.serials.filter((serial) => !moved.serials.includes(serial)),
	});
	const here = shelf(to, part.id);
	put(account, to, part, {
		quantity: here.quantity + moved.quantity,
		serials: [...here.serials, ...moved.serials],
	});
}

function needed(account: Account, store: 'depots' | 'parts', value: any, name: string): Row {
	const row = resolve(account, store, value, name);
	if (!row) throw badRequest(`${name} names nothing`);
	return row;
}

/** The document does not say in which zone their filters are read. */
const requestZone = (account: Account): string =>
	account.reads('part-request-since-zone') === 'utc' ? 'utc' : account.zone;

export const partRequests: Definition = {
	store: 'partRequests',
	newId: (account) => account.guid(),
	fields: {
		source: ref('depots'),
		destination: ref('depots'),
		user: ref('users'),
		part: ref('parts'),
		quantity: plain(0),
		isDeleted: plain(false),
		isComplete: kept(false),
		isUrgent: plain(false),
		dateCreated: stamp((row) => row.createdAt),
	},
	instructions: ['serials', 'serialNumbers'],
	beforeSave: (_, patch, row, { serials }) => {
		if (serials) patch.quantity ??= serials.length;
		if (!row && !patch.quantity) throw badRequest('quantity is needed');
	},
	// Deleted requests are listed only where they are asked for.
	listed: (row, { isDeleted = false }) => row.isDeleted === isDeleted,
	filters: {
		isUrgent: equals('isUrgent'),
		isDeleted: equals('isDeleted'),
		// The document does not say what "sent" is: a request that is open.
		isSent: (value: boolean) => (row) => !row.isComplete === value,
		isComplete: equals('isComplete'),
		changedSince: since('modifiedAt', requestZone),
		createdSince: since('createdAt', requestZone),
	},
	sorts: {
		dateCreated: (row) => row.createdAt,
		isUrgent: (row) => Number(row.isUrgent),
		isSent: (row) => Number(!row.isComplete),
	},
};

const message = (thrown: unknown): string => {
	if (thrown instanceof ApiError) return thrown.message;
	throw thrown;
};

export const stockHandlers: Handlers = {
	part_prices: (account, { body }) =>
		body.map((sent: any) => {
			try {
				const part = resolve(account, 'parts', sent, 'part');
				if (!part) throw badRequest('Neither id nor reference is given');
				account.stores.parts.change(part, { price: amount(priceText(account, sent.price), 'price') });
				return { ...sent, error: null };
			} catch (thrown) {
				return { ...sent, error: message(thrown) };
			}
		}),
	depot_quantities: (account, { body }) =>
		body.map((sent: any, at: number) => {
			const depot = needed(account, 'depots', sent.depot, `${at}.depot`);
			const error = sent.parts.map(({ productCode, quantity, serials }: any) => {
				try {
					const part = needed(account, 'parts', { reference: productCode }, 'productCode');
					put(account, depot, part, wanted(part, quantity, serials));
					return null;
				} catch (thrown) {
					return message(thrown);
				}
			});
			const partsLoaded = error.filter((one: unknown) => one === null).length;
			return { id: depot.id, name: depot.name, partsLoaded, error };
		}),
	partMovement_do: (account, { body }) => {
		const part = needed(account, 'parts', body.part, 'part');
		const moved = wanted(part, body.part.quantity, body.part.serials);
		const from = needed(account, 'depots', body.source, 'source');
		const to = needed(account, 'depots', body.destination, 'destination');
		moveParts(account, from, to, part, moved);
		return { quantityMoved: moved.quantity, serialsMoved: moved.serials };
	},
	partRequest_fulfill: (account, call) => {
		const id = call.body.requestId ?? call.body.id;
		const named: Call = { ...call, body: { id }, identifiers: ['id'] };
		const [row] = identify(partRequests, account, named);
		if (row.isComplete) throw badRequest('The request is complete already');
		const part = account.stores.parts.get(row.part)!;
		const { quantity, serials, isPartial = false } = call.body;
		const moved = wanted(part, quantity, serials);
		const from = account.stores.depots.get(row.source)!;
		const to = account.stores.depots.get(row.destination)!;
		moveParts(account, from, to, part, moved);
		account.stores.partRequests.change(row, { isComplete: !isPartial });
		return show(partRequests, account, row);
	},
};
