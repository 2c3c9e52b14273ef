import { act, create, get, list, resource, update, type Identifier } from '../../shared/schema/define';
import { billingFields, billingFilters, billingSimplify, billingSort, keepLines } from '../fields/billing';
import { targets } from '../targets';

const by: Identifier[] = ['id', 'num', 'reference'];
const check = { path: '/quotation/details', by: ['num', 'reference'] as Identifier[] };
const statuses = { accepted: 'Accepted', draft: 'Draft', new: 'New', sent: 'Sent' };

/** Section "Quotations". */
export const quotation = resource('quotation', {
	label: 'Quotation',
	plural: 'Quotations',
	target: targets.quotation,
	fields: billingFields('quotation', 'Quotation', statuses),
	simplify: billingSimplify,
	operations: {
		get: get('GET /quotation/details', by),
		create: create('POST /quotation/send', { required: ['customer'], check }),
		update: update('POST /quotation/send', by, { check, shape: keepLines }),
		duplicate: act('POST /quotation/duplicate', 'Duplicate', 'Copy a quotation into a new draft', { by, idIn: 'body' }),
		cancel: act('POST /quotation/cancel', 'Cancel', 'Cancel a quotation', { by, idIn: 'body' }),
		getAll: list('GET /quotation/list', { filters: billingFilters('quotations', statuses), sort: billingSort }),
	},
});
