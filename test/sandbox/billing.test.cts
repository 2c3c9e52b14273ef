import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null, now: () => Date.UTC(2026, 5, 12, 23, 30) });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const valve = {
	description: 'Hybrid valve',
	quantity: '10',
	unitPrice: '19.95',
	discountPercent: '0',
	taxRate: '10.00',
};
const gasket = { description: 'Gasket', quantity: '10', unitPrice: '2,00', discountPercent: '50.00', taxRate: '10.00' };
const create = async (kind: string, body: object = {}) =>
	(await send(`${kind}_send`, { body: { customer: { myId: 'C-1' }, ...body } })).data;

test.each(['invoice', 'quotation'])('%s: totals are worked out, whatever the body says of them', async (kind) => {
	const sent = { ...valve, subTotal: '1.00', taxAmt: '1.00', total: '2.00' };
	const row = await create(kind, { lines: [sent, gasket] });
	expect(row.lines.map((line: any) => [line.subTotal, line.taxAmt, line.total])).toEqual([
		['199.50', '19.95', '219.45'],
		['10.00', '1.00', '11.00'],
	]);
	expect(row).toMatchObject({ subtotal: 209.5, taxAmt: 20.95, total: 230.45, status: 'draft', type: kind });
});

test('a line that names a part takes its description, and neither price nor tax', async () => {
	const { lines } = await create('invoice', { lines: [{ partReference: 'P-100', quantity: '2' }] });
	expect(lines[0]).toMatchObject({ description: 'Filter 20 cm', unitPrice: '0.00', taxRate: '0.00', total: '0.00' });
});

test('numbers go on, references show number and day of the account', async () => {
	const first = await create('invoice');
	// 23:30 UTC on the 12th is the 13th in Paris.
	expect(first).toMatchObject({ num: 5, reference: '5_Invoice_6_13_2026' });
	expect((await create('invoice')).num).toBe(6);
	expect(await create('invoice', { num: 40, reference: 'mine' })).toMatchObject({ num: 40, reference: 'mine' });
	expect((await create('invoice')).num).toBe(41);
	for (const query of [{ num: 40 }, { reference: 'mine' }]) {
		expect((await send('invoice_details', { query })).data.num).toBe(40);
	}
});

test('lines are added or replaced, a status alone leaves them', async () => {
	const { num } = await create('invoice', { lines: [valve] });
	const change = async (body: object) => (await send('invoice_send', { body: { num, ...body } })).data;
	expect((await change({ action: 'add', lines: [gasket] })).total).toBe(230.45);
	expect(await change({ action: 'add', lines: [], status: 'sent' })).toMatchObject({ status: 'sent', total: 230.45 });
	expect((await change({ action: 'replace', lines: [gasket] })).total).toBe(11);
	const wrong = await send('invoice_send', { body: { num, lines: [{ quantity: 'many', unitPrice: '1' }] } });
	expect([wrong.status, wrong.data.message]).toEqual([400, 'lines.0.quantity: "many" is not a number']);
});

test('paying notes when, and the list finds it by paidSince', async () => {
	const { num } = await create('invoice');
	sandbox.clock.advance(60_000);
	const paid = (await send('invoice_send', { body: { num, status: 'paid' } })).data;
	expect(paid).toMatchObject({ status: 'paid', paymentDate: '2026-06-13 01:31' });
	const since = async (paidSince: string) =>
		(await send('invoice_list', { query: { paidSince } })).data.data.map((row: any) => row.num);
	expect(await since('2026-06-12 23:30:30')).toEqual([num]);
	expect(await since('2026-06-12 23:31:00')).toEqual([]);
});

test('duplicating makes a draft without number that gets one when it leaves the draft', async () => {
	const copy = (await send('invoice_duplicate', { body: { num: 4 } })).data;
	expect(copy).toMatchObject({ num: 0, reference: null, status: 'draft', total: 30, customer: { myId: 'C-4' } });
	const issued = await send('invoice_send', { body: { id: copy.id, status: 'new' } });
	expect(issued.data).toMatchObject({ id: copy.id, num: 5, reference: '5_Invoice_6_13_2026' });
});

test('cancelling, with and without a credit note, and duplicating with it', async () => {
	const plain = await send('invoice_cancel', { body: { num: 2 } });
	expect(plain.data).toEqual({ id: 2, status: 'canceled' });
	expect((await send('invoice_cancel', { body: { num: 2 } })).status).toBe(400);
	expect((await send('invoice_send', { body: { num: 2, status: 'sent' } })).status).toBe(400);
	const { idCreditnote } = (await send('invoice_cancel', { body: { num: 3, createCreditnote: true } })).data;
	expect((await send('creditNote_details', { query: { id: idCreditnote } })).data).toMatchObject({
		type: 'creditnote',
		num: 1,
		total: 30,
	});
	const {
		id,
		idDraft,
		idCreditnote: second,
	} = (await send('invoice_duplicate', { body: { num: 1, cancel: true } })).data;
	expect(sandbox.state.invoices.get(id).status).toBe('cancelled');
	expect(sandbox.state.invoices.get(idDraft)).toMatchObject({ status: 'draft', num: 0 });
	const notes = (await send('creditNote_list', { query: { customer_myId: 'C-1' } })).data.data;
	expect(notes.map((one: any) => one.id)).toEqual([second]);
});

test('a cancelled quotation is found no more; lists go down by default', async () => {
	await create('quotation', { status: 'accepted' });
	const list = await send('quotation_list', { query: { sort: 'num' } });
	expect(list.data.data.map((row: any) => row.num)).toEqual([2, 1]);
	expect((await send('quotation_list', { query: { status: 'accepted' } })).data.recordsTotal).toBe(1);
	expect((await send('quotation_cancel', { body: { num: 2 } })).data).toEqual([
		{ id: expect.any(Number), status: 'canceled' },
	]);
	expect((await send('quotation_details', { query: { num: 2 } })).status).toBe(404);
	expect((await send('quotation_duplicate', { body: { num: 77 } })).status).toBe(404);
});
