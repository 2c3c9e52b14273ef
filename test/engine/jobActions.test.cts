import { locator } from './engine.cts';
import { act, completed, created, ids, scheduled, synchronized } from './job.cts';
import { testTable, type Case } from './table.cts';

/** The life of a job: scheduled, started, completed, validated. */

/** What an act cannot do without. */
const given: Record<string, Case['parameters']> = {
	complete: { actualStart: '2026-11-21', actualEnd: '2026-11-22' },
	addParts: { options: { partsJson: '[{"id":1}]' } },
	schedule: { technician: locator('id', 2) },
};

testTable('job', [
	...act(
		'schedule',
		'POST /job/schedule',
		'created',
		{
			scheduledStart: '2026-12-01T08:00:00Z',
			scheduledEnd: '2026-12-01 10:00',
			technician: locator('login', 'paul'),
			jobFields: { otherTechnicians: { values: [{ id: locator('id', ''), login: '', name: 'Marie Leroy' }] } },
		},
		{
			scheduledStart: '2026-12-01 09:00:00',
			scheduledEnd: '2026-12-01 10:00:00',
			technician: { login: 'paul' },
			otherTechnicians: [{ name: 'Marie Leroy' }],
		},
		{
			id: created,
			status: 'scheduled',
			scheduledStart: '2026-12-01 09:00',
			technician: expect.objectContaining({ id: 4 }),
		},
	),
	...act(
		'unschedule',
		'POST /job/unschedule',
		'scheduled',
		{},
		{},
		{ id: scheduled, status: 'created', scheduledStart: null },
	),
	...act('cancel', 'POST /job/cancel', 'scheduled', {}, {}, { id: scheduled, status: 'cancelled' }),
	...act(
		'validate',
		'POST /job/validate',
		'completed',
		{ validateBy: locator('login', 'claire') },
		{ validateBy: { login: 'claire' } },
		{ id: completed, status: 'validated' },
	),
	...act(
		'start',
		'POST /job/start',
		'synchronized',
		{ actualStart: '2026-11-21T08:15:40Z' },
		{ actualStart: '2026-11-21 09:15' },
		{ status: 'started', startDate: '2026-11-21 09:15' },
	),
	...act(
		'complete',
		'POST /job/complete',
		'scheduled',
		{ actualStart: '2026-11-21T08:15:00Z', actualEnd: '2026-11-21 10:45' },
		{ actualStart: '2026-11-21 09:15', actualEnd: '2026-11-21 10:45' },
		{ id: scheduled, status: 'completed' },
	),
	...act('confirm', 'POST /job/confirm', 'scheduled', {}, {}, { id: scheduled, status: 'confirmed' }).map(
		(each): Case => ({
			...each,
			prepare: ({ state }) => state.jobs.update(scheduled, { preferences: { isDraft: true } }),
		}),
	),
	...act(
		'addParts',
		'POST /job/parts/send',
		'created',
		{
			parts: {
				values: [
					{ id: locator('list', 1), reference: '', quantity: '2', serialNumbers: '' },
					{ id: locator('id', ''), reference: 'P-300', quantity: '', serialNumbers: 'PU-001, PU-002' },
				],
			},
		},
		{
			parts: [
				{ id: 1, quantity: 2 },
				{ reference: 'P-300', serialNumbers: ['PU-001', 'PU-002'] },
			],
		},
		{ id: created },
	),
	{
		operation: 'addParts',
		by: 'JSON',
		parameters: { job: locator('num', 1), options: { partsJson: '={{ $json.parts }}' } },
		items: [{ parts: [{ id: 2 }] }],
		sends: [['POST /job/parts/send', {}, { num: 1, parts: [{ id: 2 }] }]],
		gives: [{ id: created, parts: [{ id: 2, quantity: 1, reference: 'P-200', serialNumbers: null }] }],
	},
	{
		operation: 'addParts',
		by: 'nothing',
		parameters: { job: locator('num', 1), parts: '={{ [] }}' },
		sends: [],
		error: 'Parts is empty',
	},
	{
		operation: 'cancel',
		by: 'a job that is done',
		parameters: { job: locator('num', 4) },
		sends: [['POST /job/cancel', {}, { num: 4 }]],
		error: 'Job 4 is completed and cannot become cancelled',
	},
	{
		operation: 'complete',
		by: 'without an end',
		parameters: { job: locator('num', 2), actualStart: '2026-11-21', actualEnd: '={{ "" }}' },
		sends: [],
		error: 'Actual End is empty',
	},
	...['start', 'cancel', 'unschedule', 'validate', 'complete', 'schedule', 'confirm', 'addParts'].map(
		(operation): Case => ({
			operation,
			by: 'two at once',
			parameters: {
				job: locator('num', '={{ $json.num }}'),
				...given[operation],
			},
			prepare: ({ state }) =>
				[2, 3].map((num) =>
					state.jobs.change(ids[num === 2 ? 'scheduled' : 'synchronized'], {
						technician: num,
						preferences: { ...state.jobs.row(scheduled).preferences, isDraft: true },
						...(operation === 'validate' && { status: 'completed' }),
					}),
				),
			items: [{ num: 2 }, { num: 3 }],
			sends: [2, 3].map((num) => [
				`POST /job/${operation === 'addParts' ? 'parts/send' : operation}`,
				{},
				{
					num,
					...(operation === 'complete' && { actualStart: '2026-11-21 00:00', actualEnd: '2026-11-22 00:00' }),
					...(operation === 'addParts' && { parts: [{ id: 1 }] }),
					...(operation === 'schedule' && { technician: { id: 2 } }),
				},
			]),
			gives:
				operation === 'start'
					? [{ status: 'started' }, { status: 'started' }]
					: [{ id: scheduled }, { id: synchronized }],
		}),
	),
]);
