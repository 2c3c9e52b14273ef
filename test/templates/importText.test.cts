import { all, csv, good, head, lines, müller, names, runs, three, élysée, type Odd } from './importCases.cts';

/** The spreadsheet import with CSV as offices have it: every row is written, unchanged or rejected, and they add up. */

/** The characters of `three` beyond ASCII, in encodings of one byte a character. */
const oneByte = (text: string, codes: Record<string, number>) =>
	Buffer.from([...text].map((sign) => codes[sign] ?? sign.charCodeAt(0)));
const windows1252 = (text: string) =>
	oneByte(text, { '’': 0x92, ä: 0xe4, ü: 0xfc, é: 0xe9, É: 0xc9, ç: 0xe7, '€': 0x80, '–': 0x96 });
const macRoman = (text: string) => oneByte(text, { '’': 0xd5, ä: 0x8a, ü: 0x9f, é: 0x8e, É: 0x83, ç: 0x8d });
const utf16 = (text: string, isBig: boolean) => {
	const bytes = Buffer.from(text, 'utf16le');
	return isBig ? bytes.swap16() : bytes;
};

describe('encodings', () => {
	test.each<[string, Odd]>([
		['UTF-8 without a byte order mark', { ...all, file: Buffer.from(good()), saysNot: [/Unicode/] }],
		['UTF-8 with a byte order mark', { ...all, file: Buffer.from(`\ufeff${good()}`) }],
		['UTF-16, little-endian, with a byte order mark', { ...all, file: utf16(`\ufeff${good()}`, false) }],
		['UTF-16, big-endian, with a byte order mark', { ...all, file: utf16(`\ufeff${good()}`, true) }],
		['UTF-16, little-endian, without a byte order mark', { ...all, file: utf16(good(), false) }],
		['UTF-16, big-endian, without a byte order mark', { ...all, file: utf16(good(), true) }],
		[
			'UTF-16, big-endian, of Greek letters',
			{
				file: utf16(`\ufeffCustomer ID;Customer\n${'Ελληνικά'.repeat(99)};Αθήνα`, true),
				sums: [1, 0, 0],
				names: ['Αθήνα'],
			},
		],
		['Windows-1252, as Excel saves CSV', { ...all, file: windows1252(good()), says: [/read as Windows-1252/] }],
		[
			'Windows-1252 with more euro signs than accents',
			{
				file: Buffer.from(
					'Customer ID;Customer;City\r\nF-1;Caf\xe9 Ren\xe9;120 \x80\r\nF-2;B\xe4ckerei Gro\xdf;95 \x80, 80 \x80, 70 \x80\r\n',
					'latin1',
				),
				sums: [2, 0, 0],
				names: ['Café René', 'Bäckerei Groß'],
				says: [/read as Windows-1252/],
			},
		],
		[
			'Windows-1252 whose only sign beyond ASCII is an apostrophe',
			{
				file: windows1252(lines([head, ['F-1', 'L’Atelier', '', '', '', '', '', '']])),
				sums: [1, 0, 0],
				names: ['L’Atelier'],
			},
		],
		['Mac Roman, as Excel saved CSV on a Mac', { ...all, file: macRoman(good()), says: [/read as Mac Roman/] }],
		[
			'UTF-8 with one byte that is not: that row is rejected, the others keep their accents',
			{
				file: Buffer.concat([
					Buffer.from(lines([head, müller, élysée])),
					Buffer.from('F-3;Le Gar'),
					Buffer.from([0xe7]),
					Buffer.from('on;;;;;;\r\n'),
				]),
				sums: [2, 0, 1],
				names: names.slice(0, 2),
				reasons: [[4, /cannot be read/]],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));
});

describe('separators, line ends, first lines', () => {
	test.each<[string, Odd]>([
		['commas', { ...all, file: csv([head, ...three], ',') }],
		['tabs', { ...all, file: csv([head, ...three], '\t') }],
		['upright strokes', { ...all, file: csv([head, ...three], '|') }],
		['line feeds', { ...all, file: Buffer.from(good('\n')) }],
		['carriage returns alone, as on old Macs', { ...all, file: Buffer.from(good('\r')) }],
		[
			'line ends of all kinds in one file',
			{ ...all, file: Buffer.from(good('\n').replace('\n', '\r').replace('\n', '\r\n')) },
		],
		['no line end after the last row', { ...all, file: Buffer.from(good().trimEnd()) }],
		[
			'title lines above the headings, one of them full of commas',
			{
				...all,
				file: Buffer.from(`Made by Ana, Bea, Cid, Dan, Eve, Flo, Gus, Hal, Ida\r\nCustomers of 2026\r\n\r\n${good()}`),
				says: [/Lines above the headings, not read: 2/],
			},
		],
		['the line with which Excel is told the separator', { ...all, file: Buffer.from(`sep=;\r\n${good()}`) }],
		[
			'empty lines between the rows and after them, which are no rows; numbers are those of the spreadsheet',
			{
				file: Buffer.from(
					lines([head, [], müller, [';;;;;;'], [' '], ['', 'Nobody', ...head.slice(2).map(() => '')], []]),
				),
				sums: [1, 0, 1],
				reasons: [[6, /^Customer ID is empty/]],
			},
		],
		[
			'many more commas in the texts than semicolons between them',
			{
				file: Buffer.from('Customer ID;Customer\r\nF-1;Ana, Bea, Cid, Dan\r\nF-2;Eve, Flo, Gus, Hal\r\n'),
				sums: [2, 0, 0],
				names: ['Ana, Bea, Cid, Dan', 'Eve, Flo, Gus, Hal'],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));
});

describe('ragged rows and quotes', () => {
	const more = [...müller.slice(0, 2), '', ...müller.slice(2)];
	const less = [élysée[0], `${élysée[1]}${élysée[2]}`, ...élysée.slice(3)];
	const five = (third: string[]) =>
		csv([
			head,
			müller,
			élysée,
			third,
			['F-4', 'Four', '', '', '', '', '', ''],
			['F-5', 'Five', '', '', '', '', '', ''],
		]);
	test.each<[string, Odd]>([
		[
			'one separator too many in row 4: the rows below it are read',
			{
				file: five(['F-3', 'Third', '', '1 rue Haute', '', '', '', '', '01 02']),
				sums: [4, 0, 1],
				reasons: [[4, /cells \(9\) than the headings \(8\)/]],
			},
		],
		[
			'one separator too many, and nothing in the last cell',
			{ file: five(['F-3', '', 'Third', '', '', '', '', '', '']), sums: [4, 0, 1], reasons: [[4, /cells \(9\)/]] },
		],
		[
			'one separator too few in row 4',
			{ file: five(['F-3', 'Third', '', '', '', '', '']), sums: [4, 0, 1], reasons: [[4, /cells \(7\)/]] },
		],
		[
			'the first row has one separator too many',
			{ file: csv([head, more, élysée]), sums: [1, 0, 1], reasons: [[2, /cells \(9\)/]] },
		],
		[
			'every row ragged',
			{
				file: csv([head, more, less]),
				sums: [0, 0, 2],
				reasons: [
					[2, /cells \(9\)/],
					[3, /cells \(7\)/],
				],
			},
		],
		[
			'a line of text in the middle',
			{ file: csv([head, müller, ['to be checked'], élysée]), sums: [2, 0, 1], reasons: [[3, /cells \(1\)/]] },
		],
		[
			'a separator at the end of each row but not of the headings',
			{ ...all, file: csv([head, ...three.map((cells) => [...cells, ''])]) },
		],
		[
			'empty cells at the end left out over many rows, as Excel does it from its seventeenth row on',
			{ file: csv([head, müller, ['F-2', 'Two'], ['F-3', 'Three'], ['F-4', 'Four']]), sums: [4, 0, 0] },
		],
		[
			'all cells in quotes, with quotes, separators and line breaks in them',
			{
				file: Buffer.from(
					'"Customer ID","Customer","Street"\n"F-1","Café ""Le Midi"", Nice","1 rue\nBât. A, 2"\n"F-2","Two",""\n',
				),
				sums: [2, 0, 0],
				customer: { name: 'Café "Le Midi", Nice', addressStreet: '1 rue\nBât. A, 2' },
			},
		],
		[
			'a line break of Windows in a cell',
			{
				file: Buffer.from('Customer ID;Customer;Street\r\nF-1;One;"1 rue\r\nBât. A"\r\n;Two;\r\n'),
				sums: [1, 0, 1],
				customer: { addressStreet: '1 rue\nBât. A' },
				reasons: [[3, /is empty/]],
			},
		],
		[
			'a quote at the beginning of a cell that nobody closed',
			{
				file: Buffer.from('Customer ID;Customer;City\nF-1;"Bakery;Nice\nF-2;Two;Nice\nF-3;Three;Nice\n'),
				sums: [3, 0, 0],
				customer: { myId: 'F-1', name: '"Bakery' },
			},
		],
		[
			'a quote that nobody closed, and one further down that looks like its end',
			{
				file: Buffer.from('Customer ID;Customer;City\nF-1;"Bakery;Nice\nF-2;Pipes 6";Nice\nF-3;Three;Nice\n'),
				sums: [3, 0, 0],
				customer: { myId: 'F-2', name: 'Pipes 6"' },
			},
		],
		[
			'quotes in the middle of a cell',
			{
				file: Buffer.from('Customer ID;Customer\nF-1;Café "Le Midi"\nF-2;"Le" Midi\n'),
				sums: [2, 0, 0],
				names: ['Café "Le Midi"', '"Le" Midi'],
			},
		],
	])('%s', async (_, odd) => void (await runs(odd)));
});
