import { csv, head, runs, three } from './importCases.cts';
import { emptyAccount, importFile, settings } from './importRun.cts';
import { workbook } from './workbook.cts';

/** The spreadsheet import run again, stopped, by two people, and with the file of rejected rows that it gave back. */

const columns = ['Customer ID', 'Customer', 'Site ID', 'Site', 'E-mail'];
const rowsOf = (count: number) =>
	Array.from({ length: count }, (_, index) => {
		const customer = Math.floor(index / 20);
		return [`B-${customer}`, `Customer ${customer}`, `S-${index}`, `Site ${index}`, `c${customer}@big.example`];
	});
const many = (count: number) => csv([columns, ...rowsOf(count)]);

test('the same file again writes nothing, and every row is unchanged', async () => {
	const account = emptyAccount();
	await importFile(many(60), account);
	const { sent, unchanged } = await importFile(many(60), account);
	expect([sent, unchanged]).toEqual([0, 60]);
});

test('5,000 rows: one request for each customer and site, and none the second time', async () => {
	const account = emptyAccount();
	const { sent, rows, written } = await importFile(many(5000), account);
	expect([sent, rows, written]).toEqual([5250, 5000, 5000]);
	expect([account.customers.length, account.sites.length]).toEqual([250, 5000]);
	expect((await importFile(many(5000), account)).sent).toBe(0);
});

test('5,000 rows of a workbook, with one that is rejected', async () => {
	const rows = rowsOf(5000);
	rows[2500][4] = 'no address';
	const { written, rejected, file } = await importFile(workbook([columns, ...rows]), emptyAccount());
	expect([written, rejected]).toEqual([4999, 1]);
	expect(file.table[1].at(-2)).toBe('2502');
});

test.each([1, 2, 30, 61])('stopped after %d records and run again: everything is there once', async (stopAfter) => {
	const account = emptyAccount();
	await expect(importFile(many(60), account, { stopAfter })).rejects.toThrow('stopped');
	const { written, unchanged, rejected } = await importFile(many(60), account);
	expect([written + unchanged, rejected]).toEqual([60, 0]);
	expect([account.customers.length, account.sites.length]).toEqual([3, 60]);
});

test('another person uploads the same file after this run has read the lists: everything is there once', async () => {
	const account = emptyAccount();
	const { rejected } = await importFile(many(60), account, {
		meanwhile: () => importFile(many(60), account),
	});
	expect(rejected).toBe(0);
	expect([account.customers.length, account.sites.length]).toEqual([3, 60]);
});

describe('the file of rejected rows', () => {
	const bad = [
		['F-1', 'One', '0'],
		['', 'Two; "and" a half', '00'],
		['F-3', '', '000'],
	];
	const rows = [['Customer ID', 'Customer', 'Phone'], ...bad];

	test('comes back as CSV with its separator, and can be uploaded as it is', async () => {
		const { outcome, account } = await runs({
			file: csv(rows.map((cells) => cells.map((cell) => (/;/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)))),
			sums: [1, 0, 2],
		});
		expect(outcome.file.name).toBe('rejected-rows.csv');
		expect(outcome.file.csv.split('\r\n').slice(0, 3)).toEqual([
			'\ufeffCustomer ID;Customer;Phone;Row in your file;Reason',
			';"Two; ""and"" a half";00;3;Customer ID is empty',
			'F-3;;000;4;Customer is empty',
		]);
		const again = await importFile(Buffer.from(outcome.file.csv), account);
		expect([again.rows, again.rejected]).toEqual([2, 2]);
		expect(again.file.table[0]).toEqual(outcome.file.table[0]);
		const corrected = outcome.file.csv.replace('\r\n;', '\r\nF-2;').replace('F-3;;', 'F-3;Three;');
		expect((await importFile(Buffer.from(corrected), account)).written).toBe(2);
		expect(account.customers.map(({ name, contactPhone }) => [name, contactPhone])).toEqual([
			['One', '0'],
			['Two; "and" a half', '00'],
			['Three', '000'],
		]);
	});

	test('comes back as a workbook, and can be uploaded as it is', async () => {
		const { outcome } = await runs({ file: workbook(rows), sums: [1, 0, 2] });
		expect(outcome.file.name).toBe('rejected-rows.xlsx');
		await runs({ file: workbook(outcome.file.table), sums: [0, 0, 2] });
	});

	test('a row with a separator too many is rejected again when it is uploaded uncorrected', async () => {
		const { outcome } = await runs({
			file: csv([head, ...three, ['F-4', 'Four', '', '', '', '', '', '', '01']]),
			sums: [3, 0, 1],
		});
		await runs({ file: Buffer.from(outcome.file.csv), sums: [0, 0, 1] });
	});
});

test('lists that cannot be read: nothing is written, all rows come back with the reason', async () => {
	const account = emptyAccount();
	const outcome = await importFile(many(3), account, { listsFail: 'Synchroteam did not answer in time' });
	expect([outcome.sent, outcome.rows, outcome.rejected]).toEqual([0, 3, 3]);
	expect(outcome.title).toBe('Nothing was read');
	expect(outcome.file.table[1].at(-1)).toContain('Synchroteam did not answer in time');
	expect(outcome.summary).toContain('Synchroteam did not answer in time');
});

test('marks of HTML in a file or an answer are shown as text', async () => {
	const { summary } = await importFile(csv([['<img src=x>'], ['F-1']]), emptyAccount());
	expect(summary).toContain('img src');
	expect(summary).not.toContain('<');
});

describe('languages', () => {
	const texts = settings.texts as Record<string, Record<string, string>>;
	const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

	test.each(['fr', 'nl'])('%s has every text of en, with the same values in it', (language) => {
		expect(Object.keys(texts[language])).toEqual(Object.keys(texts.en));
		for (const [name, text] of Object.entries(texts.en))
			expect([name, slots(texts[language][name])]).toEqual([name, slots(text)]);
		expect(Object.keys(texts.en).filter((name) => texts[language][name] === texts.en[name])).toEqual([]);
	});

	test.each([
		['fr', 'Des lignes ont été rejetées', /Lignes du fichier : 2 = 1 écrites/, /^Customer ID est vide$/],
		['nl', 'Sommige rijen zijn geweigerd', /Rijen in het bestand: 2 = 1 geschreven/, /^Customer ID is leeg$/],
	])('the page and the reasons in %s', async (language, title, sums, reason) => {
		const file = csv([
			['Customer ID', 'Customer'],
			['F-1', 'One'],
			['', 'Two'],
		]);
		const outcome = await importFile(file, emptyAccount(), { settings: { language } });
		expect(outcome.title).toBe(title);
		expect(outcome.summary).toMatch(sums);
		expect(outcome.file.table[1].at(-1)).toMatch(reason);
	});
});
