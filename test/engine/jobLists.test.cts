import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

/** Lists of jobs (filters, sorting, pages, details, deleted ones) and of their photos. */

const completed = '1_261117000000003';
const paged = { page: '1', pageSize: '50' };
const filter = (
	by: string,
	jobFilters: Case['parameters'],
	sent: Record<string, string>,
	...gives: number[]
): Case => ({
	operation: 'getAll',
	by,
	parameters: { jobFilters },
	sends: [['GET /job/list', { ...sent, ...paged }]],
	gives: gives.map((num) => ({ num })),
});

testTable('job', [
	filter('of some states', { status: ['created', 'completed'] }, { status: 'created,completed' }, 1, 4),
	filter(
		'of some states by expression',
		{ status: '={{ "created,validated" }}' },
		{ status: 'created,validated' },
		1,
		5,
	),
	{
		operation: 'getAll',
		by: 'by Own ID, with the filters of a new node left open',
		parameters: { jobFilters: { status: [], customer: locator('list', ''), dateFrom: '', myId: 'J-2' } },
		sends: [['GET /job/list', { myId: 'J-2', ...paged }]],
		gives: [{ num: 2 }],
	},
	filter('by Own ID', { myId: 'J-2' }, { myId: 'J-2' }, 2),
	...['={{ "" }}', '={{ $json.nothing }}', '={{ null }}'].map(
		(myId): Case => ({
			operation: 'getAll',
			by: `by an Own ID that is ${myId}`,
			parameters: { jobFilters: { myId } },
			sends: [],
			error: 'Filter Own ID is empty',
		}),
	),
	filter(
		'between two moments',
		{ dateFrom: '2026-11-19T07:00:00Z', dateTo: '2026-11-21' },
		{ dateFrom: '2026-11-19 08:00:00', dateTo: '2026-11-21 00:00:00' },
		4,
	),
	filter(
		'changed since a wall time in summer',
		{ changedSince: '2026-07-01 12:00' },
		{ changedSince: '2026-07-01 10:00:00' },
		1,
		2,
		3,
		4,
		5,
	),
	filter(
		'changed since a wall time in winter',
		{ changedSince: '2026-11-20 12:00' },
		{ changedSince: '2026-11-20 11:00:00' },
	),
	filter(
		'changed since the hour that occurs twice',
		{ changedSince: '2026-10-25T02:30' },
		{ changedSince: '2026-10-25 00:30:00' },
		1,
		2,
		3,
		4,
		5,
	),
	filter(
		'changed since the hour that does not occur',
		{ changedSince: '2026-03-29T02:30' },
		{ changedSince: '2026-03-29 01:30:00' },
		1,
		2,
		3,
		4,
		5,
	),
	{
		...filter(
			'changed since a wall time in a workflow of another zone',
			{ changedSince: '2026-07-01T12:00' },
			{ changedSince: '2026-07-01 16:00:00' },
			1,
			2,
			3,
			4,
			5,
		),
		timezone: 'America/New_York',
	},
	{
		...filter(
			'planned from a wall time of the account, whatever the workflow',
			{ dateFrom: '2026-11-21T08:30' },
			{ dateFrom: '2026-11-21 08:30:00' },
			2,
			3,
		),
		timezone: 'America/New_York',
	},
	filter(
		'with a report or a validation since',
		{
			reportChangedSince: '={{ DateTime.fromISO("2026-11-01T00:00:00+01:00") }}',
			validatedSince: '2026-11-01T00:00:00+01:00',
		},
		{ reportChangedSince: '2026-10-31 23:00:00', validatedSince: '2026-10-31 23:00:00' },
		5,
	),
	filter('of a technician by login', { user: locator('login', 'jean') }, { user_login: 'jean' }, 4),
	filter('of a technician from the list', { user: locator('list', 2) }, { user_id: '2' }, 4),
	filter('of a team', { team: locator('id', 1) }, { team_id: '1' }, 4),
	filter('of a preferred team', { team_id_pref: locator('list', 1) }, { team_id_pref: '1' }),
	...['customer', 'site', 'equipment'].flatMap((key) => [
		filter(`of ${key} by ID`, { [key]: locator('id', 2) }, { [`${key}_id`]: '2' }, 2),
		filter(
			`of ${key} by Own ID`,
			{ [key]: locator('myId', `${key[0].toUpperCase()}-3`) },
			{ [`${key}_myId`]: `${key[0].toUpperCase()}-3` },
			3,
		),
	]),
	filter('of a type by ID', { type: locator('id', 1) }, { type_id: '1' }, 1, 4),
	filter('of a type by name', { type: locator('name', 'Maintenance') }, { type_name: 'Maintenance' }, 2, 5),
	filter('of a template by ID', { reportTemplate: locator('id', 3) }, { reportTemplate_id: '3' }, 3),
	filter(
		'of a template by name',
		{ reportTemplate: locator('name', 'Installation report') },
		{ reportTemplate_name: 'Installation report' },
		3,
	),
	filter(
		'with photos, showing other technicians',
		{ hasPhotos: true, otherTechnicians: true },
		{ hasPhotos: 'true', otherTechnicians: 'true' },
		4,
		5,
	),
	filter('without photos', { hasPhotos: false }, { hasPhotos: 'false' }, 1, 2, 3),
	{
		...filter('deleted ones', { show: 'deleted' }, { show: 'deleted' }, 1),
		prepare: ({ state }) => state.jobs.delete('1_261114000000000'),
	},
	{
		operation: 'getAll',
		by: 'of a technician who is not named',
		parameters: { jobFilters: { user: locator('login', '={{ $json.nothing }}') } },
		sends: [],
		error: 'Filter Technician is empty',
	},
	{
		operation: 'getAll',
		by: 'a state that is none',
		parameters: { jobFilters: { status: '={{ ["done"] }}' } },
		sends: [],
		error: 'Filter Status: "done" is not one of its values',
	},
	{
		operation: 'getAll',
		by: 'sorted, cut, two at once',
		parameters: {
			limit: '={{ $json.limit }}',
			jobSort: { values: { sort: 'scheduledstart', sortOrder: 'descending' } },
			jobFilters: { status: ['validated', 'completed'] },
		},
		items: [{ limit: 1 }, { limit: '1' }],
		sends: [1, 1].map(() => [
			'GET /job/list',
			{ status: 'validated,completed', sort: 'scheduledstart', sortOrder: 'descending', page: '1', pageSize: '1' },
		]),
		gives: [{ num: 4, scheduledStart: '2026-11-19T09:00:00+01:00' }, { num: 4 }],
	},
	{
		operation: 'getAll',
		by: 'all of them, a page at a time, filters on every page',
		parameters: { returnAll: true, jobFilters: { customer: locator('id', 1) } },
		prepare: ({ state }) => Array.from({ length: 219 }, () => state.jobs.create({ customer: { id: 1 } })),
		// Pages overlap, so that no row slips through between two of them.
		sends: [
			['1', '100'],
			['2', '100'],
			['3', '100'],
		].map(([page, pageSize]) => ['GET /job/list', { customer_id: '1', page, pageSize }]),
		gives: [1, ...Array.from({ length: 219 }, (_, at) => at + 6)].map((num) => ({ num })),
	},
	{
		operation: 'getAll',
		by: 'more than a page holds',
		parameters: { limit: 150 },
		prepare: ({ state }) => Array.from({ length: 219 }, () => state.jobs.create({ customer: { id: 1 } })),
		sends: [
			['1', '100'],
			['2', '100'],
		].map(([page, pageSize]) => ['GET /job/list', { page, pageSize }]),
		gives: Array.from({ length: 150 }, (_, at) => ({ num: at + 1 })),
	},
	{
		operation: 'getAll',
		by: 'with details',
		parameters: { includeDetails: true, output: 'raw', jobFilters: { status: ['completed', 'validated'] } },
		sends: [
			['GET /job/list', { status: 'completed,validated', ...paged }],
			['GET /job/details', { id: completed }],
			['GET /job/details', { id: '1_261118000000004' }],
		],
		gives: [
			{
				num: 4,
				report: expect.any(Array),
				parts: [expect.objectContaining({ reference: 'P-100' })],
				timeEntries: expect.any(Array),
			},
			{ num: 5, report: expect.any(Array) },
		],
	},
	...[
		['id', completed],
		['num', 4],
		['myId', 'J-4'],
		['list', completed],
	].map(
		([by, value]): Case => ({
			operation: 'getPhotos',
			by: String(by),
			parameters: { job: locator(String(by), value) },
			sends: [['GET /job/photos', { [by === 'list' ? 'id' : by]: String(value) }]],
			gives: [
				{ fileName: 'job-4-1.jpg', comment: 'Before', iteration: 0, imageData: null },
				{ fileName: 'job-4-2.png', comment: 'After', iteration: 1 },
			],
		}),
	),
	{
		operation: 'getPhotos',
		by: 'with the image as text, two at once',
		parameters: { job: locator('num', '={{ $json.num }}'), jobFilters: { getImageData: true } },
		items: [{ num: 5 }, { num: 5 }],
		sends: ['5', '5'].map((num) => ['GET /job/photos', { num, getImageData: 'true' }]),
		gives: [{ fileName: 'job-5-1.jpg', imageData: expect.stringMatching(/^[\w+/]+=*$/) }, { fileName: 'job-5-1.jpg' }],
	},
	{
		operation: 'getPhotos',
		by: 'of a job without any',
		parameters: { job: locator('num', 1), download: true },
		sends: [['GET /job/photos', { num: '1', getImageData: 'true' }]],
	},
]);
