import { locator } from './engine.cts';
import { testTable, type Case } from './table.cts';

/** Answers in the odd forms that the document shows, or that were seen live: every one becomes one item per record. */

const answer = (
	body: unknown,
	operation: Pick<Case, 'operation' | 'by' | 'parameters' | 'sends' | 'error'>,
	...gives: object[]
): Case => ({
	...operation,
	gives,
	prepare: ({ faults }) =>
		faults.add({ path: `${operation.sends[0][0].split(' ')[1]}$`, kind: 'status', status: 200, body }),
});
const remove = (by: string, key = 'id', value: string | number = 3) => ({
	operation: 'delete',
	by,
	parameters: { customer: locator(key, value) },
	sends: [['DELETE /customer/delete', { [key]: String(value) }]] as Case['sends'],
});
const undelete = (by: string) => ({
	operation: 'undelete',
	by,
	parameters: { customer: locator('id', 3) },
	sends: [['POST /customer/undelete', { id: '3' }]] as Case['sends'],
});
const read = (by: string, parameters = {}) => ({
	operation: 'get',
	by,
	parameters: { customer: locator('id', 3), ...parameters },
	sends: [['GET /customer/details', { id: '3' }]] as Case['sends'],
});

testTable('customer', [
	{
		...remove('an empty body'),
		prepare: ({ faults }) => faults.add({ path: '/customer/delete$', kind: 'empty' }),
		gives: [{ deleted: true, id: 3 }],
	},
	{
		...remove('an empty body, by name', 'name', 'Garage Moreau'),
		prepare: ({ faults }) => faults.add({ path: '/customer/delete$', kind: 'empty' }),
		gives: [{ deleted: true, name: 'Garage Moreau' }],
	},
	answer([{ id: 3, deleted: true }], remove('a list of one'), { deleted: true, id: 3 }),
	answer({ id: 3, deleted: true }, remove('an object'), { deleted: true, id: 3 }),
	answer(
		{
			customersDeleted: [
				{ id: 3, isDeleted: true },
				{ id: 4, isDeleted: false },
			],
		},
		remove('a wrapper, one of them not done'),
		{ deleted: true, id: 3 },
		{ deleted: false, id: 4 },
	),
	answer({}, remove('an empty object'), { deleted: true, id: 3 }),
	answer([], { ...remove('an empty list'), error: 'The service reported that no record was affected' }),
	answer({ customersDeleted: [{ id: 3, isDeleted: true }] }, undelete('the names of the sample'), {
		undeleted: true,
		id: 3,
	}),
	answer([{ id: 3, name: 'In a list' }], read('a list of one'), { id: 3, name: 'In a list' }),
	answer([null, { id: 3, name: 'Beside null' }], read('a list with null'), { id: 3, name: 'Beside null' }),
	answer({ id: 3, dateModified: '21/11/2026 10:15:30', active: true }, read('a date as the document writes it'), {
		id: 3,
		name: null,
		dateModified: '2026-11-21T10:15:30+01:00',
		active: true,
	}),
	answer(
		{ id: 3, dateModified: '21/11/2026 10:15:30', more: { deep: [1] } },
		read('untouched without Simplify', { output: 'raw' }),
		{ id: 3, dateModified: '21/11/2026 10:15:30', more: { deep: [1] } },
	),
]);

const send = (by: string): Pick<Case, 'operation' | 'by' | 'parameters' | 'sends'> => ({
	operation: 'create',
	by,
	parameters: { name: 'New' },
	sends: [['POST /customer/send', {}, { name: 'New' }]],
});
const change = (by: string): Pick<Case, 'operation' | 'by' | 'parameters' | 'sends'> => ({
	operation: 'update',
	by,
	parameters: { customer: locator('id', 3), customerFields: { name: 'New' }, options: { checkFirst: false } },
	sends: [['POST /customer/send', {}, { id: 3, name: 'New' }]],
});
const nothing: Array<[string, unknown]> = [
	['null', 'null'],
	['an empty list', '[]'],
	['a list of null', '[null]'],
	['a list in a list', '[[]]'],
	['an empty object', '{}'],
	['false', 'false'],
	['a number', '5'],
];
testTable(
	'customer',
	nothing.flatMap(([name, body]) => [
		answer(body, { ...read(`${name} in place of the record`), error: 'The service returned no record' }),
		answer(body, { ...send(`${name} in place of the record`), error: 'The service answered without the record' }),
		answer(body, { ...change(`${name} in place of the record`), error: 'The service answered without the record' }),
	]),
);

const report = {
	operation: 'get',
	parameters: { job: locator('num', 4) },
	sends: [['GET /jobReport/details', { num: '4' }]] as Case['sends'],
};
testTable('jobReport', [
	answer([{ id: 1, items: [] }], { ...report, by: 'a list of blocks, as the samples show' }, { id: 1, items: [] }),
	answer(
		{
			blocks: [
				{ id: 1, items: [] },
				{ id: 2, items: [] },
			],
		},
		{ ...report, by: 'an object with blocks, as the table says' },
		{ id: 1 },
		{ id: 2 },
	),
	answer({ blocks: [] }, { ...report, by: 'no blocks' }),
]);

testTable('job', [
	answer('[]', {
		operation: 'cancel',
		by: 'an empty list',
		parameters: { job: locator('num', 4) },
		sends: [['POST /job/cancel', {}, { num: 4 }]],
		error: 'The service reported that no record was affected',
	}),
]);

const close = {
	operation: 'close',
	parameters: { recurrence: locator('id', 1) },
	sends: [['PUT /recurrence/close', { id: '1' }]] as Case['sends'],
};
testTable('recurrence', [
	answer({ id: 1, isClosed: false }, { ...close, by: 'not done' }, { closed: false, id: 1 }),
	answer(
		[{ id: 1, isClosed: true, note: 'kept' }],
		{ ...close, by: 'with more than a flag' },
		{ closed: true, id: 1, note: 'kept' },
	),
	answer(
		{ id: 1, isClosed: true, isShared: false, tasks: [] },
		{ ...close, by: 'with other switches and lists of the record' },
		{ closed: true, id: 1, isShared: false, tasks: [] },
	),
]);
