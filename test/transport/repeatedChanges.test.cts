import { send, trySend } from '../../nodes/shared/http/transport';
import { outSmartResources as outSmart } from '../../nodes/OutSmartPortal/resources';
import { synchroteamResources as synchroteam } from '../../nodes/Synchroteam/resources';
import { toRequest } from '../../nodes/shared/request/toRequest';
import { locator } from '../engine/engine.cts';
import { direct } from './direct.cts';

/** Which changes are tried again, and what is known of those that are not. */

const zones = { account: 'Europe/Paris', workflow: 'Europe/Paris' };
const UPDATE = { verb: 'POST' as const, path: '/customer/send', query: {}, body: { id: 1, name: 'Changed' } };
const DELETE = { verb: 'DELETE' as const, path: '/customer/delete', query: { id: 5 } };

let it: Awaited<ReturnType<typeof direct>>;
beforeEach(async () => void (it = await direct()));
afterEach(async () => await it.sandbox.close());

const resultOf = async (call: Parameters<typeof trySend>[1]) => await it.time.until(trySend(await it.session(), call));

test('the operations whose changes may be tried again', () => {
	const all = [...synchroteam, ...outSmart].flatMap(({ name, operations }) =>
		Object.entries(operations)
			.filter(([, { verb }]) => verb !== 'GET')
			.map(([key, { repeatable }]) => ({ name: `${name}.${key}`, repeatable })),
	);
	const once = all.filter(({ repeatable }) => !repeatable).map(({ name }) => name);
	expect(once.sort()).toEqual(ONCE.split(/\s+/).filter(Boolean).sort());
	const partly = all.filter(({ repeatable }) => typeof repeatable === 'object');
	expect(partly).toEqual(
		[
			{ name: 'contract.update', repeatable: { unless: ['equipment', 'jobTypes', 'sla'] } },
			{ name: 'invoice.update', repeatable: { unless: ['lines'] } },
			{ name: 'job.update', repeatable: { unless: ['timeEntries', 'parts'] } },
			{ name: 'job.upsert', repeatable: { unless: ['timeEntries', 'parts'] } },
			{ name: 'quotation.update', repeatable: { unless: ['lines'] } },
		].sort((a, b) => all.findIndex(({ name }) => name === a.name) - all.findIndex(({ name }) => name === b.name)),
	);
	expect(
		all
			.filter(({ repeatable }) => repeatable === true)
			.map(({ name }) => name)
			.sort(),
	).toEqual(AGAIN.split(/\s+/).filter(Boolean).sort());
});

/** Adds, moves, copies, sends, hands out, or starts work. */
const ONCE = `
	activity.create attachment.create contract.create customer.create equipment.create invoice.cancel invoice.create
	invoice.duplicate job.addParts job.create job.start jobType.create message.send note.create part.create partMovement.move
	partRequest.create partRequest.fulfill quotation.create quotation.duplicate recurrence.create site.create task.create
	timeline.create user.create workOrder.create`;
/** Sets, by a key. */
const AGAIN = `
	activity.delete activity.update attachment.delete customField.setJobValues
	customer.activate customer.deactivate customer.delete customer.undelete customer.update customer.upsert
	depot.setQuantities equipment.activate equipment.deactivate equipment.delete equipment.undelete equipment.update
	equipment.upsert job.cancel job.complete job.confirm job.delete job.schedule job.unschedule job.validate jobType.update
	jobType.upsert part.delete part.update part.updatePrices part.upsert partRequest.update quotation.cancel recurrence.close
	recurrence.delete recurrence.update recurrence.upsert site.activate site.deactivate site.delete site.undelete
	site.update site.upsert user.delete user.update user.upsert`;

describe('A request says whether it may be tried again', () => {
	const requestOf = (resource: string, operation: string, given: Record<string, unknown>) => {
		const found = synchroteam.find(({ name }) => name === resource)!;
		return toRequest(found, found.operations[operation], (name) => given[name], zones);
	};
	test.each([
		['update by Own ID', 'customer', 'update', { customer: locator('myId', 'A'), customerFields: { name: 'B' } }, true],
		['delete by ID', 'customer', 'delete', { customer: locator('id', '1') }, true],
		['delete by name', 'customer', 'delete', { customer: locator('name', 'A') }, false],
		['delete a part by reference', 'part', 'delete', { part: locator('reference', 'A') }, false],
		[
			'update by an ID that nobody looks for',
			'customer',
			'update',
			{ customer: locator('id', '1'), customerFields: { name: 'B' }, 'options.checkFirst': false },
			false,
		],
		[
			'update without lines',
			'invoice',
			'update',
			{ invoice: locator('num', '1'), invoiceFields: { reference: 'B' } },
			true,
		],
		...(
			[
				['invoice', 'lines', [{ quantity: '1' }]],
				['quotation', 'lines', [{ quantity: '1' }]],
				['job', 'parts', [{ reference: 'A' }]],
				['job', 'timeEntries', [{ login: 'a' }]],
				['contract', 'equipment', [{ id: 1, action: 'add' }]],
				['contract', 'jobTypes', [{ id: 1, action: 'add' }]],
				['contract', 'sla', [{ name: 'Gold' }]],
			] as const
		).flatMap(([resource, name, rows]): Array<[string, string, string, Record<string, unknown>, boolean]> => {
			const given = { [resource]: locator('num', '1'), [`options.${name}Json`]: rows };
			const more = { [resource]: locator('num', '1'), 'options.additionalBody': { [name]: rows } };
			return [
				[`update with ${name}`, resource, 'update', given, false],
				[`update with ${name} in Additional Body Fields`, resource, 'update', more, false],
			];
		}),
		['create or update with parts', 'job', 'upsert', { myId: 'A', 'options.additionalBody': { parts: [{}] } }, false],
		['cancel', 'invoice', 'cancel', { invoice: locator('num', '1') }, false],
		['create', 'customer', 'create', { name: 'A' }, false],
	])('%s', (_, resource, operation, given, repeatable) => {
		expect(requestOf(resource, operation, given).repeatable).toBe(repeatable);
	});
});

describe.each([
	['a broken connection', { kind: 'reset' }],
	['a broken answer', { kind: 'reset', afterEffect: true }],
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'status', status: 502, afterEffect: true }],
	['503', { kind: 'status', status: 503 }],
	['504', { kind: 'status', status: 504, afterEffect: true }],
] as const)('After %s', (_, fault) => {
	test('a repeatable change is tried again, any other is not', async () => {
		it.sandbox.faults.add({ path: 'send', ...fault });
		expect(await resultOf({ ...UPDATE, repeatable: true })).toMatchObject({ kind: 'success' });
		expect(it.sandbox.requests).toHaveLength(2);
		it.sandbox.faults.add({ path: 'send', ...fault });
		const result = await resultOf(UPDATE);
		expect(result).toMatchObject({
			kind: 'uncertain',
			error: { description: expect.stringContaining('so the request was not repeated') },
		});
		expect(it.sandbox.requests).toHaveLength(3);
	});

	test('a record that is gone at the second try was deleted by the first', async () => {
		it.sandbox.faults.add({ path: 'delete', ...fault, afterEffect: true });
		const result = await resultOf({ ...DELETE, repeatable: true });
		expect(result).toMatchObject({ kind: 'success', response: { body: '' } });
		expect(it.sandbox.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
	});
});

test('a record that was not there at the first try is absent', async () => {
	const result = await resultOf({ ...DELETE, query: { id: 4711 }, repeatable: true });
	expect(result).toMatchObject({ kind: 'absent', error: { httpCode: '404' } });
});

test('a change that finds no record at the second try is not certain', async () => {
	it.sandbox.faults.add({ path: 'send', kind: 'reset' });
	it.sandbox.faults.add({ path: 'send', kind: 'status', status: 404 });
	expect(await resultOf({ ...UPDATE, repeatable: true })).toMatchObject({
		kind: 'uncertain',
		error: { httpCode: '404', description: expect.stringContaining('It is not certain whether the change was made') },
	});
});

test('it ends after four tries, and says that it may be sent again', async () => {
	it.sandbox.faults.add({ path: 'send', kind: 'reset', times: null });
	const error = await it.time.until(
		send(await it.session(), { ...UPDATE, repeatable: true }).catch((thrown: unknown) => thrown),
	);
	expect(error).toMatchObject({
		description: expect.stringContaining('It is not certain whether the change was made. You can safely retry.'),
	});
	expect(it.sandbox.requests).toHaveLength(4);
});

test.each([
	[100, 4, 'It was tried several times. Try again later.'],
	[200_000, 2, 'It was tried twice. Try again later.'],
	[400_000, 1, 'Try again later.'],
])('responses that break after %i ms: %i tries, and the sentence says so', async (latency, tries, sentence) => {
	await it.sandbox.close();
	it = await direct({}, { latency });
	it.sandbox.faults.add({ path: 'details', kind: 'reset', times: null });
	const result = await resultOf({ verb: 'GET', path: '/customer/details', query: { id: 1 } });
	expect(it.sandbox.requests).toHaveLength(tries);
	expect(result).toMatchObject({ kind: 'failed', error: { description: expect.stringMatching(`^${sentence}`) } });
});

test('refused at the second try, the first may have been carried out', async () => {
	it.sandbox.faults.add({ path: 'send', kind: 'reset', afterEffect: true });
	it.sandbox.faults.add({ path: 'send', kind: 'status', status: 409 });
	expect(await resultOf({ ...UPDATE, repeatable: true })).toMatchObject({
		kind: 'uncertain',
		error: { httpCode: '409', description: expect.stringContaining('not certain') },
	});
});

test('1,000 changes over a network that breaks 5 % of the answers: each is made, none fails', async () => {
	it.sandbox.faults.add({ path: 'send', kind: 'reset', afterEffect: true, chance: 0.05, times: null });
	const session = await it.session();
	const kinds = await it.time.until(
		Promise.all(
			Array.from(
				{ length: 1000 },
				async (_, index) =>
					(
						await trySend(session, {
							...UPDATE,
							body: { id: (index % 5) + 1, name: `Name ${index}` },
							repeatable: true,
						})
					).kind,
			),
		),
	);
	expect(new Set(kinds)).toEqual(new Set(['success']));
	expect(it.sandbox.requests.length).toBeGreaterThan(1020);
}, 60_000);
