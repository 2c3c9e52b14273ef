import { locator } from './engine.cts';
import { named } from './billing.cts';
import { testTable, type Case } from './table.cts';

const credited: Case['prepare'] = (sandbox) =>
	sandbox.call('invoice_cancel', { body: { id: 1, createCreditnote: true } });
const note = {
	id: 1,
	num: 1,
	status: 'new',
	description: 'Visit 1',
	customerName: 'Boulangerie Martin',
	subtotal: 25,
	total: 30,
};

testTable('creditNote', [
	...named('creditNote', '/creditnote/details', 'get', '1_CreditNote_11_21_2026', note)
		.filter(({ error }) => !error)
		.map((each) => ({ ...each, prepare: credited })),
	{
		operation: 'getAll',
		by: 'with filters',
		prepare: credited,
		items: [{}, {}],
		parameters: {
			creditNoteFilters: { status: 'new', customer: locator('id', 1), changedSince: '2026-11-01' },
			creditNoteSort: { values: { sort: 'num', sortOrder: 'ascending' } },
		},
		sends: [1, 2].map(() => [
			'GET /creditnote/list',
			{
				status: 'new',
				customer_id: '1',
				changedSince: '2026-10-31 23:00:00',
				sort: 'num',
				sortOrder: 'ascending',
				page: '1',
				pageSize: '50',
			},
		]),
		gives: [note, note],
	},
]);
