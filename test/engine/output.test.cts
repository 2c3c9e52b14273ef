import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** How much of a record comes out. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox({ now: () => Date.parse('2026-11-21T10:00:00Z') });
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/;

test('Create, Create or Update and Update give the shape of Get: flat, IDs beside names, dates with the offset', async () => {
	const one = (await at.run('job', 'get', { job: locator('num', 1) })).json[0];
	expect(Object.keys(one)).toEqual(expect.arrayContaining(['customerId', 'siteId', 'technicianId', 'typeId']));
	const created = await at.run('job', 'create', {
		customer: locator('id', 1),
		jobFields: { customer: locator('id', 1), scheduledStart: '2026-12-01 08:00:00', myId: 'J-77' },
	});
	expect(Object.keys(created.json[0])).toEqual(Object.keys(one));
	expect(created.json[0]).toMatchObject({ customerId: 1, dateModified: expect.stringMatching(iso) as string });
	const updated = await at.run('job', 'update', {
		job: locator('id', String(created.json[0].id)),
		jobFields: { description: 'Leak' },
	});
	expect(updated.json[0]).toMatchObject({ num: created.json[0].num, description: 'Leak', customerId: 1 });
	expect(Object.keys(updated.json[0])).toEqual(Object.keys(one));
	const upserted = await at.run('customer', 'upsert', { myId: 'C-1', name: 'Martin' });
	expect(upserted.json[0]).toMatchObject({ myId: 'C-1', dateModified: expect.stringMatching(iso) as string });
});

test('an act that answers the record gives the shape of Get', async () => {
	const copy = await at.run('quotation', 'duplicate', { quotation: locator('id', 1) });
	const one = await at.run('quotation', 'get', { quotation: locator('id', 1) });
	expect(Object.keys(copy.json[0])).toEqual(Object.keys(one.json[0]));
});

test('Duplicate with Cancel Original gives the IDs of the three documents', async () => {
	const { json } = await at.run('invoice', 'duplicate', {
		invoice: locator('id', 1),
		invoiceFields: { cancel: true },
	});
	expect(json).toEqual([{ id: 1, idCreditnote: expect.any(Number) as number, idDraft: expect.any(Number) as number }]);
});

describe('Selected Fields', () => {
	const get = async (outputFields: unknown) =>
		await at.run('job', 'get', {
			job: locator('num', 1),
			output: 'selectedFields',
			outputFields: outputFields as string,
		});

	test.each([
		['by their paths', 'num, customer.name,nothing.there,constructor'],
		['as Simplified names them, once each', 'num, customerName, customerName, nothing.there, constructor'],
		['as a list by expression', '={{ ["num", "customer.name", "nothing.there", "constructor"] }}'],
	])('%s', async (_, given) => {
		const { json, error } = await get(given);
		expect(error?.message).toBeUndefined();
		expect(json).toEqual([
			{ num: 1, customerName: expect.any(String) as string, nothingThere: null, constructor: null },
		]);
	});

	test('lists and dates too', async () => {
		const { json } = await at.run('customer', 'getAll', {
			limit: 1,
			output: 'selectedFields',
			outputFields: 'tags, dateModified',
		});
		expect(json).toEqual([{ tags: expect.any(Array) as [], dateModified: expect.stringMatching(iso) as string }]);
	});

	test.each([
		['no field', { output: 'selectedFields', outputFields: ' , ' }, 'Fields to Return is empty'],
		['a choice that there is not', { output: '={{ "full" }}' }, 'Output: "full" is not one of its values'],
	])('%s is a sentence, and nothing is sent', async (_, more, message) => {
		const result = await at.run('job', 'get', { job: locator('num', 1), ...more });
		expect(result.error?.message).toBe(message);
		expect(result.requests).toEqual([]);
	});
});
