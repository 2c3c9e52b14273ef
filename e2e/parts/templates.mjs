/** The templates by their own triggers: schedules and polls in a running n8n, and its web form. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createHome, importCredentials, importWorkflows, nameOf } from '../lib/home.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';
import { addressesIn, templateEnv, templateFiles } from '../templates.mjs';

export const title = 'the templates started by their own triggers';

/** Every minute instead of what stands in the files, so that nobody waits for the morning. */
const everyMinute = {
	'"mode": "everyX"': '"mode": "everyMinute"',
	'"minutesInterval": 15': '"minutesInterval": 1',
	'"triggerAtHour": 6': '"field": "minutes", "minutesInterval": 1',
	'"triggerAtHour": 19': '"field": "minutes", "minutesInterval": 1',
};
/** The first has its schedule switched off, the last is spoken to in a chat. */
const byThemselves = templateFiles.filter((file) => !/\/(01|11)-/.test(file));
const longestWaitMs = 200_000;

export async function run({ tarball, check, keep }) {
	for (const line of [2, 1]) await tryLine(line, { tarball, check, keep });
}

async function tryLine(line, { tarball, check, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const files = join(home.folder, 'files');
	mkdirSync(files);
	Object.assign(home.env, templateEnv(files));
	const sandbox = keep(
		await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small', RATE_LIMIT: 'off' }),
	);
	await importCredentials(home, credentialsOf(sandbox));
	const workflows = await importWorkflows(home, byThemselves, { ...addressesIn(sandbox, files), ...everyMinute });
	const server = keep(await startServer(home));
	await setupOwner(server);
	const rest = await login(server);
	for (const { id } of workflows) await activate(line, rest, id);
	await pollsHaveBegun(rest, workflows);
	const stage = openStage(home, sandbox);
	const on = `on ${nameOf(home)}`;
	const job = await setTheScene(stage);

	await check(`the web form answers with the number of the job ${on}`, () => fillForm(server, stage));
	const outcomes = {
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
	};
	const deadline = Date.now() + longestWaitMs;
	for (const [what, isThere] of Object.entries(outcomes)) {
		await check(`${what} ${on}`, async () => {
			while (!(await isThere())) {
				assert.ok(Date.now() < deadline, 'it did not come');
				await wait(2000);
			}
		});
	}
	await check(`nothing failed, and every trigger has started its template ${on}`, () =>
		executionsAreFine(rest, workflows),
	);
}

/** n8n 2 answers before an activated trigger has polled for the first time, and nothing from before that counts. */
async function pollsHaveBegun(rest, workflows) {
	const pending = new Set(workflows.map(({ id }) => id));
	for (let tries = 0; pending.size > 0; tries++) {
		assert.ok(tries < 60, `these have not polled: ${[...pending].join(', ')}`);
		if (tries > 0) await wait(500);
		for (const id of pending) {
			const { nodes, staticData } = await rest('GET', `/rest/workflows/${id}`);
			const triggers = nodes.filter(({ type }) => type.endsWith('.synchroteamTrigger'));
			// Kept by the id of the node, and where n8n files it by name, there as well.
			const remembers = ({ id: node, name }) =>
				staticData?.global?.synchroteamOutSmart?.[node] ?? staticData?.[`node:${name}`]?.state;
			if (triggers.every(remembers)) pending.delete(id);
		}
	}
}

/** What happens after activation: a job is done, with parts, a photo and a defect; an invoice is sent; a customer is new. */
async function setTheScene(stage) {
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
	return job;
}

/** Sends the form as a browser does, and reads the page it leads to. */
async function fillForm(server, stage) {
	const address = `${server.url}/form/ask-for-a-technician`;
	assert.match(await (await fetch(address)).text(), /Ask for a technician/);
	const entry = new FormData();
	const values = [
		'Café Central',
		'central@form.example',
		'01 40 00 00 99',
		'5 rue du Port',
		'33000',
		'Bordeaux',
		'The dishwasher leaks',
	];
	values.forEach((value, index) => entry.append(`field-${index}`, value));
	const { formWaitingUrl } = await (await fetch(address, { method: 'POST', body: entry })).json();
	const page = await answerPage(new URL(formWaitingUrl));
	const [customer] = (await stage.state('customers')).filter(
		({ contactEmail }) => contactEmail === 'central@form.example',
	);
	const [job] = (await stage.state('jobs')).filter((one) => one.customer.id === customer.id);
	assert.ok(page.includes(`number ${job.num};`), page.slice(0, 2000));
}

/** The page of the form asks whether the workflow has come to its answer, and only then goes there. */
async function answerPage(address) {
	const status = new URL(address);
	status.pathname += '/n8n-execution-status';
	for (let tries = 0; tries < 60; tries++) {
		if ((await (await fetch(status)).text()).trim() === 'form-waiting') return (await fetch(address)).text();
		await wait(500);
	}
	throw new Error('The workflow did not come to its answer');
}

async function executionsAreFine(rest, workflows) {
	const list = async () => (await rest('GET', '/rest/executions?limit=100')).results;
	// A schedule may come up to a minute later than what was waited for above.
	await until('every template to be started', longestWaitMs, async () => {
		const ran = new Set((await list()).map(({ workflowId }) => workflowId));
		return workflows.every(({ id }) => ran.has(id));
	});
	const failed = (await list()).filter(({ status }) => !['success', 'running', 'waiting', 'new'].includes(status));
	assert.deepEqual(
		failed.map(({ workflowName, status }) => `${workflowName}: ${status}`),
		[],
	);
}
