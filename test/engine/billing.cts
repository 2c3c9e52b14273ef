import { locator } from './engine.cts';
import type { Case } from './table.cts';

/** What invoices, quotations and credit notes have in common. */

export const line = {
	description: 'Filter 20 cm',
	partReference: 'P-100',
	quantity: '2',
	unitPrice: '12.50',
	taxRate: '20',
};
export const known = {
	...line,
	discountPercent: '0',
	subTotal: '25.00',
	taxRate: '20.00',
	taxAmt: '5.00',
	total: '30.00',
};
export const status = (value: string) => ({ status: value, action: 'add', lines: [] });

/** By each identifier: the record of number 1, two items by its id. */
export const named = (resource: string, path: string, operation: string, reference: string, gives: object): Case[] => [
	{
		operation,
		by: 'id',
		parameters: { [resource]: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: '1' }],
		sends: [
			[`GET ${path}`, { id: '1' }],
			[`GET ${path}`, { id: '1' }],
		],
		gives: [gives, gives],
	},
	...(
		[
			['num', 1],
			['reference', reference],
			['list', 1],
		] as const
	).map(
		([by, value]): Case => ({
			operation,
			by,
			parameters: { [resource]: locator(by, value) },
			sends: [[`GET ${path}`, { [by === 'list' ? 'id' : by]: String(value) }]],
			gives: [gives],
		}),
	),
	{
		operation,
		by: 'an unknown number',
		parameters: { [resource]: locator('num', 99) },
		sends: [[`GET ${path}`, { num: '99' }]],
		error: 'There is no record with num "99"',
	},
];
