import { record, request } from './request.cts';

/** A period whose end is before its start is said before anything is sent. */

const job = record('id', 'J-1');
test.each([
	[
		'job',
		'create',
		{ customer: record('id', 1), scheduledStart: '2026-12-01 10:00', scheduledEnd: '2026-12-01 09:00' },
		'Scheduled End is before Scheduled Start',
	],
	[
		'job',
		'schedule',
		{ job, scheduledStart: '2026-12-02T08:00:00+01:00', scheduledEnd: '2026-12-02T06:00:00Z' },
		'Scheduled End is before Scheduled Start',
	],
	[
		'job',
		'complete',
		{ job, actualStart: '2026-12-02 08:00', actualEnd: '2026-12-01 08:00' },
		'Actual End is before Actual Start',
	],
	[
		'job',
		'update',
		{ job, jobFields: { scheduledStart: '2026-12-02 08:00', scheduledEnd: '2026-12-01' } },
		'Scheduled End is before Scheduled Start',
	],
	['contract', 'create', { customer: record('id', 1), start: '2026-12-02', end: '2026-12-01' }, 'End is before Start'],
	['activity', 'create', { dateStart: '2026-12-02 08:00', dateEnd: '2026-12-01 08:00' }, 'End is before Start'],
	[
		'recurrence',
		'create',
		{ customer: record('id', 1), dateStart: '2026-12-02', dateEnd: '2026-12-01' },
		'End is before Start',
	],
])('%s %s', (resource, operation, parameters, sentence) => {
	expect(request(resource, operation, parameters)).toEqual({ sentence });
});

test('a row of time entries says which one', () => {
	const values = [
		{ start: '2026-12-01 08:00', stop: '2026-12-01 09:00' },
		{ start: '2026-12-01 08:00', stop: '2026-12-01 07:00' },
	];
	expect(request('job', 'update', { job, jobFields: { timeEntries: { values } } })).toEqual({
		sentence: 'Time Entries 2: End is before Start',
	});
});

test('an end at the start, alone, or cleared is sent', () => {
	const scheduledStart = '2026-12-01 08:00';
	for (const fields of [
		{ scheduledStart, scheduledEnd: scheduledStart },
		{ scheduledEnd: scheduledStart },
		{ scheduledStart, scheduledEnd: null },
	])
		expect(request('job', 'update', { job, jobFields: fields })).toHaveProperty('body');
});
