import { locator } from './engine.cts';
import { testTable } from './table.cts';

const contract = '98adffd6-c0bc-1c50-55a3-2be8586b8f19';

const lists = ['ongoing', 'closed'].map(
	(show) => ['GET /recurrence/list', { show, page: '1', pageSize: '100' }] as [string, Record<string, string>],
);
const named = { myId: 'P-1', num: 12 };

testTable('recurrence', [
	{
		operation: 'get',
		by: 'id',
		parameters: { recurrence: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 1 }],
		sends: [
			['GET /recurrence/details', { id: '1' }],
			['GET /recurrence/details', { id: '1' }],
		],
		gives: [
			{
				id: 1,
				num: 1,
				customerName: 'Hôtel du Parc',
				frequencyLevel: 'year',
				dateStart: '2026-11-01T00:00:00+01:00',
				dateEnd: null,
			},
			{ id: 1 },
		],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { recurrence: locator('list', 1) },
		sends: [['GET /recurrence/details', { id: '1' }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'get',
		by: 'a number, which the service does not take',
		parameters: { recurrence: locator('num', 1) },
		sends: [],
		error: "Recurrence can't be looked up by number here",
	},
	{
		operation: 'create',
		by: 'with every kind of field',
		parameters: {
			description: '={{ $json.text }}',
			customer: locator('name', 'Garage Moreau'),
			site: locator('myId', 'S-3'),
			type: locator('name', 'Maintenance'),
			dateStart: '2027-03-28T01:30:00Z',
			dateEnd: '2027-10-31 02:30',
			frequencyLevel: 'week',
			frequency: 2,
			recurrenceFields: {
				priority: 'low',
				equipment: locator('id', 3),
				reportTemplate: locator('id', 2),
				position: { values: { latitude: '48.1', longitude: '-1.6' } },
				days: ['2', '5'],
				customFieldValues: { values: [{ id: '', label: 'Order number', value: 'A1' }] },
				idContract: locator('id', contract),
				preferences: {
					values: {
						schedulingWindow: locator('name', 'Morning'),
						team: locator('id', ''),
						user: locator('login', 'jean'),
						flAutoSchedule: true,
						autoScheduleDays: '14',
						specificTime: '',
					},
				},
				addressFields: { values: { addressCity: 'Rennes' } },
				contactFields: { values: { contactPhone: '02' } },
			},
		},
		items: [{ text: 'Round A' }, { text: 'Round B' }],
		sends: ['Round A', 'Round B'].map((description) => [
			'POST /recurrence/send',
			{},
			{
				description,
				priority: 'low',
				client: { name: 'Garage Moreau' },
				customer: { name: 'Garage Moreau' },
				site: { myId: 'S-3' },
				equipment: { id: 3 },
				type: { name: 'Maintenance' },
				reportTemplate: { id: 2 },
				addressCity: 'Rennes',
				contactPhone: '02',
				position: { latitude: '48.1', longitude: '-1.6' },
				dateStart: '2027-03-28 03:30',
				dateEnd: '2027-10-31 02:30',
				frequencyLevel: 'week',
				frequency: 2,
				days: '2,5',
				customFields: [{ label: 'Order number', value: 'A1' }],
				idContract: contract,
				preferences: {
					schedulingWindow: { name: 'Morning' },
					user: { login: 'jean' },
					flAutoSchedule: true,
					autoScheduleDays: 14,
				},
			},
		]),
		gives: [
			{
				description: 'Round A',
				client: { id: 3, myId: 'C-3', name: 'Garage Moreau' },
				days: '2,5',
				dateStart: '2027-03-28 03:30',
			},
			{ description: 'Round B' },
		],
	},
	{
		operation: 'create',
		by: 'without a place',
		parameters: { description: 'x' },
		sends: [],
		error: 'Customer or Site is needed',
	},
	{
		operation: 'create',
		by: 'a number that exists',
		parameters: { customer: locator('id', 1), recurrenceFields: { num: 1 } },
		sends: [lists[0]],
		error: 'A recurrence with Number "1" already exists',
	},
	{
		operation: 'create',
		by: 'keys that are free',
		parameters: { customer: locator('id', 1), recurrenceFields: { ...named } },
		sends: [...lists, ...lists, ['POST /recurrence/send', {}, { client: { id: 1 }, customer: { id: 1 }, ...named }]],
		gives: [named],
	},
	{
		operation: 'update',
		by: 'id',
		parameters: { recurrence: locator('id', 1), recurrenceFields: { dateEnd: '', days: [], isClosed: true } },
		sends: [
			['GET /recurrence/details', { id: '1' }],
			['POST /recurrence/send', {}, { id: 1, dateEnd: null, days: '', isClosed: true }],
		],
		gives: [{ id: 1, dateEnd: null }],
	},
	{
		operation: 'update',
		by: 'num',
		parameters: { recurrence: locator('num', '={{ $json.num }}'), recurrenceFields: { frequency: 3 } },
		items: [{ num: 1 }, { num: '1' }],
		sends: [0, 1].flatMap(() => [lists[0], ['POST /recurrence/send', {}, { num: 1, frequency: 3 }]] as never),
		gives: [{ frequency: 3 }, { frequency: 3 }],
	},
	{
		operation: 'update',
		by: 'an unknown own ID',
		parameters: { recurrence: locator('myId', 'none'), recurrenceFields: { frequency: 3 } },
		sends: lists,
		error: 'There is no recurrence with Own ID "none"',
	},
	{
		operation: 'update',
		by: 'own ID without a look before',
		parameters: {
			recurrence: locator('myId', 'P-2'),
			recurrenceFields: { customer: locator('id', 1) },
			options: { checkFirst: false },
		},
		sends: [['POST /recurrence/send', {}, { myId: 'P-2', client: { id: 1 }, customer: { id: 1 } }]],
		gives: [{ myId: 'P-2' }],
	},
	{
		operation: 'upsert',
		by: 'own ID',
		parameters: { myId: '={{ $json.key }}', site: locator('id', 1) },
		items: [{ key: 'P-3' }, { key: 'P-4' }],
		sends: ['P-3', 'P-4'].map((myId) => ['POST /recurrence/send', {}, { myId, site: { id: 1 } }]),
		gives: [{ myId: 'P-3' }, { myId: 'P-4' }],
	},
	{
		operation: 'delete',
		by: 'id',
		parameters: { recurrence: locator('id', 1) },
		sends: [['DELETE /recurrence/delete', { id: '1' }]],
		gives: [{ deleted: true, id: 1 }],
	},
	{
		operation: 'close',
		by: 'id',
		parameters: { recurrence: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 1 }],
		sends: [
			['PUT /recurrence/close', { id: '1' }],
			['PUT /recurrence/close', { id: '1' }],
		],
		gives: [
			{ closed: true, id: 1 },
			{ closed: true, id: 1 },
		],
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			recurrenceFilters: {
				dateFrom: '2026-01-01',
				dateTo: '2030-01-01',
				show: 'ongoing',
				customer: locator('id', 2),
				site: locator('myId', 'S-2'),
				equipment: locator('id', 9),
				type: locator('name', 'Maintenance'),
				reportTemplate: locator('id', 1),
			},
		},
		sends: [
			[
				'GET /recurrence/list',
				{
					dateFrom: '2026-01-01',
					dateTo: '2030-01-01',
					show: 'ongoing',
					customer_id: '2',
					site_myId: 'S-2',
					equipment_id: '9',
					type_name: 'Maintenance',
					reportTemplate_id: '1',
					page: '1',
					pageSize: '50',
				},
			],
		],
	},
	{
		operation: 'getAll',
		by: 'by the other identifiers',
		parameters: {
			limit: 5,
			recurrenceFilters: {
				customer: locator('myId', '={{ $json.c }}'),
				site: locator('id', 2),
				type: locator('id', 2),
			},
		},
		items: [{ c: 'C-2' }, { c: 'C-2' }],
		sends: [0, 1].map(() => [
			'GET /recurrence/list',
			{ customer_myId: 'C-2', site_id: '2', type_id: '2', page: '1', pageSize: '5' },
		]),
		gives: [{ num: 1 }, { num: 1 }],
	},
	{
		operation: 'getAll',
		by: 'equipment and template by the other identifiers',
		parameters: {
			recurrenceFilters: { equipment: locator('myId', 'E-1'), reportTemplate: locator('name', 'Repair report') },
		},
		sends: [
			[
				'GET /recurrence/list',
				{ equipment_myId: 'E-1', reportTemplate_name: 'Repair report', page: '1', pageSize: '50' },
			],
		],
	},
]);
