import { locator } from './engine.cts';
import { groups, lifeCycle, more, open, position } from './places.cts';
import { testTable, type Case, type Sent } from './table.cts';

testTable('site', [
	...lifeCycle('site', 'sites', '/site', ['id', 'myId', 'name']),
	...[
		['id', 2, 'customer_id'],
		['list', 2, 'customer_id'],
		['myId', 'C-2', 'customer_myId'],
	].map(
		([by, value, key]): Case => ({
			operation: 'getAll',
			by: `of a customer (${by})`,
			parameters: { siteFilters: { customer: locator(String(by), value) } },
			sends: [['GET /site/list', { [key]: String(value), page: '1', pageSize: '50' }]],
			gives: [{ id: 2, customerId: 2, customerName: 'Hôtel du Parc' }],
		}),
	),
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			myId: '={{ $json.key }}',
			customer: locator('myId', 'C-3'),
			...open,
			siteFields: {
				...groups,
				position: { values: position },
				tags: ['a'],
				contactFields: { values: { ...groups.contactFields.values, contactName: 'Ana Roux' } },
			},
			options: { customFieldValuesJson: '[{"label":"Access code","value":"12"}]' },
		},
		items: [
			{ name: 'Yard', key: 'Y-1' },
			{ name: 'Shed', key: 'Y-2' },
		],
		sends: [
			['Yard', 'Y-1'],
			['Shed', 'Y-2'],
		].flatMap(([name, myId]): Sent[] => [
			['GET /site/details', { myId }],
			[
				'POST /site/send',
				{},
				{
					name,
					myId,
					...more,
					customer: { myId: 'C-3' },
					contactName: 'Ana Roux',
					position,
					tags: ['a'],
					customFieldValues: [{ label: 'Access code', value: '12' }],
				},
			],
		]),
		gives: [{ name: 'Yard', customer: { id: 3, myId: 'C-3', name: 'Garage Moreau' }, tags: ['a'] }, { name: 'Shed' }],
	},
	{
		operation: 'create',
		by: 'without a customer',
		parameters: { customer: locator('id', '={{ "" }}'), name: 'Yard' },
		sends: [],
		error: 'Customer is empty',
	},
	{
		operation: 'create',
		by: 'a customer that another node gave',
		parameters: { name: 'Yard', customer: '={{ $json.customer }}' },
		items: [{ customer: { id: 4, myId: 'C-4', name: 'x' } }],
		sends: [['POST /site/send', {}, { name: 'Yard', customer: { id: 4 } }]],
		gives: [{ customer: { id: 4, myId: 'C-4', name: 'École Jules Ferry' } }],
	},
	{
		operation: 'update',
		by: 'id',
		parameters: {
			site: locator('id', '={{ $json.id }}'),
			siteFields: { active: false, addressFields: { addressComplement: '={{ null }}', addressCity: '' } },
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].flatMap((id): Sent[] => [
			['GET /site/details', { id: String(id) }],
			['POST /site/send', {}, { id, addressComplement: '', addressCity: '', active: false }],
		]),
		gives: [{ id: 1, active: false }, { id: 2 }],
	},
	{
		operation: 'update',
		by: 'myId',
		parameters: { site: locator('myId', 'S-2'), siteFields: { customer: locator('myId', 'C-1') } },
		sends: [
			['GET /site/details', { myId: 'S-2' }],
			['POST /site/send', {}, { myId: 'S-2', customer: { myId: 'C-1' } }],
		],
		gives: [{ id: 2, customer: expect.objectContaining({ id: 1 }) }],
	},
	{
		operation: 'update',
		by: 'an unknown myId',
		parameters: { site: locator('myId', 'X'), siteFields: { name: 'a' } },
		sends: [['GET /site/details', { myId: 'X' }]],
		error: 'There is no site with Own ID "X"',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', name: 'Plant', customer: locator('id', 1) },
		items: [{ key: 'S-1' }, { key: 'S-9' }],
		sends: ['S-1', 'S-9'].map((myId) => ['POST /site/send', {}, { myId, name: 'Plant', customer: { id: 1 } }]),
		gives: [{ id: 1, name: 'Plant' }, { id: 6 }],
	},
]);
