import type { INodeParameters } from 'n8n-workflow';
import { locator } from '../engine/engine.cts';
import { recorder } from './recorder.cts';

/** What expressions of every day return, in places where it must not turn into a change that nobody wanted. */

let service: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => (service = await recorder()));
afterAll(() => service.close());

const invoice = (line: INodeParameters): INodeParameters => ({
	resource: 'invoice',
	operation: 'create',
	customer: locator('id', 7),
	lines: { values: [line] },
	options: { checkFirst: false },
});
const update = (jobFields: INodeParameters): INodeParameters => ({
	resource: 'job',
	operation: 'update',
	job: locator('num', '5'),
	jobFields,
	options: { checkFirst: false },
});
const addParts = (row: INodeParameters): INodeParameters => ({
	resource: 'job',
	operation: 'addParts',
	job: locator('num', '5'),
	parts: { values: [row] },
});

describe('a row whose expressions all return null', () => {
	test('adds no empty line to an invoice', async () => {
		const cells = { description: '={{ $json.nothing }}', quantity: '={{ $json.nothing }}' };
		const { sent, error } = await service.run(
			invoice({ ...cells, partReference: locator('reference', '={{ $json.nothing }}') }),
			{ items: [{ nothing: null }] },
		);
		expect(sent).toEqual([]);
		expect(error?.message).toBe('Lines 1 is empty');
	});

	test.each([
		['customFieldValues', { id: '={{ null }}', label: '={{ null }}', value: '={{ null }}' }],
		['parts', { reference: '={{ null }}', quantity: '={{ null }}', serialNumbers: '={{ null }}' }],
		['timeEntries', { start: '={{ null }}', stop: '={{ null }}' }],
	])('sends no empty row of %s', async (key, row) => {
		const { sent, error } = await service.run(update({ description: 'x', [key]: { values: [row] } }));
		expect(sent).toEqual([]);
		expect(error?.message).toMatch(/ 1 is empty$/);
	});
});

test.each([
	['null', 'Equipment 1 is empty'],
	['undefined', 'There is nothing to update'],
])(
	'a row that says only Remove, since the expression of what to remove returned %s, is not sent',
	async (nothing, said) => {
		const myId = `={{ ${nothing} }}`;
		const { sent, error } = await service.run({
			resource: 'contract',
			operation: 'update',
			contract: locator('num', '5'),
			contractFields: { equipment: { values: [{ action: 'remove', myId }] } },
			options: { checkFirst: false },
		});
		expect(sent).toEqual([]);
		expect(error?.message).toBe(said);
	},
);

test('null in one field of a row is not sent, like an empty one', async () => {
	const { sent } = await service.run(addParts({ reference: 'P1', quantity: '2', serialNumbers: '={{ null }}' }));
	expect(sent).toEqual([{ num: 5, parts: [{ reference: 'P1', quantity: 2 }] }]);
});

test('null as the value of a custom field in a row still clears it', async () => {
	const { sent } = await service.run(
		update({ customFieldValues: { values: [{ id: '', label: 'Floor', value: '={{ null }}' }] } }),
	);
	expect(sent).toEqual([{ num: 5, customFieldValues: [{ label: 'Floor', value: '' }] }]);
});

describe('a row whose expressions all return undefined', () => {
	test('is left out, and the rest is sent', async () => {
		const row = { reference: '={{ $json.ref }}', quantity: '={{ $json.count }}', serialNumbers: '' };
		const { sent, error } = await service.run(update({ description: 'x', parts: { values: [row] } }));
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ num: 5, description: 'x' }]);
	});

	test('is missed where there has to be one', async () => {
		const { sent, error } = await service.run(
			addParts({ reference: '={{ $json.ref }}', quantity: '={{ $json.count }}' }),
		);
		expect(sent).toEqual([]);
		expect(error?.message).toBe('Parts is empty');
	});
});

test('a JavaScript date in a field of a row is a date, not an empty object', async () => {
	const start = '={{ new Date("2026-05-01T08:00:00Z") }}';
	const { sent } = await service.run(update({ timeEntries: { values: [{ start, stop: '' }] } }));
	expect(sent).toEqual([{ num: 5, timeEntries: [{ start: '2026-05-01 10:00:00' }] }]);
});

test.each(['={{ null }}', '={{ "" }}', '={{ $json.missing }}'])(
	'a switch cannot be cleared: %s leaves it as it is',
	async (active) => {
		const { sent } = await service.run({
			resource: 'customer',
			operation: 'update',
			customer: locator('id', 7),
			customerFields: { active, vatNumber: '1' },
			options: { checkFirst: false },
		});
		expect(sent).toEqual([{ id: 7, vatNumber: '1' }]);
	},
);

describe('the login and the password of a user are never blanked', () => {
	const user = { resource: 'user', operation: 'update', user: locator('id', 7), options: { checkFirst: false } };
	test.each(['login', 'password'])('%s, by null, "" or blanks', async (key) => {
		for (const value of ['={{ null }}', '={{ "" }}', '={{ "  " }}', '']) {
			const { sent, error } = await service.run({ ...user, userFields: { [key]: value } });
			expect(sent).toEqual([]);
			expect(error?.message).toMatch(/^(Login|Password) is empty$/);
		}
	});

	test('in Create or Update: an expression without a password leaves it as it is', async () => {
		const upsert = (password: string) =>
			service.run({ resource: 'user', operation: 'upsert', login: 'jdoe', firstName: 'Jo', password });
		expect((await upsert('={{ $json.missing }}')).sent).toEqual([{ login: 'jdoe', firstName: 'Jo' }]);
		expect((await upsert('')).sent).toEqual([{ login: 'jdoe', firstName: 'Jo' }]);
		expect((await upsert('={{ "" }}')).error?.message).toBe('Password is empty');
	});
});

test.each(['job', 'recurrence'])('null in the preferences of a new %s is not sent', async (resource) => {
	const preferences = { values: { date: '={{ null }}', dateTime: '={{ null }}', isDraft: true } };
	const create = (given: INodeParameters) =>
		service.run({
			resource,
			operation: 'create',
			customer: locator('id', 7),
			description: 'x',
			[`${resource}Fields`]: { preferences: given },
			options: { checkFirst: false },
		});
	expect((await create(preferences)).sent).toEqual([expect.objectContaining({ preferences: { isDraft: true } })]);
	const nothing = { values: { date: '={{ null }}', dateTime: '={{ null }}' } };
	expect((await create(nothing)).sent[0]).not.toHaveProperty('preferences');
});
