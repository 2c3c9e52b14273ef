import { record, request } from './request.cts';

describe('lines of invoices and quotations', () => {
	const update = (resource: string, fields: object, more: object = {}) =>
		request(resource, 'update', { [resource]: record('id', 1), [`${resource}Fields`]: fields, ...more });

	test.each(['invoice', 'quotation'])('Replace without lines is refused: %s', (resource) => {
		const refused = { sentence: 'Lines Action is Replace, but there are no lines' };
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
		expect(made({ action: 'replace' })).toEqual({ sentence: 'Lines Action is Replace, but there are no lines' });
		expect(made({ status: 'sent' })).toMatchObject({ body: { status: 'sent' } });
		expect(made({ status: 'sent' })).not.toHaveProperty('body.lines');
	});
	test('a list that was given is sent, also an empty one', () => {
		expect(update('invoice', { action: 'replace', lines: { values: [{ quantity: 1 }] } })).toMatchObject({
			body: { action: 'replace', lines: [{ quantity: '1' }] },
		});
		expect(update('invoice', { action: 'replace', lines: {} })).toMatchObject({
			body: { action: 'replace', lines: [] },
		});
	});
	test('the state alone adds nothing, as the document asks', () =>
		expect(update('invoice', { status: 'sent' })).toMatchObject({
			body: { status: 'sent', action: 'add', lines: [] },
		}));
	test('a row that is null is no line', () =>
		expect(update('invoice', { action: 'replace', lines: [null] })).toEqual({
			sentence: expect.stringMatching(/^Lines 1 /),
		}));
});
