import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** What a response, or an expression, does not say must not pass for what was meant. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

/** Answers as if another record had been asked for. */
const answer = (path: string, change: object) =>
	at.sandbox.faults.add({ path, kind: 'edited', times: null, edit: (body) => changed(body, change) });
const changed = (body: unknown, change: object): unknown =>
	Array.isArray(body) ? body.map((each) => changed(each, change)) : within(body as Record<string, unknown>, change);
/** Some answers hold the records under a key. */
const within = (body: Record<string, unknown>, change: object) => {
	const [[key, list] = []] = Object.entries(body).filter(([, value]) => Array.isArray(value));
	return key && !('id' in body) ? { [key]: changed(list, change) } : { ...body, ...change };
};

describe('An expression that returned nothing, where it says what is done', () => {
	const nothing = '={{ $json.nothing }}';
	const job = locator('num', 1);
	test.each([
		[
			'job',
			'schedule',
			{ job, scheduledStart: '2026-12-01 08:00', technician: locator('login', nothing) },
			'Technician',
		],
		['job', 'schedule', { job, scheduledStart: nothing, technician: locator('id', 1) }, 'Scheduled Start'],
		['job', 'start', { job, actualStart: nothing }, 'Actual Start'],
		['partRequest', 'fulfill', { partRequest: locator('id', 'x'), quantity: nothing, serials: nothing }, 'Quantity'],
	])('%s %s', async (resource, operation, parameters, label) => {
		const { error, requests } = await at.run(resource, operation, parameters);
		expect(error?.message).toBe(`${label} is empty`);
		expect(error?.description).toBe('The expression returned nothing. Nothing was sent.');
		expect(requests).toEqual([]);
	});

	test('one of quantity and serial numbers is enough', async () => {
		const { error } = await at.run('partRequest', 'fulfill', {
			partRequest: locator('id', 'x'),
			quantity: 2,
			serials: nothing,
		});
		expect(error?.message).not.toContain('is empty');
	});

	test('what was left empty by hand is left out', async () => {
		const { error, requests } = await at.run('job', 'schedule', {
			job,
			scheduledStart: '2026-12-01 08:00',
			scheduledEnd: '2026-12-01 09:00',
			technician: locator('id', ''),
		});
		expect(error).toBeUndefined();
		expect(requests.at(-1)?.body).not.toHaveProperty('technician');
	});
});

describe('A record that nobody looked up before its Update', () => {
	const unchecked = { checkFirst: false };

	test.each(['', ' ', {}, [], null, true, 2, '2', ' 2 ', '02'])('%j in the response is not another ID', async (id) => {
		answer('/customer/send', { id });
		const more = { customer: locator('list', 2), customerFields: { name: 'x' }, output: 'raw', options: unchecked };
		expect((await at.run('customer', 'update', more)).error).toBeUndefined();
	});

	test.each([3, '3', 'abc', '2x'])('%j in the response is another ID', async (id) => {
		answer('/customer/send', { id });
		const { error } = await at.run('customer', 'update', {
			customer: locator('list', 2),
			customerFields: { name: 'x' },
			options: unchecked,
		});
		expect(error?.message).toContain(`the customer with ID "${id}", not the one with ID "2"`);
	});
});

describe('An error in a success', () => {
	const bodies: object[] = [
		{ error: 'Locked', message: 'This record is locked' },
		{ success: false, message: 'This record is locked' },
		{ errors: { name: ['This record is locked'] } },
		{ error: 'This record is locked', id: null, name: '' },
		{ success: false, message: 'This record is locked', data: [] },
		[{ error: 'This record is locked' }],
		[{ error: 'Locked', message: 'This record is locked', status: 423 }],
	];
	const say = (path: string, body: object) =>
		at.sandbox.faults.add({ path, kind: 'status', status: 200, body, times: null });
	test.each(bodies)('%j', async (body) => {
		for (const path of ['details', 'send', 'delete', 'list']) say(path, body);
		const customer = locator('list', 2);
		for (const [operation, parameters] of [
			['get', { customer }],
			['create', { name: 'New' }],
			['update', { customer, customerFields: { name: 'New' } }],
			['upsert', { myId: 'N', name: 'New' }],
			['delete', { customer }],
			['deactivate', { customer }],
			['getAll', {}],
		] as const) {
			if (operation === 'deactivate') say('desactivate', body);
			const { error, items } = await at.run('customer', operation, parameters);
			expect([operation, items]).toEqual([operation, []]);
			expect(error?.message).toContain('This record is locked');
		}
	});

	test('in a list is none where a record stands beside it', async () => {
		say('delete', [{ id: 2, deleted: true, error: 'Not told to its sites' }]);
		const { error, json } = await at.run('customer', 'delete', { customer: locator('list', 2), output: 'raw' });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: true, id: 2 }]);
	});

	// More than the previews show.
	const raw = { output: 'raw' };
	test('after a first try that may have been carried out says that it is not certain', async () => {
		at.sandbox.faults.add({ path: 'desactivate', kind: 'reset', afterEffect: true });
		say('desactivate', { error: 'Conflict', message: 'It is inactive already' });
		const { error, requests } = await at.run('customer', 'deactivate', { customer: locator('list', 2) });
		expect(requests).toHaveLength(2);
		expect(error?.message).toBe('It is inactive already');
		expect(error?.description).toContain('It is not certain whether the change was made. You can safely retry.');
	});

	const quiet = [false, 0, null, '', [], {}, [null], { name: [] }];
	test.each(quiet.flatMap((nothing) => [{ error: nothing }, { errors: nothing }]))(
		'is none where it says nothing: %j',
		async (more) => {
			say('partmovement/do', { quantityMoved: 2, serialsMoved: [], ...more });
			say('delete', { deleted: true, ...more });
			const moved = await at.run('partMovement', 'move', {
				source: locator('name', 'Main'),
				destination: locator('name', 'Van'),
				part: locator('reference', 'R'),
				quantity: 2,
				...raw,
			});
			expect(moved.error).toBeUndefined();
			expect(moved.json).toMatchObject([{ quantityMoved: 2 }]);
			const deleted = await at.run('customer', 'delete', { customer: locator('list', 2), ...raw });
			expect(deleted.error).toBeUndefined();
			expect(deleted.json).toMatchObject([{ deleted: true, id: 2 }]);
		},
	);
});
