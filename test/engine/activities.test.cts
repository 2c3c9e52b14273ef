import { locator } from './engine.cts';
import { testTable } from './table.cts';

const owner = { id: 1, login: 'claire', firstName: 'Claire', lastName: 'Fontaine' };
const made = { id: 2, note: 'Depot', dateStart: '2026-07-01 08:00', dateEnd: '2026-07-01 09:30' };

testTable('activity', [
	{
		operation: 'get',
		by: 'id',
		parameters: { activity: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: '1' }],
		sends: [
			['GET /activity/details', { id: '1' }],
			['GET /activity/details', { id: '1' }],
		],
		gives: [{ id: 1, activityTypeId: 1, activityTypeName: 'Travel', activityTypeCategory: 'travel' }, { id: 1 }],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { activity: locator('list', 1) },
		sends: [['GET /activity/details', { id: '1' }]],
		gives: [{ id: 1 }],
	},
	{
		operation: 'create',
		by: 'with moments of other zones, in summer',
		parameters: {
			activityType: locator('name', 'Training'),
			user: locator('login', 'jean'),
			note: '={{ $json.note }}',
			dateStart: '2026-07-01T06:00:00Z',
			dateEnd: '2026-07-01T09:30',
			activityFields: { distance: { values: { km: '12.5', mi: '' } } },
		},
		items: [{ note: 'Depot' }, { note: 'School' }],
		sends: ['Depot', 'School'].map((note) => [
			'POST /activity/send',
			{},
			{
				activityType: { name: 'Training' },
				user: { login: 'jean' },
				note,
				dateStart: '2026-07-01 08:00',
				dateEnd: '2026-07-01 09:30',
				distance: { km: 12.5 },
			},
		]),
		gives: [{ ...made, id: expect.any(Number), distance: { km: 12.5 } }, { note: 'School' }],
	},
	{
		operation: 'create',
		by: 'for a whole team',
		parameters: {
			activityType: locator('id', 3),
			dateStart: '2026-12-24',
			dateEnd: '2026-12-26 18:00',
			activityFields: { team: locator('name', 'North') },
		},
		sends: [
			[
				'POST /activity/send',
				{},
				{
					activityType: { id: 3 },
					team: { name: 'North' },
					dateStart: '2026-12-24 00:00',
					dateEnd: '2026-12-26 18:00',
				},
			],
		],
		gives: [{ team: { id: 1, name: 'North' }, dateStart: '2026-12-24 00:00' }],
	},
	{
		operation: 'update',
		by: 'id, clearing the note',
		parameters: { activity: locator('id', 1), activityFields: { note: '={{ $json.note }}' } },
		items: [{ note: '' }, { note: 'new' }],
		sends: [
			['GET /activity/details', { id: '1' }],
			['GET /activity/details', { id: '1' }],
			['POST /activity/send', {}, { id: 1, note: '' }],
			['POST /activity/send', {}, { id: 1, note: 'new' }],
		],
		gives: [
			{ id: 1, note: '', user: { ...owner, ...{ id: 2, login: 'jean', firstName: 'Jean', lastName: 'Dupont' } } },
			{ id: 1, note: 'new' },
		],
	},
	{
		operation: 'delete',
		by: 'id',
		parameters: { activity: locator('id', 1) },
		sends: [['DELETE /activity/delete', { id: '1' }]],
		gives: [{ deleted: true, id: 1 }],
	},
	{
		operation: 'delete',
		by: 'an unknown id',
		parameters: { activity: locator('id', 99) },
		sends: [['DELETE /activity/delete', { id: '99' }]],
		error: 'There is no record with id "99"',
	},
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			limit: 10,
			activitySort: { values: { sort: 'user_login', sortOrder: 'descending' } },
			activityFilters: {
				startDate: '2026-11-20T00:00:00+01:00',
				endDate: '2026-11-22',
				activityType_name: 'Travel',
				activityType_category: 'travel',
				user: locator('login', '={{ $json.login }}'),
			},
		},
		items: [{ login: 'jean' }, { login: 'jean' }],
		sends: [0, 1].map(() => [
			'GET /activity/list',
			{
				startDate: '2026-11-20 00:00',
				endDate: '2026-11-22 00:00',
				activityType_name: 'Travel',
				activityType_category: 'travel',
				user_login: 'jean',
				sort: 'user_login',
				sortOrder: 'descending',
				page: '1',
				pageSize: '10',
			},
		]),
		gives: [{ id: 1 }, { id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'of a user and a team, by ID',
		parameters: { returnAll: true, activityFilters: { user: locator('list', 2), team: locator('id', 1) } },
		sends: [['GET /activity/list', { user_id: '2', team_id: '1', page: '1', pageSize: '100' }]],
	},
]);

testTable('activityType', [
	{
		operation: 'getAll',
		by: 'with filters',
		parameters: {
			activityTypeFilters: { category: 'unavail', name: '={{ $json.name }}' },
			activityTypeSort: { values: { sort: 'category', sortOrder: 'descending' } },
		},
		items: [{ name: 'holi' }, { name: 'Day' }],
		sends: ['holi', 'Day'].map((name) => [
			'GET /activityType/list',
			{ category: 'unavail', name, sort: 'category', sortOrder: 'descending', page: '1', pageSize: '50' },
		]),
		gives: [{ name: 'Holiday', category: 'unavail' }, { name: 'Holiday' }],
	},
]);
