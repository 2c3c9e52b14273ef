/** What templates bring about when their own triggers start them: schedules, polls, a web form, a calendar's address. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { browser, submitForm } from '../lib/forms.mjs';
import { until } from '../lib/report.mjs';
import { wallTime } from '../lib/sandbox.mjs';
import { calendarWord } from '../templates.mjs';
import { eventsOf } from './calendar.mjs';
import { messages } from './helpers.mjs';

/**
 * What happens after activation: a job is done, with parts, a photo and a defect; an invoice is sent; a customer is new;
 * nobody begins a job; a workflow fails.
 */
export async function setTheScene(stage, server) {
	const [customer] = await stage.state('customers');
	const type = (await stage.state('jobTypes')).find(({ name }) => name === 'Maintenance');
	const technician = { login: 'jean' };
	const job = await stage.synchroteam('POST', '/job/send', {
		customer: { id: customer.id },
		type: { id: type.id },
		technician,
		scheduledStart: '2026-01-05 09:00',
		scheduledEnd: '2026-01-05 10:00',
	});
	await stage.synchroteam('POST', '/job/parts/send', { id: job.id, parts: [{ reference: 'P-100', quantity: 1 }] });
	await stage.admin(`device/${job.id}`, {
		report: [{ nmCategory: 'Check list', nmItem: 'Defects found', value: 'Valve drips' }],
		photos: [{ fileName: 'valve.jpg' }],
	});
	await stage.synchroteam('POST', '/job/complete', {
		id: job.id,
		actualStart: '2026-01-05 09:00',
		actualEnd: '2026-01-05 10:00',
	});
	await stage.synchroteam('POST', '/invoice/send', {
		reference: 'SENT-NOW',
		status: 'sent',
		customer: { id: customer.id },
		lines: [{ description: 'Visit', quantity: '1', unitPrice: '50' }],
	});
	await stage.crm('POST', '/customers', { id: 'CRM-7', name: 'Seventh', email: 'seven@crm.example', phone: '7' });
	const van = (await stage.state('depots')).find(({ name }) => name === 'Van South');
	await stage.synchroteam('POST', '/depot/quantities', [
		{ depot: { id: van.id }, parts: [{ productCode: 'P-200', quantity: 2 }] },
	]);
	const late = await stage.synchroteam('POST', '/job/send', {
		...{ customer: { id: customer.id }, technician },
		...{ scheduledStart: wallTime({ minutes: -50 }), scheduledEnd: wallTime({ minutes: 60 }) },
	});
	// n8n 2 listens a moment after it was told to.
	await until('the workflow that fails to be there', 60_000, () => fails(server));
	return { job, late };
}

/**
 * What has to come, one after the other, with the time that schedules take.
 * @param {{job: object, late: object}} scene
 * @returns {Record<string, () => Promise<boolean> | boolean>} what it is → whether it is there
 */
export function outcomesOf({ job, late }, { stage, server, files, rest }) {
	const told = async (beginning) => (await messages(stage)).filter(({ text }) => text.startsWith(beginning)).length;
	return {
		'the web form answers with the number of the job': () => fillForm(server, stage),
		'a completed job has its draft invoice': async () =>
			(await stage.state('invoices')).filter(
				({ reference, lines }) => reference === `JOB-${job.num}` && lines.length === 1,
			).length === 1,
		'a sent invoice is in the accounting': async () =>
			(await stage.crm('GET', '/invoices')).some(
				({ reference, status }) => reference === 'SENT-NOW' && status === 'sent',
			),
		'a new customer of the CRM is in Synchroteam': async () =>
			(await stage.state('customers')).some(({ myId }) => myId === 'CRM-7'),
		'the files of the completed job are there': () => existsSync(join(files, `job-${job.num}.zip`)),
		'the defect has a task and a quotation': async () =>
			(await stage.state('tasks')).some((task) => task.job?.id === job.id) &&
			(await stage.state('quotations')).some(({ reference }) => reference === `DEFECT-${job.num}`),
		'open jobs have work orders': async () => (await stage.state('workOrders')).length > 0,
		'the van gets what it lacks': async () =>
			(await stage.state('partRequests')).some(({ part, quantity }) => part.reference === 'P-200' && quantity === 3),
		'a calendar is sent to who knows the word, and to nobody else': () => askForCalendar(server, stage, late),
		'the hours of the month are written': () =>
			existsSync(join(files, `hours-${wallTime({ days: -Number(wallTime({}).slice(8, 10)) }).slice(0, 7)}.xlsx`)),
		'the nightly copy is written, and has nothing to tell': async () =>
			existsSync(join(files, `copy-${weekday()}-manifest.json`)) && (await told('No longer listed')) === 0,
		'a late job is told once': async () => (await told(`Job ${late.num} is late`)) === 1,
		'two failures of one cause are told once, with what to do': failureIsToldOnce({ told, server, rest }),
	};
}

const fails = async (server) => (await fetch(`${server.url}/webhook/failing?id=NOBODY`)).ok;

/** Once the first failure is told, the workflow fails once more. */
function failureIsToldOnce({ told, server, rest }) {
	const beginning = '"failing" has failed at "Rename customer"';
	let again = false;
	return async () => {
		if ((await told(beginning)) === 0) return false;
		again ||= await fails(server);
		const { results } = await rest('GET', '/rest/executions?limit=200');
		const handled = results.filter(
			({ workflowId, mode, status }) => workflowId === 'onFailure17' && mode === 'error' && status === 'success',
		);
		return handled.length === 2 && (await told(beginning)) === 1;
	};
}

const weekday = () =>
	new Date(`${wallTime({}).slice(0, 10)}T00:00Z`)
		.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
		.toLowerCase();

/** As Outlook and Google do. */
async function askForCalendar(server, stage, job) {
	const ask = (word) => fetch(`${server.url}/webhook/calendar/${word}/jobs.ics`);
	const answer = await ask(calendarWord);
	assert.equal(answer.status, 200);
	assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
	const events = eventsOf(await answer.text());
	assert.ok(events.some(({ summary }) => summary.startsWith(`#${job.num} `)));
	const refused = await ask('replace-this-by-a-long-random-word');
	assert.deepEqual([refused.status, await refused.text()], [404, 'There is no such calendar.']);
	return true;
}

/** Sends the form for a job, and reads the page it leads to. */
async function fillForm(server, stage) {
	const address = `${server.url}/form/ask-for-a-technician`;
	assert.match(await (await fetch(address, { headers: browser })).text(), /Ask for a technician/);
	assert.equal((await fetch(address, { headers: { 'user-agent': 'Googlebot/2.1' } })).ok, false, 'bots are refused');
	const page = await submitForm(address, [
		'Café Central',
		'central@form.example',
		'01 40 00 00 99',
		'5 rue du Port',
		'33000',
		'Bordeaux',
		'The dishwasher leaks',
	]);
	const [customer] = (await stage.state('customers')).filter(
		({ contactEmail }) => contactEmail === 'central@form.example',
	);
	const [job] = (await stage.state('jobs')).filter((one) => one.customer.id === customer.id);
	assert.ok(page.includes(`number ${job.num};`), page.slice(0, 2000));
	return true;
}
