import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'empty', now: () => Date.UTC(2026, 0, 15, 9) });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const create = async (...orders: object[]) => (await send('workOrder_create', { body: { orders } })).data;
const get = async (number: string) => send('workOrder_get', { path: { workorder_nr: number } });

test('orders are saved one by one; a number that exists fails inside a 200', async () => {
	expect(await create({ workorder_nr: 'A/1' }, { workorder_nr: 'B' }, { workorder_nr: 'A/1' })).toEqual({
		success: true,
		message: '',
		data: {
			results: [
				{ status: 'success', workorder_nr: 'A/1', message: 'Workorder with WorkorderNo A/1 saved' },
				{ status: 'success', workorder_nr: 'B', message: 'Workorder with WorkorderNo B saved' },
				{ status: 'error', workorder_nr: 'A/1', message: 'Workorder with workorder_nr A/1 exists' },
			],
		},
	});
	expect((await get('A/1')).data.data.results).toMatchObject({
		workorder_nr: 'A/1',
		status: '',
		archived: 4,
		dayparts: [],
	});
	expect(sandbox.state.workOrders.rows()).toHaveLength(2);
});

test('nested and flat addresses come back flat, own fields and day parts are kept', async () => {
	const dayparts = { type: 'daypart-calendar', data: [{ code: 'MORNING', date: '2026-01-20', available: true }] };
	await create({
		workorder_nr: 'N',
		WorkAddress: { adr_name: 'Café', adr_line_1: 'Straat 1', adr_zip: '1234AB', adr_city: 'Utrecht' },
		ContactPerson: { cpn_name: 'Jan', cpn_email: 'jan@example.com', cpn_phone: '06' },
		customFields: { val_value_1: 'x', referenced_field_3: 'y' },
		date_work_start: '20-01-2026',
		dayparts,
	});
	await create({ workorder_nr: 'F', customer_name: 'Flat', customer_city: 'Breda' });
	expect((await get('N')).data.data.results).toMatchObject({
		customer_name: 'Café',
		customer_street: 'Straat 1',
		customer_city: 'Utrecht',
		customer_contact_person: 'Jan',
		customer_email: 'jan@example.com',
		date_work_start: '20-01-2026',
		created_at: '2026-01-15T09:00:00.000000Z',
		dayparts,
	});
	expect((await get('F')).data.data.results).toMatchObject({ customer_name: 'Flat', customer_city: 'Breda' });
	expect(sandbox.state.workOrders.rows()[0].customFields).toEqual({ val_value_1: 'x', referenced_field_3: 'y' });
});

test('notes are saved and read by their reference, unread and never changed at first', async () => {
	const note = {
		nte_entity: 'worksheets',
		nte_column: 'OrderNr',
		nte_primary: '100',
		nte_content: 'Hi',
		nte_reference: 'R 1',
	};
	const saved = await send('note_create', {
		body: { notes: [note, { ...note, nte_primary: '200', nte_reference: 'R2' }] },
	});
	expect(saved.data.data.results).toEqual([
		{ OrderNr: '100', message: 'worksheets with OrderNr 100 saved' },
		{ OrderNr: '200', message: 'worksheets with OrderNr 200 saved' },
	]);
	const read = async () => (await send('note_get', { path: { nte_reference: 'R 1' } })).data.data.results;
	expect(await read()).toMatchObject({
		...note,
		nte_timestamp_modified: '0000-00-00 00:00:00',
		nte_timestamp_read: null,
	});
	sandbox.clock.advance(1000);
	sandbox.state.notes.change(1, { readAt: sandbox.clock.now() });
	expect(await read()).toMatchObject({ nte_timestamp_read: '2026-01-15T09:00:01.000000Z' });
});

test('a change made in the portal moves updated_at', async () => {
	await create({ workorder_nr: 'A', status: 'Klaargezet' });
	sandbox.clock.advance(60_000);
	sandbox.state.workOrders.update(1, { status: 'Afgerond' });
	expect((await get('A')).data.data.results).toMatchObject({
		status: 'Afgerond',
		created_at: '2026-01-15T09:00:00.000000Z',
		updated_at: '2026-01-15T09:01:00.000000Z',
	});
});

test('what is unknown, wrong or without a login is refused in JSON', async () => {
	expect(await get('none')).toMatchObject({ status: 404, data: { success: false } });
	expect((await send('note_get', { path: { nte_reference: 'none' } })).status).toBe(404);
	const login = await send('workOrder_get', { path: { workorder_nr: 'A' }, auth: { username: 'x', password: 'y' } });
	expect(login).toMatchObject({ status: 401, data: { success: false, message: 'Unauthenticated.' } });
	const portal = await send('workOrder_get', { path: { portalName: 'Other', workorder_nr: 'A' } });
	expect(portal.status).toBe(404);
	const unknown = await send('workOrder_create', { body: { orders: [{ workorder_number: 'A' }] } });
	expect(unknown).toMatchObject({
		status: 400,
		data: { message: 'Unknown key orders.0.workorder_number in the body' },
	});
	expect((await send('workOrder_create', { body: { orders: [{ date_work_start: '2026-01-01' }] } })).status).toBe(400);
	expect((await send('workOrder_create', { body: { orders: [] } })).status).toBe(400);
});

test('the portal has no limit headers, and long numbers are found', async () => {
	const number = 'N'.repeat(300);
	await create({ workorder_nr: number });
	const { status, headers } = await get(number);
	expect([status, headers['x-ratelimit-limit']]).toEqual([200, undefined]);
});
