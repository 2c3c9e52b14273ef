import { record, request } from './request.cts';

describe('lines of invoices and quotations', () => {
	const update = (resource: string, fields: object, more: object = {}) =>
		request(resource, 'update', { [resource]: record('id', 1), [`${resource}Fields`]: fields, ...more });

	test.each(['invoice', 'quotation'])('Replace without lines is refused: %s', (resource) => {
		const refused = { sentence: 'Existing Lines is Replace, but there are no lines' };
		expect(update(resource, { status: 'sent', action: 'replace' })).toEqual(refused);
		expect(update(resource, { description: 'x', action: 'replace' })).toEqual(refused);
		expect(update(resource, { status: 'sent' }, { options: { additionalBody: { action: 'replace' } } })).toEqual(
			refused,
		);
		expect(update(resource, { status: 'sent', action: 'replace', lines: null })).toEqual(refused);
	});
	test.each(['invoice', 'quotation'])('nor does a new one replace any: %s', (resource) => {
		const made = (fields: object) =>
			request(resource, 'create', {
				customer: record('id', 1),
				[`${resource}Fields`]: { reference: 'R-1', ...fields },
			});
		expect(made({ action: 'replace' })).toEqual({ sentence: 'Existing Lines is Replace, but there are no lines' });
		expect(made({ status: 'sent' })).toMatchObject({ body: { status: 'sent' } });
		expect(made({ status: 'sent' })).not.toHaveProperty('body.lines');
	});
	test('a list that was given is sent, also an empty one', () => {
		expect(update('invoice', { action: 'replace', lines: { values: [{ quantity: 1 }] } })).toMatchObject({
			body: { action: 'replace', lines: [{ quantity: '1' }] },
		});
		expect(update('invoice', { action: 'replace' }, { options: { linesJson: [] } })).toMatchObject({
			body: { action: 'replace', lines: [] },
		});
	});
	// n8n makes {} of an expression in the place of rows, and a row of each of its characters.
	test.each(['invoice', 'quotation'])('lines without a row take none off: %s', (resource) => {
		const refused = { sentence: 'Existing Lines is Replace, but there are no lines' };
		for (const lines of [{}, { values: [] }])
			expect(update(resource, { status: 'sent', action: 'replace', lines })).toEqual(refused);
		expect(update(resource, { action: 'replace', lines: { values: [{}, {}] } })).toEqual({
			sentence: 'Lines 1 is empty',
		});
	});
	test('no list that nobody gave is sent', () => {
		const job = (fields: object, options = {}) =>
			request('job', 'update', { job: record('id', 'J-1'), jobFields: fields, options });
		for (const name of ['otherTechnicians', 'timeEntries', 'parts', 'customFieldValues'])
			expect(job({ description: 'x', [name]: {} })).toHaveProperty('body', { id: 'J-1', description: 'x' });
		expect(job({ otherTechnicians: {} })).toEqual({ sentence: 'There is nothing to update' });
		expect(job({}, { otherTechniciansJson: [] })).toMatchObject({ body: { otherTechnicians: [] } });
		expect(job({ parts: { values: [{ quantity: '', reference: '' }] } })).toEqual({ sentence: 'Parts 1 is empty' });
	});
	test('the state alone adds nothing, as the document asks', () =>
		expect(update('invoice', { status: 'sent' })).toMatchObject({
			body: { status: 'sent', action: 'add', lines: [] },
		}));
	test('a new one without lines is sent without the list', () =>
		expect(request('invoice', 'create', { customer: record('id', 1), options: { linesJson: [] } })).toHaveProperty(
			'body',
			{ customer: { id: 1 } },
		));
	test('a row that is null is no line', () =>
		expect(update('invoice', { action: 'replace', lines: [null] })).toEqual({
			sentence: expect.stringMatching(/^Lines 1 /),
		}));
});

test('a whole part whose reference is empty is no line without a part', () => {
	const made = (partReference: unknown, taxRate: unknown = null) =>
		request('quotation', 'create', {
			customer: record('id', 1),
			options: { linesJson: [{ description: 'x', partReference, taxRate }] },
		});
	expect(made({ id: 5, reference: '', name: 'Valve' })).toEqual({
		sentence: 'Lines 1: Part: the Reference of the record given is empty',
	});
	expect(made('R', { id: 5, rate: null, name: 'VAT' })).toEqual({
		sentence: 'Lines 1: Tax Rate (%): the Rate of the record given is empty',
	});
	expect(made({ id: null, reference: '', name: '' })).toMatchObject({
		body: { lines: [{ description: 'x', partReference: null }] },
	});
});

describe('prices of parts', () => {
	const prices = (pricesJson: object[], additionalBody = {}) =>
		request('part', 'updatePrices', { options: { pricesJson, additionalBody } });
	test('each names its part and its price', () => {
		for (const row of [{ id: 5 }, { id: 5, price: null }, { reference: 'R', price: ' ' }])
			expect(prices([{ id: 1, price: 1 }, row])).toEqual({ sentence: 'Prices 2: Price is empty' });
		for (const row of [{ price: 1 }, { id: '', reference: '', price: '1' }, { id: null, price: 1 }])
			expect(prices([row])).toEqual({ sentence: 'Prices 1: Part is empty' });
	});
	test('Additional Body Fields may give it', () =>
		expect(prices([{ id: 5 }, { reference: 'R', price: 3 }], { price: '10.25' })).toMatchObject({
			body: [
				{ id: 5, price: '10.25' },
				{ reference: 'R', price: '10.25' },
			],
		}));
});
