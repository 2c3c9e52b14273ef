import { locator } from './engine.cts';
import { testTable, type Case, type Sent } from './table.cts';

/** Users, custom fields of jobs, reports of jobs. */

/** What stands open, and what is collected. */
const open = { firstName: 'Zoé', lastName: 'Blanc', email: 'zoe@example.com', profile: 'manager' };
const every = {
	phone: '01',
	language: 'EN',
	timezone: 'Romance Standard Time',
	isSubcontractor: true,
};

testTable('user', [
	{
		operation: 'get',
		by: 'id',
		parameters: { user: locator('id', '={{ $json.id }}') },
		items: [{ id: 2 }, { id: 3 }],
		sends: [2, 3].map((id) => ['GET /user/details', { id: String(id) }]),
		gives: [
			{ id: 2, login: 'jean', firstName: 'Jean', teams: ['North'], lastConnection: null, deleted: null },
			{ login: 'marie' },
		],
	},
	{
		operation: 'get',
		by: 'login, with an international phone number',
		parameters: { user: locator('login', 'jean'), userFilters: { phoneFormat: 'intl' } },
		sends: [['GET /user/details', { login: 'jean', phoneFormat: 'intl' }]],
		gives: [{ phone: '+33 6 12 00 00 01' }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { user: locator('list', 2), output: 'raw' },
		sends: [['GET /user/details', { id: '2' }]],
		gives: [{ id: 2, skilledTrades: ['Plumber'] }],
	},
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			login: '={{ $json.login }}',
			password: 'secret',
			...open,
			setCustomFields: true,
			customFields: { mappingMode: 'defineBelow', value: { 17: 'Van 3' } },
			userFields: {
				...every,
				teams: 'North, South',
				skilledTrades: ['Plumber'],
				startLocation: { values: { fullAddress: '1 rue du Port, 29200 Brest', latitude: '', longitude: '' } },
			},
		},
		items: [{ login: 'zoe' }, { login: 'zoe2' }],
		sends: ['zoe', 'zoe2'].flatMap((login): Sent[] => [
			['GET /user/details', { login }],
			[
				'POST /user/send',
				{},
				{
					login,
					password: 'secret',
					...open,
					...every,
					teams: ['North', 'South'],
					skilledTrades: ['Plumber'],
					startLocation: { fullAddress: '1 rue du Port, 29200 Brest' },
					customFieldValues: [{ id: 17, value: 'Van 3' }],
				},
			],
		]),
		gives: [
			{
				login: 'zoe',
				...every,
				teams: ['North', 'South'],
				customFieldValues: [{ id: 17, label: 'Vehicle', value: 'Van 3' }],
			},
			{ login: 'zoe2' },
		],
	},
	{
		operation: 'create',
		by: 'a login that exists',
		parameters: { login: 'jean', password: 'x' },
		sends: [['GET /user/details', { login: 'jean' }]],
		error: 'A user with Login "jean" already exists',
	},
	{
		operation: 'create',
		by: 'without a password',
		parameters: { login: 'new', password: '={{ "" }}' },
		sends: [],
		error: 'Password is empty',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: {
			user: locator('id', '={{ $json.id }}'),
			userFields: { phone: '', teams: [], login: '={{ $json.login }}' },
		},
		items: [
			{ id: 2, login: 'jd' },
			{ id: 3, login: 'ml' },
		],
		sends: [
			['GET /user/details', { id: '2' }],
			['GET /user/details', { id: '3' }],
			['POST /user/send', {}, { id: 2, phone: '', teams: [], login: 'jd' }],
			['POST /user/send', {}, { id: 3, phone: '', teams: [], login: 'ml' }],
		],
		gives: [{ id: 2, login: 'jd', phone: '', teams: [] }, { id: 3 }],
	},
	{
		operation: 'update',
		by: 'login',
		parameters: { user: locator('login', 'paul'), userFields: { profile: 'administrator' } },
		sends: [
			['GET /user/details', { login: 'paul' }],
			['POST /user/send', {}, { login: 'paul', profile: 'administrator' }],
		],
		gives: [{ id: 4, profile: 'administrator' }],
	},
	{
		operation: 'update',
		by: 'an unknown login',
		parameters: { user: locator('login', 'nobody'), userFields: { phone: '1' } },
		sends: [['GET /user/details', { login: 'nobody' }]],
		error: 'There is no user with Login "nobody"',
	},
	{
		operation: 'upsert',
		by: 'login',
		parameters: { login: '={{ $json.login }}', password: 'x', userFields: { language: 'ES' } },
		items: [{ login: 'jean' }, { login: 'carmen' }],
		sends: ['jean', 'carmen'].map((login) => ['POST /user/send', {}, { login, password: 'x', language: 'ES' }]),
		gives: [
			{ id: 2, firstName: 'Jean' },
			{ id: 5, login: 'carmen' },
		],
	},
	...[
		['id', 2],
		['login', 'jean'],
	].map(
		([by, value]): Case => ({
			operation: 'delete',
			by: String(by),
			parameters: { user: locator(String(by), value) },
			sends: [['DELETE /user/delete', { [by]: String(value) }]],
			gives: [{ deleted: true, id: 2 }],
		}),
	),
	{
		operation: 'delete',
		by: 'two at once',
		parameters: { user: locator('login', '={{ $json.login }}') },
		items: [{ login: 'jean' }, { login: 'paul' }],
		sends: ['jean', 'paul'].map((login) => ['DELETE /user/delete', { login }]),
		gives: [
			{ deleted: true, id: 2 },
			{ deleted: true, id: 4 },
		],
	},
	...[
		['id', 1, 'teamId'],
		['list', 1, 'teamId'],
		['name', 'North', 'teamName'],
	].map(
		([by, value, key]): Case => ({
			operation: 'getAll',
			by: `of a team (${by})`,
			parameters: { userFilters: { team: locator(String(by), value), skilledTrade: 'Plumber', show: 'all' } },
			items: [{}, {}],
			sends: [0, 1].map(() => [
				'GET /user/list',
				{ [key]: String(value), skilledTrade: 'Plumber', show: 'all', page: '1', pageSize: '50' },
			]),
			gives: [{ login: 'jean' }, { login: 'jean' }],
		}),
	),
]);

const [job, other] = ['1_261117000000003', '1_261118000000004'];

testTable('customField', [
	{
		operation: 'getAll',
		by: 'of a kind of record',
		parameters: {
			type: '={{ $json.type }}',
			limit: 1,
			customFieldSort: { values: { sort: 'order', sortOrder: 'descending' } },
		},
		items: [{ type: 'customer' }, { type: 'user' }],
		sends: ['customer', 'user'].map((type) => [
			'GET /customfield/list',
			{ type, sort: 'order', sortOrder: 'descending', page: '1', pageSize: '1' },
		]),
		gives: [{ label: 'Key account', type: 'checkbox' }, { label: 'Vehicle' }],
	},
	{
		operation: 'getAll',
		by: 'of a kind that is none',
		parameters: { type: '={{ "invoice" }}' },
		sends: [],
		error: 'Type: "invoice" is not one of its values',
	},
	{ operation: 'getAll', by: 'of no kind', parameters: { type: '={{ "" }}' }, sends: [], error: 'Type is empty' },
	...[
		['id', job],
		['num', 4],
		['myId', 'J-4'],
		['list', job],
	].map(
		([by, value]): Case => ({
			operation: 'setJobValues',
			by: `${by}, with the mapper`,
			parameters: {
				job: locator(String(by), value),
				setCustomFields: true,
				customFields: { mappingMode: 'defineBelow', value: { 9: 'A-7', 12: 2.5, 13: false, 10: '', 11: null } },
			},
			sends: [
				[
					'POST /customfield/send',
					{},
					{
						Job: { [by === 'list' ? 'id' : by]: value },
						CustomFieldValues: [
							{ id: 9, value: 'A-7' },
							{ id: 10, value: '' },
							{ id: 12, value: '2.5' },
							{ id: 13, value: '0' },
						],
					},
				],
			],
			gives: ['A-7', '', '', '2.5', '0', '', '', ''].map((value, at) => ({ id: 9 + at, value })),
		}),
	),
	{
		operation: 'setJobValues',
		by: 'by hand',
		parameters: {
			job: locator('num', '={{ $json.num }}'),
			customFieldValues: { values: [{ id: '', label: 'Order number', value: '={{ $json.value }}' }] },
		},
		items: [{ num: 4, value: 'A' }],
		sends: [
			['POST /customfield/send', {}, { Job: { num: 4 }, CustomFieldValues: [{ label: 'Order number', value: 'A' }] }],
		],
		gives: Array.from({ length: 8 }, () => ({ value: expect.any(String) })),
	},
	{
		operation: 'setJobValues',
		by: 'as JSON',
		parameters: { job: locator('num', 4), options: { customFieldValuesJson: '={{ $json.values }}' } },
		items: [{ values: [{ id: 9, value: 'B' }] }],
		sends: [['POST /customfield/send', {}, { Job: { num: 4 }, CustomFieldValues: [{ id: 9, value: 'B' }] }]],
		gives: Array.from({ length: 8 }, () => ({ value: expect.any(String) })),
	},
	{
		operation: 'setJobValues',
		by: 'without values',
		parameters: { job: locator('num', 4) },
		sends: [],
		error: 'Custom Fields or Custom Fields by Label is needed',
	},
]);

testTable('jobReport', [
	{
		operation: 'get',
		by: 'id',
		parameters: { job: locator('id', '={{ $json.id }}') },
		items: [{ id: job }],
		sends: [['GET /jobReport/details', { id: job }]],
		gives: [{ name: 'Work done', items: expect.any(Array) }, { name: 'Customer section' }],
	},
	...[
		['num', 5],
		['myId', 'J-5'],
		['list', other],
	].map(
		([by, value]): Case => ({
			operation: 'get',
			by: String(by),
			parameters: { job: locator(String(by), value) },
			sends: [['GET /jobReport/details', { [by === 'list' ? 'id' : by]: String(value) }]],
			gives: Array.from({ length: 3 }, () => ({ items: expect.any(Array) })),
		}),
	),
	{
		operation: 'get',
		by: 'an empty number',
		parameters: { job: locator('num', '={{ "" }}') },
		sends: [],
		error: 'Job is empty',
	},
]);
