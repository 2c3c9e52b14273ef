import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

const all = {
	customer: locator('myId', 'C-1'),
	site: locator('id', 1),
	equipment: locator('myId', 'E-1'),
	job: locator('num', 1),
};
const sentAll = { customer_myId: 'C-1', site_id: '1', equipment_myId: 'E-1', job_num: '1' };
/** One filter by one identifier each; the sandbox has one task and one timeline item, both of customer 1 and user 2. */
const filters = (
	path: string,
	name: string,
	gives: object,
	more: Array<[filter: string, by: string, value: string | number, sent: string]> = [],
): Case[] =>
	(
		[
			['customer', 'id', 1, 'customer_id'],
			['customer', 'list', 1, 'customer_id'],
			['customer', 'myId', 'C-1', 'customer_myId'],
			['user', 'id', 2, 'user_id'],
			['user', 'login', 'jean', 'user_login'],
			...more,
		] as const
	).map(([filter, by, value, sent]) => ({
		operation: 'getAll',
		by: `of one ${filter} by ${by}`,
		parameters: { [name]: { [filter]: locator(by, value) } },
		sends: [[`GET ${path}`, { [sent]: String(value) }]],
		gives: [gives],
	}));
const none = (path: string, name: string): Case[] =>
	(
		[
			['site', 'myId', 'S-1', 'site_myId'],
			['equipment', 'id', 1, 'equipment_id'],
			['job', 'id', '1_261114000000000', 'job_id'],
			['job', 'myId', 'J-1', 'job_myId'],
		] as const
	).map(([filter, by, value, sent]) => ({
		operation: 'getAll',
		by: `of one ${filter} by ${by}`,
		parameters: { [name]: { [filter]: locator(by, value) } },
		sends: [[`GET ${path}`, { [sent]: value === 1 ? '1' : value }]],
		gives: [],
	}));

const call = {
	id: 1,
	type: 'call',
	title: 'Asked for an offer',
	source: 'timeline',
	dateCreated: '2026-10-22T01:00:00+02:00',
	customerName: 'Boulangerie Martin',
	jobNum: null,
	userName: 'Jean Dupont',
};

testTable('timeline', [
	{
		operation: 'create',
		by: 'on everything',
		parameters: {
			timelineFields: {
				type: 'note',
				title: '={{ $json.title }}',
				content: 'Text',
				isPinned: true,
				isPublic: false,
				customer: locator('name', 'Boulangerie Martin'),
				site: locator('myId', 'S-1'),
				equipment: locator('id', 1),
				job: locator('id', '1_261114000000000'),
				user: locator('name', 'Jean Dupont'),
			},
		},
		items: [{ title: 'one' }, { title: 'two' }],
		sends: ['one', 'two'].map((title) => [
			'POST /timeline/send',
			{},
			{
				type: 'note',
				title,
				content: 'Text',
				isPinned: true,
				isPublic: false,
				client: { name: 'Boulangerie Martin' },
				site: { myId: 'S-1' },
				equipment: { id: 1 },
				job: { id: '1_261114000000000' },
				user: { name: 'Jean Dupont' },
			},
		]),
		gives: [{ title: 'one', isPinned: true, client: expect.objectContaining({ id: 1 }) }, { title: 'two' }],
	},
	...(
		[
			['customer', 'id', 2, { client: { id: 2 } }],
			['customer', 'myId', 'C-2', { client: { myId: 'C-2' } }],
			['customer', 'list', 2, { client: { id: 2 } }],
			['job', 'num', '2', { job: { num: 2 } }],
			['job', 'myId', 'J-2', { job: { myId: 'J-2' } }],
			['user', 'login', 'jean', { user: { login: 'jean' } }],
		] as const
	).map(
		([field, by, value, sent]): Case => ({
			operation: 'create',
			by: `on one ${field} by ${by}`,
			parameters: { timelineFields: { title: 'x', [field]: locator(by, value) } },
			sends: [['POST /timeline/send', {}, { title: 'x', ...sent }]],
			gives: [{ title: 'x' }],
		}),
	),
	{
		operation: 'create',
		by: 'on a customer whom nobody knows',
		parameters: { timelineFields: { customer: locator('id', 99) } },
		sends: [['POST /timeline/send', {}, { client: { id: 99 } }]],
		error: 'customer: there is no customer with id "99"',
	},
	{
		operation: 'getAll',
		by: 'with every filter, as a bare array',
		parameters: {
			timelineFilters: {
				...all,
				changedSince: '2026-10-01',
				createdSince: '2026-10-01T00:00:00Z',
				isPinned: true,
				isPublic: true,
				user: locator('login', 'jean'),
				type: 'sms',
				event: 'null',
				source: 'timeline',
			},
		},
		sends: [
			[
				'GET /timeline/list',
				{
					...sentAll,
					changedSince: '2026-09-30 22:00:00',
					createdSince: '2026-10-01 00:00:00',
					isPinned: 'true',
					isPublic: 'true',
					user_login: 'jean',
					type: 'sms',
					event: 'null',
					source: 'timeline',
				},
			],
		],
	},
	{
		operation: 'getAll',
		by: 'of two items',
		parameters: { timelineFilters: { isPinned: false, type: '={{ $json.type }}' } },
		items: [{ type: 'call' }, { type: 'call' }],
		sends: [1, 2].map(() => ['GET /timeline/list', { isPinned: 'false', type: 'call' }]),
		gives: [call, call],
	},
	{
		operation: 'getAll',
		by: 'up to a limit',
		prepare: (sandbox) => sandbox.call('timeline_send', { body: { title: 'second', client: { id: 1 } } }),
		parameters: { limit: 1, simplify: false },
		sends: [['GET /timeline/list']],
		gives: [{ id: expect.any(Number), dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) }],
	},
	...filters('/timeline/list', 'timelineFilters', call),
	...none('/timeline/list', 'timelineFilters'),
]);

const due = {
	id: 1,
	content: 'Call back about the offer',
	category: 'followup',
	dateDue: '2026-11-23T00:00:00+01:00',
	dateDone: null,
	customerName: 'Boulangerie Martin',
	userName: 'Jean Dupont',
};

testTable('task', [
	{
		operation: 'create',
		by: 'with every field',
		parameters: {
			taskFields: {
				content: '={{ $json.text }}',
				category: 'meeting',
				dateDue: '2026-11-30T08:30:00Z',
				dateDone: '2026-12-01',
				customer: locator('id', 1),
				site: locator('name', 'Boulangerie Martin, main building'),
				equipment: locator('name', 'Boiler 1'),
				job: locator('num', 1),
				user: locator('login', 'jean'),
				userDone: locator('id', 3),
			},
		},
		items: [{ text: 'one' }, { text: 'two' }],
		sends: ['one', 'two'].map((content) => [
			'POST /tasks/send',
			{},
			{
				content,
				category: 'meeting',
				dateDue: '2026-11-30 09:30',
				dateDone: '2026-12-01 00:00',
				customer: { id: 1 },
				site: { name: 'Boulangerie Martin, main building' },
				equipment: { name: 'Boiler 1' },
				job: { num: 1 },
				user: { login: 'jean' },
				userDone: { id: 3 },
			},
		]),
		gives: [{ content: 'one', category: 'meeting', dateDue: '2026-11-30 09:30' }, { content: 'two' }],
	},
	{
		operation: 'create',
		by: 'with a day that is none',
		parameters: { taskFields: { dateDue: '2026-02-30' } },
		sends: [],
		error: 'Due Date: "2026-02-30" is no date',
	},
	{
		operation: 'getAll',
		by: 'with every filter, moments in UTC',
		parameters: {
			taskFilters: {
				...all,
				changedSince: '2026-10-01',
				createdSince: '2026-10-01',
				from: '2026-11-22T00:00',
				to: '2026-11-24T00:00+01:00',
				user: locator('id', 2),
				userDone: locator('login', 'paul'),
				category: 'followup',
			},
		},
		sends: [
			[
				'GET /tasks/list',
				{
					...sentAll,
					changedSince: '2026-09-30 22:00:00',
					createdSince: '2026-09-30 22:00:00',
					from: '2026-11-21 23:00:00',
					to: '2026-11-23 23:00:00',
					user_id: '2',
					userDone_login: 'paul',
					category: 'followup',
				},
			],
		],
	},
	{
		operation: 'getAll',
		by: 'due in a span',
		parameters: { taskFilters: { from: '2026-11-22T00:00', to: '={{ $json.to }}' } },
		items: [{ to: '2026-11-24' }, { to: '2026-11-25' }],
		sends: ['23', '24'].map((to) => ['GET /tasks/list', { from: '2026-11-21 23:00:00', to: `2026-11-${to} 23:00:00` }]),
		gives: [due, due],
	},
	{
		operation: 'getAll',
		by: 'done by a user by ID',
		parameters: { taskFilters: { userDone: locator('id', 3) } },
		sends: [['GET /tasks/list', { userDone_id: '3' }]],
	},
	...filters('/tasks/list', 'taskFilters', due),
	...none('/tasks/list', 'taskFilters'),
]);

const jean = expect.objectContaining({ id: 2, login: 'jean' });

testTable('message', [
	{
		operation: 'send',
		by: 'login',
		parameters: {
			messageFields: {
				title: '={{ $json.title }}',
				message: 'Come home',
				priority: 'high',
				users: { values: [{ id: locator('id', ''), login: 'jean' }] },
			},
		},
		items: [{ title: 'one' }, { title: 'two' }],
		sends: ['one', 'two'].map((title) => [
			'POST /message/send',
			{},
			{ title, message: 'Come home', priority: 'high', users: [{ login: 'jean' }] },
		]),
		gives: [{ title: 'one', priority: 'high', users: [jean] }, { title: 'two' }],
	},
	{
		operation: 'send',
		by: 'the list and ID',
		parameters: {
			messageFields: {
				message: 'x',
				users: {
					values: [
						{ id: locator('list', 2), login: '' },
						{ id: locator('id', '3'), login: '' },
					],
				},
			},
		},
		sends: [['POST /message/send', {}, { message: 'x', users: [{ id: 2 }, { id: 3 }] }]],
		gives: [{ message: 'x', users: [jean, expect.objectContaining({ login: 'marie' })] }],
	},
	{
		operation: 'send',
		by: 'an array by expression',
		parameters: { messageFields: { message: 'x', usersJson: '={{ $json.users }}' } },
		items: [{ users: [{ login: 'jean' }] }],
		sends: [['POST /message/send', {}, { message: 'x', users: [{ login: 'jean' }] }]],
		gives: [{ users: [jean] }],
	},
	{
		operation: 'send',
		by: 'nobody',
		parameters: { messageFields: { message: 'x' } },
		sends: [['POST /message/send', {}, { message: 'x' }]],
		error: 'users: a message needs a recipient',
	},
]);
