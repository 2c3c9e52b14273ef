import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';
import { testTable, type Sent } from './table.cts';

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
			price: 10.25,
			partFields: {
				description: 'Round',
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
		parameters: { name: 'Ring', reference: 'P-100' },
		sends: [['GET /part/details', { reference: 'P-100' }]],
		error: 'A part with Reference "P-100" already exists',
	},
	{
		operation: 'update',
		by: 'id, taking tax and text off',
		parameters: {
			part: locator('id', '={{ $json.id }}'),
			partFields: { tax: locator('id', ''), description: '', category: locator('id', 1) },
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].flatMap((id): Sent[] => [
			['GET /part/details', { id: String(id) }],
			['POST /part/send', {}, { id, tax: null, description: '', category: { id: 1 } }],
		]),
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
		parameters: { reference: '={{ $json.ref }}', name: 'Named anew', price: 1 },
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
			partSort: { values: { sort: 'reference', sortOrder: 'descending' } },
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
		sends: ['P-100', 'P-200'].map((reference) => ['POST /part/prices', {}, [{ reference, price: '10,25' }]]),
		gives: [{ reference: 'P-100', price: '10,25' }, { reference: 'P-200' }],
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
					{ id: 1, price: '11' },
					{ id: 2, price: '0' },
				],
			],
		],
		gives: [
			{ id: 1, price: '11' },
			{ id: 2, price: '0' },
		],
	},
	{
		operation: 'updatePrices',
		by: 'an array by expression, one line of which is refused',
		parameters: { options: { pricesJson: '={{ $json.prices }}' } },
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
					{ reference: 'P-999', price: '1' },
					{ reference: 'P-100', price: '10,25' },
				],
			],
		],
		gives: [{ reference: 'P-999', error: expect.stringContaining('P-999') }, { reference: 'P-100' }],
	},
	{
		operation: 'updatePrices',
		by: 'a price with a comma',
		parameters: { prices: { values: [{ reference: 'P-100', price: '10,25' }] } },
		sends: [['POST /part/prices', {}, [{ reference: 'P-100', price: '10,25' }]]],
		gives: [{ reference: 'P-100', price: '10,25' }],
	},
	{
		operation: 'updatePrices',
		by: 'a price that can be read as two numbers',
		parameters: { prices: { values: [{ reference: 'P-100', price: '1.010' }] } },
		sends: [],
		error: 'Prices 1: Price: "1.010" can be read as 1010 and as 1.010',
	},
	{ operation: 'updatePrices', by: 'no part', sends: [], error: 'Prices is empty' },
]);

describe('lines of a bulk answer', () => {
	const pricesJson = JSON.stringify([
		{ reference: 'P-999', price: 1 },
		{ reference: 'P-100', price: 2 },
	]);
	const prices = { options: { pricesJson } };

	test('a refused line takes the error output, the others go on', async () => {
		const at = await withSandbox();
		const { json, failed, error } = await at.run('part', 'updatePrices', prices, { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ reference: 'P-100', price: '2' }]);
		expect(failed.map((item) => item.json.error)).toEqual([expect.stringMatching(/^P-999: /)]);
		const regular = await at.run('part', 'updatePrices', prices, { onError: 'continueRegularOutput' });
		expect(regular.json).toEqual([
			expect.objectContaining({ reference: 'P-999', error: expect.stringMatching(/^P-999: /), errorType: 'refused' }),
			{ reference: 'P-100', price: '2' },
		]);
		await at.sandbox.close();
	});

	test('Additional Body Fields join every line', async () => {
		const at = await withSandbox({ unknownKeys: 'accept' });
		const { requests } = await at.run('part', 'updatePrices', {
			options: { pricesJson, additionalBody: '{"more": 1}' },
		});
		expect(requests[0].body).toEqual([
			{ reference: 'P-999', price: '1', more: 1 },
			{ reference: 'P-100', price: '2', more: 1 },
		]);
		await at.sandbox.close();
	});
});
