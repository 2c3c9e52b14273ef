import { locator } from './engine.cts';
import { testTable, type Case, type Sent } from './table.cts';
import type { Sandbox } from './cases.cts';

/** Customers, sites and equipment. */

type Store = 'customers' | 'sites' | 'equipment';
const names = { customer: 'Garage Moreau', site: 'Garage Moreau, main building', equipment: 'Boiler 3' };

/** Get, Delete, Undelete, Activate and Deactivate by every identifier, as all three have them. */
function lifeCycle(
	resource: keyof typeof names,
	store: Store,
	path: string,
	identifiers: string[],
	deletable = identifiers,
): Case[] {
	const values: Record<string, [string | number, string | number]> = {
		id: [3, 4],
		myId: store === 'customers' ? ['C-3', 'C-4'] : store === 'sites' ? ['S-3', 'S-4'] : ['E-3', 'E-4'],
		name: [names[resource], 'unknown'],
		email: ['contact3@customer.example', 'contact4@customer.example'],
	};
	const acts: Array<[operation: string, endpoint: string, flag: string, prepare?: (sandbox: Sandbox) => unknown]> = [
		['delete', `DELETE ${path}/delete`, 'deleted'],
		['undelete', `POST ${path}/undelete`, 'undeleted', ({ state }) => [3, 4].map((id) => state[store].delete(id))],
		[
			'activate',
			`POST ${path}/activate`,
			'activated',
			({ state }) => [3, 4].map((id) => state[store].change(id, { active: false })),
		],
		['deactivate', `POST ${path}/desactivate`, 'deactivated'],
	];
	const sent = (endpoint: string, by: string, ...which: Array<0 | 1>): Sent[] =>
		which.map((at) => [endpoint, { [by]: String(values[by][at]) }]);
	const both = (by: string) => ({
		items: values[by].map((value) => ({ value })),
		parameters: { [resource]: locator(by, '={{ $json.value }}') },
	});
	const one = (by: string) => ({ parameters: { [resource]: locator(by, values[by][0]) } });
	return [
		...identifiers.map(
			(by): Case =>
				by === 'name'
					? { operation: 'get', by, ...one(by), sends: sent(`GET ${path}/details`, by, 0), gives: [{ id: 3 }] }
					: {
							operation: 'get',
							by,
							...both(by),
							sends: sent(`GET ${path}/details`, by, 0, 1),
							gives: [{ id: 3, name: names[resource] }, { id: 4 }],
						},
		),
		{
			operation: 'get',
			by: 'from the list',
			parameters: { [resource]: locator('list', 3) },
			sends: [[`GET ${path}/details`, { id: '3' }]],
			gives: [{ id: 3 }],
		},
		...acts.flatMap(([operation, endpoint, flag, prepare]) =>
			(flag.includes('activated') ? identifiers : deletable).map(
				(by): Case =>
					by === 'name'
						? {
								operation,
								by: 'name, unique',
								prepare,
								...one(by),
								sends: sent(endpoint, by, 0),
								gives: [{ [flag]: true, id: 3 }],
							}
						: {
								operation,
								by,
								prepare,
								...both(by),
								sends: sent(endpoint, by, 0, 1),
								gives: [
									{ [flag]: true, id: 3 },
									{ [flag]: true, id: 4 },
								],
							},
			),
		),
		...acts.map(
			([operation, endpoint, flag]): Case => ({
				operation,
				by: 'name, touching every namesake',
				prepare: ({ state }) =>
					[1, 2].map((id) =>
						state[store].change(id, {
							name: 'Twin',
							...(operation === 'undelete' && { deletedAt: 1 }),
							active: operation !== 'activate',
						}),
					),
				parameters: { [resource]: locator('name', 'Twin') },
				sends: [[endpoint, { name: 'Twin' }]],
				gives: [
					{ [flag]: true, id: 1 },
					{ [flag]: true, id: 2 },
				],
			}),
		),
		...acts
			.filter(([operation]) => operation !== 'undelete')
			.map(
				([operation]): Case => ({
					operation,
					by: 'name, only if unique, which it is not',
					prepare: ({ state }) => [1, 2].map((id) => state[store].change(id, { name: 'Twin', active: id === 1 })),
					parameters: { [resource]: locator('name', 'Twin'), options: { uniqueName: true } },
					sends: ['true', 'false'].map((active) => [
						`GET ${path}/list`,
						{ name: 'Twin', active, page: '1', pageSize: '100' },
					]),
					error: `2 ${resource === 'equipment' ? resource : `${resource}s`} are called "Twin"`,
				}),
			),
		{
			operation: 'delete',
			by: 'name, only if unique, which it is',
			prepare: ({ state }) => state[store].change(1, { name: 'Twin tower' }),
			parameters: { [resource]: locator('name', names[resource]), options: { uniqueName: true } },
			sends: [
				...['true', 'false'].map(
					(active): Sent => [`GET ${path}/list`, { name: names[resource], active, page: '1', pageSize: '100' }],
				),
				[`DELETE ${path}/delete`, { name: names[resource] }],
			],
			gives: [{ deleted: true, id: 3 }],
		},
		{
			operation: 'getAll',
			by: 'with filters',
			prepare: ({ state }) => state[store].change(5, { active: false, name: 'Old place' }),
			parameters: {
				[`${resource}Filters`]: { changedSince: '2026-07-01T00:00:00', name: 'place', active: false },
				[`${resource}Sort`]: { sort: 'dateModified', sortOrder: 'descending' },
			},
			items: [{}, {}],
			// Midnight in the workflow's zone, in summer, read by the service in UTC.
			sends: [0, 1].map(() => [
				`GET ${path}/list`,
				{
					changedSince: '2026-06-30 22:00:00',
					name: 'place',
					active: 'false',
					sort: 'dateModified',
					sortOrder: 'descending',
					page: '1',
					pageSize: '50',
				},
			]),
			gives: [{ id: 5, active: false }, { id: 5 }],
		},
		{
			operation: 'getAll',
			by: 'all of them, a page at a time',
			prepare: ({ state }) =>
				Array.from({ length: 120 }, (_, at) =>
					state[store].create({ name: `Extra ${at}`, ...(store !== 'customers' && { customer: { id: 1 } }) }),
				),
			parameters: { returnAll: true, [`${resource}Filters`]: { name: 'Extra' } },
			sends: ['1', '2'].map((page) => [`GET ${path}/list`, { name: 'Extra', page, pageSize: '100' }]),
			gives: Array.from({ length: 120 }, () => ({ name: expect.stringMatching(/^Extra/) })),
		},
		{
			operation: 'getAll',
			by: 'with a limit that is none',
			parameters: { limit: '={{ "" }}' },
			sends: [],
			error: 'Limit: "" is not a whole number of at least 1',
		},
		{
			operation: 'getAll',
			by: 'with a date that is none',
			parameters: { [`${resource}Filters`]: { changedSince: 'soon' } },
			sends: [],
			error: 'Filter Changed Since: "soon" is no date',
		},
		...[
			['id', '={{ "  " }}', `${resource[0].toUpperCase()}${resource.slice(1)} is empty`],
			['id', '={{ "12a" }}', `${resource[0].toUpperCase()}${resource.slice(1)}: "12a" is no ID`],
		].map(
			([by, value, error]): Case => ({
				operation: 'delete',
				by: `an ID that is none (${error})`,
				parameters: { [resource]: locator(by, value) },
				sends: [],
				error,
			}),
		),
		{
			operation: 'get',
			by: 'an Own ID full of signs',
			prepare: ({ state }) => state[store].change(1, { myId: 'a/../b?x=1&#%+" ü\n' }),
			parameters: { [resource]: locator('myId', '={{ $json.key }}') },
			items: [{ key: 'a/../b?x=1&#%+" ü\n' }],
			sends: [[`GET ${path}/details`, { myId: 'a/../b?x=1&#%+" ü\n' }]],
			gives: [{ id: 1 }],
		},
	];
}

const place = {
	addressStreet: '1 rue du Port',
	addressComplement: 'Hall B',
	addressZIP: '29200',
	addressCity: 'Brest',
	addressProvince: 'Bretagne',
	addressCountry: 'France',
};
const contact = {
	contactFirstName: 'Ana',
	contactLastName: 'Roux',
	contactPhone: '02 98',
	contactMobile: '06',
	contactEmail: 'ana@example.com',
	contactFax: '02 99',
};
const more = { address: '1 rue du Port, 29200 Brest', ...place, ...contact, active: true };
const position = { latitude: '48.39', longitude: '-4.48' };

testTable('customer', [
	...lifeCycle('customer', 'customers', '/customer', ['id', 'myId', 'name', 'email'], ['id', 'myId', 'name']),
	{
		operation: 'getAll',
		by: 'by email',
		parameters: { simplify: false, customerFilters: { email: 'contact2@customer.example' } },
		sends: [['GET /customer/list', { email: 'contact2@customer.example', page: '1', pageSize: '50' }]],
		gives: [{ id: 2, contactEmail: 'contact2@customer.example' }],
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			customFields: { mappingMode: 'defineBelow', value: { 1: 'West', 2: '2026-01-31', 3: true } },
			customerFields: {
				...more,
				myId: '={{ $json.key }}',
				position: { values: position },
				vatNumber: 'FR1',
				tags: 'vip, west',
				customFieldValues: { values: [{ id: '1', label: '', value: 'South' }] },
			},
			additionalBody: '{"vatNumber": "FR2"}',
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
		parameters: { name: 'Twin', customerFields: { myId: 'C-1' } },
		sends: [['GET /customer/details', { myId: 'C-1' }]],
		error: 'A customer with Own ID "C-1" exists already',
	},
	{
		operation: 'create',
		by: 'without a look before',
		parameters: { name: 'Twin', customerFields: { myId: 'C-1' }, options: { checkFirst: false } },
		sends: [['POST /customer/send', {}, { name: 'Twin', myId: 'C-1' }]],
		gives: [{ id: 1, name: 'Twin' }],
	},
	{
		operation: 'update',
		by: 'id, clearing what was emptied and nothing else',
		parameters: {
			customer: locator('id', '={{ $json.id }}'),
			customerFields: { contactPhone: '', tags: '', myId: 'N-1' },
		},
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['POST /customer/send', {}, { id, contactPhone: '', tags: [], myId: 'N-1' }]),
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
		error: 'Customer cannot be named by Name here',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', name: '={{ $json.name }}', customerFields: {} },
		items: [
			{ key: 'C-1', name: '' },
			{ key: 'Z-9', name: 'New one' },
		],
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
			siteFields: {
				...more,
				myId: '={{ $json.key }}',
				customer: locator('name', 'Garage Moreau'),
				contactName: 'Ana Roux',
				position: { values: position },
				tags: ['a'],
				customFieldValuesJson: '[{"label":"Access code","value":"12"}]',
			},
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
					customer: { name: 'Garage Moreau' },
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
		parameters: { name: 'Yard', siteFields: {} },
		sends: [],
		error: 'Customer is empty',
	},
	{
		operation: 'create',
		by: 'a customer that another node gave',
		parameters: { name: 'Yard', siteFields: { customer: '={{ $json.customer }}' } },
		items: [{ customer: { id: 4, myId: 'C-4', name: 'x' } }],
		sends: [['POST /site/send', {}, { name: 'Yard', customer: { id: 4 } }]],
		gives: [{ customer: { id: 4, myId: 'C-4', name: 'École Jules Ferry' } }],
	},
	{
		operation: 'update',
		by: 'id',
		parameters: { site: locator('id', '={{ $json.id }}'), siteFields: { addressComplement: '', active: false } },
		items: [{ id: 1 }, { id: 2 }],
		sends: [1, 2].map((id) => ['POST /site/send', {}, { id, addressComplement: '', active: false }]),
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
		parameters: { myId: '={{ $json.key }}', name: 'Plant', siteFields: { customer: locator('id', 1) } },
		items: [{ key: 'S-1' }, { key: 'S-9' }],
		sends: ['S-1', 'S-9'].map((myId) => ['POST /site/send', {}, { myId, name: 'Plant', customer: { id: 1 } }]),
		gives: [{ id: 1, name: 'Plant' }, { id: 6 }],
	},
]);

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
			equipmentFields: {
				myId: '={{ $json.key }}',
				site: locator('name', 'Garage Moreau, main building'),
				customer: locator('myId', 'C-3'),
				tags: '',
				active: true,
				customFieldValues: { values: [{ id: 6, label: '', value: 'SN-1' }] },
			},
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
					site: { name: 'Garage Moreau, main building' },
					customer: { myId: 'C-3' },
					tags: [],
					active: true,
					customFieldValues: [{ id: 6, value: 'SN-1' }],
				},
			],
		]),
		gives: [{ name: 'Pump', site: expect.objectContaining({ id: 3 }), tags: [] }, { name: 'Fan' }],
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
		sends: [1, 2].map((id) => ['POST /equipment/send', {}, { id, site: null, name: 'Spare' }]),
		gives: [{ id: 1, name: 'Spare', site: null }, { id: 2 }],
	},
	{
		operation: 'update',
		by: 'a site that another node gave as nothing',
		parameters: { equipment: locator('id', 1), equipmentFields: { site: '={{ $json.site }}' } },
		items: [{ site: { id: null, myId: null, name: null } }],
		sends: [['POST /equipment/send', {}, { id: 1, site: null }]],
		gives: [{ id: 1, site: null }],
	},
	{
		operation: 'getAll',
		by: 'of a customer that another node gave',
		parameters: { equipmentFilters: { customer: '={{ $json }}' } },
		items: [{ id: '', myId: 'C-2' }],
		sends: [['GET /equipment/list', { customer_myId: 'C-2', page: '1', pageSize: '50' }]],
		gives: [{ id: 2 }],
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
		parameters: { equipment: locator('myId', 'X') },
		sends: [['GET /equipment/details', { myId: 'X' }]],
		error: 'There is no piece of equipment with Own ID "X"',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', name: '', equipmentFields: { site: locator('id', 1) } },
		items: [{ key: 'E-1' }, { key: 'E-9' }],
		sends: ['E-1', 'E-9'].map((myId) => ['POST /equipment/send', {}, { myId, site: { id: 1 } }]),
		gives: [{ id: 1, name: 'Boiler 1' }, { id: 6 }],
	},
]);
