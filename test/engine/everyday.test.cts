import { withSandbox } from './cases.cts';
import { locator, nodeType } from './engine.cts';
import { findProperty } from './everyday.cts';

/** What people do every day: records by the number they know, results that the next step can use. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());

const run: typeof at.run = async (...given) => await at.run(...given);
const state = () => at.sandbox.state;
const hintsOf = ({ run: of }: Awaited<ReturnType<typeof run>>) =>
	(of.data.resultData.runData.Node?.[0]?.hints ?? []).map(({ message }) => message);

describe('Create or Update', () => {
	test('of a job by its number: the one that is there, else a new one of that number', async () => {
		const [{ id, num }] = state().jobs.rows();
		const changed = await run('job', 'upsert', { num, description: 'By number' });
		expect(changed.json).toMatchObject([{ id, num, description: 'By number' }]);
		const made = await run('job', 'upsert', { num: 9001, customer: locator('id', 1), description: 'New' });
		expect(made.json).toMatchObject([{ num: 9001, description: 'New' }]);
	});
	test('of a job by nothing says what it needs', async () => {
		const { error, requests } = await run('job', 'upsert', { description: 'Neither' });
		expect(error?.message).toBe('Own ID or Number is needed');
		expect(requests).toEqual([]);
	});
	test('of a job type by its name', async () => {
		const before = state().jobTypes.rows().length;
		const [{ id }] = (await run('jobType', 'upsert', { name: 'Inspection', duration: '01:00:00' })).json;
		const again = await run('jobType', 'upsert', { name: 'Inspection', duration: '02:00:00' });
		expect(again.json).toMatchObject([{ id, duration: '02:00:00' }]);
		expect(state().jobTypes.rows()).toHaveLength(before + 1);
	});
	test('of a user has the password, which a new one needs, at the top level', async () => {
		const sent = await run('user', 'upsert', { login: 'nora', password: 'secret-1', firstName: 'Nora' });
		expect(sent.requests.at(-1)!.body).toEqual({ login: 'nora', password: 'secret-1', firstName: 'Nora' });
	});
});

test('a new job names its customer and site by ID or own ID: by name the service refuses it', async () => {
	for (const place of ['customer', 'site']) {
		const { error, requests } = await run('job', 'create', { [place]: locator('name', 'Garage Moreau') });
		expect(error?.message).toMatch(/can't be looked up by name here/);
		expect(requests).toEqual([]);
	}
});

test.each([
	['customer', 'active', true],
	['site', 'active', true],
	['equipment', 'active', true],
	['job', 'num', ''],
	['recurrence', 'frequency', ''],
	['invoice', 'num', ''],
])('%s: %s starts as %j once it is added', (resource, name, start) => {
	const { description } = nodeType('synchroteam');
	expect(findProperty(description.properties, resource, name)?.default).toBe(start);
});

describe('Simplified', () => {
	test('has what the next step needs of an invoice and of a part request', async () => {
		const [invoice] = (await run('invoice', 'get', { invoice: locator('num', 4) })).json;
		expect(invoice).toMatchObject({ siteId: 4, taxAmt: 5, total: 30 });
		expect(invoice.paymentDate).toMatch(/^\d{4}-\d\d-\d\dT/);
		const [main, van] = state().depots.rows();
		expect((await run('partRequest', 'getAll', { returnAll: true })).json).toMatchObject([
			{ sourceIdStock: main.id, destinationIdStock: van.id },
		]);
	});
	test('has address and contact in one object each', async () => {
		const [{ address, contact }] = (await run('customer', 'get', { customer: locator('myId', 'C-2') })).json;
		expect(address).toMatchObject({ addressStreet: '3 avenue Foch', addressCity: 'Lyon', addressZIP: '69006' });
		expect(contact).toMatchObject({ contactLastName: 'Petit2', contactEmail: 'contact2@customer.example' });
	});
	test('has custom fields by their labels', async () => {
		const [definition] = state()
			.customFields.rows()
			.filter(({ objectType }) => objectType === 'customer');
		const customFieldValues = { values: [{ id: definition.id, label: '', value: 'PO-77' }] };
		await run('customer', 'update', { customer: locator('id', 3), customerFields: { customFieldValues } as never });
		const [item] = (await run('customer', 'get', { customer: locator('id', 3) })).json;
		expect(item.customFields).toMatchObject({ [definition.label]: 'PO-77' });
	});
	test('tells two custom fields with one label apart', async () => {
		const values = [
			{ id: 1, label: 'Code', value: 'a' },
			{ id: 2, label: 'Code', value: 'b' },
		];
		at.sandbox.faults.add({
			path: '/customer/details$',
			kind: 'edited',
			edit: (row: object) => ({ ...row, customFieldValues: values }),
		});
		const [item] = (await run('customer', 'get', { customer: locator('id', 3) })).json;
		expect(item.customFields).toEqual({ Code: 'a', 'Code (2)': 'b' });
	});
});

describe('Selected Fields', () => {
	const select = async (outputFields: string, resource = 'customer', record: object = { customer: locator('id', 3) }) =>
		await run(resource, 'get', { ...record, output: 'selectedFields', outputFields } as never);

	test('take the label of a custom field, and what lies in address and contact', async () => {
		const [{ label }] = state()
			.customFields.rows()
			.filter(({ objectType }) => objectType === 'customer');
		const { json, ...more } = await select(`${label}, addressCity, contact.contactLastName, customFields`);
		expect(json).toEqual([
			{
				[label]: 'PO-77',
				addressCity: 'Rennes',
				contactLastName: 'Petit3',
				customFields: expect.objectContaining({ [label]: 'PO-77' }) as object,
			},
		]);
		expect(hintsOf(more as never)).toEqual([]);
	});
	test('say which name there is not, and give null for it', async () => {
		const result = await select('name, adressCity, customer.nmae');
		expect(result.json).toEqual([{ name: 'Garage Moreau', adressCity: null, customerNmae: null }]);
		expect(hintsOf(result).join()).toMatch(/Fields to Return: there is no "adressCity", "customer.nmae"/);
	});
	test('say nothing of a field in what is empty', async () => {
		const { id } = state().jobs.create({ customer: { id: 1 } });
		const result = await select('num, technician.name, preferences.team.name', 'job', { job: locator('list', id) });
		expect(result.json).toMatchObject([{ technicianName: null }]);
		expect(hintsOf(result)).toEqual([]);
	});
	test('of a list say that details may have it', async () => {
		const result = await run('job', 'getAll', { limit: 2, output: 'selectedFields', outputFields: 'num, timeEntries' });
		expect(hintsOf(result).join()).toMatch(/no "timeEntries".*turn on Include Details/);
	});
});

describe('jobs', () => {
	test('Include Details adds to Simplified what the list leaves out; without it nothing says that it is empty', async () => {
		const read = async (more: object) => (await run('job', 'getAll', { returnAll: true, ...more })).json;
		const [row] = await read({});
		for (const key of ['parts', 'timeEntries', 'preferences', 'otherTechnicians']) expect(row).not.toHaveProperty(key);
		const detailed = (await read({ includeDetails: true })).find(({ num }) => num === 4)!;
		expect(detailed).toMatchObject({ parts: [{ reference: 'P-100' }], timeEntries: [{}], otherTechnicians: [] });
		const [withOthers] = await read({ jobFilters: { otherTechnicians: true } });
		expect(withOthers).toHaveProperty('otherTechnicians');
	});

	const job = async () => {
		const { id, num } = state().jobs.create({ customer: { id: 1 }, technician: { id: 2 } });
		return { id, num };
	};
	const dates = { scheduledStart: '2026-12-01 08:00', scheduledEnd: '2026-12-01 09:00' };
	const times = { actualStart: '2026-12-01 08:00', actualEnd: '2026-12-01 09:00' };

	test('every act answers in the shape of Get: what the service says, with the number and dates in ISO 8601', async () => {
		const { id, num } = await job();
		const act = async (operation: string, parameters: object = {}) =>
			(await run('job', operation, { job: locator('num', num), ...parameters })).json;
		expect(await act('schedule', dates)).toMatchObject([
			{ id, num, status: 'scheduled', scheduledStart: '2026-12-01T08:00:00+01:00', technicianName: 'Jean Dupont' },
		]);
		expect(await act('start', { actualStart: '2026-12-01 08:00' })).toMatchObject([
			{ id, num, status: 'started', actualStart: '2026-12-01T08:00:00+01:00' },
		]);
		const parts = { values: [{ id: locator('id', 1), reference: '', quantity: 2, serialNumbers: '' }] };
		expect(await act('addParts', { parts })).toMatchObject([{ id, num, parts: [{ quantity: 2 }] }]);
		expect(await act('complete', times)).toEqual([{ id, num, status: 'completed' }]);
		expect(await act('validate')).toEqual([{ id, num, status: 'validated' }]);
		const other = await job();
		expect((await run('job', 'cancel', { job: locator('list', other.id) })).json).toEqual([
			{ id: other.id, status: 'cancelled' },
		]);
	});
	test('an act gives the response itself where Raw is chosen', async () => {
		const { id } = await job();
		const [raw] = (await run('job', 'schedule', { job: locator('list', id), ...dates, output: 'raw' })).json;
		expect(raw).toMatchObject({ id, scheduledStart: '2026-12-01 08:00', technician: { login: 'jean' } });
	});
});

test('a work order shows the description and the time that were just entered', async () => {
	const order = { workorder_nr: 'WO-9', work_description: 'Boiler', time_work_start: '8:30' };
	await run('workOrder', 'create', order, { node: 'outSmartPortal' });
	expect((await run('workOrder', 'get', { workorder_nr: 'WO-9' }, { node: 'outSmartPortal' })).json).toMatchObject([
		{ work_description: 'Boiler', time_work_start: '08:30' },
	]);
});
