import { locator } from './engine.cts';
import { known, line, named, status } from './billing.cts';
import { testTable, type Sent } from './table.cts';

const offer = {
	id: 1,
	num: 1,
	reference: '1_Quotation',
	status: 'sent',
	description: 'New boiler',
	customerName: 'Boulangerie Martin',
	total: 30,
};

testTable('quotation', [
	...named('quotation', '/quotation/details', 'get', '1_Quotation', offer),
	{
		operation: 'create',
		by: 'with lines',
		parameters: {
			customer: locator('id', 2),
			description: '={{ $json.text }}',
			lines: { values: [{ ...line }] },
		},
		items: [{ text: 'a' }, { text: 'b' }],
		sends: ['a', 'b'].map((description) => [
			'POST /quotation/send',
			{},
			{ customer: { id: 2 }, description, action: 'add', lines: [line] },
		]),
		gives: [{ description: 'a', total: 30 }, { description: 'b' }],
	},
	{
		operation: 'create',
		by: 'without a customer',
		parameters: { customer: '={{ undefined }}' },
		sends: [],
		error: 'Customer is empty',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: { quotation: locator('id', 1), quotationFields: { description: '={{ $json.text }}' } },
		items: [{ text: 'a' }, { text: 'a' }],
		sends: [1, 2].flatMap((): Sent[] => [
			['GET /quotation/details', { id: '1' }],
			['POST /quotation/send', {}, { id: 1, description: 'a' }],
		]),
		gives: [{ id: 1, description: 'a', lines: [known] }, { id: 1 }],
	},
	{
		operation: 'update',
		by: 'num, the state alone',
		parameters: { quotation: locator('num', 1), quotationFields: { status: 'accepted' } },
		sends: [
			['GET /quotation/details', { num: '1' }],
			['POST /quotation/send', {}, { num: 1, ...status('accepted') }],
		],
		gives: [{ status: 'accepted', lines: [known] }],
	},
	{
		operation: 'update',
		by: 'reference',
		parameters: { quotation: locator('reference', '1_Quotation'), quotationFields: { num: 9 } },
		sends: [
			['GET /quotation/details', { reference: '1_Quotation' }],
			['GET /quotation/details', { num: '9' }],
			['POST /quotation/send', {}, { reference: '1_Quotation', num: 9 }],
		],
		gives: [{ id: 1, num: 9 }],
	},
	{
		operation: 'duplicate',
		by: 'id',
		parameters: { quotation: locator('id', 1) },
		items: [{}, {}],
		sends: [1, 2].map(() => ['POST /quotation/duplicate', {}, { id: 1 }]),
		gives: [
			{ num: 0, status: 'draft' },
			{ num: 0, status: 'draft' },
		],
	},
	{
		operation: 'duplicate',
		by: 'num',
		parameters: { quotation: locator('num', 1) },
		sends: [['POST /quotation/duplicate', {}, { num: 1 }]],
		gives: [{ id: 2 }],
	},
	{
		operation: 'duplicate',
		by: 'reference',
		parameters: { quotation: locator('reference', '1_Quotation') },
		sends: [['POST /quotation/duplicate', {}, { reference: '1_Quotation' }]],
		gives: [{ id: 2 }],
	},
	{
		operation: 'cancel',
		by: 'id, answered as a list of one',
		parameters: { quotation: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		prepare: (sandbox) => sandbox.call('quotation_duplicate', { body: { id: 1 } }),
		sends: [1, 2].map((id) => ['POST /quotation/cancel', {}, { id }]),
		gives: [
			{ id: 1, status: 'canceled' },
			{ id: 2, status: 'canceled' },
		],
	},
	{
		operation: 'cancel',
		by: 'num',
		parameters: { quotation: locator('num', 1) },
		sends: [['POST /quotation/cancel', {}, { num: 1 }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'cancel',
		by: 'reference',
		parameters: { quotation: locator('reference', '1_Quotation') },
		sends: [['POST /quotation/cancel', {}, { reference: '1_Quotation' }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			quotationFilters: { status: 'sent', customer: locator('id', 1) },
			quotationSort: { values: { sort: 'num', sortOrder: 'descending' } },
		},
		items: [{}, {}],
		sends: [1, 2].map(() => [
			'GET /quotation/list',
			{ status: 'sent', customer_id: '1', sort: 'num', sortOrder: 'descending', page: '1', pageSize: '50' },
		]),
		gives: [offer, offer],
	},
]);
