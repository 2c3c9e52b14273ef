import { get, list, resource } from '../../shared/schema/define';
import { billingFilters, billingSimplify, billingSort } from '../fields/billing';
import { targets } from '../targets';

const statuses = { accepted: 'Accepted', draft: 'Draft', new: 'New', sent: 'Sent' };

/** Section "Credit Notes". */
export const creditNote = resource('creditNote', {
	label: 'Credit Note',
	plural: 'Credit Notes',
	description: 'Written when an invoice is cancelled; they can be read only',
	target: targets.creditNote,
	// A credit note shows no reference.
	simplify: { ...billingSimplify, keep: billingSimplify.keep.map((path) => (path === 'reference' ? 'taxAmt' : path)) },
	operations: {
		get: get('GET /creditnote/details', ['id', 'num', 'reference']),
		getAll: list('GET /creditnote/list', { filters: billingFilters('credit notes', statuses), sort: billingSort }),
	},
});
