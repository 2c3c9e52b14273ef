import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Effects } from './effects.cts';
import type { Run } from './wholeTemplates.cts';

/** What there is to do for every template, and an account with two of everything that have one name. */

/** It is that moment in every account: IDs are made of it. */
export const begun = Date.now();
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const wall = (at: number, timeZone = 'Europe/Paris') => new Date(at).toLocaleString('sv', { timeZone }).slice(0, 16);
/** Noon of a day in the zone of the account, `days` from now. */
const noon = (days = 0) => `${wall(begun + days * DAY).slice(0, 10)} 12:00`;
const day = (days: number) => noon(days).slice(0, 10);

interface Job {
	id: string;
	num: number;
}

export function planner(sandbox: Sandbox) {
	const plan = (customer: unknown, scheduledStart: string, scheduledEnd: string, more: object = {}) =>
		sandbox.call('job_send', {
			body: { customer: { id: customer }, technician: { login: 'jean' }, scheduledStart, scheduledEnd, ...more },
		}) as Job;
	const complete = (job: Job, actualStart: string, actualEnd: string) =>
		sandbox.call('job_complete', { body: { id: job.id, actualStart, actualEnd } });
	return { plan, complete };
}

/** Jobs of today, over midnight and in the nights when clocks change; one that is done, with parts and a defect; a late one … */
export async function setMatrixScene(sandbox: Sandbox) {
	const { plan, complete } = planner(sandbox);
	const [customer] = sandbox.state.customers.all();
	const [type] = sandbox.state.jobTypes.all().filter(({ name }) => name === 'Maintenance');
	plan(customer.id, `${day(0)} 00:30`, `${day(0)} 01:30`, { description: 'Just after midnight' });
	plan(customer.id, `${day(0)} 23:30`, `${day(1)} 01:30`, {
		description: 'Over midnight',
		technician: { login: 'marie' },
	});
	plan(customer.id, '2026-10-25 01:30', '2026-10-25 04:30', { description: 'Clocks go back' });
	plan(customer.id, '2027-03-28 01:30', '2027-03-28 04:30', { description: 'Clocks go forward' });
	plan(customer.id, wall(begun - 50 * MINUTE), wall(begun + 60 * MINUTE), { description: 'Late' });
	const done = plan(customer.id, `${day(-1)} 09:00`, `${day(-1)} 10:00`, {
		description: 'Done',
		type: { id: type.id },
	});
	sandbox.call('job_parts_send', { body: { id: done.id, parts: [{ reference: 'P-100', quantity: 1 }] } });
	sandbox.device(done.id, {
		report: [{ nmCategory: 'Check list', nmItem: 'Defects found', value: 'Valve drips' }],
		photos: [{ fileName: '..\\..\\evil.jpg' }],
	});
	complete(done, `${day(-1)} 09:00`, `${day(-1)} 10:00`);
	const finished = plan(customer.id, `${day(-1)} 23:00`, `${day(0)} 01:00`, { description: 'Finished in OutSmart' });
	sandbox.state.workOrders.create({
		...{ workorder_nr: String(finished.num), work_finished: 1 },
		...{ date_work_start: day(-1), time_work_start: '23:15', time_work_end: '00:45' },
	});
	const van = sandbox.state.depots.all().find(({ name }) => name === 'Van South');
	sandbox.call('depot_quantities', {
		body: [{ depot: { id: van.id }, parts: [{ productCode: 'P-200', quantity: 2 }] }],
	});
	await fetch(`${sandbox.crm.url}/customers`, {
		method: 'POST',
		body: JSON.stringify({ id: 'CRM-1', name: 'New in the CRM', email: 'new@crm.example', phone: '1' }),
	});
}

/**
 * Adds a second one of the same name to what the template looks at.
 * @returns what has to be true after a run
 */
export async function twins(
	template: string,
	sandbox: Sandbox,
): Promise<(run: Run, effects: Effects) => Promise<void>> {
	const { plan, complete } = planner(sandbox);
	const [customer] = sandbox.state.customers.all();
	const twin = sandbox.call('customer_send', {
		body: { name: customer.name, myId: 'TWIN', contactEmail: 'central@form.example', contactPhone: '2' },
	});
	const other = sandbox.call('customer_send', {
		body: { name: customer.name, myId: 'TWIN-2', contactEmail: 'central@form.example', contactPhone: '3' },
	});
	const jean = sandbox.state.users.all().find(({ login }) => login === 'jean');
	const double = sandbox.state.users.create({
		...{
			firstName: jean.firstName,
			lastName: jean.lastName,
			login: 'jean2',
			email: 'jean2@sandbox.example',
			password: 'x',
		},
	});
	const visit = plan(twin.id, noon(0), `${day(0)} 13:00`, {
		description: 'Of the twin',
		technician: { login: 'jean2' },
	});
	switch (template) {
		case '02': {
			const done = plan(twin.id, `${day(-1)} 14:00`, `${day(-1)} 15:00`, { description: 'Twin done' });
			complete(done, `${day(-1)} 14:00`, `${day(-1)} 15:00`);
			return async () => {
				const made = sandbox.state.invoices.all().find(({ reference }) => reference === `JOB-${done.num}`);
				assert.equal(made.customer.id, twin.id, 'the invoice goes to the customer of the job');
			};
		}
		case '03':
			return async (_, { messages, jobs }) => {
				assert.ok(!jobs.some((line) => line.includes('The dishwasher leaks')), 'nobody guessed the customer');
				assert.ok(messages[0].includes(`ID ${twin.id}`) && messages[0].includes(`ID ${other.id}`), messages.join());
			};
		case '08':
			return async (_, { mails }) => {
				const [first, second] = ['jean@', 'jean2@'].map((to) => mails.filter((line) => line.startsWith(`mail ${to}`)));
				assert.deepEqual([first.length, second.length], [1, 1], 'each technician has an e-mail');
				assert.ok(second[0].includes(`#${visit.num} `) && !first[0].includes(`#${visit.num} `));
			};
		case '15': {
			const month = wall(begun).slice(0, 7);
			const last = wall(Date.parse(`${month}-01T00:00Z`) - DAY, 'UTC').slice(0, 7);
			for (const login of ['jean', 'jean2'])
				for (let visits = 0; visits < 40; visits++) {
					const at = `${last}-${String(1 + (visits % 28)).padStart(2, '0')} ${login === 'jean' ? '08' : '10'}`;
					const timeEntries = [{ user: { login }, start: `${at}:00`, stop: `${at}:20` }];
					complete(
						plan(customer.id, `${at}:00`, `${at}:20`, { technician: { login }, timeEntries }),
						`${at}:00`,
						`${at}:20`,
					);
				}
			return async (run) => {
				const technicians = run.items('Hours')[0].technicians as Array<{
					technician: string;
					id: unknown;
					hours: number;
				}>;
				const ids = technicians.filter(({ technician }) => technician === 'Jean Dupont').map(({ id }) => id);
				assert.deepEqual(ids, [jean.id, double.id], 'one line for each of the two');
				assert.equal(technicians.find(({ id }) => id === double.id)?.hours, 13.33, '40 visits of 20 minutes');
			};
		}
		default:
			return async () => {};
	}
}
