import { locator } from './engine.cts';
import { all, filters, none, sentAll } from './office.cts';
import { testTable } from './table.cts';

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
			content: '={{ $json.text }}',
			dateDue: '2026-11-30T08:30:00Z',
			customer: locator('id', 1),
			job: locator('num', 1),
			user: locator('login', 'jean'),
			taskFields: {
				category: 'meeting',
				dateDone: '2026-12-01',
				site: locator('name', 'Boulangerie Martin, main building'),
				equipment: locator('name', 'Boiler 1'),
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
		parameters: { dateDue: '2026-02-30' },
		sends: [],
		error: 'Due Date: "2026-02-30" is not a valid date',
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
