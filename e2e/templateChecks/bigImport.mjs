/** A spreadsheet of 2,000 rows, dropped into the web form while the service limits requests. */
import assert from 'node:assert/strict';
import { read, utils, write } from '@e965/xlsx';
import { fileIn, submitForm } from '../lib/forms.mjs';
import { until } from '../lib/report.mjs';

const rows = 2000;
const sitesEach = 20;
/**
 * 120 a minute are allowed in truth, with which this takes 18 minutes: here it is 15 times as much, and the service's
 * minute is 25 seconds from its end when the rows come, so that the limit is met without much waiting. The quota is the
 * true one.
 */
const limits = { rateLimit: 1800, quota: 10_000 };
const beginAtMs = 35_000;
const longestMs = 400_000;
const head = ['Customer ID', 'Customer', 'Street', 'ZIP code', 'City', 'E-mail', 'Site ID', 'Site', 'Site street'];

/** @param {import('../lib/server.mjs').Server} server where the template is active @param {import('../lib/stage.mjs').Stage} stage */
export async function importRows(server, stage) {
	await stage.admin('settings', limits, 'PUT');
	const { now } = await stage.admin('clock');
	await stage.admin('clock', { advanceMs: (beginAtMs - (now % 60_000) + 60_000) % 60_000 });
	try {
		const address = `${server.url}/form/customers-and-sites`;
		await until('the form to be there', 60_000, async () =>
			/from a spreadsheet/.test(await (await fetch(address)).text()),
		);
		const drop = async (file) => {
			const before = await stage.requests();
			const page = await submitForm(address, [file], longestMs);
			const log = (await stage.admin('requests')).slice(before);
			return { page, rejected: rowsOf(fileIn(page).bytes), writes: log.filter(({ method }) => method !== 'GET'), log };
		};
		const first = await drop(new File([csv()], 'all.csv', { type: 'text/csv' }));
		assert.match(
			first.page,
			new RegExp(`${rows} rows read: 100 customers and ${rows - 2} sites written, .* 2 rejected`),
		);
		assert.deepEqual(
			first.rejected.map(({ Row, Reason }) => [Row, Reason]),
			[
				[9, 'E-mail: "not-an-address" is not a valid e-mail address'],
				[12, 'Site ID is empty, and a site needs both'],
			],
		);
		assert.equal(first.log.filter(({ status }) => status === 429).length, 0, 'requests were refused');
		assert.equal(first.writes.length, rows - 2 + 100);
		const sites = (await stage.state('sites')).filter(({ myId }) => myId?.startsWith('BIG-'));
		assert.equal(sites.length, rows - 2);

		const again = await drop(new File([csv()], 'all.csv', { type: 'text/csv' }));
		assert.equal(again.writes.length, 0, 'the same file again wrote');
		assert.ok(again.log.length < 60, `${again.log.length} requests for lists`);

		const corrected = await drop(new File([excel(fixed(first.rejected))], 'rejected-rows.xlsx'));
		assert.match(corrected.page, /2 rows read: 0 customers and 2 sites written, .* 0 rejected/);
		assert.equal((await stage.state('sites')).filter(({ myId }) => myId?.startsWith('BIG-')).length, rows);
	} finally {
		await stage.admin('settings', { rateLimit: null, quota: null }, 'PUT');
	}
}

/** As Excel writes it where commas stand in numbers: semicolons between the columns. */
function csv() {
	const lines = Array.from({ length: rows }, (_, index) => {
		const customer = Math.floor(index / sitesEach);
		const email = index === 7 ? 'not-an-address' : `c${customer}@big.example`;
		const site = index === 10 ? '' : `BIG-${index}`;
		const own = [
			`BIG-C${customer}`,
			`Customer ${customer}`,
			`${customer} rue Haute`,
			`0${3000 + customer}`,
			'Nice',
			email,
		];
		return [...own, site, `Site ${index}`, `${index} quai Bas`].join(';');
	});
	return `\ufeff${[head.join(';'), ...lines].join('\r\n')}\r\n`;
}

const rowsOf = (bytes) => utils.sheet_to_json(Object.values(read(bytes).Sheets)[0], { defval: '' });

/** What the office does with the rejected rows. */
const fixed = ([email, site]) => [
	{ ...email, 'E-mail': 'c0@big.example' },
	{ ...site, 'Site ID': 'BIG-10' },
];

function excel(content) {
	const book = utils.book_new();
	utils.book_append_sheet(book, utils.json_to_sheet(content), 'Rows');
	return write(book, { type: 'buffer', bookType: 'xlsx' });
}
