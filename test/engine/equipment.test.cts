import { locator } from './engine.cts';
import { lifeCycle } from './places.cts';
import { testTable, type Case, type Sent } from './table.cts';

testTable('equipment', [
	...lifeCycle('equipment', 'equipment', '/equipment', ['id', 'myId', 'name']),
	...[
		['customer', 'id', 2],
		['customer', 'myId', 'C-2'],
		['site', 'id', 2],
		['site', 'myId', 'S-2'],
		['site', 'list', 2],
	].map(
		([of, by, value]): Case => ({
			operation: 'getAll',
			by: `of a ${of} (${by})`,
			parameters: { equipmentFilters: { [of]: locator(String(by), value) } },
			sends: [
				['GET /equipment/list', { [`${of}_${by === 'list' ? 'id' : by}`]: String(value), page: '1', pageSize: '50' }],
			],
			gives: [{ id: 2, customerId: 2, siteId: 2, siteName: 'Hôtel du Parc, main building' }],
		}),
	),
	{
		operation: 'getAll',
		by: 'of a customer that is not named',
		parameters: { equipmentFilters: { customer: locator('id', '={{ undefined }}') } },
		sends: [],
		error: 'Filter Customer is empty',
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			myId: '={{ $json.key }}',
			site: locator('myId', 'S-3'),
			customer: locator('myId', 'C-3'),
			equipmentFields: { tags: '', active: true, customFieldValues: { values: [{ id: 6, label: '', value: 'SN-1' }] } },
		},
		items: [
			{ name: 'Pump', key: 'Q-1' },
			{ name: 'Fan', key: 'Q-2' },
		],
		sends: [
			['Pump', 'Q-1'],
			['Fan', 'Q-2'],
		].flatMap(([name, myId]): Sent[] => [
			['GET /equipment/details', { myId }],
			[
				'POST /equipment/send',
				{},
				{
					name,
					myId,
					site: { myId: 'S-3' },
					customer: { myId: 'C-3' },
					active: true,
					customFieldValues: [{ id: 6, value: 'SN-1' }],
				},
			],
		]),
		gives: [{ name: 'Pump', site: expect.objectContaining({ id: 3 }), tags: ['sandbox'] }, { name: 'Fan' }],
	},
	{
		operation: 'create',
		by: 'without a place',
		parameters: { name: 'Pump' },
		sends: [],
		error: 'Customer or Site is needed',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: {
			equipment: locator('id', '={{ $json.id }}'),
			equipmentFields: { site: locator('id', ''), name: 'Spare' },
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].flatMap((id): Sent[] => [
			['GET /equipment/details', { id: String(id) }],
			['POST /equipment/send', {}, { id, site: null, name: 'Spare' }],
		]),
		gives: [{ id: 1, name: 'Spare', site: null }, { id: 2 }],
	},
	{
		operation: 'update',
		by: 'a site that another node gave as nothing',
		parameters: { equipment: locator('id', 1), equipmentFields: { site: '={{ $json.site }}' } },
		items: [{ site: { id: null, myId: null, name: null } }],
		sends: [
			['GET /equipment/details', { id: '1' }],
			['POST /equipment/send', {}, { id: 1, site: null }],
		],
		gives: [{ id: 1, site: null }],
	},
	{
		operation: 'getAll',
		by: 'of a customer that another node gave',
		parameters: { equipmentFilters: { customer: '={{ $json }}' } },
		items: [{ id: 2, myId: '' }],
		sends: [['GET /equipment/list', { customer_id: '2', page: '1', pageSize: '50' }]],
		gives: [{ id: 2 }],
	},
	{
		operation: 'getAll',
		by: 'of a customer that another node gave without its ID',
		parameters: { equipmentFilters: { customer: '={{ $json }}' } },
		items: [{ id: '', myId: 'C-2' }],
		sends: [],
		error: 'Filter Customer: the ID of the record given is empty',
	},
	{
		operation: 'get',
		by: 'an identifier that is an expression as a whole',
		parameters: { equipment: '={{ $json.id }}' },
		items: [{ id: 2 }],
		sends: [['GET /equipment/details', { id: '2' }]],
		gives: [{ id: 2 }],
	},
	{
		operation: 'update',
		by: 'myId',
		parameters: { equipment: locator('myId', 'E-2'), equipmentFields: { name: 'Spare' } },
		sends: [
			['GET /equipment/details', { myId: 'E-2' }],
			['POST /equipment/send', {}, { myId: 'E-2', name: 'Spare' }],
		],
		gives: [{ id: 2, name: 'Spare' }],
	},
	{
		operation: 'update',
		by: 'an unknown myId',
		parameters: { equipment: locator('myId', 'X'), equipmentFields: { name: 'a' } },
		sends: [['GET /equipment/details', { myId: 'X' }]],
		error: 'There is no piece of equipment with Own ID "X"',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', name: '', site: locator('id', 1) },
		items: [{ key: 'E-1' }, { key: 'E-9' }],
		sends: ['E-1', 'E-9'].map((myId) => ['POST /equipment/send', {}, { myId, site: { id: 1 } }]),
		gives: [{ id: 1, name: 'Boiler 1' }, { id: 6 }],
	},
]);
