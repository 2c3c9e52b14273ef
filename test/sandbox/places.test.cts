import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const names = (rows: Array<{ name: string }>) => rows.map(({ name }) => name);

describe.each([
	{ name: 'customer', needed: {}, first: 'C-1', undelete: ['customersDeleted', 'isDeleted'], wrapper: 'customers' },
	{
		name: 'site',
		needed: { customer: { myId: 'C-1' } },
		first: 'S-1',
		undelete: ['SitesUnDeleted', 'isUnDeleted'],
		wrapper: 'Sites',
	},
	{
		name: 'equipment',
		needed: { site: { myId: 'S-1' } },
		first: 'E-1',
		undelete: ['EquipmentsUnDeleted', 'isUnDeleted'],
		wrapper: 'Equipments',
	},
])('$name', ({ name, needed, first, undelete, wrapper }) => {
	const create = async (body: object) => (await send(`${name}_send`, { body: { ...needed, ...body } })).data;

	test('is created, found by every identifier, changed in part and cleared', async () => {
		const created = await create({ name: 'Ünïque & Co', myId: 'X/1' });
		expect(created).toMatchObject({ name: 'Ünïque & Co', myId: 'X/1', active: true });
		for (const query of [{ id: created.id }, { myId: 'X/1' }, { name: 'Ünïque & Co' }]) {
			expect((await send(`${name}_details`, { query })).data.id).toBe(created.id);
		}
		const changed = await send(`${name}_send`, { body: { myId: 'X/1', name: '' } });
		expect(changed.data).toMatchObject({ id: created.id, name: '', customFieldValues: created.customFieldValues });
		const byId = await send(`${name}_send`, { body: { id: created.id, myId: 'X/2' } });
		expect(byId.data).toMatchObject({ id: created.id, myId: 'X/2' });
	});

	test('an unknown id or myId creates a record with an id of its own', async () => {
		const created = await create({ id: 987_654, myId: 'never seen', name: 'New' });
		expect(created.id).not.toBe(987_654);
		expect(created.name).toBe('New');
	});

	test('acting by name acts on every namesake', async () => {
		const [one, two] = [await create({ name: 'Twin' }), await create({ name: 'Twin' })];
		const ids = [one.id, two.id];
		const deleted = await send(`${name}_delete`, { query: { name: 'Twin' } });
		expect(deleted.data).toEqual(ids.map((id) => ({ id, deleted: true })));
		expect((await send(`${name}_details`, { query: { id: one.id } })).status).toBe(404);
		expect((await send(`${name}_list`, { query: { name: 'twin' } })).data.recordsTotal).toBe(0);
		const restored = await send(`${name}_undelete`, { query: { name: 'Twin' } });
		expect(restored.data).toEqual({ [undelete[0]]: ids.map((id) => ({ id, [undelete[1]]: true })) });
		expect((await send(`${name}_list`, { query: { name: 'twin' } })).data.recordsTotal).toBe(2);
		const off = await send(`${name}_desactivate`, { query: { name: 'Twin' } });
		expect(off.data).toEqual({ [`${wrapper}Desactivated`]: ids.map((id) => ({ id, isDesactivated: true })) });
		expect((await send(`${name}_list`, { query: { name: 'twin' } })).data.recordsTotal).toBe(0);
		expect((await send(`${name}_list`, { query: { name: 'twin', active: false } })).data.recordsTotal).toBe(2);
		const on = await send(`${name}_activate`, { query: { name: 'Twin' } });
		expect(on.data).toEqual({ [`${wrapper}Activated`]: ids.map((id) => ({ id, isActivated: true })) });
	});

	test('what nobody bears is a 404, what names nothing or twice a 400', async () => {
		const gone = await send(`${name}_details`, { query: { myId: 'nobody' } });
		expect([gone.status, gone.data.error]).toEqual([404, 'Not Found']);
		expect(gone.data.message).toContain('nobody');
		for (const query of [{}, { id: 1, myId: first }, { name: ' ' }, { id: 'abc' }]) {
			expect((await send(`${name}_details`, { query })).status).toBe(400);
		}
		expect((await send(`${name}_delete`, { query: { myId: 'nobody' } })).status).toBe(404);
	});

	test('lists sort both ways and page without a gap', async () => {
		for (const label of ['b', 'a', 'c']) await create({ name: `Sorted ${label}`, myId: `Z-${label}` });
		const query = { name: 'sorted', sort: 'name', pageSize: 2 };
		const one = (await send(`${name}_list`, { query })).data;
		const two = (await send(`${name}_list`, { query: { ...query, page: 2 } })).data;
		expect(one).toMatchObject({ page: 1, pageSize: 2, records: 2, recordsTotal: 3 });
		expect(two).toMatchObject({ page: 2, pageSize: 2, records: 1, recordsTotal: 3 });
		expect(names([...one.data, ...two.data])).toEqual(['Sorted a', 'Sorted b', 'Sorted c']);
		const down = await send(`${name}_list`, {
			query: { ...query, sort: 'myId', sortOrder: 'descending', pageSize: 9 },
		});
		expect(names(down.data.data)).toEqual(['Sorted c', 'Sorted b', 'Sorted a']);
		expect((await send(`${name}_list`, { query: { pageSize: 101 } })).status).toBe(400);
	});

	test('values of custom fields are set by id or label, the others stay', async () => {
		const { data } = await send('customField_list', { query: { type: name, sort: 'order' } });
		const [a, b] = data.data;
		await create({
			myId: 'F',
			customFieldValues: [
				{ id: a.id, value: '1' },
				{ label: b.label, value: '2' },
			],
		});
		const changed = await send(`${name}_send`, { body: { myId: 'F', customFieldValues: [{ id: a.id, value: '' }] } });
		const values = Object.fromEntries(changed.data.customFieldValues.map((one: any) => [one.label, one.value]));
		expect(values).toMatchObject({ [a.label]: '', [b.label]: '2' });
		const left = await send(`${name}_send`, { body: { myId: 'F', customFieldValues: [{ label: b.label }] } });
		expect(left.data.customFieldValues).toEqual(changed.data.customFieldValues);
		const wrong = await send(`${name}_send`, {
			body: { myId: 'F', customFieldValues: [{ label: 'No such', value: '1' }] },
		});
		expect([wrong.status, wrong.data.message]).toEqual([400, expect.stringContaining('No such')]);
	});
});

test('the parts of an address come from the whole, the whole from the parts, the position from it', async () => {
	const whole = (await send('customer_send', { body: { name: 'A', address: '1 rue X, 75001 Paris, France' } })).data;
	expect(whole).toMatchObject({
		addressStreet: '1 rue X',
		addressZIP: '75001',
		addressCity: 'Paris',
		addressCountry: 'France',
	});
	expect(Number(whole.position.latitude)).toBeGreaterThan(43);
	const parts = (await send('customer_send', { body: { name: 'B', addressStreet: '2 rue Y', addressCity: 'Lyon' } }))
		.data;
	expect(parts.address).toBe('2 rue Y, Lyon');
	const given = { latitude: '10.5', longitude: '-3.25' };
	const placed = await send('customer_send', { body: { id: parts.id, position: given } });
	expect(placed.data.position).toEqual(given);
});

test('sites and equipment need an owner, inherit its tags, and refuse one that does not exist', async () => {
	expect((await send('site_send', { body: { name: 'Lost' } })).status).toBe(400);
	expect((await send('equipment_send', { body: { name: 'Lost' } })).status).toBe(400);
	const wrong = await send('site_send', { body: { name: 'Lost', customer: { myId: 'nobody' } } });
	expect([wrong.status, wrong.data.message]).toEqual([400, expect.stringContaining('myId "nobody"')]);
	const machine = (await send('equipment_send', { body: { name: 'Found', site: { myId: 'S-2' } } })).data;
	expect(machine).toMatchObject({ customer: { myId: 'C-2' }, site: { myId: 'S-2' }, tags: ['sandbox'] });
	const mine = await send('equipment_list', { query: { customer_myId: 'C-2' } });
	expect(names(mine.data.data)).toEqual(['Boiler 2', 'Found']);
	expect((await send('equipment_list', { query: { customer_id: 999 } })).data.data).toEqual([]);
});

test('customers are found and activated by e-mail', async () => {
	const query = { email: 'contact2@customer.example' };
	expect((await send('customer_details', { query })).data.myId).toBe('C-2');
	expect((await send('customer_list', { query })).data.recordsTotal).toBe(1);
	expect((await send('customer_desactivate', { query })).data.customersDesactivated).toHaveLength(1);
});
