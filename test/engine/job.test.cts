import { locator } from './engine.cts';
import { act, completed, created, scheduled, synchronized } from './job.cts';
import { testTable, type Case, type Sent } from './table.cts';

/** Jobs: reading, changing, deleting. Creating, actions, lists and photos have files of their own. */

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
		parameters: { job: locator('num', '={{ $json.num }}'), output: 'raw' },
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
		error: 'Job: "1.5" is not a valid Number',
	},
	{
		operation: 'get',
		by: 'a list instead of a value',
		parameters: { job: locator('id', '={{ [1, 2] }}') },
		sends: [],
		error: 'Job has to be a single value, but an object or a list was given',
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
		].flatMap(([id, myId]): Sent[] => [
			['GET /job/details', { id }],
			['POST /job/send', {}, { id, equipment: null, description: '', skills: [], scheduledEnd: null, myId }],
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
		error: 'Own ID identifies the record and cannot be changed at the same time',
	},
	{
		operation: 'upsert',
		by: 'myId',
		parameters: { myId: '={{ $json.key }}', customer: locator('id', 1), description: 'Again' },
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
]);
