import { toNumberText } from '../../nodes/shared/request/scalars';
import { record, request } from './request.cts';

/** Numbers given as text are read the same everywhere: as a number field, as an amount in a row, in JSON, as a price, as a rate. */

const lines = (values: unknown) => ({ customer: record('id', 1), lines: values });
/** What of a request a text becomes, by the place in which it was given. */
const places: Record<string, (text: string) => unknown> = {
	'a number': (text) => request('part', 'create', { name: 'x', reference: 'x', price: text }),
	'a row': (text) =>
		request('invoice', 'create', lines({ values: [{ description: 'x', quantity: '1', unitPrice: text }] })),
	'JSON of rows': (text) =>
		request('invoice', 'create', {
			customer: record('id', 1),
			options: { linesJson: JSON.stringify([{ description: 'x', quantity: 1, unitPrice: text }]) },
		}),
	'a new price': (text) => request('part', 'updatePrices', { prices: { values: [{ reference: 'x', price: text }] } }),
	'JSON of new prices': (text) =>
		request('part', 'updatePrices', { options: { pricesJson: JSON.stringify([{ reference: 'x', price: text }]) } }),
	'a tax rate': (text) =>
		request(
			'invoice',
			'create',
			lines({ values: [{ description: 'x', quantity: '1', unitPrice: '1', taxRate: record('rate', text) }] }),
		),
};
/** Every text and number in what is sent. */
const leaves = (value: unknown): string[] =>
	typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];
const sent = (made: unknown) => leaves((made as { body?: unknown }).body ?? made);

describe.each(Object.entries(places))('%s', (name, given) => {
	const sign = name.includes('new price') ? ',' : '.';
	test.each([
		['2,5', '2.5'],
		['2.5', '2.5'],
		[' 10,25 ', '10.25'],
		['1234.567', '1234.567'],
		['0.125', '0.125'],
		['0,125', '0.125'],
		['1.234,56', '1234.56'],
		['1,234.56', '1234.56'],
		['1.234.567,8', '1234567.8'],
		['7', '7'],
	])('"%s" is %s', (text, number) => expect(sent(given(text))).toContain(number.replace('.', sign)));

	test.each(['1.234', '1,234', '12.345', '999,000'])('"%s" could be two numbers', (text) =>
		expect(sent(given(text)).join()).toMatch(
			new RegExp(`: "${text}" can be read as ${text.replace(/\D/, '')} and as ${text.replace(',', '.')}$`),
		),
	);

	test.each(['1e3', '.5', '5.', '1.2.3', '1,2,3', '1.23,45.6', '1 234', 'ten', '--1', '1,23.456'])(
		'"%s" is not a number',
		(text) => expect(sent(given(text)).join()).toMatch(/is not a (number|valid rate)/),
	);
});

test('a number is not read again', () => {
	expect(places['a number'](1.234 as never)).toMatchObject({ body: { price: 1.234 } });
	expect(places['a row'](1.234 as never)).toMatchObject({ body: { lines: [{ unitPrice: '1.234' }] } });
	expect(places['a new price'](1.234 as never)).toMatchObject({ body: [{ price: '1,234' }] });
});

test('a thousand that would be too much is none: a latitude has three decimals', () =>
	expect([toNumberText('48.853', 'Latitude', 90), toNumberText('-0,127', 'Longitude', 180)]).toEqual([
		'48.853',
		'-0.127',
	]));
