import { locator } from './engine.cts';
import { main, van } from './stock.cts';
import { testTable, type Sent } from './table.cts';

const open = '26937a89-451b-5cdf-5588-37a7e3a6e265';
const asked = {
	id: open,
	sourceNmStock: 'Main depot',
	destinationNmStock: 'Van North',
	userLogin: 'jean',
	partReference: 'P-100',
	partName: 'Filter 20 cm',
	quantity: 5,
	isUrgent: false,
	isComplete: false,
	dateCreated: '2026-10-22T01:00:00+02:00',
};

testTable('partRequest', [
	{
		operation: 'get',
		by: 'id',
		parameters: { partRequest: locator('id', open) },
		items: [{}, {}],
		sends: [1, 2].map(() => ['GET /partrequest/details', { id: open }]),
		gives: [asked, asked],
	},
	{
		operation: 'get',
		by: 'from the list',
		parameters: { partRequest: locator('list', open) },
		sends: [['GET /partrequest/details', { id: open }]],
		gives: [asked],
	},
	{
		operation: 'create',
		by: 'with the keys of its depots',
		parameters: {
			source: locator('id', main),
			destination: locator('name', 'Van South'),
			user: locator('login', '={{ $json.login }}'),
			part: locator('reference', 'P-100'),
			quantity: 3,
			partRequestFields: { isUrgent: true, isDeleted: false },
		},
		items: [{ login: 'jean' }, { login: 'marie' }],
		sends: ['jean', 'marie'].map((login) => [
			'POST /partrequest/send',
			{},
			{
				source: { idStock: main, id: main },
				destination: { nmStock: 'Van South', name: 'Van South' },
				user: { login },
				part: { reference: 'P-100' },
				quantity: 3,
				isUrgent: true,
				isDeleted: false,
			},
		]),
		gives: [
			{ quantity: 3, isUrgent: true, user: expect.objectContaining({ login: 'jean' }) },
			{ user: expect.objectContaining({ login: 'marie' }) },
		],
	},
	{
		operation: 'create',
		by: 'with serial numbers',
		parameters: {
			source: locator('list', main),
			destination: locator('id', van),
			user: locator('id', 2),
			part: locator('list', 3),
			serials: '={{ ["PU-001", "PU-002"] }}',
		},
		sends: [
			[
				'POST /partrequest/send',
				{},
				{
					source: { idStock: main, id: main },
					destination: { idStock: van, id: van },
					user: { id: 2 },
					part: { id: 3 },
					serials: ['PU-001', 'PU-002'],
				},
			],
		],
		gives: [{ quantity: 2 }],
	},
	{
		operation: 'create',
		by: 'without a user',
		parameters: {
			user: locator('id', '={{ "" }}'),
			quantity: 1,
			source: locator('id', main),
			destination: locator('id', van),
			part: locator('id', 1),
		},
		sends: [],
		error: 'User is empty',
	},
	{
		operation: 'update',
		by: 'id',
		parameters: { partRequest: locator('id', open), partRequestFields: { quantity: '={{ $json.quantity }}' } },
		items: [{ quantity: 4 }, { quantity: 4 }],
		sends: [1, 2].flatMap((): Sent[] => [
			['GET /partrequest/details', { id: open }],
			['POST /partrequest/send', {}, { id: open, quantity: 4 }],
		]),
		gives: [{ id: open, quantity: 4, isUrgent: false }, { id: open }],
	},
	{
		operation: 'fulfill',
		by: 'id, wholly',
		parameters: { partRequest: locator('id', open), quantity: 5 },
		sends: [['POST /partrequest/fulfill', {}, { id: open, requestId: open, quantity: 5 }]],
		gives: [{ id: open, isComplete: true }],
	},
	{
		operation: 'fulfill',
		by: 'id, in part',
		parameters: { partRequest: locator('list', open), quantity: 2, partRequestFields: { isPartial: true } },
		items: [{}, {}],
		sends: [1, 2].map(() => [
			'POST /partrequest/fulfill',
			{},
			{ id: open, requestId: open, quantity: 2, isPartial: true },
		]),
		gives: [{ isComplete: false }, { isComplete: false }],
	},
	{
		operation: 'getAll',
		by: 'with every filter, to the minute',
		parameters: {
			partRequestFilters: {
				isUrgent: false,
				isDeleted: false,
				isSent: true,
				isComplete: false,
				changedSince: '2026-10-01T12:30:59Z',
				createdSince: '2026-10-01',
			},
			partRequestSort: { values: { sort: 'isUrgent', sortOrder: 'descending' } },
		},
		items: [{}, {}],
		sends: [1, 2].map(() => [
			'GET /partrequest/list',
			{
				isUrgent: 'false',
				isDeleted: 'false',
				isSent: 'true',
				isComplete: 'false',
				changedSince: '2026-10-01 12:30',
				createdSince: '2026-09-30 22:00',
				sort: 'isUrgent',
				sortOrder: 'descending',
				page: '1',
				pageSize: '50',
			},
		]),
		gives: [asked, asked],
	},
]);
