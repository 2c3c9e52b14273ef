/** Templates that report: files, e-mails, messages. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { wallTime } from '../lib/sandbox.mjs';
import { messages, requestsAtRest, runsAgain, succeed } from './helpers.mjs';

export const report = {
	async '07-job-files-to-folders'(stage, { files }) {
		const jobs = (await stage.state('jobs')).filter(({ status }) => ['completed', 'validated'].includes(status));
		await succeed(stage);
		for (const { num } of jobs) {
			const zip = readFileSync(join(files, `job-${num}.zip`)).toString('latin1');
			assert.ok(zip.includes(`job-${num}/report.html`) && zip.includes(`job-${num}/1-`), `files of job ${num}`);
		}
		await runsAgain(stage);
		assert.equal(readdirSync(files).filter((name) => name.endsWith('.zip')).length, jobs.length);
	},

	async '08-jobs-of-today-by-email'(stage) {
		const [job] = (await stage.state('jobs')).filter(({ status }) => status === 'scheduled');
		await stage.synchroteam('POST', '/job/send', { id: job.id, description: 'Mind <the> dog' });
		const mails = (await succeed(stage)).items('One e-mail each');
		const [mail] = mails.filter(({ technician }) => technician === job.technician.name);
		assert.match(mail.to, /@/);
		assert.ok(mail.html.includes(job.customer.name) && mail.html.includes('Mind &#60;the&#62; dog'));
		await runsAgain(stage);
	},

	async '15-hours-of-the-month'(stage, { files }) {
		// Jobs of the last days have time entries as well: early in a month they would be in the sheet.
		for (const { id, timeEntries } of await stage.state('jobs'))
			if (timeEntries.length) await stage.admin(`state/jobs/${id}`, { timeEntries: [] }, 'PUT');
		const [customer] = await stage.state('customers');
		const first = firstOfLastMonth();
		const [month, day] = [first.slice(0, 7), `${first.slice(0, 7)}-10`];
		const lastDay = new Date(Date.parse(`${wallTime({}).slice(0, 7)}-01T00:00Z`) - 1).toISOString().slice(0, 10);
		const today = wallTime({}).slice(0, 7);
		const done = async (entries) => {
			const timeEntries = entries.map(([login, start, stop]) => ({ user: { login }, start, stop }));
			const [[, begin], [, , end]] = [entries[0], entries.at(-1)];
			const plan = { scheduledStart: begin, scheduledEnd: end };
			const technician = { login: entries[0][0] };
			const job = await stage.synchroteam('POST', '/job/send', {
				...{ customer: { id: customer.id }, technician, ...plan, timeEntries },
			});
			await stage.synchroteam('POST', '/job/complete', { id: job.id, actualStart: begin, actualEnd: end });
			return job;
		};
		const one = await done([
			['jean', `${day} 08:00`, `${day} 10:30`],
			['marie', `${day} 09:00`, `${day} 10:00`],
		]);
		await done([['jean', `${lastDay} 23:00`, `${today}-01 01:00`]]);
		const sheets = async () => {
			await succeed(stage);
			const book = read(readFileSync(join(files, `hours-${month}.xlsx`)));
			const rows = (name) => utils.sheet_to_json(book.Sheets[name]);
			return { book, entries: rows('Entries'), sums: rows('Sums'), chart: rows('Chart') };
		};
		const { book, ...written } = await sheets();
		assert.deepEqual(book.SheetNames, ['Entries', 'Sums', 'Chart']);
		assert.deepEqual(
			written.entries.map((row) => [row.Technician, row.Day, row.Hours]),
			[
				['Jean Dupont', day, 2.5],
				['Jean Dupont', lastDay, 1],
				['Marie Leroy', day, 1],
			],
		);
		assert.deepEqual([written.entries[0].Job, written.entries[0].Customer], [one.num, customer.name]);
		assert.deepEqual(
			written.sums.map((row) => [row.Technician, row.Jobs, row.Entries, row.Hours]),
			[
				['Jean Dupont', 2, 2, 3.5],
				['Marie Leroy', 1, 1, 1],
				['All', '', 3, 4.5],
			],
		);
		assert.match(book.Sheets.Sums.E2.f, /^SUMIF\(/, 'sums are formulas');
		assert.equal(written.chart.length, Number(lastDay.slice(8)), 'a row for each day');
		assert.deepEqual(
			written.chart.find((row) => row.Day === day),
			{ Day: day, 'Jean Dupont': 2.5, 'Marie Leroy': 1 },
		);
		const { book: _, ...again } = await sheets();
		assert.deepEqual(again, written);
		await runsAgain(stage);
	},

	async '16-nightly-copy'(stage, { files }) {
		const fileOf = (daysAgo, list) => join(files, `copy-${weekday(daysAgo)}-${list}.json`);
		const load = (list) => JSON.parse(readFileSync(fileOf(0, list), 'utf8'));
		const [customer] = await stage.state('customers');
		const job = (await stage.state('jobs')).find(({ status }) => status === 'validated');
		await stage.admin('state/workOrders', { workorder_nr: String(job.num) });
		await succeed(stage);
		const manifest = load('manifest');
		for (const [list, { count, file }] of Object.entries(manifest.lists)) {
			const { records } = JSON.parse(readFileSync(join(files, file), 'utf8'));
			assert.equal(records.length, count, list);
		}
		for (const [list, kept] of Object.entries({
			customers: 'customers',
			jobs: 'jobs',
			parts: 'parts',
			users: 'users',
		})) {
			assert.equal(load(list).count, (await stage.state(kept)).length, list);
		}
		assert.equal(load('work-orders').count, 1);
		assert.deepEqual([manifest.comparedWith, manifest.vanished, await messages(stage)], [null, [], []]);

		// The copy becomes that of the night before; then a customer is deleted, and a list cannot be read.
		writeFileSync(fileOf(1, 'manifest'), JSON.stringify({ ...manifest, date: dayAgo(1) }));
		const extra = await stage.synchroteam('POST', '/customer/send', { name: 'Made since' });
		await stage.synchroteam('DELETE', `/customer/delete?id=${customer.id}`);
		await stage.admin('faults', { path: 'tasks/list', kind: 'status', status: 403, times: null });
		await succeed(stage);
		const { vanished, unread, comparedWith } = load('manifest');
		assert.equal(comparedWith, dayAgo(1));
		assert.deepEqual(
			vanished.filter(({ list }) => list === 'Customers'),
			[{ list: 'Customers', key: String(customer.id), label: customer.name }],
		);
		assert.deepEqual(
			unread.map(({ list }) => list),
			['Tasks'],
		);
		assert.ok(load('customers').records.some(({ id }) => id === extra.id));
		const [{ text }, ...others] = await messages(stage);
		assert.equal(others.length, 0);
		assert.ok(text.includes(`Customers: ${customer.name} (${customer.id})`) && /Could not be read[^]*Tasks/.test(text));
		assert.equal((await requestsAtRest(stage)).synchroteam, 30);
		assert.equal((await messages(stage)).length, 1, 'nothing is told twice');
	},

	async '17-when-a-workflow-fails'(stage) {
		await succeed(stage);
		const [{ text }, ...others] = await messages(stage);
		assert.equal(others.length, 0);
		assert.match(text, /^"Completed jobs become draft invoices" has failed at "Create invoice"/);
		assert.match(text, /Record: customer with Own ID "C-17", item 3/);
		assert.match(text, /What to do: The record is not there/);
		await runsAgain(stage);
		assert.equal((await messages(stage)).length, 1, 'nothing is told twice');
	},
};

const dayAgo = (days) => wallTime({ days: -days }).slice(0, 10);
const weekday = (daysAgo) =>
	new Date(`${dayAgo(daysAgo)}T00:00Z`).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase();
const firstOfLastMonth = () => {
	const [year, month] = wallTime({}).split('-').map(Number);
	return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
};
