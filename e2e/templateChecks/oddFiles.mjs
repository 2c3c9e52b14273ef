/** The spreadsheet import with odd files, by the real form: a few of those that test/templates has, read by n8n's own nodes. */
import assert from 'node:assert/strict';
import { utils, write } from '@e965/xlsx';
import { fileIn } from '../lib/forms.mjs';
import { upload } from './bigImport.mjs';

const text =
	'Customer ID;Customer;ZIP code;City\r\nODD-1;Bäckerei Müller;01000;Nice\r\nODD-2;Le Garçon;02000;Orléans\r\n';
const two = [
	['ODD-1', 'Bäckerei Müller', '01000'],
	['ODD-2', 'Le Garçon', '02000'],
];
const marks = { ä: 0x8a, ü: 0x9f, ç: 0x8d, é: 0x8e };
const macRoman = Buffer.from([...text].map((sign) => marks[sign] ?? sign.charCodeAt(0)));

/**
 * @typedef {object} OddFile
 * @property {string} name what is odd
 * @property {string} file its name
 * @property {Buffer} bytes
 * @property {RegExp[]} says what the page says
 * @property {string[][]} customers own ID, name and ZIP code of what is there in the end
 * @property {RegExp} [rejected] in the file of rejected rows; without it the page has no file
 */

/** @type {OddFile[]} */
export const oddFiles = [
	{
		name: 'UTF-16 with tabs',
		file: 'a.txt',
		bytes: Buffer.from(`\ufeff${text.replaceAll(';', '\t')}`, 'utf16le'),
		says: [/2 = 2 written/],
		customers: two,
	},
	{
		name: 'Windows-1252',
		file: 'a.csv',
		bytes: Buffer.from(text, 'latin1'),
		says: [/2 = 2 written/, /read as Windows-1252/],
		customers: two,
	},
	{ name: 'Mac Roman', file: 'a.csv', bytes: macRoman, says: [/2 = 2 written/, /read as Mac Roman/], customers: two },
	{
		name: 'title lines, a ragged row, an accent in the rejected one, a quote that nobody closed',
		file: 'a.csv',
		bytes: Buffer.from(`Customers\r\n\r\n${text}ODD-3;É;é;"x;y\r\nODD-4;Four;04000;Nice\r\n`),
		says: [/4 = 3 written \+ 0 unchanged \+ 1 rejected/, /not read: 1/],
		customers: [...two, ['ODD-4', 'Four', '04000']],
		rejected: /^\ufeff.*\r\nODD-3;É;é;"""x";y;6;The row has another number of cells \(5\)/,
	},
	{
		name: 'a heading in other case, and one misspelt',
		file: 'a.csv',
		bytes: Buffer.from(text.replace('ZIP code', 'Zip Code').replace('City', 'Citty')),
		says: [/2 = 2 written/, /not used: Citty\./, /does not have:[^.]* City,/],
		customers: two,
	},
	{
		name: 'a workbook of shown zeros and a date, called .csv',
		file: 'a.csv',
		bytes: workbook(),
		says: [/3 = 2 written \+ 0 unchanged \+ 1 rejected/, /row 2, City: 2026-01-01/],
		customers: [
			['0007', 'Bäckerei Müller', '01000'],
			['ODD-2', 'Le Garçon', '02000'],
		],
		rejected: /^PK/,
	},
	{
		name: 'an old Excel file',
		file: 'a.xls',
		bytes: workbook('biff8'),
		says: [/Nothing was read/, /old Excel file/],
		customers: [],
	},
	{
		name: 'a workbook that is cut off',
		file: 'a.xlsx',
		bytes: workbook().subarray(0, 900),
		says: [/Nothing was read/, /not an Excel workbook/],
		customers: [],
	},
	{
		name: 'an OpenDocument sheet',
		file: 'a.ods',
		bytes: workbook('ods'),
		says: [/Nothing was read/, /not an Excel workbook/],
		customers: [],
	},
	{
		name: 'a file without the needed headings',
		file: 'a.csv',
		bytes: Buffer.from('a;b\r\n1;2\r\n'),
		says: [/Nothing was read/, /no column Customer ID, Customer/],
		customers: [],
		rejected: /\r\n1;2;2;The file has no column/,
	},
	{ name: 'an empty file', file: 'a.csv', bytes: Buffer.from('\r\n'), says: [/Nothing was read/], customers: [] },
];

/** @param {OddFile} odd @param {import('../lib/server.mjs').Server} server @param {import('../lib/stage.mjs').Stage} stage */
export async function tryOddFile({ file, bytes, says, customers, rejected }, server, stage) {
	await stage.admin('reset', { seed: 'small' });
	const before = (await stage.state('customers')).map(({ id }) => id);
	const page = await upload(server, new File([bytes], file));
	for (const part of says) assert.match(page, part);
	const made = (await stage.state('customers')).filter(({ id }) => !before.includes(id));
	assert.deepEqual(
		made.map(({ myId, name, addressZIP }) => [myId, name, addressZIP]),
		customers,
	);
	const offered = fileIn(page);
	if (rejected) assert.match(offered.bytes.toString(rejected.source === '^PK' ? 'latin1' : 'utf8'), rejected);
	else assert.equal(offered, undefined, 'a file without a rejected row');
}

/** Made by a library that the import does not use. */
function workbook(bookType = 'xlsx') {
	const zeros = (v, z) => ({ t: 'n', v, z });
	const sheet = utils.aoa_to_sheet([
		['Customer ID', 'Customer', 'ZIP code', 'City'],
		[zeros(7, '0000'), 'Bäckerei Müller', zeros(1000, '00000'), { t: 'n', v: 46023, z: 'dd/mm/yyyy' }],
		['ODD-2', 'Le Garçon', '02000', 'Orléans'],
		['', 'Nobody', '', ''],
	]);
	const book = utils.book_new();
	utils.book_append_sheet(book, sheet, 'Rows');
	return write(book, { type: 'buffer', bookType, compression: true });
}
