import { locator } from './engine.cts';
import { known, line, named, status } from './billing.cts';
import { testTable, type Sent } from './table.cts';

const first = {
	id: 1,
	num: 1,
	reference: '1_Invoice',
	status: 'draft',
	description: 'Visit 1',
	customerName: 'Boulangerie Martin',
	jobNum: 1,
	dateCreated: '2026-10-22T01:00:00+02:00',
	subtotal: 25,
	total: 30,
};

testTable('invoice', [
	...named('invoice', '/invoice/details', 'get', '1_Invoice', first),
	{
		operation: 'get',
		by: 'without Simplify',
		parameters: { invoice: locator('id', 1), output: 'raw' },
		sends: [['GET /invoice/details', { id: '1' }]],
		gives: [{ lines: [known], dateCreated: '2026-10-22 01:00' }],
	},
	{
		operation: 'create',
		by: 'with lines, job and custom fields',
		parameters: {
			customer: locator('myId', '={{ $json.who }}'),
			job: locator('num', '1'),
			description: 'Boiler',
			lines: {
				values: [
					{
						description: 'Gasket',
						partReference: '',
						quantity: '10',
						unitPrice: '2.00',
						discountPercent: '50',
						subTotal: '',
						taxRate: '10',
						taxAmt: '',
						total: '',
					},
					{ ...line },
				],
			},
			invoiceFields: {
				site: locator('name', 'Boulangerie Martin, main building'),
				status: 'draft',
				paymentDate: '2026-11-21T10:15:30Z',
				customFieldValues: { values: [{ id: '18', label: '', value: 'Workshop' }] },
			},
		},
		items: [{ who: 'C-1' }, { who: 'C-2' }],
		sends: ['C-1', 'C-2'].map((myId) => [
			'POST /invoice/send',
			{},
			{
				customer: { myId },
				site: { name: 'Boulangerie Martin, main building' },
				job: { num: 1 },
				description: 'Boiler',
				status: 'draft',
				paymentDate: '2026-11-21 11:15',
				action: 'add',
				lines: [
					{ description: 'Gasket', quantity: '10', unitPrice: '2.00', discountPercent: '50', taxRate: '10' },
					line,
				],
				customFieldValues: [{ id: 18, value: 'Workshop' }],
			},
		]),
		gives: [
			{ subtotal: 35, total: 41, paymentDate: '2026-11-21 11:15' },
			{ customer: expect.objectContaining({ myId: 'C-2' }) },
		],
	},
	{
		operation: 'create',
		by: 'with a part and a tax rate from the list, and as they were saved when both were text',
		parameters: {
			customer: locator('id', 1),
			lines: {
				values: [
					{ partReference: locator('list', 'P-100'), quantity: '2', taxRate: locator('list', '5.50') },
					{ partReference: locator('reference', 'P-100'), quantity: '1', taxRate: locator('rate', '={{ 20 }}') },
					{ description: 'Labour', partReference: locator('list', ''), quantity: '1', taxRate: locator('list', '') },
					{ description: 'Saved', partReference: 'P-100', quantity: '1', taxRate: '20.00' },
				],
			},
		},
		sends: [
			[
				'POST /invoice/send',
				{},
				{
					customer: { id: 1 },
					action: 'add',
					lines: [
						{ partReference: 'P-100', quantity: '2', taxRate: '5.50' },
						{ partReference: 'P-100', quantity: '1', taxRate: '20' },
						{ description: 'Labour', quantity: '1' },
						{ description: 'Saved', partReference: 'P-100', quantity: '1', taxRate: '20.00' },
					],
				},
			],
		],
		gives: [
			{
				lines: [{ taxRate: '5.50' }, { taxRate: '20.00' }, { taxRate: '0.00' }, {}].map((each) =>
					expect.objectContaining(each),
				),
			},
		],
	},
	{
		operation: 'create',
		by: 'with a tax rate that is not a number',
		parameters: {
			customer: locator('id', 1),
			lines: { values: [{ description: 'x', taxRate: locator('rate', '20 %') }] },
		},
		sends: [],
		error: 'Lines 1: Tax Rate (%): "20 %" is not a valid rate',
	},
	{
		operation: 'create',
		by: 'with a number and a reference that are free, lines as JSON',
		parameters: {
			customer: locator('list', 1),
			invoiceFields: { num: 77, reference: 'R-77' },
			options: { linesJson: JSON.stringify([line]) },
		},
		sends: [
			['GET /invoice/details', { num: '77' }],
			['GET /invoice/details', { reference: 'R-77' }],
			['POST /invoice/send', {}, { customer: { id: 1 }, num: 77, reference: 'R-77', action: 'add', lines: [line] }],
		],
		gives: [{ num: 77, reference: 'R-77', total: 30 }],
	},
	{
		operation: 'create',
		by: 'with a number that exists',
		parameters: { customer: locator('id', 1), invoiceFields: { num: 1 } },
		sends: [['GET /invoice/details', { num: '1' }]],
		error: 'An invoice with Number "1" already exists',
	},
	{
		operation: 'create',
		by: 'without a customer',
		parameters: { customer: locator('id', '={{ "" }}'), description: 'x' },
		sends: [],
		error: 'Customer is empty',
	},
	{
		operation: 'create',
		by: 'with a quantity that is none',
		parameters: { customer: locator('id', 1), lines: { values: [{ quantity: 'two' }] } },
		sends: [],
		error: 'Lines 1: Quantity: "two" is not a number',
	},
	{
		operation: 'update',
		by: 'id, the state alone',
		parameters: { invoice: locator('id', '={{ $json.id }}'), invoiceFields: { status: 'sent' } },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].flatMap((id): Sent[] => [
			['GET /invoice/details', { id: String(id) }],
			['POST /invoice/send', {}, { id, ...status('sent') }],
		]),
		gives: [
			{ id: 1, status: 'sent', lines: [known] },
			{ id: 2, status: 'sent', lines: [known] },
		],
	},
	{
		operation: 'update',
		by: 'num, lines in place of the old ones',
		parameters: {
			invoice: locator('num', 2),
			invoiceFields: { action: 'replace', lines: { values: [{ ...line, quantity: '1' }] }, description: '' },
		},
		sends: [
			['GET /invoice/details', { num: '2' }],
			['POST /invoice/send', {}, { num: 2, action: 'replace', lines: [{ ...line, quantity: '1' }], description: '' }],
		],
		gives: [{ num: 2, total: 15, description: '' }],
	},
	{
		operation: 'update',
		by: 'reference, taking the job off',
		parameters: { invoice: locator('reference', '3_Invoice'), invoiceFields: { job: locator('num', '') } },
		sends: [
			['GET /invoice/details', { reference: '3_Invoice' }],
			['POST /invoice/send', {}, { reference: '3_Invoice', job: null }],
		],
		gives: [{ num: 3, job: null }],
	},
	{
		operation: 'update',
		by: 'a number that nobody has',
		parameters: { invoice: locator('num', 99), invoiceFields: { description: 'x' } },
		sends: [['GET /invoice/details', { num: '99' }]],
		error: 'There is no invoice with Number "99"',
	},
	{
		operation: 'update',
		by: 'a number that nobody has, unchecked',
		parameters: {
			invoice: locator('num', 99),
			invoiceFields: { customer: locator('id', 1) },
			options: { checkFirst: false },
		},
		sends: [['POST /invoice/send', {}, { num: 99, customer: { id: 1 } }]],
		gives: [{ num: 99 }],
	},
	{
		operation: 'duplicate',
		by: 'id',
		parameters: { invoice: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['POST /invoice/duplicate', {}, { id }]),
		gives: [
			{ num: 0, status: 'draft', description: 'Visit 1' },
			{ num: 0, status: 'draft', description: 'Visit 2' },
		],
	},
	{
		operation: 'duplicate',
		by: 'num, cancelling the original',
		parameters: { invoice: locator('num', 3), invoiceFields: { cancel: true } },
		sends: [['POST /invoice/duplicate', {}, { num: 3, cancel: true }]],
		gives: [{ id: 3, idCreditnote: 1, idDraft: 5 }],
	},
	{
		operation: 'duplicate',
		by: 'reference',
		parameters: { invoice: locator('reference', '3_Invoice') },
		sends: [['POST /invoice/duplicate', {}, { reference: '3_Invoice' }]],
		gives: [{ id: 5 }],
	},
	{
		operation: 'cancel',
		by: 'id',
		parameters: { invoice: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['POST /invoice/cancel', {}, { id }]),
		gives: [
			{ id: 1, status: 'canceled' },
			{ id: 2, status: 'canceled' },
		],
	},
	{
		operation: 'cancel',
		by: 'num, with a credit note',
		parameters: { invoice: locator('num', 4), invoiceFields: { createCreditnote: true } },
		sends: [['POST /invoice/cancel', {}, { num: 4, createCreditnote: true }]],
		gives: [{ id: 4, status: 'canceled', idCreditnote: 1 }],
	},
	{
		operation: 'cancel',
		by: 'reference',
		parameters: { invoice: locator('reference', '1_Invoice') },
		sends: [['POST /invoice/cancel', {}, { reference: '1_Invoice' }]],
		gives: [{ id: 1 }],
	},
]);
