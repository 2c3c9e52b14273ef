import {
	act,
	create,
	flagOn,
	get,
	list,
	localTime,
	resource,
	update,
	utcTime,
	type Simplify,
} from '../../shared/schema/define';
import { billingFields, billingFilters, billingSimplify, billingSort, keepLines, addsLines } from '../fields/billing';
import { records } from '../records';

const statuses = { draft: 'Draft', new: 'New', sent: 'Sent', late: 'Late', paid: 'Paid', cancelled: 'Cancelled' };

const simplify: Simplify = {
	...billingSimplify,
	keep: [...billingSimplify.keep, 'paymentDate'],
	dates: ['dateCreated', 'paymentDate'],
};

/** Section "Invoices". */
export const invoice = resource('invoice', {
	record: records.invoice,
	keys: ['num', 'reference'],
	allRows: [{}],
	fields: {
		...billingFields('invoice', 'Invoice', statuses),
		paymentDate: localTime('Payment Date', 'When it was paid, in the time zone of the account', 'minute', {
			guess: 'payment-date',
		}),
		cancel: flagOn('Cancel Original', 'Whether to cancel the original invoice as well, with a credit note'),
		createCreditnote: flagOn('Create Credit Note', 'Whether to create a credit note as well'),
	},
	simplify,
	operations: {
		get: get('GET /invoice/details'),
		create: create('POST /invoice/send', {
			top: ['customer', 'job', 'description', 'lines'],
			required: ['customer'],
			except: ['cancel', 'createCreditnote'],
			shape: addsLines,
		}),
		update: update('POST /invoice/send', {
			description: 'Change fields of an invoice; whether the other fields keep their values is not documented',
			except: ['cancel', 'createCreditnote'],
			repeatable: { unless: ['lines'] },
			shape: keepLines,
		}),
		duplicate: act('POST /invoice/duplicate', 'Duplicate', 'Copy an invoice into a new draft', {
			fields: ['cancel'],
			// If the original is cancelled as well, the response has the numbers of the three documents instead.
			simplify: { ...simplify, unlessField: 'idDraft' },
		}),
		cancel: act('POST /invoice/cancel', 'Cancel', 'Cancel an invoice', {
			otherVerb: 'DELETE',
			guess: 'billing-cancel-verb',
			fields: ['createCreditnote'],
		}),
		getAll: list('GET /invoice/list', {
			filters: {
				...billingFilters('invoices', statuses),
				paidSince: utcTime('Paid Since', 'Only invoices paid after this time'),
			},
			sort: billingSort,
			shown: ['status', 'customer'],
		}),
	},
});
