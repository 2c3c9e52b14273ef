import { get, list, resource } from '../../shared/schema/define';
import { billingFilters, billingSimplify, billingSort } from '../fields/billing';
import { records } from '../records';

const statuses = { draft: 'Draft', new: 'New', sent: 'Sent', accepted: 'Accepted' };

/** Section "Credit Notes". */
export const creditNote = resource('creditNote', {
	record: records.creditNote,
	description: 'Created on request when an invoice is cancelled or duplicated; read-only',
	// A credit note has neither a reference nor custom fields.
	simplify: {
		...billingSimplify,
		keep: billingSimplify.keep.filter((path) => !['reference', 'customFields'].includes(path)),
		customFields: undefined,
	},
	operations: {
		get: get('GET /creditnote/details'),
		getAll: list('GET /creditnote/list', { filters: billingFilters('credit notes', statuses), sort: billingSort }),
	},
});
