import type { INodeParameters } from 'n8n-workflow';
import { locator } from './engine.cts';
import { main, van } from './stock.cts';
import { testTable } from './table.cts';

const parts = (values: INodeParameters[]) => ({ parts: { values } });
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
		error: "Depot can't be looked up by name here",
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
			options: { partsJson: JSON.stringify([hold(1), { productCode: 'P-999', quantity: 1 }]) },
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
			options: {
				depotsJson: JSON.stringify([{ depot: { id: main } }, { depot: { name: 'Van North' }, parts: [hold(3)] }]),
			},
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
			depotSort: { values: { sort: 'isProvider', sortOrder: 'ascending' } },
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
