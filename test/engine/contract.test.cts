import { locator } from './engine.cts';
import { testTable } from './table.cts';

const contract = '98adffd6-c0bc-1c50-55a3-2be8586b8f19';

const added = [
	{ id: 2, action: 'add' },
	{ myId: 'E-3', myID: 'E-3', action: 'add' },
];
const removed = [{ id: 1, action: 'remove' }];

testTable('contract', [
	{
		operation: 'get',
		by: 'id',
		parameters: { contract: locator('id', '={{ $json.id }}'), output: 'raw' },
		items: [{ id: contract }, { id: contract }],
		sends: [
			['GET /contract/details', { id: contract }],
			['GET /contract/details', { id: contract }],
		],
		gives: [{ num: 1, jobTypes: [{ id: 2, name: 'Maintenance', sla: 'Standard' }] }, { num: 1 }],
	},
	{
		operation: 'get',
		by: 'num',
		parameters: { contract: locator('num', '1') },
		sends: [['GET /contract/details', { num: '1' }]],
		gives: [
			{
				id: contract,
				name: 'Full service',
				customerName: 'Boulangerie Martin',
				siteName: null,
				start: '2024-01-01',
				hours: 2400,
				active: true,
			},
		],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { contract: locator('list', contract) },
		sends: [['GET /contract/details', { id: contract }]],
		gives: [{ num: 1 }],
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			customer: locator('myId', 'C-2'),
			site: locator('id', 2),
			start: '2027-01-01T00:00:00+01:00',
			end: '2027-12-31',
			contractFields: {
				note: 'By phone',
				hours: 600,
				active: false,
				equipment: {
					values: [
						{ id: locator('list', 2), myId: '', action: 'add' },
						{ id: locator('id', ''), myId: 'E-3', action: 'add' },
					],
				},
				sla: { values: [{ name: 'Gold', tto: '30', tts: '', ttr: 240 }] },
			},
			options: { jobTypesJson: '[{"name": "Repair", "sla": "Gold", "action": "add"}]' },
		},
		items: [{ name: 'Gold 2027' }, { name: 'Gold 2028' }],
		sends: ['Gold 2027', 'Gold 2028'].map((name) => [
			'POST /contract/send',
			{},
			{
				name,
				customer: { myId: 'C-2' },
				site: { id: 2 },
				note: 'By phone',
				start: '2027-01-01',
				end: '2027-12-31',
				hours: 600,
				active: false,
				equipment: added,
				equipments: added,
				jobTypes: [{ name: 'Repair', sla: 'Gold', action: 'add' }],
				sla: [{ name: 'Gold', tto: 30, ttr: 240 }],
			},
		]),
		gives: [
			{ name: 'Gold 2027', active: false, hours: 600, sla: [{ name: 'Gold', tto: 30, ttr: 240 }] },
			{ name: 'Gold 2028' },
		],
	},
	{
		operation: 'create',
		by: 'without a customer',
		parameters: { customer: locator('id', '={{ "" }}'), name: 'Nobody' },
		sends: [],
		error: 'Customer is empty',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: {
			contract: locator('id', contract),
			contractFields: { note: '', equipment: { values: [{ id: locator('id', 1), myId: '', action: 'remove' }] } },
		},
		sends: [
			['GET /contract/details', { id: contract }],
			['POST /contract/send', {}, { id: contract, note: '', equipment: removed, equipments: removed }],
		],
		gives: [{ id: contract, note: '', equipment: [] }],
	},
	{
		operation: 'update',
		by: 'num',
		parameters: { contract: locator('num', '={{ $json.num }}'), contractFields: { name: 'Other' } },
		items: [{ num: 1 }, { num: '1' }],
		sends: [1, 1].flatMap(
			(num) =>
				[
					['GET /contract/details', { num: '1' }],
					['POST /contract/send', {}, { num, name: 'Other' }],
				] as never,
		),
		gives: [{ name: 'Other' }, { name: 'Other' }],
	},
	{
		operation: 'update',
		by: 'an unknown num',
		parameters: { contract: locator('num', 77), contractFields: { name: 'Other' } },
		sends: [['GET /contract/details', { num: '77' }]],
		error: 'There is no contract with Number "77"',
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			output: 'raw',
			contractFilters: {
				name: 'full',
				customer: locator('myId', 'C-1'),
				start: '2026-01-01',
				end: '2026-12-31T23:00:00+01:00',
				active: true,
			},
		},
		items: [{}, {}],
		sends: [0, 1].map(() => [
			'GET /contract/list',
			{
				name: 'full',
				customer_myId: 'C-1',
				start: '2026-01-01',
				end: '2026-12-31',
				active: 'true',
				page: '1',
				pageSize: '50',
			},
		]),
		gives: [{ num: 1, hours: 2400 }, { num: 1 }],
	},
	{
		operation: 'getAll',
		by: 'of a customer and a site by ID, with details',
		parameters: { includeDetails: true, returnAll: true, contractFilters: { customer: locator('list', 1) } },
		sends: [
			['GET /contract/list', { customer_id: '1', page: '1', pageSize: '100' }],
			['GET /contract/details', { id: contract }],
		],
		gives: [{ num: 1, hoursUsed: '0' }],
	},
	{
		operation: 'getAll',
		by: 'of a site',
		parameters: { contractFilters: { site: locator('myId', 'S-1') } },
		sends: [['GET /contract/list', { site_myId: 'S-1', page: '1', pageSize: '50' }]],
	},
]);
