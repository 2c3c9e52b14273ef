import { locator } from './engine.cts';
import { testTable, type Sent } from './table.cts';

const address = {
	addressStreet: '1 rue du Port',
	addressComplement: 'B',
	addressZIP: '29200',
	addressCity: 'Brest',
	addressProvince: 'Bretagne',
	addressCountry: 'France',
};
const contact = {
	contactFirstName: 'Ana',
	contactLastName: 'Roux',
	contactPhone: '02',
	contactMobile: '06',
	contactEmail: 'ana@example.com',
};
const more = { priority: 'high', geocoding: false, createdByCustomer: true, duration: 30 };

testTable('job', [
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			setCustomFields: true,
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
			customer: locator('myId', 'C-3'),
			site: locator('myId', 'S-3'),
			type: locator('name', 'Maintenance'),
			technician: locator('name', 'Jean Dupont'),
			scheduledStart: '2026-03-29T01:30:00Z',
			scheduledEnd: '2026-10-25 02:30:15',
			description: 'Leak',
			jobFields: {
				...more,
				addressFields: { values: address },
				contactFields: { values: contact },
				myId: '={{ $json.key }}',
				num: '={{ $json.num }}',
				equipment: locator('list', 3),
				reportTemplate: locator('id', 2),
				otherTechnicians: {
					values: [
						{ id: locator('list', 3), login: '', name: '' },
						{ id: locator('id', ''), login: 'paul', name: '' },
					],
				},
				position: { values: { latitude: '48.39', longitude: '-4.48' } },
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
			},
			options: { partsJson: '={{ [{ reference: "P-100", quantity: 2 }] }}' },
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
					description: 'Leak',
					...more,
					...address,
					...contact,
					myId,
					num,
					customer: { myId: 'C-3' },
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
			customer: locator('id', 1),
			technician: locator('id', 2),
			jobFields: {
				status: 'completed',
				actualStart: '2026-11-20T10:00:00Z',
				actualEnd: '2026-11-20 12:00',
				timeEntries: {
					values: [{ user: locator('login', 'jean'), start: '2026-11-20 11:00', stop: '2026-11-20T12:00' }],
				},
				validateBy: locator('id', ''),
			},
			options: { otherTechniciansJson: '[{"login": "paul"}]' },
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
		parameters: { description: 'x' },
		sends: [],
		error: 'Customer or Site is needed',
	},
	{
		operation: 'create',
		by: 'an Own ID that exists, under a number that does not',
		parameters: { customer: locator('id', 1), jobFields: { num: 500, myId: 'J-1' } },
		sends: [
			['GET /job/details', { num: '500' }],
			['GET /job/details', { myId: 'J-1' }],
		],
		error: 'A job with Own ID "J-1" already exists',
	},
	{
		operation: 'create',
		by: 'a number that exists',
		parameters: { customer: locator('id', 1), jobFields: { num: 1 } },
		sends: [['GET /job/details', { num: '1' }]],
		error: 'A job with Number "1" already exists',
	},
	{
		operation: 'create',
		by: 'JSON that is none',
		parameters: { customer: locator('id', 1), options: { additionalBody: '={{ "[1]" }}' } },
		sends: [],
		error: 'Additional Body Fields (JSON) is not a valid JSON object',
	},
	{
		operation: 'create',
		by: 'a date that is none',
		parameters: { customer: locator('id', 1), scheduledStart: '31/02/2026' },
		sends: [],
		error: 'Scheduled Start: "31/02/2026" is not a valid date',
	},
	{
		operation: 'create',
		by: 'a priority that is none',
		parameters: { customer: locator('id', 1), jobFields: { priority: '={{ "urgent" }}' } },
		sends: [],
		error: 'Priority: "urgent" is not one of its values',
	},
]);
