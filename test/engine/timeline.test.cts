import { locator } from './engine.cts';
import { all, filters, none, sentAll } from './office.cts';
import { testTable, type Case } from './table.cts';

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
			type: 'note',
			title: '={{ $json.title }}',
			content: 'Text',
			customer: locator('name', 'Boulangerie Martin'),
			job: locator('id', '1_261114000000000'),
			timelineFields: {
				isPinned: true,
				isPublic: false,
				site: locator('myId', 'S-1'),
				equipment: locator('id', 1),
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
				customer: { name: 'Boulangerie Martin' },
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
			['customer', 'id', 2, { client: { id: 2 }, customer: { id: 2 } }],
			['customer', 'myId', 'C-2', { client: { myId: 'C-2' }, customer: { myId: 'C-2' } }],
			['customer', 'list', 2, { client: { id: 2 }, customer: { id: 2 } }],
			['job', 'num', '2', { job: { num: 2 } }],
			['job', 'myId', 'J-2', { job: { myId: 'J-2' } }],
			['user', 'login', 'jean', { user: { login: 'jean' } }],
		] as const
	).map(
		([field, by, value, sent]): Case => ({
			operation: 'create',
			by: `on one ${field} by ${by}`,
			parameters: {
				title: 'x',
				...(field === 'user' ? { timelineFields: { user: locator(by, value) } } : { [field]: locator(by, value) }),
			},
			sends: [['POST /timeline/send', {}, { title: 'x', ...sent }]],
			gives: [{ title: 'x' }],
		}),
	),
	{
		operation: 'create',
		by: 'on a customer whom nobody knows',
		parameters: { customer: locator('id', 99) },
		sends: [['POST /timeline/send', {}, { client: { id: 99 }, customer: { id: 99 } }]],
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
		parameters: { limit: 1, output: 'raw' },
		sends: [['GET /timeline/list']],
		gives: [{ id: expect.any(Number), dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) }],
	},
	...filters('/timeline/list', 'timelineFilters', call),
	...none('/timeline/list', 'timelineFilters'),
]);
