import { get, list, resource } from '../../shared/schema/define';
import { billingFilters, billingSimplify, billingSort } from '../fields/billing';
import { records } from '../records';

const statuses = { accepted: 'Accepted', draft: 'Draft', new: 'New', sent: 'Sent' };

/** Section "Credit Notes". */
export const creditNote = resource('creditNote', {
	record: records.creditNote,
	description: 'Created when an invoice is cancelled; read-only',
	// A credit note shows no reference.
	simplify: { ...billingSimplify, keep: billingSimplify.keep.map((path) => (path === 'reference' ? 'taxAmt' : path)) },
	operations: {
		get: get('GET /creditnote/details'),
		getAll: list('GET /creditnote/list', { filters: billingFilters('credit notes', statuses), sort: billingSort }),
	},
});
