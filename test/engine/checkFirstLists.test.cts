import type { INodeParameters } from 'n8n-workflow';
import { findInAnyCase, withSandbox, type Sandbox } from './cases.cts';
import { locator } from './engine.cts';

/** How many requests looking takes, and that lists never hide a record. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const COUNT = 300;
/** Makes an account with so many customers, every tenth out of use. */
function fill(count = COUNT) {
	for (let index = at.sandbox.state.customers.rows().length; index < count; index++)
		at.sandbox.state.customers.create({ name: `Customer ${index}`, myId: `B-${index}`, active: index % 10 !== 0 });
}
const looks = (requests: Sandbox['requests']) => requests.filter(({ method }) => method === 'GET').length;
const keys = (prefix: string, count = COUNT) =>
	Array.from({ length: count }, (_, index) => ({ key: `${prefix}-${index}`, name: `New ${index}` }));
const create = { name: '={{ $json.name }}', myId: '={{ $json.key }}' };
const update = { customer: locator('myId', '={{ $json.key }}'), customerFields: { name: '={{ $json.name }}' } };

describe('300 items in an account of 300', () => {
	test('Update by Own ID: a request each, and those of the lists', async () => {
		fill();
		const items = keys('B').slice(5);
		const { error, requests, json } = await at.run('customer', 'update', update, { items });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(items.length);
		expect(looks(requests)).toBeLessThanOrEqual(6);
		expect(at.sandbox.state.customers.rows()).toHaveLength(COUNT);
	});

	test('Create by Own ID: a request each, those of the lists, and a sample', async () => {
		fill();
		const { error, requests, json } = await at.run('customer', 'create', create, { items: keys('N') });
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ id }) => id)).size).toBe(COUNT);
		expect(looks(requests)).toBeLessThanOrEqual(16);
	});

	test('Delete by name, only if unique', async () => {
		fill();
		at.sandbox.state.customers.change(20, { name: 'New 30', active: false });
		at.sandbox.state.customers.change(30, { name: 'New 30' });
		at.sandbox.state.customers.change(40, { name: 'New 40' });
		const { items, requests } = await at.run(
			'customer',
			'delete',
			{ customer: locator('name', '={{ $json.name }}'), options: { uniqueName: true } },
			{ items: keys('x', 50), onError: 'continueRegularOutput' },
		);
		expect(looks(requests)).toBeLessThanOrEqual(6);
		expect(JSON.stringify(items[30])).toContain('2 customers are called');
		expect(items[40].json).toMatchObject({ deleted: true });
		expect(at.sandbox.state.customers.row(20).deletedAt).toBeNull();
		expect(at.sandbox.state.customers.row(40).deletedAt).not.toBeNull();
	});

	test('of a long list one page is read to learn that, then it is looked one by one', async () => {
		fill(2500);
		const { error, requests } = await at.run('customer', 'update', update, {
			items: keys('B').slice(100, 112),
		});
		expect(error).toBeUndefined();
		expect(looks(requests)).toBeLessThanOrEqual(12 + 1);
	});

	test('two lists that together are too long are not read either: their first pages, then one by one', async () => {
		fill(1200);
		for (const id of Array.from({ length: 480 }, (_, index) => index + 600))
			at.sandbox.state.customers.change(id, { active: false });
		const { error, requests } = await at.run('customer', 'update', update, { items: keys('B').slice(100, 112) });
		expect(error).toBeUndefined();
		expect(looks(requests)).toBeLessThanOrEqual(12 + 2);
	});

	test('a list that moves with every answer is given up soon, and it is looked one by one', async () => {
		fill(1000);
		const all = at.sandbox.state.customers.rows().map(({ id, name }) => ({ id, name }));
		let answered = 0;
		at.sandbox.faults.add({
			path: '/customer/list',
			kind: 'edited',
			times: null,
			// Each answer begins somewhere else, and the list says that it grows.
			edit: (answer, { query }) => {
				const from = 37 * ++answered;
				const moved = [...all.slice(from % all.length), ...all.slice(0, from % all.length)];
				const [page, size] = [Number(query.page), Number(query.pageSize)];
				return { ...answer, data: moved.slice((page - 1) * size, page * size), recordsTotal: all.length + answered };
			},
		});
		const { error, requests, json } = await at.run('customer', 'create', create, { items: keys('N', 100) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(100);
		expect(looks(requests)).toBeLessThanOrEqual(100 + 100 / 2);
	});
});

/** Ten records and more of each kind that has a list of all, named by what is looked for. */
const kinds: Array<[resource: string, by: string, count: number, make: (sandbox: Sandbox, index: number) => unknown]> =
	[
		['customer', 'id', 12, ({ state }, i) => state.customers.create({ name: `C ${i}`, active: i % 2 === 0 }).id],
		['site', 'myId', 12, ({ state }, i) => state.sites.create({ name: `S`, myId: `X-${i}`, customer: { id: 1 } }).myId],
		['equipment', 'id', 12, ({ state }, i) => state.equipment.create({ name: `E ${i}`, customer: { id: 1 } }).id],
		['job', 'num', 12, ({ state }) => state.jobs.create({ customer: { id: 1 } }).num],
		['job', 'id', 12, ({ state }) => state.jobs.create({ customer: { id: 1 } }).id],
		['jobType', 'name', 12, ({ state }, i) => state.jobTypes.create({ name: `T ${i}` }).name],
		['user', 'login', 12, ({ state }, i) => state.users.create({ login: `u${i}`, password: 'x' }).login],
		['part', 'reference', 12, ({ state }, i) => state.parts.create({ name: 'P', reference: `R-${i}` }).reference],
		['contract', 'num', 12, ({ state }) => state.contracts.create({ name: 'C', customer: { id: 1 } }).num],
		[
			'invoice',
			'reference',
			12,
			({ state }, i) => {
				const made = state.invoices.create({ customer: { id: 1 }, reference: `I-${i}` });
				return made.reference;
			},
		],
		['quotation', 'num', 12, ({ state }) => state.quotations.create({ customer: { id: 1 } }).num],
		['recurrence', 'num', 12, ({ state }) => state.recurrences.create({ client: { id: 1 }, description: 'x' }).num],
	];

const fieldsOf: Record<string, INodeParameters> = {
	jobType: { jobTypeFields: { priority: 'high' } },
	contract: { contractFields: { note: 'x' } },
	user: { userFields: { phone: '1' } },
	invoice: { invoiceFields: { description: 'x' } },
	quotation: { quotationFields: { description: 'x' } },
	job: { jobFields: { description: 'x' } },
	recurrence: { recurrenceFields: { description: 'y' } },
	part: { partFields: { description: 'x' } },
};

test.each(kinds)('%s by %s: Update of %i finds each in the lists', async (resource, by, count, make) => {
	const items = Array.from({ length: count }, (_, index) => ({ key: make(at.sandbox, index) as string }));
	const { error, requests, json } = await at.run(
		resource,
		'update',
		{
			[resource]: locator(by, '={{ $json.key }}'),
			...(fieldsOf[resource] ?? { [`${resource}Fields`]: { tags: 'x' } }),
		},
		{ items },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(count);
	expect(looks(requests)).toBeLessThanOrEqual(3);
	expect(requests.filter(({ method }) => method === 'GET').every(({ path }) => path.endsWith('/list'))).toBe(true);
});

describe('Lists never hide a record', () => {
	/** Lists leave rows out, page by page as if they were not there. */
	const hide = (isHidden: (row: { id: number }) => boolean) =>
		at.sandbox.faults.add({
			path: '/customer/list',
			kind: 'edited',
			times: null,
			edit: (answer, { query }) => {
				const [page, size] = [Number(query.page), Number(query.pageSize)];
				const rows = at.sandbox.state.customers
					.all()
					.filter((row) => String(row.active) === query.active && !isHidden(row as { id: number }));
				const data = rows.slice((page - 1) * size, page * size);
				return { ...answer, data, records: data.length, recordsTotal: rows.length };
			},
		});

	test('Update: what they do not show is looked for one by one', async () => {
		fill(30);
		// The service leaves every second row out.
		at.sandbox.faults.add({
			path: '/customer/list',
			kind: 'edited',
			times: null,
			edit: (answer) => {
				const data = answer.data.filter((_: unknown, index: number) => index % 2 === 0);
				return { ...answer, data, records: data.length, recordsTotal: data.length };
			},
		});
		const { error, json } = await at.run('customer', 'update', update, { items: keys('B', 30).slice(5) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(25);
	});

	test.each([
		['leave rows out', (row: { id: number }) => (row.id % 2 ? [row] : [])],
		['do not show the key', ({ myId: _, ...row }: { myId?: string }) => [row]],
		[
			'show the key in other letters',
			(row: { myId: string }) => [{ ...row, myId: row.myId && ` ${row.myId.toLowerCase()}` }],
		],
	])('Create: lists that %s', async (what, map) => {
		fill(60);
		at.sandbox.faults.add({
			path: '/customer/list',
			kind: 'edited',
			times: null,
			edit: (answer) => {
				const data = answer.data.flatMap(map);
				return { ...answer, data, records: data.length, recordsTotal: data.length };
			},
		});
		const { items } = await at.run('customer', 'create', create, {
			// The sample finds nothing where new ones come first: only a gap of whole rows goes unseen then.
			items: [...(what === 'leave rows out' ? [] : keys('N', 20)), ...keys('B', 60).slice(5)],
			onError: 'continueRegularOutput',
		});
		expect(items.filter((item) => JSON.stringify(item).includes('already exists'))).toHaveLength(55);
		expect(at.sandbox.state.customers.all().filter(({ name }) => /^New/.test(name))).toHaveLength(items.length - 55);
	});

	test('Update: a key in other letters is another key where the service says so', async () => {
		fill(30);
		const items = keys('b', 30).slice(5);
		const { items: out } = await at.run('customer', 'update', update, { items, onError: 'continueRegularOutput' });
		expect(out.filter((item) => JSON.stringify(item).includes('There is no customer'))).toHaveLength(25);
		expect(at.sandbox.state.customers.rows()).toHaveLength(30);
	});

	test('Update: a key that is given besides may be that of the record itself', async () => {
		const made = Array.from({ length: 12 }, (_, i) =>
			at.sandbox.state.jobs.create({ customer: { id: 1 }, myId: `O-${i}` }),
		);
		const { error, json } = await at.run(
			'job',
			'update',
			{ job: locator('num', '={{ $json.num }}'), jobFields: { myId: '={{ $json.myId }}' } },
			{ items: made.map(({ num, myId }) => ({ num: num as number, myId: myId as string })) },
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(12);
	});

	test('Create: looks that fail end the belief in the lists', async () => {
		fill(60);
		hide(({ id }) => id % 2 === 0);
		at.sandbox.faults.add({ path: '/customer/details', kind: 'status', status: 400, times: 10 });
		const { items } = await at.run('customer', 'create', create, {
			items: keys('B', 60).slice(5),
			onError: 'continueRegularOutput',
		});
		expect(items.filter((item) => JSON.stringify(item).includes('already exists'))).toHaveLength(45);
		expect(at.sandbox.state.customers.all().some(({ name }) => /^New/.test(name))).toBe(false);
	});

	test('Create: recordsTotal counts all records, also those that the list does not show', async () => {
		fill(250);
		at.sandbox.dialect['records-total'] = 'all';
		// The new ones come first: what is looked for as a sample is not there.
		const items = [...keys('N', 20), ...keys('B', 250).slice(100)];
		const { items: out } = await at.run('customer', 'create', create, { items, onError: 'continueRegularOutput' });
		expect(out.filter((item) => JSON.stringify(item).includes('already exists'))).toHaveLength(150);
		expect(at.sandbox.state.customers.rows()).toHaveLength(270);
	});

	test.each(['status', 'reset', 'truncated'] as const)(
		'a list that cannot be read (%s): one by one',
		async (kind) => {
			fill(30);
			at.sandbox.faults.add({ path: '/customer/list', kind, status: 400, times: null });
			const { error, json } = await at.run('customer', 'update', update, { items: keys('B', 30).slice(5) });
			expect(error).toBeUndefined();
			expect(json).toHaveLength(25);
		},
		60_000,
	);

	test('a record that an item before made is not missed', async () => {
		fill(30);
		const pairs = keys('N', 12).flatMap((item) => [item, { ...item, key: item.key.toLowerCase() }]);
		// More than the sample, so that the lists are believed.
		const items = [...keys('X', 20), ...pairs];
		findInAnyCase(at.sandbox);
		const { json } = await at.run('customer', 'create', create, { items, onError: 'continueRegularOutput' });
		expect(json.filter(({ id }) => id)).toHaveLength(20 + 12);
	});
});
