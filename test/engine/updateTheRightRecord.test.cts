import type { INodeParameters } from 'n8n-workflow';
import { withSandbox, type Sandbox } from './cases.cts';
import { locator } from './engine.cts';

/** An Update changes the record that it names, or nothing. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const posts = (requests: Sandbox['requests']) => requests.filter(({ method }) => method !== 'GET');

/** What makes a new record of each kind when its ID is unknown. */
const updates: Array<[resource: string, store: keyof Sandbox['state'], id: string, label: string, INodeParameters]> = [
	['customer', 'customers', '99', 'customer', { customerFields: { name: 'New' } }],
	['site', 'sites', '99', 'site', { siteFields: { name: 'New', customer: locator('id', 1) } }],
	[
		'equipment',
		'equipment',
		'99',
		'piece of equipment',
		{ equipmentFields: { name: 'New', customer: locator('id', 1) } },
	],
	['job', 'jobs', '9_99', 'job', { jobFields: { customer: locator('id', 1) } }],
	['jobType', 'jobTypes', '99', 'job type', { jobTypeFields: { name: 'New' } }],
	['user', 'users', '99', 'user', { userFields: { login: 'new', password: 'secret' } }],
	['part', 'parts', '99', 'part', { partFields: { name: 'New', reference: 'N-1' } }],
	['contract', 'contracts', 'c-99', 'contract', { contractFields: { name: 'New', customer: locator('id', 1) } }],
	['invoice', 'invoices', '99', 'invoice', { invoiceFields: { customer: locator('id', 1) } }],
	['quotation', 'quotations', '99', 'quotation', { quotationFields: { customer: locator('id', 1) } }],
	[
		'recurrence',
		'recurrences',
		'99',
		'recurrence',
		{ recurrenceFields: { customer: locator('id', 1), description: 'New', dateStart: '2027-01-01' } },
	],
	['activity', 'activities', '99', 'activity', { activityFields: { note: 'New' } }],
	['partRequest', 'partRequests', 'p-99', 'part request', { partRequestFields: { quantity: 2 } }],
];

describe('Update by an unknown ID', () => {
	test.each(updates)('%s', async (resource, store, id, label, parameters) => {
		const before = at.sandbox.state[store].rows().length;
		for (const value of [id, '={{ $json.id }}']) {
			const { error, requests } = await at.run(
				resource,
				'update',
				{ [resource]: locator('id', value), ...parameters },
				{ items: [{ id }] },
			);
			expect(error?.message).toBe(`There is no ${label} with ID "${id}"`);
			expect(posts(requests)).toEqual([]);
		}
		expect(at.sandbox.state[store].rows()).toHaveLength(before);
	});

	test('given by expression in place of a choice from the list is looked for as well', async () => {
		const { error, requests } = await at.run(
			'customer',
			'update',
			{ customer: locator('list', '={{ $json.num }}'), customerFields: { name: 'New' } },
			{ items: [{ num: 77 }] },
		);
		expect(error?.message).toBe('There is no customer with ID "77"');
		expect(posts(requests)).toEqual([]);
	});

	test('a record picked from the list is looked at once for all items', async () => {
		const { error, requests, json } = await at.run(
			'customer',
			'update',
			{ customer: locator('list', 2), customerFields: { name: '={{ $json.name }}' } },
			{ items: Array.from({ length: 12 }, (_, index) => ({ name: `Name ${index}` })) },
		);
		expect(error).toBeUndefined();
		expect(json.at(-1)).toMatchObject({ id: 2, name: 'Name 11' });
		expect(requests.map(({ method }) => method)).toEqual(['GET', ...Array<string>(12).fill('POST')]);
	});

	test('a record picked from the list that is gone, or of another account, is said and nothing changes', async () => {
		const { error, requests } = await at.run(
			'customer',
			'update',
			{ customer: locator('list', 99), customerFields: { name: 'New' } },
			{ items: [{}, {}, {}] },
		);
		expect(error?.message).toBe('There is no customer with ID "99"');
		expect(requests.map(({ method }) => method)).toEqual(['GET']);
	});

	test('without Check for Existing Record the other record is named', async () => {
		const { error } = await at.run('customer', 'update', {
			customer: locator('id', '99'),
			customerFields: { name: 'New' },
			options: { checkFirst: false },
		});
		expect(error?.message).toBe('Synchroteam changed or created the customer with ID "6", not the one with ID "99"');
		expect(error?.description).toContain('Check for Existing Record');
	});

	test('without Check for Existing Record an unknown number of a job is named too', async () => {
		at.sandbox.faults.add({ path: '/job/send', kind: 'edited', edit: (job) => ({ ...job, num: 500 }) });
		const { error } = await at.run('job', 'update', {
			job: locator('num', 99),
			jobFields: { customer: locator('id', 1) },
			options: { checkFirst: false },
		});
		expect(error?.message).toBe(
			'Synchroteam changed or created the job with Number "500", not the one with Number "99"',
		);
	});
});

describe('What a look shows instead of the record is not it', () => {
	test.each([
		['null', () => null],
		['an empty list', () => []],
		['an empty object', () => ({})],
		['a list with nothing in it', () => [null]],
		['another record', (customer: object) => ({ ...customer, id: 4 })],
		['a message', () => ({ message: 'No such customer' })],
	])('%s', async (_, edit) => {
		at.sandbox.faults.add({ path: '/customer/details', kind: 'edited', edit });
		const { error, requests } = await at.run('customer', 'update', {
			customer: locator('id', '2'),
			customerFields: { name: 'New' },
		});
		expect(error?.message).toBe('There is no customer with ID "2"');
		expect(posts(requests)).toEqual([]);
	});

	test.each([
		{ error: 'Customer not found', message: 'There is no customer with this ID' },
		[{ error: 'Customer not found', message: null }],
		{ success: false, message: 'Server not found', data: null },
		{ errors: { myId: ['is wrong'] } },
	])('an error inside a success is no "not found", whatever its words: %j', async (body) => {
		at.sandbox.faults.add({ path: '/customer/details', kind: 'status', status: 200, body, times: null });
		const { error, requests } = await at.run('customer', 'create', { name: 'New', myId: 'C-2' });
		expect(posts(requests)).toEqual([]);
		expect(error?.message).toMatch(
			/^(There is no customer with this ID|Customer not found|Server not found|is wrong)$/,
		);
	});

	test.each([200, 204])('nothing at all (%s)', async (status) => {
		at.sandbox.faults.add({ path: '/customer/details', kind: 'empty', status, times: null });
		const { error, requests } = await at.run('customer', 'update', {
			customer: locator('id', '2'),
			customerFields: { name: 'New' },
		});
		expect(error?.message).toBe('There is no customer with ID "2"');
		expect(posts(requests)).toEqual([]);
	});

	test('Create goes on when the look shows another record', async () => {
		at.sandbox.faults.add({
			path: '/customer/details',
			kind: 'edited',
			status: 200,
			edit: () => ({ id: 4, myId: 'C-4' }),
		});
		const { error, json } = await at.run('customer', 'create', { name: 'New', myId: 'N-1' });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: 6, myId: 'N-1' });
	});

	test.each([null, undefined])('a record whose key is %s does not bear the key of that name', async (myId) => {
		at.sandbox.faults.add({ path: '/customer/details', kind: 'edited', status: 200, edit: () => ({ id: 4, myId }) });
		const { error, json } = await at.run('customer', 'create', { name: 'New', myId: String(myId) });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: 6, myId: String(myId) });
	});

	test('a key that differs in case only is the same record', async () => {
		at.sandbox.faults.add({
			path: '/customer/details',
			kind: 'edited',
			status: 200,
			edit: () => ({ id: 4, myId: 'C-4' }),
		});
		const { error, requests } = await at.run('customer', 'create', { name: 'New', myId: 'c-4' });
		expect(error?.message).toBe('A customer with Own ID "c-4" already exists');
		expect(posts(requests)).toEqual([]);
	});
});

describe('A number in place of the ID', () => {
	test.each([
		['job', 'update', 'Job: "12" looks like a job number', { jobFields: { description: 'x' } }],
		['job', 'get', 'Job: "12" looks like a job number', {}],
		['job', 'delete', 'Job: "12" looks like a job number', {}],
		['contract', 'update', 'Contract: "12" looks like a contract number', { contractFields: { note: 'x' } }],
	])('%s %s', async (resource, operation, sentence, parameters) => {
		for (const mode of ['id', 'list']) {
			const { error, requests } = await at.run(
				resource,
				operation,
				{ [resource]: locator(mode, '={{ $json.num }}'), ...parameters },
				{ items: [{ num: 12 }] },
			);
			expect(error?.message).toBe(sentence);
			expect(error?.description).toContain('By Number');
			expect(requests).toEqual([]);
		}
	});

	test('with blanks around it', async () => {
		const { error, requests } = await at.run('job', 'get', { job: locator('id', ' 12 ') });
		expect(error?.message).toContain('looks like a job number');
		expect(requests).toEqual([]);
	});

	test.each([
		['picked from the list', 'job', locator('list', '12')],
		['longer than numbers are', 'job', locator('id', '1234567890')],
		['of records that have no number', 'partRequest', locator('id', '12')],
	])('is looked for where it is an ID %s', async (_, resource, chosen) => {
		const { requests } = await at.run(resource, 'get', { [resource]: chosen });
		expect(requests.map(({ query }) => query.id)).toEqual([chosen.value]);
	});
});

describe("A second key that is another record's", () => {
	const others = () => at.sandbox.state.jobs.all().slice(0, 2) as Array<{ num: number; myId: string; id: string }>;
	beforeEach(() => {
		for (const [index, { id }] of others().entries()) at.sandbox.state.jobs.change(id, { myId: `K-${index}` });
	});

	test.each([
		['update', () => ({ job: locator('myId', 'K-0'), jobFields: { num: others()[1].num, description: 'x' } })],
		['upsert', () => ({ myId: 'K-0', num: others()[1].num, description: 'x' })],
		['update', () => ({ job: locator('num', others()[0].num), jobFields: { myId: 'K-1', description: 'x' } })],
		['upsert', () => ({ myId: 'new', num: others()[1].num, customer: locator('id', 1) })],
	])('%s', async (operation, parameters) => {
		const before = at.sandbox.state.jobs.all();
		const { error, requests } = await at.run('job', operation, parameters());
		expect(error?.message).toMatch(/^Another job has (Number|Own ID) "/);
		expect(posts(requests)).toEqual([]);
		expect(at.sandbox.state.jobs.all()).toEqual(before);
	});

	test('its own, or a free one, goes on', async () => {
		for (const num of [others()[0].num, 900]) {
			const { error, json } = await at.run('job', 'update', {
				job: locator('myId', 'K-0'),
				jobFields: { num, description: 'Mine' },
			});
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ myId: 'K-0', description: 'Mine' });
		}
	});
});

test.each(['with', 'without'])(
	'an invoice that a look shows %s its ID may get a new reference with the change',
	async (how) => {
		const { reference } = at.sandbox.state.invoices.all()[0];
		const bare = ({ id: _, ...invoice }: { id?: number }) => invoice;
		if (how === 'without')
			at.sandbox.faults.add({
				path: '/invoice/(details|list)',
				kind: 'edited',
				times: null,
				edit: (answer) => (answer.data ? { ...answer, data: answer.data.map(bare) } : bare(answer)),
			});
		at.sandbox.faults.add({
			path: '/invoice/send',
			kind: 'edited',
			edit: (invoice) => ({ ...invoice, reference: 'R-2' }),
		});
		const { error } = await at.run('invoice', 'update', {
			invoice: locator('reference', reference),
			invoiceFields: { description: 'x' },
		});
		expect(error).toBeUndefined();
	},
);
