import { emptyAccount, importFile, type Account, type Outcome, type RunOptions } from './importRun.cts';

/** What the tests of the spreadsheet import have in common: rows, files, and what must hold of every run. */

export const head = ['Customer ID', 'Customer', 'Street', 'ZIP code', 'City', 'Country', 'E-mail', 'Phone'];
export const müller = [
	'F-1',
	'Bäckerei Müller',
	'1 rue du Four',
	'01000',
	'Zürich',
	'CH',
	'm@sheet.example',
	'01 40 00 01 01',
];
export const élysée = ['F-2', 'Café de l’Élysée', '7 quai Sud', '33100', 'Besançon', 'FR', '', '0142'];
const garçon = ['F-3', 'Le Garçon', '', '', 'Orléans', '', '', ''];
export const three = [müller, élysée, garçon];
export const names = ['Bäckerei Müller', 'Café de l’Élysée', 'Le Garçon'];

export const lines = (rows: string[][], separator = ';', end = '\r\n') =>
	rows.map((cells) => cells.join(separator) + end).join('');
export const csv = (rows: string[][], separator?: string, end?: string) => Buffer.from(lines(rows, separator, end));
export const good = (end?: string) => lines([head, ...three], ';', end);

export interface Odd {
	file: Buffer;
	/** written, unchanged, rejected */
	sums: [number, number, number];
	names?: string[];
	/** Row and reason of each rejected row. */
	reasons?: Array<[row: number, reason: RegExp]>;
	/** What the page says besides the sums. */
	says?: RegExp[];
	saysNot?: RegExp[];
	/** What some customer became. */
	customer?: Record<string, unknown>;
	site?: Record<string, unknown>;
	options?: RunOptions;
	account?: () => Account;
}

/** Row and reason of each rejected row, from the file that is given back. */
export const reasonsOf = ({ file: { table } }: Outcome): Array<[number, string]> =>
	table.slice(1).map((cells) => [Number(cells.at(-2)), cells.at(-1)!]);

/** Runs the import and holds what became of the rows against what was expected; the sums always add up to the file. */
export async function runs({ file, sums, reasons, says = [], saysNot = [], options, account: seed, ...odd }: Odd) {
	const account = seed?.() ?? emptyAccount();
	const outcome = await importFile(file, account, options);
	expect([outcome.written, outcome.unchanged, outcome.rejected]).toEqual(sums);
	expect(outcome.written + outcome.unchanged + outcome.rejected).toBe(outcome.rows);
	expect(outcome.summary).toContain(
		`Rows in the file: ${outcome.rows} = ${sums[0]} written + ${sums[1]} unchanged + ${sums[2]} rejected.`,
	);
	const given = reasonsOf(outcome);
	expect(given).toHaveLength(sums[2]);
	if (reasons) {
		expect(given.map(([row]) => row)).toEqual(reasons.map(([row]) => row));
		reasons.forEach(([, reason], index) => expect(given[index][1]).toMatch(reason));
	}
	if (odd.names) expect(account.customers.map(({ name }) => name)).toEqual(odd.names);
	if (odd.customer) expect(account.customers).toContainEqual(expect.objectContaining(odd.customer));
	if (odd.site) expect(account.sites).toContainEqual(expect.objectContaining(odd.site));
	for (const text of says) expect(outcome.summary).toMatch(text);
	for (const text of saysNot) expect(outcome.summary).not.toMatch(text);
	return { outcome, account };
}

/** All of `three` are written. */
export const all = { sums: [3, 0, 0], names } satisfies Partial<Odd>;
