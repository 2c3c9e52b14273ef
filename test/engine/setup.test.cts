import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

/** What is set up in the back office: job types, templates, blocks, windows, teams, taxes. */

const paged = { page: '1', pageSize: '50' };
const twice = <T,>(value: T): [T, T] => [value, value];

testTable('jobType', [
	{
		operation: 'get',
		by: 'id',
		parameters: { jobType: locator('id', '={{ $json.id }}') },
		items: [{ id: 2 }, { id: 3 }],
		sends: [
			['GET /jobtype/details', { id: '2' }],
			['GET /jobtype/details', { id: '3' }],
		],
		gives: [{ name: 'Maintenance' }, { name: 'Installation' }],
	},
	{
		operation: 'get',
		by: 'name',
		parameters: { jobType: locator('name', 'Repair') },
		sends: [['GET /jobtype/details', { name: 'Repair' }]],
		gives: [{ id: 1, isDefault: true }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { jobType: locator('list', 1) },
		sends: [['GET /jobtype/details', { id: '1' }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			name: '={{ $json.name }}',
			duration: '01:30:00',
			defaultJobReport: locator('name', 'Maintenance report'),
			jobTypeFields: {
				isDefault: true,
				priority: 'high',
				customHeader: 'https://example.com',
				customLogoUrl: 'https://example.com/logo.png',
				skills: 'Plumber, Electrician',
			},
		},
		items: [{ name: 'Inspection' }, { name: 'Cleaning' }],
		sends: ['Inspection', 'Cleaning'].flatMap((name): Case['sends'] => [
			['GET /jobtype/details', { name }],
			[
				'POST /jobtype/send',
				{},
				{
					name,
					duration: '01:30:00',
					isDefault: true,
					priority: 'high',
					customHeader: 'https://example.com',
					customLogoUrl: 'https://example.com/logo.png',
					defaultJobReport: { name: 'Maintenance report' },
					skills: ['Plumber', 'Electrician'],
				},
			],
		]),
		gives: [
			{ id: expect.any(Number), name: 'Inspection', defaultJobReport: { id: 2, name: 'Maintenance report' } },
			{ name: 'Cleaning' },
		],
	},
	{
		operation: 'create',
		by: 'a name that exists',
		parameters: { name: 'Repair' },
		sends: [['GET /jobtype/details', { name: 'Repair' }]],
		error: 'A job type with Name "Repair" already exists',
	},
	{
		operation: 'create',
		by: 'a duration in another form',
		parameters: { name: 'New', duration: '1h' },
		sends: [],
		error: 'Duration: "1h" cannot be used',
	},
	{
		operation: 'update',
		by: 'id, renaming',
		parameters: {
			jobType: locator('id', 1),
			jobTypeFields: { name: 'Urgent repair', defaultJobReport: locator('id', '') },
		},
		sends: [
			['GET /jobtype/details', { id: '1' }],
			['POST /jobtype/send', {}, { id: 1, name: 'Urgent repair', defaultJobReport: null }],
		],
		gives: [{ id: 1, name: 'Urgent repair', defaultJobReport: null }],
	},
	{
		operation: 'update',
		by: 'name',
		parameters: { jobType: locator('name', 'Repair'), jobTypeFields: { skills: [] } },
		sends: [
			['GET /jobtype/details', { name: 'Repair' }],
			['POST /jobtype/send', {}, { name: 'Repair', skills: [] }],
		],
		gives: [{ id: 1, skills: [] }],
	},
	{
		operation: 'update',
		by: 'a name that does not exist',
		parameters: { jobType: locator('name', 'Nothing'), jobTypeFields: { isDefault: true } },
		sends: [['GET /jobtype/details', { name: 'Nothing' }]],
		error: 'There is no job type with Name "Nothing"',
	},
	{
		operation: 'update',
		by: 'another name under the same name',
		parameters: { jobType: locator('name', 'Repair'), jobTypeFields: { name: 'Other' } },
		sends: [],
		error: 'Name identifies the record and cannot be changed at the same time',
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: { jobTypeFilters: { name: 'e' }, jobTypeSort: { values: { sortOrder: 'descending' } }, limit: 1 },
		items: twice({}),
		sends: twice(['GET /jobtype/list', { name: 'e', sort: 'name', sortOrder: 'descending', page: '1', pageSize: '1' }]),
		gives: twice({ name: 'Repair' }),
	},
]);

testTable('reportTemplate', [
	{
		operation: 'get',
		by: 'id',
		parameters: { reportTemplate: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: [
			['GET /jobReportTemplate/details', { id: '1' }],
			['GET /jobReportTemplate/details', { id: '2' }],
		],
		gives: [{ name: 'Repair report', blocks: expect.any(Array) }, { id: 2 }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { reportTemplate: locator('list', 1) },
		sends: [['GET /jobReportTemplate/details', { id: '1' }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			reportTemplateFilters: { name: 'repair', isPublished: true },
			reportTemplateSort: { values: { sort: 'name' } },
		},
		items: twice({}),
		sends: twice([
			'GET /jobReportTemplate/list',
			{ name: 'repair', isPublished: 'true', sort: 'name', sortOrder: 'ascending', ...paged },
		]),
		gives: twice({ name: 'Repair report', numBlocks: 2 }),
	},
	{
		operation: 'getAll',
		by: 'with details',
		parameters: { includeDetails: true, reportTemplateFilters: { isPublished: false } },
		sends: [
			['GET /jobReportTemplate/list', { isPublished: 'false', ...paged }],
			['GET /jobReportTemplate/details', { id: '4' }],
		],
		gives: [{ name: 'Draft of a new report', blocks: [expect.objectContaining({ name: 'Work done' })] }],
	},
]);

testTable('block', [
	{
		operation: 'get',
		by: 'id',
		parameters: { block: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: [
			['GET /block/details', { id: '1' }],
			['GET /block/details', { id: '2' }],
		],
		gives: [{ name: 'Work done', items: expect.any(Array) }, { id: 2 }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { block: locator('list', 2) },
		sends: [['GET /block/details', { id: '2' }]],
		gives: [{ id: 2 }],
	},
	{
		operation: 'getAll',
		by: 'shared ones',
		items: twice({}),
		sends: twice(['GET /block/list', paged]),
		gives: twice({ name: 'Check list', numItems: 4 }),
	},
]);

testTable('jobSchedulingWindow', [
	{
		operation: 'getAll',
		by: 'sorted',
		parameters: { limit: 1, jobSchedulingWindowSort: { values: { sort: 'name', sortOrder: 'descending' } } },
		items: twice({}),
		sends: twice([
			'GET /jobschedulingwindow/list',
			{ sort: 'name', sortOrder: 'descending', page: '1', pageSize: '1' },
		]),
		gives: twice({ name: 'Morning', startTime: '08:00' }),
	},
]);

testTable('team', [
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: { teamFilters: { name: 'NOR', show: 'all' }, teamSort: { values: { sort: 'name' } } },
		items: twice({}),
		sends: twice(['GET /team/list', { name: 'NOR', show: 'all', sort: 'name', sortOrder: 'ascending', ...paged }]),
		gives: twice({ name: 'North', numTechs: 1 }),
	},
]);

testTable('taxRate', [
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			taxRateFilters: { name: 'tva', default: true, show: 'active' },
			taxRateSort: { values: { sortOrder: 'descending' } },
		},
		items: twice({}),
		sends: twice([
			'GET /tax/list',
			{ name: 'tva', default: 'true', show: 'active', sort: 'name', sortOrder: 'descending', ...paged },
		]),
		gives: twice({ name: 'TVA 20', rate: '20.00' }),
	},
]);
