import { head, runs, type Odd } from './importCases.cts';

/** The spreadsheet import: headings and values that are odd. */

describe('headings', () => {
	const one = (headings: string, cells: string) => Buffer.from(`${headings}\r\n${cells}\r\n`);
	test.each<[string, Odd]>([
		[
			'in other case, with blanks and hyphens, no-break spaces and a zero-width space',
			{
				file: one(
					'customer id; CUSTOMER ;Zip Code;e mail;Si\u200bte\u00a0ID;Site',
					'F-1;One;01000;a@b.example;S-1;Shop',
				),
				sums: [1, 0, 0],
				customer: { addressZIP: '01000', contactEmail: 'a@b.example' },
				site: { myId: 'S-1' },
			},
		],
		[
			'in French',
			{
				file: one('N° client;Client;Code postal;Téléphone', 'F-1;Un;01000;0142'),
				sums: [1, 0, 0],
				customer: { addressZIP: '01000', contactPhone: '0142' },
			},
		],
		[
			'in Dutch',
			{
				file: one('Klantnummer;Klant;Postcode;Locatienummer;Locatie', 'F-1;Een;1011 AB;S-1;Winkel'),
				sums: [1, 0, 0],
				customer: { addressZIP: '1011 AB' },
				site: { name: 'Winkel' },
			},
		],
		[
			'one that is misspelt: what was not found is named, and what was not used',
			{
				file: one('Customer ID;Customer;ZIP cod', 'F-1;One;01000'),
				sums: [1, 0, 0],
				says: [/does not have: .*ZIP code.*Site city/, /not used: ZIP cod\./],
			},
		],
		[
			'a needed one that is misspelt: all rows come back',
			{
				file: one('Customer No;Customer', 'F-1;One\r\nF-2;Two'),
				sums: [0, 0, 2],
				reasons: [
					[2, /no column Customer ID.*Customer No, Customer/],
					[3, /no column/],
				],
				says: [/no column Customer ID/],
			},
		],
		[
			'one that is there twice, with different values in one row',
			{
				file: one('Customer ID;Customer;Phone;Phone', 'F-1;One;01;02\r\nF-2;Two;03;\r\nF-3;Three;04;04'),
				sums: [2, 0, 1],
				reasons: [[2, /Phone is there twice.*01 \/ 02/]],
				customer: { myId: 'F-2', contactPhone: '03' },
			},
		],
		[
			'empty columns between and behind the others',
			{
				file: one('Customer ID;;Customer;;City;;', 'F-1;;One;;Nice;;'),
				sums: [1, 0, 0],
				customer: { name: 'One', addressCity: 'Nice' },
				saysNot: [/no heading/],
			},
		],
		[
			'a column without a heading but with values',
			{ file: one(';Customer ID;Customer', '0;F-1;One'), sums: [1, 0, 0], says: [/not used: column 1 \(no heading\)/] },
		],
		[
			'headings and nothing below',
			{ file: one(head.join(';'), ''), sums: [0, 0, 0], says: [/no rows below its headings/] },
		],
		[
			'columns that were emptied in Settings, and empty headings in the file',
			{
				file: one('Customer ID;Customer;;', 'F-1;One;01;02'),
				sums: [1, 0, 0],
				options: { settings: { phone: '', city: ' ' } },
				saysNot: [/does not have:[^.]*, ,/, /twice/],
			},
		],
		[
			'one heading that Settings name for customer and site',
			{
				file: one('Customer ID;Customer;City;Site ID;Site', 'F-1;One;Nice;S-1;Shop'),
				sums: [1, 0, 0],
				options: { settings: { siteCity: 'City' } },
				customer: { addressCity: 'Nice' },
				site: { addressCity: 'Nice' },
			},
		],
		[
			'headings of Settings that were changed',
			{
				file: one('Nr;Firma', 'F-1;One'),
				sums: [1, 0, 0],
				options: { settings: { customerId: 'Nr', customer: 'Firma' } },
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));
});

describe('values', () => {
	const two = (first: string, second = '') => Buffer.from(`Customer ID;Customer;Phone;E-mail\r\n${first}\r\n${second}`);
	test.each<[string, Odd]>([
		[
			'a zero-width space, a soft hyphen and a no-break space in own IDs: the same customer',
			{
				file: two('F-1;One;01;', '\u200bF\u00ad-1\u00a0;One;01;'),
				sums: [2, 0, 0],
				names: ['One'],
				customer: { myId: 'F-1' },
			},
		],
		[
			'an own ID that Synchroteam has with a zero-width space: no second customer',
			{
				file: two('f-1;One;01;'),
				sums: [1, 0, 0],
				account: () => ({ customers: [{ id: 9, myId: 'F-1\u200b', name: 'Old' }], sites: [] }),
				names: ['One'],
			},
		],
		[
			'an own ID that two customers in Synchroteam have',
			{
				file: two('F-1;One;01;', 'F-2;Two;;'),
				sums: [1, 0, 1],
				account: () => ({
					customers: [
						{ id: 8, myId: 'F-1' },
						{ id: 9, myId: 'f-1' },
					],
					sites: [],
				}),
				reasons: [[2, /Two records/]],
			},
		],
		[
			'a name that Synchroteam has with a no-break space and accents in two parts',
			{
				file: two('F-1;Café Midi;;'),
				sums: [0, 1, 0],
				account: () => ({ customers: [{ id: 9, myId: 'F-1', name: 'Café\u00a0Midi'.normalize('NFD') }], sites: [] }),
			},
		],
		[
			'letters of accents in two parts, as a Mac writes them',
			{
				file: two('F-1;Café;;'.normalize('NFD')),
				sums: [0, 1, 0],
				account: () => ({ customers: [{ id: 9, myId: 'F-1', name: 'Café' }], sites: [] }),
			},
		],
		[
			'a long number that the spreadsheet shortened',
			{
				file: two('3,36123E+10;One;;', 'F-2;Two;3.36123E+10;'),
				sums: [0, 0, 2],
				reasons: [
					[2, /Customer ID.*shortened/],
					[3, /Phone.*shortened/],
				],
			},
		],
		[
			'thirteen digits and leading zeros',
			{
				file: two('0012345678901;One;0033;'),
				sums: [1, 0, 0],
				customer: { myId: '0012345678901', contactPhone: '0033' },
			},
		],
		[
			'e-mail addresses that are none',
			{
				file: two('F-1;One;;a@b', 'F-2;Two;;a@@b.example'),
				sums: [0, 0, 2],
				reasons: [
					[2, /E-mail: "a@b" is not/],
					[3, /is not/],
				],
			},
		],
		[
			'an e-mail address longer than any can be',
			{ file: two(`F-1;One;;a@${'a.'.repeat(130)}example`), sums: [0, 0, 1], reasons: [[2, /is not a valid/]] },
		],
		[
			'one customer in two rows, the second with other values',
			{ file: two('F-1;One;01;', 'F-1;One;02;'), sums: [1, 0, 1], reasons: [[3, /in row 2: "01" there, "02" here/]] },
		],
		[
			'one customer in two rows, each with a part of its values',
			{
				file: two('F-1;One;01;', 'f-1;One;;a@b.example'),
				sums: [2, 0, 0],
				customer: { contactPhone: '01', contactEmail: 'a@b.example' },
			},
		],
		[
			'more rows than Settings allow',
			{
				file: two('F-1;One;;', 'F-2;Two;;\r\nF-3;Three;;'),
				sums: [2, 0, 1],
				options: { settings: { maxRows: 2 } },
				reasons: [[4, /first 2 rows/]],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));

	test('empty cells change nothing in Synchroteam', async () => {
		const account = {
			customers: [{ id: 9, myId: 'F-1', name: 'Old', contactPhone: '01', contactMobile: '06' }],
			sites: [],
		};
		await runs({ file: two('F-1;New;;'), sums: [1, 0, 0], account: () => account });
		expect(account.customers).toEqual([{ id: 9, myId: 'F-1', name: 'New', contactPhone: '01', contactMobile: '06' }]);
	});
});
