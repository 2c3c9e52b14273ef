import { locator } from './engine.cts';
import { testTable, type Case, type Sent } from './table.cts';

/** Jobs: reading, creating, changing, and their life. Lists and photos have files of their own. */

const [created, scheduled, synchronized, completed] = [
	'1_261114000000000',
	'1_261115000000001',
	'1_261116000000002',
	'1_261117000000003',
];
const ids: Record<string, string> = { created, scheduled, synchronized, completed };
const nums: Record<string, number> = { created: 1, scheduled: 2, synchronized: 3, completed: 4 };

/** An action by each identifier, on a job in the state that it needs. */
function act(
	operation: string,
	endpoint: string,
	on: string,
	parameters: Case['parameters'],
	body: object,
	gives: object,
): Case[] {
	const inBody = !/^(GET|DELETE)/.test(endpoint);
	const sent = (key: object): Sent =>
		inBody
			? [endpoint, {}, { ...key, ...body }]
			: [endpoint, Object.fromEntries(Object.entries(key).map(([name, value]) => [name, String(value)]))];
	return [
		['id', ids[on], 'id'],
		['num', nums[on], 'num'],
		['myId', `J-${nums[on]}`, 'myId'],
		['list', ids[on], 'id'],
	].map(
		([by, value, key]): Case => ({
			operation,
			by: String(by),
			parameters: { job: locator(String(by), '={{ $json.value }}'), ...parameters },
			items: [{ value }],
			sends: [sent({ [key]: value })],
			gives: [gives],
		}),
	);
}

const every = {
	description: 'Leak',
	priority: 'high',
	addressStreet: '1 rue du Port',
	addressComplement: 'B',
	addressZIP: '29200',
	addressCity: 'Brest',
	addressProvince: 'Bretagne',
	addressCountry: 'France',
	contactFirstName: 'Ana',
	contactLastName: 'Roux',
	contactPhone: '02',
	contactMobile: '06',
	contactEmail: 'ana@example.com',
	geocoding: false,
	createdByCustomer: true,
	duration: 30,
};

testTable('job', [
	...act(
		'get',
		'GET /job/details',
		'completed',
		{},
		{},
		{
			id: completed,
			num: 4,
			myId: 'J-4',
			status: 'completed',
			customerName: 'École Jules Ferry',
			technicianName: 'Jean Dupont',
			scheduledStart: '2026-11-19T09:00:00+01:00',
			scheduledEnd: '2026-11-19T10:00:00+01:00',
		},
	),
	{
		operation: 'get',
		by: 'two at once, as the service gives them',
		parameters: { job: locator('num', '={{ $json.num }}'), simplify: false },
		items: [{ num: 4 }, { num: '5' }],
		sends: ['4', '5'].map((num) => ['GET /job/details', { num }]),
		gives: [
			{ num: 4, scheduledStart: '2026-11-19 09:00', parts: [expect.objectContaining({ reference: 'P-100' })] },
			{ num: 5 },
		],
	},
	{
		operation: 'get',
		by: 'an unknown number',
		parameters: { job: locator('num', 99) },
		sends: [['GET /job/details', { num: '99' }]],
		error: 'There is no job with num "99"',
	},
	{
		operation: 'get',
		by: 'a number that is none',
		parameters: { job: locator('num', '={{ 1.5 }}') },
		sends: [],
		error: 'Job: "1.5" is no Number',
	},
	{
		operation: 'get',
		by: 'a list instead of a value',
		parameters: { job: locator('id', '={{ [1, 2] }}') },
		sends: [],
		error: 'Job has to be a single value, but an object or a list was given',
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			customFields: {
				mappingMode: 'defineBelow',
				value: { 9: 'A-1', 11: '2026-12-24T00:00:00', 13: true },
				schema: [
					{
						id: '11',
						displayName: 'Promised for',
						type: 'dateTime',
						required: false,
						defaultMatch: false,
						display: true,
					},
				],
			},
			jobFields: {
				...every,
				myId: '={{ $json.key }}',
				num: '={{ $json.num }}',
				customer: locator('name', 'Garage Moreau'),
				site: locator('myId', 'S-3'),
				equipment: locator('list', 3),
				type: locator('name', 'Maintenance'),
				reportTemplate: locator('id', 2),
				technician: locator('name', 'Jean Dupont'),
				otherTechnicians: {
					values: [
						{ id: locator('list', 3), login: '', name: '' },
						{ id: locator('id', ''), login: 'paul', name: '' },
					],
				},
				position: { values: { latitude: '48.39', longitude: '-4.48' } },
				scheduledStart: '2026-03-29T01:30:00Z',
				scheduledEnd: '2026-10-25 02:30:15',
				skills: 'Plumber, Electrician',
				report: { values: [{ nmCategory: 'Work done', nmItem: 'What was done', value: 'Nothing yet', iteration: 0 }] },
				preferences: {
					values: {
						date: '2026-04-01',
						dateTime: '2026-04-01T08:00:00+02:00',
						isDraft: true,
						isPool: '',
						schedulingWindow: locator('name', 'Morning'),
						team: locator('id', 1),
						user: locator('login', 'jean'),
					},
				},
				createdBy: locator('login', 'claire'),
				customFieldValues: { values: [{ id: '', label: 'Billing', value: 'Flat' }] },
				partsJson: '={{ [{ reference: "P-100", quantity: 2 }] }}',
			},
		},
		items: [
			{ key: 'N-1', num: 101 },
			{ key: 'N-2', num: '102' },
		],
		sends: [
			['N-1', 101],
			['N-2', 102],
		].flatMap(([myId, num]): Sent[] => [
			['GET /job/details', { num: String(num) }],
			['GET /job/details', { myId: String(myId) }],
			[
				'POST /job/send',
				{},
				{
					...every,
					myId,
					num,
					customer: { name: 'Garage Moreau' },
					site: { myId: 'S-3' },
					equipment: { id: 3 },
					type: { name: 'Maintenance' },
					reportTemplate: { id: 2 },
					technician: { name: 'Jean Dupont' },
					otherTechnicians: [{ id: 3 }, { login: 'paul' }],
					position: { latitude: '48.39', longitude: '-4.48' },
					scheduledStart: '2026-03-29 03:30:00',
					scheduledEnd: '2026-10-25 02:30:15',
					skills: ['Plumber', 'Electrician'],
					report: [{ nmCategory: 'Work done', nmItem: 'What was done', value: 'Nothing yet', iteration: 0 }],
					preferences: {
						date: '2026-04-01',
						dateTime: '2026-04-01 08:00:00',
						isDraft: true,
						schedulingWindow: { name: 'Morning' },
						team: { id: 1 },
						user: { login: 'jean' },
					},
					createdBy: { login: 'claire' },
					parts: [{ reference: 'P-100', quantity: 2 }],
					customFieldValues: [
						{ id: 9, value: 'A-1' },
						{ id: 11, value: '2026-12-24' },
						{ id: 13, value: '1' },
						{ label: 'Billing', value: 'Flat' },
					],
				},
			],
		]),
		gives: [
			{
				num: 101,
				myId: 'N-1',
				status: 'scheduled',
				scheduledStart: '2026-03-29 03:30',
				customer: expect.objectContaining({ id: 3 }),
				technician: expect.objectContaining({ login: 'jean' }),
				otherTechnicians: [expect.objectContaining({ login: 'marie' }), expect.objectContaining({ login: 'paul' })],
				parts: [expect.objectContaining({ id: 1, quantity: 2 })],
				customFieldValues: expect.arrayContaining([
					{ id: 9, label: 'Order number', value: 'A-1' },
					{ id: 10, label: 'Billing', value: 'Flat' },
				]),
			},
			{ num: 102 },
		],
	},
	{
		operation: 'create',
		by: 'done already, technicians as JSON',
		parameters: {
			jobFields: {
				customer: locator('id', 1),
				technician: locator('id', 2),
				otherTechniciansJson: '[{"login": "paul"}]',
				status: 'completed',
				actualStart: '2026-11-20T10:00:00Z',
				actualEnd: '2026-11-20 12:00',
				timeEntries: {
					values: [{ user: locator('login', 'jean'), start: '2026-11-20 11:00', stop: '2026-11-20T12:00' }],
				},
				validateBy: locator('id', ''),
			},
		},
		sends: [
			[
				'POST /job/send',
				{},
				{
					customer: { id: 1 },
					technician: { id: 2 },
					otherTechnicians: [{ login: 'paul' }],
					status: 'completed',
					actualStart: '2026-11-20 11:00',
					actualEnd: '2026-11-20 12:00',
					timeEntries: [{ user: { login: 'jean' }, start: '2026-11-20 11:00:00', stop: '2026-11-20 12:00:00' }],
				},
			],
		],
		gives: [{ status: 'completed', duration: 60, otherTechnicians: [expect.objectContaining({ id: 4 })] }],
	},
	{
		operation: 'create',
		by: 'without a place',
		parameters: { jobFields: { description: 'x' } },
		sends: [],
		error: 'Customer or Site is needed',
	},
	{
		operation: 'create',
		by: 'an Own ID that exists, under a number that does not',
		parameters: { jobFields: { customer: locator('id', 1), num: 500, myId: 'J-1' } },
		sends: [
			['GET /job/details', { num: '500' }],
			['GET /job/details', { myId: 'J-1' }],
		],
		error: 'A job with Own ID "J-1" exists already',
	},
	{
		operation: 'create',
		by: 'a number that exists',
		parameters: { jobFields: { customer: locator('id', 1), num: 1 } },
		sends: [['GET /job/details', { num: '1' }]],
		error: 'A job with Number "1" exists already',
	},
	{
		operation: 'create',
		by: 'JSON that is none',
		parameters: { jobFields: { customer: locator('id', 1) }, additionalBody: '={{ "[1]" }}' },
		sends: [],
		error: 'Additional Body Fields (JSON) is no JSON object',
	},
	{
		operation: 'create',
		by: 'a date that is none',
		parameters: { jobFields: { customer: locator('id', 1), scheduledStart: '31/02/2026' } },
		sends: [],
		error: 'Scheduled Start: "31/02/2026" is no date',
	},
	{
		operation: 'create',
		by: 'a priority that is none',
		parameters: { jobFields: { customer: locator('id', 1), priority: '={{ "urgent" }}' } },
		sends: [],
		error: 'Priority: "urgent" is not one of its values',
	},
	{
		operation: 'update',
		by: 'id, clearing what was emptied',
		parameters: {
			job: locator('id', '={{ $json.id }}'),
			jobFields: {
				equipment: locator('id', ''),
				description: '',
				skills: [],
				scheduledEnd: '',
				myId: '={{ $json.key }}',
			},
		},
		items: [
			{ id: scheduled, key: 'K-2' },
			{ id: synchronized, key: 'K-3' },
		],
		sends: [
			[scheduled, 'K-2'],
			[synchronized, 'K-3'],
		].map(([id, myId]) => [
			'POST /job/send',
			{},
			{ id, equipment: null, description: '', skills: [], scheduledEnd: null, myId },
		]),
		gives: [
			{
				id: scheduled,
				myId: 'K-2',
				equipment: null,
				description: '',
				skills: [],
				scheduledEnd: null,
				customer: expect.objectContaining({ id: 2 }),
			},
			{ num: 3 },
		],
	},
	...[
		['num', 2],
		['myId', 'J-2'],
	].map(
		([by, value]): Case => ({
			operation: 'update',
			by: String(by),
			parameters: { job: locator(String(by), value), jobFields: { priority: 'low' } },
			sends: [
				['GET /job/details', { [by]: String(value) }],
				['POST /job/send', {}, { [by]: value, priority: 'low' }],
			],
			gives: [{ id: scheduled, priority: 'low' }],
		}),
	),
	{
		operation: 'update',
		by: 'an unknown number',
		parameters: { job: locator('num', 99), jobFields: { priority: 'low' } },
		sends: [['GET /job/details', { num: '99' }]],
		error: 'There is no job with Number "99"',
	},
	{
		operation: 'update',
		by: 'an unknown number without a look before',
		parameters: { job: locator('num', 99), jobFields: { customer: locator('id', 1) }, options: { checkFirst: false } },
		sends: [['POST /job/send', {}, { num: 99, customer: { id: 1 } }]],
		gives: [{ num: 99 }],
	},
	{
		operation: 'update',
		by: 'a key that is changed at the same time',
		parameters: { job: locator('myId', 'J-2'), jobFields: { myId: 'J-9' } },
		sends: [],
		error: 'Own ID names the record and is to be changed at the same time',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', jobFields: { customer: locator('id', 1), description: 'Again' } },
		items: [{ key: 'J-1' }, { key: 'J-new' }],
		sends: ['J-1', 'J-new'].map((myId) => ['POST /job/send', {}, { myId, customer: { id: 1 }, description: 'Again' }]),
		gives: [{ num: 1, description: 'Again' }, { num: 6 }],
	},
	...act('delete', 'DELETE /job/delete', 'created', {}, {}, { deleted: true, id: created }),
	{
		operation: 'delete',
		by: 'two at once',
		parameters: { job: locator('num', '={{ $json.num }}') },
		items: [{ num: 1 }, { num: 2 }],
		sends: ['1', '2'].map((num) => ['DELETE /job/delete', { num }]),
		gives: [
			{ deleted: true, id: created },
			{ deleted: true, id: scheduled },
		],
	},
	...act(
		'schedule',
		'POST /job/schedule',
		'created',
		{
			jobFields: {
				scheduledStart: '2026-12-01T08:00:00Z',
				scheduledEnd: '2026-12-01 10:00',
				technician: locator('login', 'paul'),
				otherTechnicians: { values: [{ id: locator('id', ''), login: '', name: 'Marie Leroy' }] },
			},
		},
		{
			scheduledStart: '2026-12-01 09:00:00',
			scheduledEnd: '2026-12-01 10:00:00',
			technician: { login: 'paul' },
			otherTechnicians: [{ name: 'Marie Leroy' }],
		},
		{
			id: created,
			status: 'scheduled',
			scheduledStart: '2026-12-01 09:00',
			technician: expect.objectContaining({ id: 4 }),
		},
	),
	...act(
		'unschedule',
		'POST /job/unschedule',
		'scheduled',
		{},
		{},
		{ id: scheduled, status: 'created', scheduledStart: null },
	),
	...act('cancel', 'POST /job/cancel', 'scheduled', {}, {}, { id: scheduled, status: 'cancelled' }),
	...act(
		'validate',
		'POST /job/validate',
		'completed',
		{ jobFields: { validateBy: locator('login', 'claire') } },
		{ validateBy: { login: 'claire' } },
		{ id: completed, status: 'validated' },
	),
	...act(
		'start',
		'POST /job/start',
		'synchronized',
		{ jobFields: { actualStart: '2026-11-21T08:15:40Z' } },
		{ actualStart: '2026-11-21 09:15' },
		{ status: 'started', startDate: '2026-11-21 09:15' },
	),
	...act(
		'complete',
		'POST /job/complete',
		'scheduled',
		{ actualStart: '2026-11-21T08:15:00Z', actualEnd: '2026-11-21 10:45' },
		{ actualStart: '2026-11-21 09:15', actualEnd: '2026-11-21 10:45' },
		{ id: scheduled, status: 'completed' },
	),
	...act('confirm', 'POST /job/confirm', 'scheduled', {}, {}, { id: scheduled, status: 'confirmed' }).map(
		(each): Case => ({
			...each,
			prepare: ({ state }) => state.jobs.update(scheduled, { preferences: { isDraft: true } }),
		}),
	),
	...act(
		'addParts',
		'POST /job/parts/send',
		'created',
		{
			parts: {
				values: [
					{ id: locator('list', 1), reference: '', quantity: '2', serialNumbers: '' },
					{ id: locator('id', ''), reference: 'P-300', quantity: '', serialNumbers: 'PU-001, PU-002' },
				],
			},
		},
		{
			parts: [
				{ id: 1, quantity: 2 },
				{ reference: 'P-300', serialNumbers: ['PU-001', 'PU-002'] },
			],
		},
		{ id: created },
	),
	{
		operation: 'addParts',
		by: 'JSON',
		parameters: { job: locator('num', 1), partsJson: '={{ $json.parts }}' },
		items: [{ parts: [{ id: 2 }] }],
		sends: [['POST /job/parts/send', {}, { num: 1, parts: [{ id: 2 }] }]],
		gives: [{ id: created, parts: [{ id: 2, quantity: 1, reference: 'P-200', serialNumbers: null }] }],
	},
	{
		operation: 'addParts',
		by: 'nothing',
		parameters: { job: locator('num', 1), parts: '={{ [] }}' },
		sends: [],
		error: 'Parts is empty',
	},
	{
		operation: 'cancel',
		by: 'a job that is done',
		parameters: { job: locator('num', 4) },
		sends: [['POST /job/cancel', {}, { num: 4 }]],
		error: 'Job 4 is completed and cannot become cancelled',
	},
	{
		operation: 'complete',
		by: 'without an end',
		parameters: { job: locator('num', 2), actualStart: '2026-11-21', actualEnd: '={{ "" }}' },
		sends: [],
		error: 'Actual End is empty',
	},
	...['start', 'cancel', 'unschedule', 'validate', 'complete', 'schedule', 'confirm', 'addParts'].map(
		(operation): Case => ({
			operation,
			by: 'two at once',
			parameters: {
				job: locator('num', '={{ $json.num }}'),
				jobFields: {},
				actualStart: '2026-11-21',
				actualEnd: '2026-11-22',
				partsJson: '[{"id":1}]',
			},
			prepare: ({ state }) =>
				[2, 3].map((num) =>
					state.jobs.change(ids[num === 2 ? 'scheduled' : 'synchronized'], {
						technician: num,
						preferences: { ...state.jobs.row(scheduled).preferences, isDraft: true },
						...(operation === 'validate' && { status: 'completed' }),
					}),
				),
			items: [{ num: 2 }, { num: 3 }],
			sends: [2, 3].map((num) => [
				`POST /job/${operation === 'addParts' ? 'parts/send' : operation}`,
				{},
				{
					num,
					...(operation === 'complete' && { actualStart: '2026-11-21 00:00', actualEnd: '2026-11-22 00:00' }),
					...(operation === 'addParts' && { parts: [{ id: 1 }] }),
				},
			]),
			gives:
				operation === 'start'
					? [{ status: 'started' }, { status: 'started' }]
					: [{ id: scheduled }, { id: synchronized }],
		}),
	),
]);
