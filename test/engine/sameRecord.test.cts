import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { findInAnyCase, withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Items of one execution that change the same record. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const create = { name: '={{ $json.name }}', myId: '={{ $json.key }}' };
const upsert = { name: '={{ $json.name }}', myId: '={{ $json.key }}' };

test('Create refuses the second of one Own ID, and sends nothing at all', async () => {
	const items = [
		{ name: 'First', key: 'N-1' },
		{ name: 'Other', key: 'N-2' },
		{ name: 'Second', key: 'N-1' },
	];
	const { error, requests } = await at.run('customer', 'create', create, { items });
	expect(error).toMatchObject({ message: 'Own ID "N-1" is given twice', context: { itemIndex: 2 } });
	expect(requests).toEqual([]);
});

test('Create refuses it also where one between them spells it in another case', async () => {
	const items = ['N-1', 'n-1', 'N-1'].map((key) => ({ name: `For ${key}`, key }));
	const { error, requests } = await at.run('customer', 'create', create, { items });
	expect(error).toMatchObject({ message: 'Own ID "N-1" is given twice', context: { itemIndex: 2 } });
	expect(requests).toEqual([]);
});

test('without Check for Existing Record, Create sends all of one Own ID in the order of the items', async () => {
	const items = ['First', 'Second', 'Third'].map((name) => ({ name, key: 'N-1' }));
	const { error, requests } = await at.run(
		'customer',
		'create',
		{ ...create, options: { checkFirst: false } },
		{ items },
	);
	expect(error).toBeUndefined();
	expect(requests.map(({ body }) => body as object)).toMatchObject(items.map(({ name }) => ({ name })));
});

test('with Continue On Fail the first is created and stays as it is', async () => {
	const items = ['First', 'Second', 'Third'].map((name) => ({ name, key: 'N-1' }));
	const { json, items: out } = await at.run('customer', 'create', create, { items, onError: 'continueRegularOutput' });
	expect(json[0]).toMatchObject({ name: 'First', myId: 'N-1' });
	expect(out.slice(1).every((item) => item.error ?? item.json.error)).toBe(true);
	expect(at.sandbox.state.customers.all().filter(({ myId }) => myId === 'N-1')).toMatchObject([{ name: 'First' }]);
});

test('keys that differ in case or blanks wait for each other, and the look says whether they are one', async () => {
	findInAnyCase(at.sandbox);
	const items = [
		{ name: 'First', key: 'N-1' },
		{ name: 'Second', key: 'n-1' },
	];
	const { json, items: out } = await at.run('customer', 'create', create, { items, onError: 'continueRegularOutput' });
	expect(json[0]).toMatchObject({ name: 'First' });
	expect(JSON.stringify(out[1])).toContain('already exists');
});

test('Create or Update of one key: one after the other, in the order of the items; others meanwhile', async () => {
	at.sandbox.settings.latencyMs = 20;
	const items = Array.from({ length: 40 }, (_, index) => ({
		name: `Name ${index}`,
		key: index % 2 === 0 ? 'N-1' : `O-${index}`,
	}));
	// Later requests are faster: without an order the last one would not win.
	const { error, requests } = await at.run('customer', 'upsert', upsert, { items });
	at.sandbox.settings.latencyMs = 0;
	expect(error).toBeUndefined();
	const named = at.sandbox.state.customers.all().filter(({ myId }) => myId === 'N-1');
	expect(named).toMatchObject([{ name: 'Name 38' }]);
	const sent = requests
		.map(({ body }) => body as { myId: string; name: string })
		.filter(({ myId }) => myId === 'N-1')
		.map(({ name }) => name);
	expect(sent).toEqual(Array.from({ length: 20 }, (_, index) => `Name ${2 * index}`));
});

test('a slow first change of a key is not overtaken', async () => {
	at.sandbox.faults.add({ path: '/customer/send', kind: 'delay', delayMs: 300 });
	const items = Array.from({ length: 8 }, (_, index) => ({ name: `Name ${index}`, key: 'C-2' }));
	const { error } = await at.run(
		'customer',
		'update',
		{ customer: locator('myId', '={{ $json.key }}'), customerFields: { name: '={{ $json.name }}' } },
		{ items },
	);
	expect(error).toBeUndefined();
	expect(at.sandbox.state.customers.get(2)).toMatchObject({ name: 'Name 7' });
});

test('changes of different records are concurrent', async () => {
	const items = Array.from({ length: 8 }, (_, index) => ({ name: `Name ${index}`, key: `N-${index}` }));
	at.sandbox.settings.latencyMs = 1000;
	let answered = 0;
	const count = () => void answered++;
	subscribe('http.client.response.finish', count);
	const run = at.run('customer', 'upsert', { ...upsert, options: { concurrency: 8, checkFirst: false } }, { items });
	const changes = () => at.sandbox.requests.filter(({ path }) => path.endsWith('/customer/send')).length;
	while (changes() < 8) await new Promise((resolve) => setTimeout(resolve, 10));
	const before = answered;
	at.sandbox.settings.latencyMs = 0;
	expect((await run).error).toBeUndefined();
	unsubscribe('http.client.response.finish', count);
	// One may be sent alone, to learn the limits. One after the other, it would be seven.
	expect(before).toBeLessThanOrEqual(1);
	expect(answered).toBe(8);
});

test('after a failure the changes that wait for it are not sent', async () => {
	at.sandbox.faults.add({ path: '/customer/send', kind: 'status', status: 422 });
	const items = Array.from({ length: 8 }, (_, index) => ({ name: `Name ${index}`, key: 'C-2' }));
	const { error, requests } = await at.run('customer', 'upsert', upsert, { items });
	expect(error?.httpCode).toBe('422');
	expect(requests).toHaveLength(1);
});

test('the Own ID that an Update gives is claimed as well', async () => {
	at.sandbox.faults.add({ path: '/customer/send', kind: 'delay', delayMs: 200 });
	const items = Array.from({ length: 4 }, (_, index) => ({ id: index + 1, name: `Name ${index}` }));
	const { requests } = await at.run(
		'customer',
		'update',
		{
			customer: locator('id', '={{ $json.id }}'),
			customerFields: { myId: 'N-1', name: '={{ $json.name }}' },
			options: { checkFirst: false },
		},
		{ items },
	);
	expect(requests.map(({ body }) => (body as { id: number }).id)).toEqual([1, 2, 3, 4]);
});
