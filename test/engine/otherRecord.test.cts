import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** A response about another record than the one that was named is no answer. */

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

describe('Get', () => {
	test.each([
		['customer', locator('id', 2), { id: 3 }, 'customer with ID "3", not of the one with ID "2"'],
		['customer', locator('list', 2), { id: 3 }, 'customer with ID "3", not of the one with ID "2"'],
		[
			'customer',
			locator('myId', 'C-1'),
			{ myId: 'C-2' },
			'customer with Own ID "C-2", not of the one with Own ID "C-1"',
		],
		['job', locator('num', 1), { num: 2 }, 'job with Number "2", not of the one with Number "1"'],
		['user', locator('login', 'jean'), { login: 'marie' }, 'user with Login "marie", not of the one with Login "jean"'],
	] as const)('%s %j', async (resource, locator, change, sentence) => {
		answer(`/${resource}/details`, change);
		const { error, items } = await at.run(resource, 'get', { [resource]: locator });
		expect(items).toEqual([]);
		expect(error?.message).toBe(`Synchroteam answered with the data of the ${sentence}`);
		expect(error?.description).toContain('Nothing of it is returned');
	});

	test('with Continue On Fail the item says so, and the others are there', async () => {
		at.sandbox.faults.add({ path: '/customer/details', kind: 'edited', edit: (body) => ({ ...body, id: 4 }) });
		const { items } = await at.run(
			'customer',
			'get',
			{ customer: locator('id', '={{ $json.id }}'), options: { concurrency: 1 } },
			{ items: [{ id: 1 }, { id: 2 }], onError: 'continueRegularOutput' },
		);
		expect(JSON.stringify(items[0])).toContain('with the data of the customer with ID');
		expect(items[1].json).toMatchObject({ id: 2 });
	});

	test.each([
		['the ID as text', { id: '2' }],
		['no ID', { id: undefined }],
		['an empty ID', { id: null }],
		['an ID of another kind', { id: '0d6c-11' }],
		['an object', { id: { value: 2 } }],
	])('%s says nothing against it', async (_, change) => {
		answer('/customer/details', change);
		const { error, json } = await at.run('customer', 'get', { customer: locator('id', 2), output: 'raw' });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
	});

	test('an own ID in other letters is the same', async () => {
		answer('/customer/details', { myId: ' c-1' });
		expect((await at.run('customer', 'get', { customer: locator('myId', 'C-1') })).error).toBeUndefined();
	});

	test('a work order of another number', async () => {
		const parameters = { workorder_nr: '={{ $json.number }}' };
		const node = { node: 'outSmartPortal', items: [{ number: 'W-1' }] };
		await at.run('workOrder', 'create', { workorder_nr: 'W-1', customer_name: 'A' }, node);
		at.sandbox.faults.add({
			path: '/work-orders/W-1',
			kind: 'edited',
			edit: (body) => ({
				...body,
				data: { results: [body.data.results].flat().map((each: object) => ({ ...each, workorder_nr: 'W-2' })) },
			}),
		});
		const other = await at.run('workOrder', 'get', parameters, node);
		expect(other.items).toEqual([]);
		expect(other.error?.message).toBe(
			'OutSmart Portal answered with the data of the work order with Work Order Number "W-2", not of the one with Work Order Number "W-1"',
		);
		const same = await at.run('workOrder', 'get', parameters, node);
		expect(same.json[0]).toMatchObject({ workorder_nr: 'W-1' });
	});
});

describe('A change', () => {
	test.each([
		[
			'customer',
			'delete',
			'/customer/delete',
			locator('id', 2),
			{ id: 3 },
			'customer with ID "3", not of the one with ID "2"',
		],
		[
			'site',
			'deactivate',
			'/site/desactivate',
			locator('id', 1),
			{ id: 2 },
			'site with ID "2", not of the one with ID "1"',
		],
		[
			'job',
			'cancel',
			'/job/cancel',
			locator('num', 1),
			{ num: 2 },
			'job with Number "2", not of the one with Number "1"',
		],
	] as const)('%s %s', async (resource, operation, path, locator, change, sentence) => {
		answer(path, change);
		const { error, items } = await at.run(resource, operation, { [resource]: locator });
		expect(items).toEqual([]);
		expect(error?.message).toBe(`Synchroteam answered with the data of the ${sentence}`);
		expect(error?.description).toContain('It is not certain which of them was changed');
	});

	test('a copy has an ID of its own', async () => {
		const { error, json } = await at.run('invoice', 'duplicate', { invoice: locator('id', 1) });
		expect(error).toBeUndefined();
		expect(json[0].id).not.toBe(1);
	});

	test('Create or Update answered with another key than was sent', async () => {
		answer('/customer/send', { myId: 'N-' });
		const { error } = await at.run('customer', 'upsert', { myId: 'N-1', name: 'New' });
		expect(error?.message).toBe(
			'Synchroteam changed or created the customer with Own ID "N-", not the one with Own ID "N-1"',
		);
		expect(error?.description).toContain('would not find it the next time');
	});
});

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
		expect(error?.description).toContain('The expression returned nothing');
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

describe('A record that was looked up by another identifier', () => {
	const update = async (more: object = {}) =>
		await at.run('job', 'update', { job: locator('num', 1), jobFields: { description: 'x' }, ...more });

	test('is not taken for one with another ID in the response', async () => {
		answer('/job/send', { id: '9_99' });
		const { error } = await update();
		expect(error?.message).toMatch(/^Synchroteam changed or created the job with ID "9_99", not the one with ID "/);
		expect(error?.description).toContain('deleted or changed in the meantime');
	});

	test('from the lists as well', async () => {
		for (let index = 0; index < 12; index++) at.sandbox.state.customers.create({ name: 'C', myId: `L-${index}` });
		answer('/customer/send', { id: 999 });
		const { error } = await at.run(
			'customer',
			'update',
			{ customer: locator('myId', '={{ $json.key }}'), customerFields: { name: 'x' } },
			{ items: Array.from({ length: 12 }, (_, index) => ({ key: `L-${index}` })) },
		);
		expect(error?.message).toMatch(/^Synchroteam changed or created the customer with ID "999", not the one with ID "/);
	});
});

describe('An error in a success', () => {
	const bodies: object[] = [
		{ error: 'Locked', message: 'This record is locked' },
		{ success: false, message: 'This record is locked' },
		{ errors: { name: ['This record is locked'] } },
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

	test.each([{ message: 'Queued' }, { status: 'queued', code: 12 }])('%j is no record', async (body) => {
		for (const path of ['details', 'send', 'delete']) say(path, body);
		const customer = locator('list', 2);
		const get = await at.run('customer', 'get', { customer });
		expect(get.error?.message).toBe('The service returned no record');
		const create = await at.run('customer', 'create', { name: 'New' });
		expect(create.error?.message).toBe('The service answered without the record');
		expect(create.error?.description).toContain('not certain');
		const remove = await at.run('customer', 'delete', { customer });
		expect(remove.error?.message).toBe('The service did not say what became of the record');
	});
});
