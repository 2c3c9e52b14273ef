/**
 * Every template in a real n8n, against the sandbox with its small set of records: what it left there, and that a
 * second run neither fails nor makes anything twice. One function for each template.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importCredentials, importWorkflows } from './lib/home.mjs';
import { startModel } from './lib/model.mjs';
import { openStage } from './lib/stage.mjs';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'workflows');

/** The files of the templates, in their order. */
export const templateFiles = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.sort()
	.map((name) => join(folder, name));

/** Environment that the home of the templates needs: where they may write files (n8n 2 allows one folder only). */
export const templateEnv = (files) => ({ N8N_RESTRICT_FILE_ACCESS_TO: files });

/** What stands in the published templates for addresses of one's own. */
const published = { crm: 'http://127.0.0.1:4012', files: '/home/node/.n8n-files' };

/** What is put in their place, for `importWorkflows`. */
export const addressesIn = ({ crm }, files) => ({ [published.crm]: crm.url, [published.files]: files });

/** Runs a template and expects it to end well. */
async function succeed(stage) {
	const result = await stage.run();
	assert.equal(result.status, 'success', `${result.error?.message} ${result.error?.description ?? ''}`);
	return result;
}

/** Runs a template once more; nothing may be written to the two services but what is said to be harmless. */
async function runsAgain(stage, harmless = () => false) {
	const before = await stage.requests();
	const result = await succeed(stage);
	const writes = (await stage.writes(before)).filter((request) => !harmless(request));
	assert.deepEqual(
		writes.map(({ method, path }) => `${method} ${path}`),
		[],
		'the second run wrote',
	);
	return result;
}

const numbers = (orders) => orders.map(({ workorder_nr }) => workorder_nr).sort();

const checks = {
	async '01-jobs-to-work-orders'(stage) {
		const scheduled = (await stage.state('jobs')).filter(({ status }) => status === 'scheduled');
		const first = await succeed(stage);
		const orders = await stage.state('workOrders');
		assert.ok(scheduled.length > 0);
		assert.deepEqual(numbers(orders), scheduled.map(({ num }) => String(num)).sort());
		assert.equal(orders[0].customer_name, scheduled[0].customer.name);
		assert.match(orders[0].date_work_start, /^\d\d-\d\d-\d{4}$/);
		assert.deepEqual(
			first.items('Result').map(({ outcome }) => outcome),
			scheduled.map(() => 'Created'),
		);
		const second = await succeed(stage);
		assert.deepEqual(
			second.items('Result').map(({ outcome }) => outcome),
			scheduled.map(() => 'There already'),
		);
		assert.equal((await stage.state('workOrders')).length, orders.length);
		await stage.admin('faults', { service: 'outSmart', path: 'work-orders', kind: 'status', status: 500, times: null });
		assert.equal((await stage.run()).status, 'error', 'any other refusal has to stop the run');
	},

	async '02-completed-jobs-to-draft-invoices'(stage) {
		const [job] = (await stage.state('jobs')).filter(({ status, parts }) => status === 'completed' && parts.length > 0);
		const before = (await stage.state('invoices')).length;
		await succeed(stage);
		const invoices = await stage.state('invoices');
		const made = invoices.filter(({ reference }) => reference === `JOB-${job.num}`);
		assert.equal(made.length, 1);
		assert.equal(made[0].status, 'draft');
		assert.equal(made[0].customer.id, job.customer.id);
		assert.equal(made[0].job.id, job.id);
		assert.deepEqual(
			made[0].lines.map(({ partReference, quantity }) => [partReference, Number(quantity)]),
			job.parts.map(({ reference, quantity }) => [reference, quantity]),
		);
		assert.ok(made[0].total > made[0].subtotal && made[0].subtotal > 0);
		assert.ok(invoices.length > before);
		await runsAgain(stage);
	},

	async '03-form-to-customer-and-job'(stage) {
		const first = await succeed(stage);
		const [customer] = (await stage.state('customers')).filter(
			({ contactEmail }) => contactEmail === 'central@form.example',
		);
		const jobs = async () => (await stage.state('jobs')).filter((job) => job.customer.id === customer.id);
		const [job, ...others] = await jobs();
		assert.equal(customer.addressCity, 'Bordeaux');
		assert.equal(job.description, 'The dishwasher leaks');
		assert.equal(others.length, 0);
		assert.match(first.items('Confirmation')[0].message, new RegExp(`number ${job.num};`));
		await runsAgain(stage, ({ path }) => path === '/api/v3/job/send');
		assert.equal((await jobs()).length, 1);
	},

	async '04-work-orders-and-status-back'(stage) {
		const open = (await stage.state('jobs')).filter(({ status }) =>
			['scheduled', 'synchronized', 'started', 'paused'].includes(status),
		);
		await succeed(stage);
		const orders = await stage.state('workOrders');
		assert.deepEqual(numbers(orders), open.map(({ num }) => String(num)).sort());
		await runsAgain(stage);
		const [order] = orders;
		await stage.admin(
			`state/workOrders/${order.id}`,
			{ work_finished: 1, date_work_end: order.date_work_start, time_work_start: '08:15', time_work_end: '10:45' },
			'PUT',
		);
		await succeed(stage);
		const [done] = (await stage.state('jobs')).filter(({ num }) => String(num) === order.workorder_nr);
		assert.equal(done.status, 'completed');
		assert.match(done.actualStart, / 08:15$/);
		assert.match(done.actualEnd, / 10:45$/);
		await runsAgain(stage);
	},

	async '05-invoices-to-accounting'(stage) {
		const due = (await stage.state('invoices')).filter(({ status }) => ['sent', 'late', 'paid'].includes(status));
		await succeed(stage);
		const booked = await stage.crm('GET', '/invoices');
		assert.deepEqual(booked.map(({ id }) => id).sort(), due.map(({ id }) => String(id)).sort());
		assert.ok(booked.every(({ total, lines, customer }) => total > 0 && lines.length > 0 && customer.name));
		assert.ok(booked.some(({ status, paid }) => status === 'paid' && paid));
		await runsAgain(stage);
		assert.equal((await stage.crm('GET', '/invoices')).length, booked.length);
	},

	async '06-crm-customers-both-ways'(stage) {
		const here = async (myId) => (await stage.state('customers')).find((customer) => customer.myId === myId);
		const there = async (id) => (await stage.crm('GET', '/customers')).find((customer) => customer.id === id);
		const own = await stage.state('customers');
		await stage.crm('POST', '/customers', {
			id: 'CRM-1',
			name: 'New in the CRM',
			email: 'new@crm.example',
			phone: '1',
		});
		const nameless = await stage.synchroteam('POST', '/customer/send', { name: 'Without own ID' });
		await succeed(stage);
		assert.equal((await here('CRM-1')).contactEmail, 'new@crm.example');
		assert.equal((await stage.crm('GET', '/customers')).length, own.length + 2);
		assert.equal((await here(`ST-${nameless.id}`)).name, 'Without own ID');
		await runsAgain(stage);
		await stage.crm('PUT', '/customers/CRM-1', { phone: '2' });
		await stage.synchroteam('POST', '/customer/send', { myId: own[0].myId, contactPhone: '3' });
		await succeed(stage);
		assert.equal((await here('CRM-1')).contactPhone, '2');
		assert.equal((await there(own[0].myId)).phone, '3');
		await runsAgain(stage);
	},

	async '07-job-files-to-folders'(stage, { files }) {
		const jobs = (await stage.state('jobs')).filter(({ status }) => ['completed', 'validated'].includes(status));
		await succeed(stage);
		for (const { num } of jobs) {
			const zip = readFileSync(join(files, `job-${num}.zip`)).toString('latin1');
			assert.ok(zip.includes(`job-${num}/report.html`) && zip.includes(`job-${num}/1-`), `files of job ${num}`);
		}
		await runsAgain(stage);
		assert.equal(readdirSync(files).length, jobs.length);
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

	async '09-low-stock-to-part-requests'(stage) {
		const before = await stage.state('partRequests');
		const van = (await stage.state('depots')).find(({ name }) => name === 'Van South');
		await stage.synchroteam('POST', '/depot/quantities', [
			{ depot: { id: van.id }, parts: [{ productCode: 'P-200', quantity: 2 }] },
		]);
		await succeed(stage);
		const made = (await stage.state('partRequests')).filter(({ id }) => !before.some((one) => one.id === id));
		assert.equal(made.length, 1, 'the part that is asked for already is left alone');
		assert.equal(made[0].destination.idStock, van.id);
		assert.deepEqual([made[0].part.reference, made[0].quantity, made[0].user.login], ['P-200', 3, 'claire']);
		await runsAgain(stage);
	},

	async '10-defects-to-task-and-quotation'(stage) {
		const type = (await stage.state('jobTypes')).find(({ name }) => name === 'Maintenance');
		const [customer] = await stage.state('customers');
		const job = await stage.synchroteam('POST', '/job/send', {
			customer: { id: customer.id },
			type: { id: type.id },
			description: 'Yearly visit',
		});
		await stage.admin(`device/${job.id}`, {
			report: [{ nmCategory: 'Check list', nmItem: 'Defects found', value: 'Valve drips' }],
		});
		await succeed(stage);
		const [quotation, ...others] = (await stage.state('quotations')).filter(
			({ reference }) => reference === `DEFECT-${job.num}`,
		);
		assert.equal(others.length, 0);
		assert.deepEqual(
			[quotation.status, quotation.customer.id, quotation.lines[0].description],
			['draft', customer.id, 'Valve drips'],
		);
		const [task, ...more] = (await stage.state('tasks')).filter((one) => one.job?.id === job.id);
		assert.equal(more.length, 0);
		assert.deepEqual([task.category, task.user.login], ['followup', 'claire']);
		assert.match(task.content, /Valve drips/);
		await runsAgain(stage);
	},

	async '11-ai-planner'(stage, { home }) {
		const job = (await stage.state('jobs')).find(({ status }) => status === 'created');
		const start = '2030-01-07 09:00';
		const model = await startModel([
			{ tool: 'Find_customers', input: { name: job.customer.name } },
			{ tool: 'Jobs_of_a_customer', input: { customer_id: job.customer.id } },
			{ tool: 'Plan_a_job', input: { job_number: job.num, start, end: '2030-01-07 10:00', technician_login: 'marie' } },
			{
				say: (seen) =>
					`Job ${job.num} is planned. ${seen.includes(`"num":${job.num}`) ? 'It was in the list.' : 'It was not in the list.'}`,
			},
		]);
		try {
			await importCredentials(home, [
				{
					id: 'openai',
					name: 'OpenAI-compatible model',
					type: 'openAiApi',
					data: { apiKey: 'sandbox', url: `${model.url}/v1` },
				},
			]);
			const result = await succeed(stage);
			assert.equal(result.items('Planner')[0].output, `Job ${job.num} is planned. It was in the list.`);
			const planned = async () => {
				const { status, scheduledStart, technician } = (await stage.state('jobs')).find(({ id }) => id === job.id);
				return [status, scheduledStart, technician.login];
			};
			assert.deepEqual(await planned(), ['scheduled', start, 'marie']);
			await succeed(stage);
			assert.deepEqual(await planned(), ['scheduled', start, 'marie']);
		} finally {
			await model.stop();
		}
	},
};

/** The names of the templates that have a check; a test holds them against the files. */
export const checked = Object.keys(checks);

const imported = new WeakMap();

/** All templates come into a home at once, with the first that is tried there. */
function workflowsIn(home, sandbox, files) {
	if (!imported.has(home)) imported.set(home, importWorkflows(home, templateFiles, addressesIn(sandbox, files)));
	return imported.get(home);
}

/**
 * Tries one template on a fresh sandbox.
 * @param {string} name file name without its ending
 * @param {{home: import('./lib/home.mjs').Home, sandbox: object, files: string}} on home: has the package, the sandbox's
 *   credentials and `templateEnv(files)`; files: a folder that exists, for what templates write
 * @throws AssertionError where something is not as it should be
 */
export async function tryTemplate(name, { home, sandbox, files }) {
	const workflows = await workflowsIn(home, sandbox, files);
	const { id } = workflows.find(({ file }) => basename(file, '.json') === name);
	const stage = openStage(home, sandbox, id);
	await stage.admin('reset', { seed: 'small' });
	await checks[name](stage, { home, files });
}
