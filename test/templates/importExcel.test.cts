import { all, head, müller, runs, three, type Odd } from './importCases.cts';
import { emptyAccount, importFile } from './importRun.cts';
import { workbook, zip, type Cell } from './workbook.cts';

/** The spreadsheet import with Excel workbooks: what the sheet shows is read, and what is not is flagged. */

describe('Excel', () => {
	const shown = (inside: number | string, format: string): Cell => ({ inside: `<v>${inside}</v>`, format });
	const book = (rows: Array<Cell[] | undefined>, options?: Parameters<typeof workbook>[1]) =>
		workbook([head, ...rows], options);
	const phone = '0#" "##" "##" "##" "##';
	test.each<[string, Odd]>([
		['texts in a table of their own', { ...all, file: book(three) }],
		['texts in the cells, names with a prefix', { ...all, file: book(three, { shared: false, prefix: 'x' }) }],
		['rows and cells without their places', { ...all, file: book(three, { bare: true }) }],
		[
			'a hidden sheet before it and two behind',
			{
				...all,
				file: book(three, { hiddenBefore: true, after: ['Old', 'Older'] }),
				says: [/Only the sheet "Rows" was read, of 4/],
			},
		],
		[
			'title lines, and empty rows between: numbers are those of the sheet',
			{
				file: workbook([['Customers of 2026'], undefined, head, müller, undefined, ['', 'Nobody']], { firstRow: 2 }),
				sums: [1, 0, 1],
				reasons: [[7, /^Customer ID is empty/]],
				says: [/Lines above the headings, not read: 1/],
			},
		],
		[
			'rows of different lengths, which are none in a sheet',
			{
				file: book([
					['F-1', 'One'],
					[...müller.slice(0, 0), 'F-2', 'Two', '', '', '', '', '', '0142'],
				]),
				sums: [2, 0, 0],
				customer: { myId: 'F-2', contactPhone: '0142' },
			},
		],
		[
			'numbers shown with leading zeros',
			{
				file: book([
					[
						shown(7, '0000'),
						'One',
						undefined,
						shown(1000, '00000'),
						undefined,
						undefined,
						undefined,
						shown(142000101, phone),
					],
				]),
				sums: [1, 0, 0],
				customer: { myId: '0007', addressZIP: '01000', contactPhone: '01 42 00 01 01' },
				saysNot: [/other than/],
			},
		],
		[
			'numbers as they are',
			{
				file: book([[1234567, 'One', undefined, 33000]]),
				sums: [1, 0, 0],
				customer: { myId: '1234567', addressZIP: '33000' },
				saysNot: [/other than/],
			},
		],
		[
			'thirteen digits that the sheet shows as 1.23457E+12: read whole, and flagged',
			{
				file: book([[1234567890123, 'One']]),
				sums: [1, 0, 0],
				customer: { myId: '1234567890123' },
				says: [/other than the sheet shows them: 1 \(row 2, Customer ID: 1234567890123\)/],
			},
		],
		[
			'a date where a text belongs: read as a date, and flagged',
			{
				file: book([['F-1', 'One', shown(46023, 'dd/mm/yyyy')]]),
				sums: [1, 0, 0],
				customer: { addressStreet: '2026-01-01' },
				says: [/row 2, Street: 2026-01-01/],
			},
		],
		[
			'a date that counts from 1904',
			{
				file: book([['F-1', 'One', shown(44561.5, 'd mmmm')]], { dates1904: true }),
				sums: [1, 0, 0],
				customer: { addressStreet: '2026-01-01 12:00' },
			},
		],
		[
			'a number that no date can be, in the format of one',
			{
				file: book([['F-1', 'One', shown(1e12, 'dd/mm/yyyy')]]),
				sums: [1, 0, 0],
				customer: { addressStreet: '1000000000000' },
				says: [/row 2, Street: 1000000000000/],
			},
		],
		[
			'an own ID that Excel made a date',
			{
				file: book([
					[shown(46023, 'd-mmm'), 'One'],
					['F-2', 'Two'],
				]),
				sums: [1, 0, 1],
				reasons: [[2, /Customer ID is a date/]],
			},
		],
		[
			'amounts in a format that the import does not know: read as numbers, and flagged',
			{
				file: book([['F-1', 'One', shown(1234.5, '#,##0.00 "€"')]]),
				sums: [1, 0, 0],
				customer: { addressStreet: '1234.5' },
				says: [/row 2, Street: 1234.5/],
			},
		],
		[
			'formulas: their results, and those without one',
			{
				file: book([
					['F-1', { type: 'str', inside: '<f>A1</f><v>One &amp; Co</v>' }],
					['F-2', { inside: '<f>B9</f>' }],
					['F-3', { type: 'e', inside: '<f>B9</f><v>#N/A</v>' }],
				]),
				sums: [1, 0, 2],
				names: ['One & Co'],
				reasons: [
					[3, /formula/],
					[4, /#N\/A/],
				],
			},
		],
		[
			'marks of XML, line breaks and parts of a text in bold',
			{
				file: book([
					[
						'F-1',
						{
							type: 'inlineStr',
							inside:
								'<is><r><rPr><b/></rPr><t>A &amp;amp; </t></r><r><t>B_x000D_&#10;C</t></r><rPh><t>never</t></rPh></is>',
						},
					],
				]),
				sums: [1, 0, 0],
				names: ['A &amp; B\nC'],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));

	test.each<[string, Buffer, RegExp]>([
		['an old Excel file, or a protected one', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old Excel file/],
		['an archive that is cut off', workbook([head, müller]).subarray(0, 200), /not an Excel workbook/],
		[
			'a text document',
			zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
			/not an Excel workbook/,
		],
		['a workbook whose sheet is empty', workbook([]), /no column Customer ID, Customer/],
		['an empty file', Buffer.alloc(0), /no column/],
		['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /no column/],
	])('%s: the page says that nothing was read', async (_, file, says) => {
		const account = emptyAccount();
		const outcome = await importFile(file, account);
		expect([outcome.title, outcome.rejected]).toEqual(['Nothing was read', outcome.rows]);
		expect(outcome.summary).toMatch(says);
		expect(account.customers).toEqual([]);
	});
});
