import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { withSandbox, type Sandbox } from '../engine/cases.cts';
import { locator } from '../engine/engine.cts';
import { fastTime } from './fast.cts';

/** 1,000 changes over a network that breaks every twentieth answer, before or after the service acted. */

let service: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	const time = fastTime();
	service = await withSandbox({ now: time.now });
});
afterAll(async () => await service.sandbox.close());

const NOT_CERTAIN = 'It is not certain whether the change was made';
type Store = keyof Sandbox['state'];
const of = { customer: locator('id', 1) };

/** New records: their resource, where they are kept, the key of their own, how many, and the parameters. */
const creations: Array<[resource: string, store: Store, by: string, count: number, INodeParameters]> = [
	['customer', 'customers', 'myId', 200, { name: '={{ $json.key }}', myId: '={{ $json.key }}' }],
	['site', 'sites', 'myId', 50, { name: 'S', ...of, myId: '={{ $json.key }}' }],
	['equipment', 'equipment', 'myId', 50, { name: 'E', ...of, myId: '={{ $json.key }}' }],
	['job', 'jobs', 'myId', 90, { ...of, jobFields: { myId: '={{ $json.key }}' } }],
	['part', 'parts', 'reference', 50, { name: 'P', reference: '={{ $json.key }}' }],
	['user', 'users', 'login', 20, { login: '={{ $json.key }}', password: 'x' }],
	['invoice', 'invoices', 'reference', 50, { ...of, invoiceFields: { reference: '={{ $json.key }}' } }],
	['quotation', 'quotations', 'reference', 30, { ...of, quotationFields: { reference: '={{ $json.key }}' } }],
	['jobType', 'jobTypes', 'name', 20, { name: '={{ $json.key }}' }],
	[
		'recurrence',
		'recurrences',
		'myId',
		20,
		{ ...of, description: 'x', dateStart: '2027-01-01', recurrenceFields: { myId: '={{ $json.key }}' } },
	],
];

const keys = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => ({ key: `${prefix}-${index}` }));
const failed = (items: INodeExecutionData[]) => items.filter((item) => item.error ?? item.json.error);
const store = (name: Store, by: string) => {
	const found = new Map<unknown, number>();
	for (const row of service.sandbox.state[name].all()) found.set(row[by], (found.get(row[by]) ?? 0) + 1);
	return found;
};
const send = async (resource: string, operation: string, parameters: INodeParameters, items: IDataObject[]) =>
	await service.run(resource, operation, parameters, { items, onError: 'continueRegularOutput' });

/** Items that could have been saved: all but those of which both tries broke before the service acted. */
function expectSaved(ran: Awaited<ReturnType<typeof send>>, items: IDataObject[], by: string) {
	for (const item of failed(ran.items)) {
		expect(JSON.stringify(item)).toContain(NOT_CERTAIN);
		const { key } = items[(item.pairedItem as { item: number }).item];
		const tries = ran.requests.filter(({ method, body }) => method === 'POST' && (body as IDataObject)[by] === key);
		expect(tries.map(({ status }) => status)).toEqual([0, 0]);
	}
}

test('every record once, and no item failed that could be saved', async () => {
	const { state, faults } = service.sandbox;
	for (const afterEffect of [false, true])
		faults.add({ path: '.', kind: 'reset', chance: 0.025, times: null, afterEffect });
	let count = 0;

	for (const [resource, name, by, many, parameters] of creations) {
		const items = keys(`${resource}-new`, many);
		const ran = await send(resource, 'create', parameters, items);
		count += many;
		expectSaved(ran, items, by);
		const kept = store(name, by);
		expect(items.map(({ key }) => [key, kept.get(key) ?? 0])).toEqual(
			items.map(({ key }, index) => [key, failed([ran.items[index]]).length ? 0 : 1]),
		);
		expect(ran.json.map((record) => record[by] ?? 'failed')).toEqual(
			items.map(({ key }, index) => (failed([ran.items[index]]).length ? 'failed' : key)),
		);
	}

	const repeatable: Array<[resource: string, operation: string, INodeParameters, IDataObject[]]> = [
		[
			'customer',
			'upsert',
			{ myId: '={{ $json.key }}', name: '={{ $json.key }}' },
			[...keys('customer-new', 60), ...keys('customer-other', 60)],
		],
		[
			'customer',
			'update',
			{
				customer: locator('myId', '={{ $json.key }}'),
				customerFields: { addressFields: { addressCity: 'Brest' } },
			},
			keys('customer-new', 80),
		],
		[
			'job',
			'update',
			{ job: locator('id', '={{ $json.id }}'), jobFields: { description: 'Changed' } },
			state.jobs
				.all()
				.map(({ id }) => ({ id }))
				.slice(-60),
		],
		['customer', 'deactivate', { customer: locator('myId', '={{ $json.key }}') }, keys('customer-new', 50)],
		['customer', 'activate', { customer: locator('myId', '={{ $json.key }}') }, keys('customer-new', 50)],
		[
			'site',
			'delete',
			{ site: locator('id', '={{ $json.id }}') },
			state.sites
				.all()
				.map(({ id }) => ({ id }))
				.slice(-30),
		],
	];
	for (const [resource, operation, parameters, items] of repeatable) {
		const ran = await send(resource, operation, parameters, items);
		count += items.length;
		expect([resource, operation, failed(ran.items)]).toEqual([resource, operation, []]);
	}
	expect([...store('customers', 'myId').values()].filter((each) => each > 1)).toEqual([]);
	expect(state.customers.all().filter(({ addressCity }) => addressCity === 'Brest')).toHaveLength(80);
	expect(state.jobs.all().filter(({ description }) => description === 'Changed')).toHaveLength(60);
	expect(state.customers.all().filter(({ active }) => !active)).toEqual([]);

	// What has no key, and is not the same when it is done twice, is never done twice.
	const tasks = keys('task', 30);
	const ran = await send('task', 'create', { content: '={{ $json.key }}' }, tasks);
	count += tasks.length;
	const written = store('tasks', 'content');
	for (const [index, { key }] of tasks.entries()) {
		const [broken] = failed([ran.items[index]]);
		expect(written.get(key) ?? 0).toBeLessThanOrEqual(1);
		if (broken) expect(JSON.stringify(broken)).toContain(NOT_CERTAIN);
		else expect(written.get(key)).toBe(1);
	}
	expect(count).toBe(1000);
	const broken = service.sandbox.requests.filter(({ status }) => status === 0).length;
	expect(broken / service.sandbox.requests.length).toBeGreaterThan(0.03);
}, 180_000);
