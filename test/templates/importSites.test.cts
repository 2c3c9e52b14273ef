import type { Account } from './importRun.cts';
import { runs, type Odd } from './importCases.cts';

/** The spreadsheet import: sites, and their customers. */

describe('sites', () => {
	const sites = (...rows: string[]) =>
		Buffer.from(`Customer ID;Customer;Site ID;Site;Site city\r\n${rows.join('\r\n')}\r\n`);
	const seed = (): Account => ({
		customers: [
			{ id: 1, myId: 'F-1', name: 'One' },
			{ id: 2, myId: 'F-2', name: 'Two' },
		],
		sites: [{ id: 3, myId: 'S-1', name: 'Shop', customer: { id: 1 } }],
	});
	test.each<[string, Odd]>([
		[
			'two sites of one customer',
			{
				file: sites('F-1;One;S-1;Shop;Nice', 'F-1;One;S-2;Depot;Nice'),
				sums: [2, 0, 0],
				site: { myId: 'S-2', addressCity: 'Nice' },
			},
		],
		[
			'an ID without a name, and a name without an ID',
			{
				file: sites('F-1;One;S-1;;', 'F-2;Two;;Shop;'),
				sums: [0, 0, 2],
				reasons: [
					[2, /^Site is empty/],
					[3, /^Site ID is empty/],
				],
			},
		],
		[
			'one site in two rows',
			{
				file: sites('F-1;One;S-1;Shop;', 'F-2;Two;s-1;Shop;'),
				sums: [1, 0, 1],
				reasons: [[3, /Site s-1 is in row 2 already/]],
			},
		],
		[
			'a site that has moved to another customer',
			{ file: sites('F-2;Two;S-1;Shop;'), sums: [1, 0, 0], account: seed, site: { myId: 'S-1', customer: { id: 2 } } },
		],
		[
			'a new site of a customer whose ID Synchroteam has in another spelling',
			{
				file: sites('f-1;One;S-9;Shop;'),
				sums: [1, 0, 0],
				account: seed,
				site: { myId: 'S-9', customer: { id: 1 } },
			},
		],
		[
			'a record of which the node says nothing: its row is not taken for written',
			{
				file: sites('F-1;One;;;', 'F-2;Two;;;'),
				sums: [1, 0, 1],
				options: { lose: ['F-1'] },
				reasons: [[2, /^Not written/]],
			},
		],
		['what is there already', { file: sites('F-1;One;S-1;Shop;', 'F-2;Two;;;'), sums: [0, 2, 0], account: seed }],
		[
			'a site that is refused, its customer being written',
			{
				file: sites('F-1;One;S-1;Shop;', 'F-2;Two;;;'),
				sums: [1, 0, 1],
				options: { refuse: (id) => (id === 'S-1' ? 'Not this site' : undefined) },
				reasons: [[2, /^Not this site/]],
				names: ['One', 'Two'],
			},
		],
		[
			'a customer that is refused: all its rows come back',
			{
				file: sites('F-1;One;;;', 'F-1;One;S-1;Shop;', 'F-2;Two;;;'),
				sums: [1, 0, 2],
				options: { refuse: (id) => (id === 'F-1' ? 'Not this customer' : undefined) },
				reasons: [
					[2, /^Not this customer/],
					[3, /^Not this customer/],
				],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));
});
