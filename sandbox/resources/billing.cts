import { DateTime } from 'luxon';
import type { Account } from '../account.cts';
import { badRequest } from '../errors.cts';
import { customFields, type Field, kept, moment, plain, plains, ref, stamp } from '../fields.cts';
import { parseLocal } from '../dates.cts';
import { equals, type Filter, since } from '../list.cts';
import { isBlank } from '../references.cts';
import { type Definition, type Handler, type Handlers, identify, insert, show } from '../resource.cts';
import type { Row } from '../types.cts';

/** Reads a number that travels as text, with a point or a comma. @throws 400 */
export function decimal(value: unknown, name: string): number {
	const number = Number(String(value).replace(',', '.'));
	if (String(value).trim() === '' || Number.isNaN(number)) {
		throw badRequest(`${name}: "${value}" is not a number`);
	}
	return number;
}

const cents = (amount: number): number => Math.round((amount + Number.EPSILON) * 100) / 100;

/** A line with its amounts worked out; what the body says of them does not count. A part gives the description only. */
export function line(account: Account, sent: any, name: string): Record<string, string> {
	const part = isBlank(sent.partReference)
		? undefined
		: account.stores.parts.lookup('reference', sent.partReference).find((row) => row.deletedAt === null);
	const quantity = decimal(sent.quantity ?? '1', `${name}.quantity`);
	const unitPrice = decimal(sent.unitPrice || '0', `${name}.unitPrice`);
	const discount = decimal(sent.discountPercent || '0', `${name}.discountPercent`);
	const taxRate = decimal(sent.taxRate || '0', `${name}.taxRate`);
	const subTotal = cents(quantity * unitPrice * (1 - discount / 100));
	const taxAmt = cents((subTotal * taxRate) / 100);
	return {
		description: sent.description ?? part?.name ?? '',
		partReference: sent.partReference ?? '',
		quantity: String(quantity),
		unitPrice: unitPrice.toFixed(2),
		discountPercent: discount === 0 ? '0' : discount.toFixed(2),
		subTotal: subTotal.toFixed(2),
		taxRate: taxRate.toFixed(2),
		taxAmt: taxAmt.toFixed(2),
		total: cents(subTotal + taxAmt).toFixed(2),
	};
}

/** `add` joins the lines that are there, `replace` takes their place (section "Create/Update an invoice"). */
const lines: Field = {
	empty: () => [],
	read: (values: any[], { account, name }) => values.map((value, at) => line(account, value, `${name}.${at}`)),
	show: (stored) => stored,
};

const sum = (all: Array<Record<string, string>>, key: string): number =>
	cents(all.reduce((total, one) => total + Number(one[key]), 0));

interface Kind {
	store: 'invoices' | 'quotations' | 'creditNotes';
	type: 'invoice' | 'quotation' | 'creditnote';
	/** As references spell it. */
	title: string;
}

/** `132_Invoice_12_6_2022`: number, kind and day of the account. */
function reference(account: Account, { title }: Kind, num: number): string {
	const day = DateTime.fromMillis(account.now(), { zone: account.zone });
	return `${num}_${title}_${day.toFormat('M_d_yyyy')}`;
}

function complete(kind: Kind) {
	return (account: Account, patch: Partial<Row>, row: Row | null, body: any): void => {
		if (patch.lines) {
			const action = body.action ?? account.reads('lines-action');
			const before = action === 'replace' ? [] : (row?.lines ?? []);
			patch.lines = [...before, ...patch.lines];
		}
		if (row?.status === 'cancelled' && patch.status !== undefined && patch.status !== 'cancelled') {
			throw badRequest(`Invoice ${row.num} is cancelled`);
		}
		const status = patch.status ?? row?.status ?? 'draft';
		// A fresh copy has no number until it is more than a draft.
		if (!row || (isBlank(row.num) && status !== 'draft')) {
			patch.num = isBlank(patch.num) ? account.stores[kind.store].next('num') : patch.num;
			if (isBlank(patch.reference)) patch.reference = reference(account, kind, patch.num);
		}
		if (status === 'paid' && row?.status !== 'paid') {
			patch.paidAt = account.now();
			patch.paymentDate ??= account.now();
		}
		Object.assign(patch, sums(patch.lines ?? row?.lines ?? []));
	};
}

export const sums = (all: Array<Record<string, string>>) => ({
	subtotal: sum(all, 'subTotal'),
	taxAmt: sum(all, 'taxAmt'),
	total: sum(all, 'total'),
});

/** The day of payment, which has no time, against the moment as it is written. */
const paidSinceDay =
	(field: string): Filter =>
	(value, account, name) => {
		const from = parseLocal(value, 'utc', name);
		const dayOf = (ms: number) =>
			DateTime.fromMillis(ms, { zone: account.zone }).startOf('day').setZone('utc', { keepLocalTime: true }).toMillis();
		return (row) => row.paidAt !== null && row[field] !== null && dayOf(row[field]) > from;
	};

function billing(kind: Kind, payment: 'paymentDate' | 'paymendDate'): Definition {
	return {
		store: kind.store,
		fields: {
			...plains('num', 'reference'),
			type: plain(kind.type),
			status: plain('draft'),
			description: plain(),
			[payment]: moment(),
			customer: ref('customers'),
			site: ref('sites'),
			job: ref('jobs'),
			dateCreated: stamp((row) => row.createdAt),
			dateChanged: stamp((row) => row.modifiedAt),
			lines,
			subtotal: kept(0),
			taxAmt: kept(0),
			total: kept(0),
			customFieldValues: customFields(kind.type),
		},
		links: { customer: 'customers', site: 'sites', job: 'jobs' },
		instructions: ['action'],
		beforeSave: complete(kind),
		filters: {
			changedSince: since('modifiedAt'),
			createdSince: since('createdAt'),
			paidSince: (value, account, name) =>
				account.reads('paid-since') === 'moment'
					? since('paidAt')(value, account, name)
					: paidSinceDay(payment)(value, account, name),
			status: equals('status'),
		},
		sorts: {
			changedSince: (row) => row.modifiedAt,
			paidSince: (row) => row.paidAt ?? null,
		},
	};
}

const kinds = {
	invoice: { store: 'invoices', type: 'invoice', title: 'Invoice' },
	quotation: { store: 'quotations', type: 'quotation', title: 'Quotation' },
	creditNote: { store: 'creditNotes', type: 'creditnote', title: 'CreditNote' },
} as const satisfies Record<string, Kind>;

export const invoices = billing(kinds.invoice, 'paymentDate');
export const quotations = billing(kinds.quotation, 'paymendDate');
export const creditNotes = billing(kinds.creditNote, 'paymendDate');
// Credit notes have no custom fields, and are found by a reference that they do not show (section "Credit Notes").
delete creditNotes.fields.customFieldValues;
creditNotes.fields.reference = { ...plain(), show: () => undefined };

const contents = ({ description, customer, site, job, lines: all, customFieldValues }: Row) =>
	structuredClone({ description, customer, site, job, lines: all, customFieldValues, ...sums(all) });

/** A draft with the same contents, without a number. */
const copy = (definition: Definition, account: Account, row: Row): Row =>
	insert(definition, account, { ...contents(row), num: 0 });

function credit(account: Account, invoice: Row): Row {
	const { customFieldValues: _, ...same } = contents(invoice);
	const num = account.stores.creditNotes.next('num');
	return insert(creditNotes, account, {
		...same,
		num,
		reference: reference(account, kinds.creditNote, num),
		status: 'new',
	});
}

function cancel(account: Account, invoice: Row): void {
	if (invoice.status === 'cancelled') throw badRequest(`Invoice ${invoice.num} is cancelled already`);
	account.stores.invoices.change(invoice, { status: 'cancelled' });
}

const cancelInvoice: Handler = (account, call) => {
	const [row] = identify(invoices, account, call);
	cancel(account, row);
	const note = call.body.createCreditnote ? credit(account, row) : undefined;
	return { id: row.id, status: account.reads('cancel-answer'), ...(note && { idCreditnote: note.id }) };
};

export const billingHandlers: Handlers = {
	invoice_cancel: cancelInvoice,
	invoice_duplicate: (account, call) => {
		const [row] = identify(invoices, account, call);
		if (!call.body.cancel) return show(invoices, account, copy(invoices, account, row));
		cancel(account, row);
		const note = credit(account, row);
		return { id: row.id, idCreditnote: note.id, idDraft: copy(invoices, account, row).id };
	},
	quotation_duplicate: (account, call) => {
		const [row] = identify(quotations, account, call);
		return show(quotations, account, copy(quotations, account, row));
	},
	// A quotation has no status for it: a cancelled one is found no more.
	quotation_cancel: (account, call) => {
		const [row] = identify(quotations, account, call);
		account.stores.quotations.change(row, { deletedAt: account.now() });
		return [{ id: row.id, status: account.reads('cancel-answer') }];
	},
};
