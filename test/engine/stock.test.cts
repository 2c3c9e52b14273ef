import type { INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

const main = '53b6892e-559f-c99e-5bcc-7864c9dd1291';
const van = '8fbfdd30-6df8-eac1-997f-be4f89310faf';
const filter = {
	id: 1,
	reference: 'P-100',
	name: 'Filter 20 cm',
	price: '12.50',
	categoryName: 'Spare parts',
	taxRate: '20.00',
	isTracked: true,
	status: 'active',
	type: 'part',
	dateModified: '2026-10-22T01:00:00+02:00',
};

testTable('part', [
	{
		operation: 'get',
		by: 'id',
		parameters: { part: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: '1' }],
		sends: [1, 2].map(() => ['GET /part/details', { id: '1' }]),
		gives: [filter, filter],
	},
	{
		operation: 'get',
		by: 'reference',
		parameters: { part: locator('reference', 'P-100') },
		sends: [['GET /part/details', { reference: 'P-100' }]],
		gives: [filter],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { part: locator('list', 1) },
		sends: [['GET /part/details', { id: '1' }]],
		gives: [filter],
	},
	{
		operation: 'create',
		by: 'with every kind of field',
		parameters: {
			name: '={{ $json.name }}',
			partFields: {
				description: 'Round',
				price: 10.25,
				minQuantity: 0,
				isTracked: true,
				isSerializable: false,
				category: locator('name', 'New ones'),
				tax: locator('name', 'TVA 10'),
				status: 'inactive',
				type: 'other',
			},
		},
		items: [{ name: 'Ring' }, { name: 'Nut' }],
		sends: ['Ring', 'Nut'].map((name) => [
			'POST /part/send',
			{},
			{
				name,
				description: 'Round',
				price: 10.25,
				minQuantity: 0,
				isTracked: true,
				isSerializable: false,
				category: { name: 'New ones' },
				tax: { name: 'TVA 10' },
				status: 'inactive',
				type: 'other',
			},
		]),
		gives: [{ name: 'Ring', price: '10.25', category: expect.objectContaining({ name: 'New ones' }) }, { name: 'Nut' }],
	},
	{
		operation: 'create',
		by: 'with a reference that exists',
		parameters: { name: 'Ring', partFields: { reference: 'P-100' } },
		sends: [['GET /part/details', { reference: 'P-100' }]],
		error: 'A part with Reference "P-100" exists already',
	},
	{
		operation: 'update',
		by: 'id, taking tax and text off',
		parameters: {
			part: locator('id', '={{ $json.id }}'),
			partFields: { tax: locator('id', ''), description: '', category: locator('id', 1) },
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['POST /part/send', {}, { id, tax: null, description: '', category: { id: 1 } }]),
		gives: [
			{ id: 1, tax: null },
			{ id: 2, tax: null },
		],
	},
	{
		operation: 'update',
		by: 'reference',
		parameters: { part: locator('reference', 'P-100'), partFields: { price: 13 } },
		sends: [
			['GET /part/details', { reference: 'P-100' }],
			['POST /part/send', {}, { reference: 'P-100', price: 13 }],
		],
		gives: [{ id: 1, price: '13.00' }],
	},
	{
		operation: 'upsert',
		by: 'reference',
		parameters: { reference: '={{ $json.ref }}', name: 'Named anew', partFields: { price: 1 } },
		items: [{ ref: 'P-100' }, { ref: 'P-900' }],
		sends: ['P-100', 'P-900'].map((reference) => ['POST /part/send', {}, { reference, name: 'Named anew', price: 1 }]),
		gives: [
			{ id: 1, name: 'Named anew' },
			{ reference: 'P-900', price: '1.00' },
		],
	},
	{
		operation: 'upsert',
		by: 'an empty reference',
		parameters: { reference: '={{ " " }}', name: 'x' },
		sends: [],
		error: 'Reference is empty',
	},
	{
		operation: 'delete',
		by: 'id',
		parameters: { part: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['DELETE /part/delete', { id: String(id) }]),
		gives: [
			{ deleted: true, id: 1 },
			{ deleted: true, id: 2 },
		],
	},
	{
		operation: 'delete',
		by: 'reference',
		parameters: { part: locator('reference', 'P-100') },
		sends: [['DELETE /part/delete', { reference: 'P-100' }]],
		gives: [{ deleted: true, id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'with every filter',
		parameters: {
			limit: 3,
			partFilters: {
				category: locator('id', '={{ $json.category }}'),
				changedSince: '2026-10-01',
				isTracked: true,
				isSerializable: false,
				status: 'active',
				type: 'part',
			},
			partSort: { sort: 'reference', sortOrder: 'descending' },
		},
		items: [{ category: 1 }],
		sends: [1].map((id) => [
			'GET /part/list',
			{
				category_id: String(id),
				changedSince: '2026-09-30 22:00:00',
				isTracked: 'true',
				isSerializable: 'false',
				status: 'active',
				type: 'part',
				sort: 'reference',
				sortOrder: 'descending',
				page: '1',
				pageSize: '3',
			},
		]),
		gives: [{ reference: 'P-200' }, { reference: 'P-100' }],
	},
	{
		operation: 'getAll',
		by: 'of a category by name',
		parameters: { limit: 1, partFilters: { category: locator('name', 'Spare parts') } },
		items: [{}, {}],
		sends: [1, 2].map(() => ['GET /part/list', { category_name: 'Spare parts', page: '1', pageSize: '1' }]),
		gives: [{ id: 3 }, { id: 3 }],
	},
	{
		operation: 'updatePrices',
		by: 'reference',
		parameters: { prices: { values: [{ id: locator('id', ''), reference: '={{ $json.ref }}', price: '10.25' }] } },
		items: [{ ref: 'P-100' }, { ref: 'P-200' }],
		sends: ['P-100', 'P-200'].map((reference) => ['POST /part/prices', {}, [{ reference, price: 10.25 }]]),
		gives: [{ reference: 'P-100', price: 10.25 }, { reference: 'P-200' }],
	},
	{
		operation: 'updatePrices',
		by: 'ID, from the list',
		parameters: {
			prices: {
				values: [
					{ id: locator('list', 1), reference: '', price: 11 },
					{ id: locator('id', '2'), reference: '', price: '0' },
				],
			},
		},
		sends: [
			[
				'POST /part/prices',
				{},
				[
					{ id: 1, price: 11 },
					{ id: 2, price: 0 },
				],
			],
		],
		gives: [
			{ id: 1, price: 11 },
			{ id: 2, price: 0 },
		],
	},
	{
		operation: 'updatePrices',
		by: 'an array by expression, one line of which is refused',
		parameters: { pricesJson: '={{ $json.prices }}' },
		items: [
			{
				prices: [
					{ reference: 'P-999', price: '1' },
					{ reference: 'P-100', price: '10.25' },
				],
			},
		],
		sends: [
			[
				'POST /part/prices',
				{},
				[
					{ reference: 'P-999', price: 1 },
					{ reference: 'P-100', price: 10.25 },
				],
			],
		],
		gives: [{ reference: 'P-999', error: expect.stringContaining('P-999') }, { reference: 'P-100' }],
	},
	{
		operation: 'updatePrices',
		by: 'a price with a comma',
		parameters: { prices: { values: [{ reference: 'P-100', price: '10,25' }] } },
		sends: [],
		error: 'Prices 1: Price: "10,25" is not a number of at least 0',
	},
	{ operation: 'updatePrices', by: 'no part', sends: [], error: 'Prices is empty' },
]);

const parts = (values: INodeParameters[]) => ({ depotFields: { parts: { values } } });
const hold = (quantity: number) => ({ productCode: 'P-100', quantity });

testTable('depot', [
	{
		operation: 'get',
		by: 'id',
		parameters: { depot: locator('id', '={{ $json.id }}') },
		items: [{ id: main }, { id: main }],
		sends: [1, 2].map(() => ['GET /depot/details', { id: main }]),
		gives: [{ name: 'Main depot' }, { id: main }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { depot: locator('list', main) },
		sends: [['GET /depot/details', { id: main }]],
		gives: [{ parts: expect.arrayContaining([expect.objectContaining({ reference: 'P-100', quantity: 40 })]) }],
	},
	{
		operation: 'get',
		by: 'name, which reading does not take',
		parameters: { depot: locator('name', 'Main depot') },
		sends: [],
		error: 'Depot cannot be named by Name here',
	},
	{
		operation: 'setQuantities',
		by: 'id',
		parameters: {
			depot: locator('id', '={{ $json.id }}'),
			...parts([{ productCode: 'P-100', quantity: '7', serials: '' }]),
		},
		items: [{ id: main }, { id: van }],
		sends: [main, van].map((id) => ['POST /depot/quantities', {}, [{ depot: { id }, parts: [hold(7)] }]]),
		gives: [
			{ id: main, partsLoaded: 1 },
			{ id: van, partsLoaded: 1 },
		],
	},
	{
		operation: 'setQuantities',
		by: 'name, with serial numbers',
		parameters: {
			depot: locator('name', 'Van South'),
			...parts([{ productCode: 'P-300', quantity: '', serials: 'PU-7, PU-8' }]),
		},
		sends: [
			[
				'POST /depot/quantities',
				{},
				[{ depot: { name: 'Van South' }, parts: [{ productCode: 'P-300', serials: ['PU-7', 'PU-8'] }] }],
			],
		],
		gives: [{ name: 'Van South', partsLoaded: 1 }],
	},
	{
		operation: 'setQuantities',
		by: 'the list, a part of which is refused',
		parameters: {
			depot: locator('list', main),
			depotFields: { partsJson: JSON.stringify([hold(1), { productCode: 'P-999', quantity: 1 }]) },
		},
		sends: [
			[
				'POST /depot/quantities',
				{},
				[{ depot: { id: main }, parts: [hold(1), { productCode: 'P-999', quantity: 1 }] }],
			],
		],
		gives: [{ name: 'Main depot', partsLoaded: 1, error: [null, expect.stringContaining('P-999')] }],
	},
	{
		operation: 'setQuantities',
		by: 'several depots in one request',
		parameters: {
			depot: locator('id', ''),
			depotsJson: JSON.stringify([{ depot: { id: main } }, { depot: { name: 'Van North' }, parts: [hold(3)] }]),
			...parts([hold(9)]),
		},
		sends: [
			[
				'POST /depot/quantities',
				{},
				[
					{ depot: { id: main }, parts: [hold(9)] },
					{ depot: { name: 'Van North' }, parts: [hold(3)] },
				],
			],
		],
		gives: [{ id: main }, { id: van }],
	},
	{
		operation: 'setQuantities',
		by: 'no part',
		parameters: { depot: locator('id', main) },
		sends: [],
		error: 'Parts is empty',
	},
	{
		operation: 'setQuantities',
		by: 'no depot',
		parameters: { depot: locator('id', '={{ "" }}'), ...parts([hold(1)]) },
		sends: [],
		error: 'Depot is empty',
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			depotFilters: { name: '={{ $json.name }}', isProvider: false, isDefault: false },
			depotSort: { sort: 'isProvider', sortOrder: 'ascending' },
		},
		items: [{ name: 'North' }, { name: 'South' }],
		sends: ['North', 'South'].map((name) => [
			'GET /depot/list',
			{
				name,
				isProvider: 'false',
				isDefault: 'false',
				sort: 'isProvider',
				sortOrder: 'ascending',
				page: '1',
				pageSize: '50',
			},
		]),
		gives: [{ name: 'Van North' }, { name: 'Van South' }],
	},
	{
		operation: 'getAll',
		by: 'with details',
		parameters: { limit: 2, includeDetails: true },
		sends: [
			['GET /depot/list', { page: '1', pageSize: '2' }],
			['GET /depot/details', { id: main }],
			['GET /depot/details', { id: 'ae430253-1124-8dfa-b7c9-482a79a15045' }],
		],
		gives: [
			{ id: main, parts: expect.any(Array) },
			{ name: 'Van Cooling', parts: [] },
		],
	},
]);

const move = (part: INodeParameters) => ({
	partMovementFields: {
		source: locator('name', 'Main depot'),
		destination: locator('list', van),
		part: { values: part },
	},
});
const moved = (part: object): Case['sends'][number] => [
	'POST /partmovement/do',
	{},
	{ source: { name: 'Main depot' }, destination: { id: van }, part },
];

testTable('partMovement', [
	{
		operation: 'move',
		by: 'reference',
		parameters: move({ id: locator('id', ''), reference: '={{ $json.ref }}', quantity: '2', serials: '' }),
		items: [{ ref: 'P-100' }, { ref: 'P-200' }],
		sends: ['P-100', 'P-200'].map((reference) => moved({ reference, quantity: 2 })),
		gives: [{ quantityMoved: 2, serialsMoved: [] }, { quantityMoved: 2 }],
	},
	{
		operation: 'move',
		by: 'ID, with serial numbers',
		parameters: move({ id: locator('list', 3), serials: 'PU-001' }),
		sends: [moved({ id: 3, serials: ['PU-001'] })],
		gives: [{ quantityMoved: 1, serialsMoved: ['PU-001'] }],
	},
	{
		operation: 'move',
		by: 'more than there are',
		parameters: move({ reference: 'P-100', quantity: 99 }),
		sends: [moved({ reference: 'P-100', quantity: 99 })],
		error: 'Main depot has 40 of P-100, not 99',
	},
	{ operation: 'move', by: 'nothing', parameters: move({ reference: '' }), sends: [], error: 'Part is empty' },
	{
		operation: 'move',
		by: 'half a part',
		parameters: move({ reference: 'P-100', quantity: '0.5' }),
		sends: [],
		error: 'Part: Quantity: "0.5" is not a whole number of at least 1',
	},
]);

const open = '26937a89-451b-5cdf-5588-37a7e3a6e265';
const asked = {
	id: open,
	sourceNmStock: 'Main depot',
	destinationNmStock: 'Van North',
	userLogin: 'jean',
	partReference: 'P-100',
	partName: 'Filter 20 cm',
	quantity: 5,
	isUrgent: false,
	isComplete: false,
	dateCreated: '2026-10-22T01:00:00+02:00',
};

testTable('partRequest', [
	{
		operation: 'get',
		by: 'id',
		parameters: { partRequest: locator('id', open) },
		items: [{}, {}],
		sends: [1, 2].map(() => ['GET /partrequest/details', { id: open }]),
		gives: [asked, asked],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { partRequest: locator('list', open) },
		sends: [['GET /partrequest/details', { id: open }]],
		gives: [asked],
	},
	{
		operation: 'create',
		by: 'with the keys of its depots',
		parameters: {
			partRequestFields: {
				source: locator('id', main),
				destination: locator('name', 'Van South'),
				user: locator('login', '={{ $json.login }}'),
				part: locator('reference', 'P-100'),
				quantity: 3,
				isUrgent: true,
				isDeleted: false,
			},
		},
		items: [{ login: 'jean' }, { login: 'marie' }],
		sends: ['jean', 'marie'].map((login) => [
			'POST /partrequest/send',
			{},
			{
				source: { idStock: main },
				destination: { nmStock: 'Van South' },
				user: { login },
				part: { reference: 'P-100' },
				quantity: 3,
				isUrgent: true,
				isDeleted: false,
			},
		]),
		gives: [
			{ quantity: 3, isUrgent: true, user: expect.objectContaining({ login: 'jean' }) },
			{ user: expect.objectContaining({ login: 'marie' }) },
		],
	},
	{
		operation: 'create',
		by: 'with serial numbers',
		parameters: {
			partRequestFields: {
				source: locator('list', main),
				destination: locator('id', van),
				user: locator('id', 2),
				part: locator('list', 3),
				serials: '={{ ["PU-001", "PU-002"] }}',
			},
		},
		sends: [
			[
				'POST /partrequest/send',
				{},
				{
					source: { idStock: main },
					destination: { idStock: van },
					user: { id: 2 },
					part: { id: 3 },
					serials: ['PU-001', 'PU-002'],
				},
			],
		],
		gives: [{ quantity: 2 }],
	},
	{
		operation: 'create',
		by: 'without a user',
		parameters: {
			partRequestFields: { source: locator('id', main), destination: locator('id', van), part: locator('id', 1) },
		},
		sends: [],
		error: 'User is empty',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: { partRequest: locator('id', open), partRequestFields: { quantity: '={{ $json.quantity }}' } },
		items: [{ quantity: 4 }, { quantity: 4 }],
		sends: [1, 2].map(() => ['POST /partrequest/send', {}, { id: open, quantity: 4 }]),
		gives: [{ id: open, quantity: 4, isUrgent: false }, { id: open }],
	},
	{
		operation: 'fulfill',
		by: 'id, wholly',
		parameters: { partRequest: locator('id', open) },
		sends: [['POST /partrequest/fulfill', {}, { id: open, requestId: open }]],
		gives: [{ id: open, isComplete: true }],
	},
	{
		operation: 'fulfill',
		by: 'id, in part',
		parameters: { partRequest: locator('list', open), partRequestFields: { quantity: 2, isPartial: true } },
		items: [{}, {}],
		sends: [1, 2].map(() => [
			'POST /partrequest/fulfill',
			{},
			{ id: open, requestId: open, quantity: 2, isPartial: true },
		]),
		gives: [{ isComplete: false }, { isComplete: false }],
	},
	{
		operation: 'getAll',
		by: 'with every filter, to the minute',
		parameters: {
			partRequestFilters: {
				isUrgent: false,
				isDeleted: false,
				isSent: true,
				isComplete: false,
				changedSince: '2026-10-01T12:30:59Z',
				createdSince: '2026-10-01',
			},
			partRequestSort: { sort: 'isUrgent', sortOrder: 'descending' },
		},
		items: [{}, {}],
		sends: [1, 2].map(() => [
			'GET /partrequest/list',
			{
				isUrgent: 'false',
				isDeleted: 'false',
				isSent: 'true',
				isComplete: 'false',
				changedSince: '2026-10-01 12:30',
				createdSince: '2026-09-30 22:00',
				sort: 'isUrgent',
				sortOrder: 'descending',
				page: '1',
				pageSize: '50',
			},
		]),
		gives: [asked, asked],
	},
]);

describe('lines of a bulk answer', () => {
	const prices = {
		pricesJson: JSON.stringify([
			{ reference: 'P-999', price: 1 },
			{ reference: 'P-100', price: 2 },
		]),
	};

	test('a refused line takes the error output, the others go on', async () => {
		const at = await withSandbox();
		const { json, failed, error } = await at.run('part', 'updatePrices', prices, { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ reference: 'P-100', price: 2 }]);
		expect(failed.map((item) => item.json.error)).toEqual([expect.stringMatching(/^P-999: /)]);
		const regular = await at.run('part', 'updatePrices', prices, { onError: 'continueRegularOutput' });
		expect(regular.json).toEqual([{ error: expect.stringMatching(/^P-999: /) }, { reference: 'P-100', price: 2 }]);
		await at.sandbox.close();
	});

	test('Additional Body Fields join every line', async () => {
		const at = await withSandbox({ unknownKeys: 'accept' });
		const { requests } = await at.run('part', 'updatePrices', { ...prices, additionalBody: '{"more": 1}' });
		expect(requests[0].body).toEqual([
			{ reference: 'P-999', price: 1, more: 1 },
			{ reference: 'P-100', price: 2, more: 1 },
		]);
		await at.sandbox.close();
	});
});
