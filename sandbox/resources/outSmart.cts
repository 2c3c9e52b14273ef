import type { Account } from '../account.cts';
import { ApiError, notFound } from '../errors.cts';
import { plain } from '../fields.cts';
import { type Definition, type Handlers, insert } from '../resource.cts';
import type { Row } from '../types.cts';

/** What a work order has where nothing was sent (sample of "Portal Get Work Order JSON"). */
const text = [
	...['order_nr', 'workorder_nr', 'reference', 'external_reference', 'project_nr'],
	...['external_project_nr', 'job_nr', 'type_of_work', 'work_description'],
	...['internal_work_description', 'short_work_description', 'status', 'deadline', 'work_status'],
	...['comment', 'signature', 'signed_by', 'signature_contact_person', 'date_work_start'],
	...['time_work_start', 'date_work_end', 'time_work_end', 'customer_name', 'customer_debtor_nr'],
	...['customer_street', 'customer_email', 'customer_zip', 'customer_city', 'customer_country'],
	...['customer_contact_person', 'customer_phone', 'customer_remark', 'invoice_customer_name'],
	...['invoice_customer_debtor_nr', 'invoice_customer_street', 'invoice_customer_email'],
	...['invoice_customer_zip', 'invoice_customer_city', 'invoice_customer_country'],
	...['invoice_customer_contact_person', 'invoice_customer_phone', 'invoice_customer_remark'],
	...['payment_method', 'created_by', 'updated_by', 'udid', 'employee_nr', 'employee_name'],
	...['contact_person_code', 'invoice_contact_person_code', 'address_code', 'error_code'],
	...['error_message', 'solution_code', 'solution_message', 'priority_code', 'priority_message'],
	...['project_activity_nr', 'warranty_code', 'contract_number', 'sla_code'],
];
const numbers = [
	...['work_finished', 'duration', 'client_id', 'moneybird_sent', 'imported', 'parent_customer_id'],
	...['worksheet_rec_id', 'rec_worksheet_id', 'pickup_planning', 'web_planning', 'planning_locked'],
	...['planning_flagged', 'overnight_stay'],
];
const nothing = [
	...['customer_latitude', 'customer_longitude', 'registration_date', 'force_layout', 'pgp_code'],
	'accountmanager',
];
const all = (names: string[], value: unknown) => Object.fromEntries(names.map((name) => [name, plain(value)]));

/** Names of the nested address and contact among the flat fields that answers have. */
const flat = {
	WorkAddress: {
		adr_name: 'customer_name',
		adr_line_1: 'customer_street',
		adr_zip: 'customer_zip',
		adr_city: 'customer_city',
		adr_country: 'customer_country',
		adr_remark: 'customer_remark',
	},
	ContactPerson: {
		cpn_email: 'customer_email',
		cpn_name: 'customer_contact_person',
		cpn_phone: 'customer_phone',
	},
} as const;

export const workOrders: Definition = {
	store: 'workOrders',
	fields: {
		...all(text, ''),
		...all(numbers, 0),
		...all(nothing, null),
		archived: plain(4),
		minimum_hours: plain('0.00'),
		rounding_amount: plain('0.00'),
		layout: plain('PDF'),
		dayparts: plain([]),
		customFields: { ...plain({}), show: () => undefined },
	},
};

export const notes: Definition = {
	store: 'notes',
	fields: all(['nte_entity', 'nte_column', 'nte_primary', 'nte_content', 'nte_reference'], ''),
};

/** The portal's moments: UTC with microseconds. */
const timestamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
const NEVER = '0000-00-00 00:00:00';
const OWNER = 78;

const answer = (results: unknown) => ({ success: true, data: { results }, message: '' });

/** What comes for a record that is not there. @throws 404 where the account says it so */
function absent(account: Account, what: string) {
	const reading = account.reads('portal-not-found');
	if (reading === 'status-404') throw notFound(`${what} not found`);
	return answer(reading === 'empty' ? [] : null);
}

const orderOf = ({ stores }: Account, number: string): Row | undefined =>
	stores.workOrders.lookup('workorder_nr', number)[0];

function flatten({ WorkAddress, ContactPerson, created_at: _, updated_at: __, ...order }: any) {
	const nested = { WorkAddress, ContactPerson } as Record<string, any>;
	for (const [group, names] of Object.entries(flat)) {
		for (const [inner, outer] of Object.entries(names)) {
			if (nested[group]?.[inner] !== undefined) order[outer] ??= nested[group][inner];
		}
	}
	return order;
}

const DAY_FIRST = /^\d\d-\d\d-\d{4}$/;
const ISO = /^\d{4}-\d\d-\d\d$/;

/** What the account has against a work order, by its dialect. */
function refusal(account: Account, sent: any): string | undefined {
	const day = account.reads('portal-days') === 'iso' ? ISO : DAY_FIRST;
	for (const key of ['deadline', 'registration_date'])
		if (sent[key] && !day.test(sent[key])) return `${key} does not match the format`;
	const time = account.reads('portal-times') === 'seconds' ? /^\d\d:\d\d:\d\d$/ : /^\d\d:\d\d$/;
	for (const key of ['time_work_start', 'time_work_end'])
		if (sent[key] && !time.test(sent[key])) return `${key} does not match the format`;
	const codes: string[] = (sent.dayparts?.data ?? []).map(({ code }: any) => code);
	const unknown = codes.find((code) => !['MORNING', 'AFTERNOON', 'DAY'].includes(code));
	if (account.reads('portal-daypart') === 'known' && unknown) return `There is no daypart ${unknown}`;
	const hasCustomer = sent.customer_name || sent.customer_debtor_nr || sent.WorkAddress;
	const at = [sent.customer_latitude, sent.customer_longitude];
	if (account.reads('portal-coordinates') === 'number' && at.some((each) => typeof each === 'string' && each !== ''))
		return 'customer_latitude has to be a number';
	if (account.reads('order-required') === 'customer' && !hasCustomer) return 'customer_name is required';
	return undefined;
}

function create(account: Account, sent: any) {
	const order = flatten(sent);
	const number = order.workorder_nr || `WO-${account.stores.workOrders.next('num')}`;
	const refused = refusal(account, sent);
	if (refused) return { status: 'error', workorder_nr: number, message: refused };
	if (orderOf(account, number)) {
		const message = `Workorder with workorder_nr ${number} exists`;
		return { status: 'error', workorder_nr: number, message };
	}
	insert(workOrders, account, { ...order, workorder_nr: number });
	const message = `Workorder with WorkorderNo ${number} saved`;
	return { status: 'success', workorder_nr: number, message };
}

/** A work order as the portal answers it. */
export function showOrder(row: Row): object {
	const fields = Object.keys(workOrders.fields).filter((name) => name !== 'customFields');
	return {
		id: row.id,
		customer_id: OWNER,
		route_event_id: null,
		customer_client_id_invoice: 3_080_860,
		customer_client_id_delivery: 3_080_860,
		...Object.fromEntries(fields.map((name) => [name, row[name]])),
		created_at: timestamp(row.createdAt),
		updated_at: timestamp(row.modifiedAt),
	};
}

/** A note as the portal answers it. */
export const showNote = (row: Row): object => ({
	nte_id: row.id,
	nte_cus_id: OWNER,
	nte_entity: row.nte_entity,
	nte_column: row.nte_column,
	nte_primary: row.nte_primary,
	nte_content: row.nte_content,
	nte_created_by: 'PORTAL_USER',
	nte_modified_by: 'PORTAL_USER',
	nte_timestamp_created: timestamp(row.createdAt),
	nte_timestamp_modified: row.modifiedAt > row.createdAt ? timestamp(row.modifiedAt) : NEVER,
	nte_reference: row.nte_reference,
	nte_timestamp_read: row.readAt ? timestamp(row.readAt) : null,
});

export const outSmartHandlers: Handlers = {
	workOrder_create: (account, { body }) => answer(body.orders.map((order: any) => create(account, order))),
	workOrder_get: (account, { params }) => {
		const row = orderOf(account, params.workorder_nr);
		return row ? answer(showOrder(row)) : absent(account, `Workorder with workorder_nr ${params.workorder_nr}`);
	},
	// A reference that exists belongs to a note that is written again.
	note_create: (account, { body }) =>
		answer(
			body.notes.map((note: any) => {
				if (account.reads('note-entity') === 'order' && note.nte_column === 'WorkorderNo')
					throw new ApiError(422, `nte_column "${note.nte_column}" is unknown`);
				const { notes: store } = account.stores;
				const [known] = store.filter((row) => row.nte_reference !== '' && row.nte_reference === note.nte_reference);
				if (known) store.change(known, note);
				else insert(notes, account, note);
				const primary = note.nte_primary ?? '';
				const message = `${note.nte_entity ?? 'worksheets'} with OrderNr ${primary} saved`;
				return { OrderNr: primary, message };
			}),
		),
	note_get: (account, { params }) => {
		const [row] = account.stores.notes.lookup('nte_reference', params.nte_reference);
		return row ? answer(showNote(row)) : absent(account, `Note with nte_reference ${params.nte_reference}`);
	},
};
