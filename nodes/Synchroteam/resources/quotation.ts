import { act, create, get, list, resource, update } from '../../shared/schema/define';
import { billingFields, billingFilters, billingSimplify, billingSort, keepLines, addsLines } from '../fields/billing';
import { records } from '../records';

const statuses = { draft: 'Draft', new: 'New', sent: 'Sent', accepted: 'Accepted' };

/** Section "Quotations". */
export const quotation = resource('quotation', {
	record: records.quotation,
	keys: ['num', 'reference'],
	allRows: [{}],
	fields: billingFields('quotation', 'Quotation', statuses),
	simplify: billingSimplify,
	operations: {
		get: get('GET /quotation/details'),
		create: create('POST /quotation/send', {
			top: ['customer', 'job', 'description', 'lines'],
			required: ['customer'],
			shape: addsLines,
		}),
		update: update('POST /quotation/send', {
			description: 'Change fields of a quotation; whether the other fields keep their values is not documented',
			repeatable: { unless: ['lines'] },
			shape: keepLines,
		}),
		duplicate: act('POST /quotation/duplicate', 'Duplicate', 'Copy a quotation into a new draft', {
			returns: 'record',
		}),
		cancel: act('POST /quotation/cancel', 'Cancel', 'Cancel a quotation', {
			otherVerb: 'DELETE',
			guess: 'billing-cancel-verb',
			repeatable: true,
		}),
		getAll: list('GET /quotation/list', {
			filters: billingFilters('quotations', statuses),
			sort: billingSort,
			shown: ['status', 'customer'],
		}),
	},
});
