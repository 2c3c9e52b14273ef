import { locator } from './engine.cts';
import { contact, groups, lifeCycle, more, open, place, position } from './places.cts';
import { testTable, type Sent } from './table.cts';

testTable('customer', [
	...lifeCycle('customer', 'customers', '/customer', ['id', 'myId', 'name', 'email'], ['id', 'myId', 'name']),
	{
		operation: 'getAll',
		by: 'by email',
		parameters: { output: 'raw', customerFilters: { email: 'contact2@customer.example' } },
		sends: [['GET /customer/list', { email: 'contact2@customer.example', page: '1', pageSize: '50' }]],
		gives: [{ id: 2, contactEmail: 'contact2@customer.example' }],
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			setCustomFields: true,
			customFields: { mappingMode: 'defineBelow', value: { 1: 'West', 2: '2026-01-31', 3: true } },
			myId: '={{ $json.key }}',
			...open,
			customerFields: {
				...groups,
				position: { values: position },
				vatNumber: 'FR1',
				tags: 'vip, west',
				customFieldValues: { values: [{ id: '1', label: '', value: 'South' }] },
			},
			options: { additionalBody: '{"vatNumber": "FR2"}' },
		},
		items: [
			{ name: 'Port de Brest', key: 'B-1' },
			{ name: 'Port de Caen', key: 'B-2' },
		],
		sends: [
			['Port de Brest', 'B-1'],
			['Port de Caen', 'B-2'],
		].flatMap(([name, myId]): Sent[] => [
			['GET /customer/details', { myId }],
			[
				'POST /customer/send',
				{},
				{
					name,
					myId,
					...more,
					position,
					vatNumber: 'FR2',
					tags: ['vip', 'west'],
					customFieldValues: [
						{ id: 2, value: '2026-01-31' },
						{ id: 3, value: '1' },
						{ id: 1, value: 'South' },
					],
				},
			],
		]),
		gives: [
			{ myId: 'B-1', ...contact, ...place, position, vatNumber: 'FR2', tags: ['vip', 'west'] },
			{ myId: 'B-2', name: 'Port de Caen' },
		],
	},
	{
		operation: 'create',
		by: 'an Own ID that exists',
		parameters: { name: 'Twin', myId: 'C-1' },
		sends: [['GET /customer/details', { myId: 'C-1' }]],
		error: 'A customer with Own ID "C-1" already exists',
	},
	{
		operation: 'create',
		by: 'without a look before',
		parameters: { name: 'Twin', myId: 'C-1', options: { checkFirst: false } },
		sends: [['POST /customer/send', {}, { name: 'Twin', myId: 'C-1' }]],
		gives: [{ id: 1, name: 'Twin' }],
	},
	{
		operation: 'update',
		by: 'id, clearing what was emptied and nothing else',
		parameters: {
			customer: locator('id', '={{ $json.id }}'),
			customerFields: {
				tags: '',
				myId: 'N-1',
				contactFields: { contactPhone: '={{ null }}', contactMobile: '' },
			},
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].flatMap((id): Sent[] => [
			['GET /customer/details', { id: String(id) }],
			['POST /customer/send', {}, { id, contactPhone: '', contactMobile: '', tags: [], myId: 'N-1' }],
		]),
		gives: [
			{
				id: 1,
				myId: 'N-1',
				contactPhone: '',
				tags: [],
				name: 'Boulangerie Martin',
				contactEmail: 'contact1@customer.example',
			},
			{ id: 2 },
		],
	},
	{
		operation: 'update',
		by: 'myId',
		parameters: { customer: locator('myId', 'C-2'), customerFields: { name: 'Grand Hôtel' } },
		sends: [
			['GET /customer/details', { myId: 'C-2' }],
			['POST /customer/send', {}, { myId: 'C-2', name: 'Grand Hôtel' }],
		],
		gives: [{ id: 2, name: 'Grand Hôtel' }],
	},
	{
		operation: 'update',
		by: 'an unknown myId',
		parameters: { customer: locator('myId', 'X'), customerFields: { name: 'New' } },
		sends: [['GET /customer/details', { myId: 'X' }]],
		error: 'There is no customer with Own ID "X"',
	},
	{
		operation: 'update',
		by: 'a name, which the service does not take',
		parameters: { customer: locator('name', 'Twin') },
		sends: [],
		error: "Customer can't be looked up by name here",
	},
	{
		operation: 'delete',
		by: 'a name, only if it is unique, where an expression gives nothing',
		parameters: { customer: locator('name', 'Twin'), options: { uniqueName: '={{ $json.nothing }}' } },
		sends: [],
		error: 'Only If Name Is Unique is empty',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', name: '={{ $json.name }}', customerFields: {} },
		items: [{ key: 'C-1' }, { key: 'Z-9', name: 'New one' }],
		sends: [
			['POST /customer/send', {}, { myId: 'C-1' }],
			['POST /customer/send', {}, { myId: 'Z-9', name: 'New one' }],
		],
		gives: [
			{ id: 1, name: 'Boulangerie Martin', dateModified: '2026-11-21 11:00' },
			{ id: 6, name: 'New one' },
		],
	},
	{
		operation: 'upsert',
		by: 'an empty myId',
		parameters: { myId: '={{ "" }}', name: 'x' },
		sends: [],
		error: 'Own ID is empty',
	},
]);
