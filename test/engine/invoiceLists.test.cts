import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

testTable('invoice', [
	{
		operation: 'getAll',
		by: 'newest first',
		parameters: { limit: 2 },
		sends: [['GET /invoice/list', { page: '1', pageSize: '2' }]],
		gives: [{ num: 4, jobNum: 4 }, { num: 3 }],
	},
	{
		operation: 'getAll',
		by: 'of two items',
		parameters: { limit: 1, invoiceFilters: { customer: locator('id', '={{ $json.id }}') } },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['GET /invoice/list', { customer_id: String(id), page: '1', pageSize: '1' }]),
		gives: [{ num: 1 }, { num: 2 }],
	},
	{
		operation: 'getAll',
		by: 'with every filter',
		parameters: {
			returnAll: true,
			invoiceSort: { values: { sort: 'changedSince', sortOrder: 'ascending' } },
			invoiceFilters: {
				status: 'paid',
				customer: locator('myId', 'C-4'),
				site: locator('id', 4),
				job: locator('myId', 'J-4'),
				changedSince: '2026-10-01',
				createdSince: '2026-10-01T00:00:00+02:00',
				paidSince: '2026-11-19 12:00:30',
			},
		},
		sends: [
			[
				'GET /invoice/list',
				{
					status: 'paid',
					customer_myId: 'C-4',
					site_id: '4',
					job_myId: 'J-4',
					changedSince: '2026-09-30 22:00:00',
					createdSince: '2026-09-30 22:00:00',
					paidSince: '2026-11-19 11:00:30',
					sort: 'changedSince',
					sortOrder: 'ascending',
					page: '1',
					pageSize: '100',
				},
			],
		],
		gives: [{ num: 4, status: 'paid' }],
	},
	...(
		[
			['customer', 'id', 1, 'customer_id'],
			['customer', 'list', 1, 'customer_id'],
			['site', 'myId', 'S-1', 'site_myId'],
			['job', 'num', 1, 'job_num'],
			['job', 'id', '1_261114000000000', 'job_id'],
		] as const
	).map(
		([filter, by, value, sent]): Case => ({
			operation: 'getAll',
			by: `of one ${filter} by ${by}`,
			parameters: { limit: 5, invoiceFilters: { [filter]: locator(by, value) } },
			sends: [['GET /invoice/list', { [sent]: String(value), page: '1', pageSize: '5' }]],
			gives: [{ num: 1 }],
		}),
	),
	{
		operation: 'getAll',
		by: 'of an emptied customer',
		parameters: { invoiceFilters: { customer: locator('id', '={{ "" }}') } },
		sends: [],
		error: 'Filter Customer is empty',
	},
]);
