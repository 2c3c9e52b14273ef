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

const stock = async (name: string) => {
	const { id } = sandbox.state.depots.all().find((one) => one.name === name);
	const { parts } = (await send('depot_details', { query: { id } })).data;
	return Object.fromEntries(parts.map((one: any) => [one.reference, [one.quantity, one.serials]]));
};
const move = (part: object, source = 'Main depot', destination = 'Van South') =>
	send('partMovement_do', { body: { source: { name: source }, destination: { name: destination }, part } });

test('a part is created and changed by reference; a new category is made by its name', async () => {
	const body = { reference: 'P-9', name: 'Seal', price: 3, category: { name: 'Seals' }, tax: { name: 'TVA 10' } };
	const part = (await send('part_send', { body })).data;
	expect(part).toMatchObject({
		price: '3.00',
		category: { name: 'Seals' },
		tax: { rate: '10.00' },
		status: 'active',
		type: 'part',
	});
	const changed = (await send('part_send', { body: { reference: 'P-9', tax: null, price: '4,5' } })).data;
	expect(changed).toMatchObject({ id: part.id, tax: null, price: '4.50', name: 'Seal' });
	const other = (await send('part_send', { body: { reference: 'P-10', category: { name: 'Seals' } } })).data;
	expect(other.category.id).toBe(part.category.id);
	expect((await send('part_list', { query: { category_name: 'Seals' } })).data.recordsTotal).toBe(2);
	expect((await send('part_delete', { query: { reference: 'P-9' } })).data).toEqual({
		PartsDeleted: [{ id: part.id, isDeleted: true }],
	});
	expect((await send('part_details', { query: { reference: 'P-9' } })).status).toBe(404);
	expect((await send('part_send', { body: { reference: 'P-11', tax: { id: 99 } } })).status).toBe(400);
});

test('each line of a price list has its own outcome', async () => {
	const body = [
		{ reference: 'P-100', price: '10,25' },
		{ id: 2, price: '-1' },
		{ id: 99, price: '3' },
	];
	const { data } = await send('part_prices', { body });
	expect(data).toEqual([
		{ ...body[0], error: null },
		{ ...body[1], error: null },
		{ ...body[2], error: 'part: there is no part with id "99"' },
	]);
	expect(sandbox.state.parts.get(1).price).toBe('10.25');
	expect(sandbox.state.parts.get(2).price).toBe('-1.00');
});

test('a request for a part without serial numbers is not fulfilled without a quantity', async () => {
	const [{ id }] = sandbox.state.partRequests.rows();
	const { status, data } = await send('partRequest_fulfill', { body: { requestId: id } });
	expect([status, data.message]).toEqual([400, 'quantity of part P-100 is needed']);
});

test('moving takes from one depot and adds to the other', async () => {
	expect((await move({ reference: 'P-100', quantity: 15 })).data).toEqual({ quantityMoved: 15, serialsMoved: [] });
	expect((await move({ id: 3, serials: ['PU-002'] })).data).toEqual({ quantityMoved: 1, serialsMoved: ['PU-002'] });
	expect(await stock('Main depot')).toMatchObject({ 'P-100': [25, []], 'P-300': [1, ['PU-001']] });
	expect(await stock('Van South')).toEqual({ 'P-100': [15, []], 'P-300': [1, ['PU-002']] });
});

test.each([
	[{ reference: 'P-100', quantity: 41 }, 'has 40'],
	[{ reference: 'P-300', serials: ['PU-009'] }, 'PU-009'],
	[{ reference: 'P-300', quantity: 1 }, 'serials'],
	[{ reference: 'P-100', serials: ['A'] }, 'no serial numbers'],
	[{ reference: 'P-100' }, 'quantity'],
	[{ reference: 'none', quantity: 1 }, 'reference "none"'],
])('moving %j is refused', async (part, message) => {
	const before = await stock('Main depot');
	const { status, data } = await move(part);
	expect([status, data.message]).toEqual([400, expect.stringContaining(message)]);
	expect(await stock('Main depot')).toEqual(before);
});

test('quantities are set depot by depot, errors part by part', async () => {
	const body = [
		{
			depot: { name: 'Van South' },
			parts: [
				{ productCode: 'P-100', quantity: 7 },
				{ productCode: 'P-300', serials: ['X', 'X', 'Y'] },
			],
		},
		{ depot: { name: 'Van North' }, parts: [{ productCode: 'none', quantity: 1 }] },
	];
	const { data } = await send('depot_quantities', { body });
	expect(data).toEqual([
		expect.objectContaining({ name: 'Van South', partsLoaded: 2, error: [null, null] }),
		expect.objectContaining({ name: 'Van North', partsLoaded: 0, error: [expect.stringContaining('none')] }),
	]);
	expect(await stock('Van South')).toEqual({ 'P-100': [7, []], 'P-300': [2, ['X', 'Y']] });
	expect((await send('depot_quantities', { body: [{ depot: { name: 'Nowhere' }, parts: [] }] })).status).toBe(400);
});

test('a request is made, changed, fulfilled in part and wholly', async () => {
	const body = {
		source: { nmStock: 'Main depot' },
		destination: { nmStock: 'Van South' },
		user: { login: 'jean' },
		part: { reference: 'P-100' },
		quantity: 10,
	};
	const request = (await send('partRequest_send', { body })).data;
	expect(request).toMatchObject({
		source: { nmStock: 'Main depot' },
		part: { unitPrice: '12.50' },
		isComplete: false,
		isUrgent: false,
	});
	const urgent = (await send('partRequest_send', { body: { id: request.id, isUrgent: true } })).data;
	expect(urgent).toMatchObject({ id: request.id, quantity: 10, isUrgent: true });
	expect((await send('partRequest_list', { query: { isUrgent: true } })).data.recordsTotal).toBe(1);
	const part = await send('partRequest_fulfill', { body: { requestId: request.id, quantity: 4, isPartial: true } });
	expect(part.data.isComplete).toBe(false);
	sandbox.dialect['fulfill-key'] = 'id';
	const whole = await send('partRequest_fulfill', { body: { id: request.id, quantity: 6 } });
	expect(whole.data.isComplete).toBe(true);
	expect((await stock('Van South'))['P-100']).toEqual([10, []]);
	expect((await send('partRequest_fulfill', { body: { id: request.id, quantity: 1 } })).status).toBe(400);
	expect((await send('partRequest_fulfill', { body: { id: 'nobody' } })).status).toBe(404);
	expect((await send('partRequest_send', { body: { quantity: 1 } })).status).toBe(400);
});

test('depots are listed without their parts', async () => {
	const { data } = (await send('depot_list', { query: { name: 'van' } })).data;
	expect(data.map((one: any) => one.name)).toEqual(['Van Cooling', 'Van North', 'Van South']);
	expect(data[0]).not.toHaveProperty('parts');
	expect((await send('depot_list', { query: { isDefault: true } })).data.recordsTotal).toBe(1);
});
