import type { INodeParameters } from 'n8n-workflow';
import type { Outcome } from '../../contract/guesses/index.cts';
import type { writes } from '../../contract/guesses/writes.cts';
import { locator } from '../engine/engine.cts';
import { keyTrials } from './keys.cts';
import { expectThat, rightOr, wentWell, type Trials, type World } from './world.cts';

/** A field that may be ignored or refused: told either way, and what can be done instead. */
async function extra(
	{ run }: World,
	[resource, operation, parameters]: [string, string, INodeParameters],
	isWritten: () => boolean,
	sentence: RegExp,
	wayRound: () => Promise<boolean>,
): Promise<Outcome> {
	const given = await run(resource, operation, parameters);
	return await rightOr(given.error === undefined && isWritten(), given, sentence, wayRound);
}

const last = (world: World, store: 'jobs' | 'invoices' | 'tasks' | 'sites' | 'recurrences') =>
	world.state[store].rows().at(-1)!;

export const writeTrials: Trials<Omit<typeof writes, 'sla-minutes'>> = {
	...keyTrials,
	'emptied-value': async ({ run, state }) => {
		const { id } = state.jobs.create({ customer: { id: 1 }, scheduledStart: '2026-12-01 08:00' });
		const update = async (more: object) => await run('job', 'update', { job: locator('list', id), ...more });
		const isEmpty = () => state.jobs.row(id).scheduledStart === null;
		const emptied = await update({ jobFields: { scheduledStart: '' } });
		return await rightOr(isEmpty(), emptied, /Scheduled Start.*emptied-value/s, async () => {
			wentWell(await update({ options: { additionalBody: '{"scheduledStart": ""}' } }));
			return isEmpty();
		});
	},
	'unsent-fields': async ({ run, state }) => {
		const { id } = state.jobTypes.create({ name: 'Repair', priority: 'high', duration: '02:00:00' });
		const update = async (fields: object) =>
			await run('jobType', 'update', { jobType: locator('list', id), jobTypeFields: { ...fields } });
		wentWell(await update({ duration: '03:00:00' }));
		if (state.jobTypes.row(id).priority === 'high') return 'right';
		wentWell(await update({ duration: '03:00:00', priority: 'high' }));
		expectThat(state.jobTypes.row(id).priority === 'high', 'the other fields can be sent as well');
		return 'unnoticed';
	},
	'schedule-dates': async ({ run, state }) => {
		const { id } = state.jobs.create({ customer: { id: 1 } });
		const schedule = async (more: object) =>
			await run('job', 'schedule', {
				job: locator('list', id),
				technician: locator('login', 'jean'),
				scheduledStart: '2026-12-01 08:00',
				...more,
			});
		const isScheduled = () => state.jobs.row(id).status === 'scheduled';
		const one = await schedule({});
		return await rightOr(isScheduled(), one, /scheduledEnd are both needed/, async () => {
			wentWell(await schedule({ scheduledEnd: '2026-12-01 09:00' }));
			return isScheduled();
		});
	},
	'price-text': async ({ run, state }) => {
		const send = async (more: object) =>
			await run(
				'part',
				'updatePrices',
				{ prices: { values: [{ id: locator('id', ''), reference: 'P-100', price: '10.25' }] }, ...more },
				{ onError: 'continueRegularOutput' },
			);
		const price = () => state.parts.rows()[0].price;
		const sent = await send({});
		const misread = price() === '1025.00';
		const wayRound = async () => {
			await send({ options: { additionalBody: '{"price": "10.25"}' } });
			return price() === '10.25';
		};
		if (!misread) return await rightOr(price() === '10.25', sent, /not a number.*price-text/s, wayRound);
		expectThat(await wayRound(), 'the workaround helps');
		return 'unnoticed';
	},
	'message-priority': async ({ run, state }) => {
		const users = { values: [{ id: locator('id', 2), login: '' }] };
		const send = async (more: object) => await run('message', 'send', { users, message: 'Come back', ...more });
		const sent = await send({});
		return await rightOr(sent.error === undefined, sent, /priority is missing/, async () => {
			wentWell(await send({ options: { additionalBody: '{"priority": null}' } }));
			return state.messages.rows().length === 1;
		});
	},
	'billing-status-lines': async ({ run, state }) => {
		wentWell(await run('invoice', 'update', { invoice: locator('list', 2), invoiceFields: { status: 'sent' } }));
		expectThat(state.invoices.row(2).status === 'sent', 'the status is changed');
		expectThat(state.invoices.row(2).lines.length === 1, 'the lines stay');
		return 'right';
	},
	'lines-action': async ({ run, state }) => {
		const lines = { values: [{ description: 'Gasket', quantity: '1', unitPrice: '2.00', taxRate: '10' }] };
		wentWell(await run('invoice', 'update', { invoice: locator('list', 2), invoiceFields: { lines } }));
		expectThat(state.invoices.row(2).lines.length === 2, 'the line joins the other one');
		return 'right';
	},
	'billing-cancel-verb': async ({ run, state }) => {
		const cancel = async (id: number) => await run('invoice', 'cancel', { invoice: locator('list', id) });
		const first = await cancel(2);
		wentWell(first);
		const second = await cancel(3);
		wentWell(second);
		wentWell(await run('quotation', 'cancel', { quotation: locator('list', 1) }));
		expectThat(
			[2, 3].every((id) => state.invoices.row(id).status === 'cancelled'),
			'both are cancelled',
		);
		return 'right';
	},
	'unschedule-answer': async ({ run, state, reading }) => {
		const job = state.jobs.rows().find(({ status }) => status === 'scheduled')!;
		const [item] = wentWell(await run('job', 'unschedule', { job: locator('list', job.id) }));
		expectThat(item.status === reading && job.status === 'created', 'it is given as it comes');
		return 'right';
	},
	'job-extras': async (world) =>
		await extra(
			world,
			['job', 'create', { customer: locator('id', 1), jobFields: { duration: 30, createdBy: locator('id', 2) } }],
			() => last(world, 'jobs').duration === 30,
			/(Duration|Created By).*job-extras/s,
			async () => {
				const { id } = world.state.jobs.create({ customer: { id: 1 } });
				const times = { actualStart: '2026-11-20 08:00', actualEnd: '2026-11-20 08:30' };
				wentWell(await world.run('job', 'complete', { job: locator('list', id), ...times }));
				return world.state.jobs.row(id).duration === 30;
			},
		),
	'recurrence-extras': async (world) => {
		const { id } = world.state.recurrences.rows()[0];
		const isClosed = () => world.state.recurrences.row(id).isClosed === true;
		return await extra(
			world,
			['recurrence', 'update', { recurrence: locator('list', id), recurrenceFields: { isClosed: true } }],
			isClosed,
			/Closed.*recurrence-extras/s,
			async () => {
				wentWell(await world.run('recurrence', 'close', { recurrence: locator('list', id) }));
				return isClosed();
			},
		);
	},
	'task-done': async (world) =>
		await extra(
			world,
			['task', 'create', { content: 'Call', taskFields: { dateDone: '2026-11-20 08:00' } }],
			() => last(world, 'tasks').dateDone !== null,
			/Done Date.*task-done/s,
			async () => wentWell(await world.run('task', 'create', { content: 'Call' })).length === 1,
		),
	'payment-date': async (world) => {
		const isPaid = () => world.state.invoices.row(2).paymentDate !== null;
		return await extra(
			world,
			['invoice', 'update', { invoice: locator('list', 2), invoiceFields: { paymentDate: '2026-11-20 08:00' } }],
			isPaid,
			/Payment Date.*payment-date/s,
			async () => {
				wentWell(
					await world.run('invoice', 'update', { invoice: locator('list', 2), invoiceFields: { status: 'paid' } }),
				);
				return isPaid();
			},
		);
	},
	'contact-name': async (world) => {
		const make = (values: object): INodeParameters =>
			({ name: 'Yard', customer: locator('id', 1), siteFields: { contactFields: { values } } }) as INodeParameters;
		return await extra(
			world,
			['site', 'create', make({ contactName: 'Jane Doe' })],
			() => last(world, 'sites').contactName === 'Jane Doe',
			/Contact: Full Name.*contact-name/s,
			async () => {
				wentWell(await world.run('site', 'create', make({ contactFirstName: 'Jane', contactLastName: 'Doe' })));
				return last(world, 'sites').contactLastName === 'Doe';
			},
		);
	},
	'user-password': async ({ run, state }) => {
		const update = async (more: object) =>
			await run('user', 'update', { user: locator('list', 2), userFields: { phone: '06', ...more } });
		const without = await update({});
		return await rightOr(without.error === undefined, without, /password is needed/, async () => {
			wentWell(await update({ password: 'secret-1' }));
			return state.users.row(2).phone === '06';
		});
	},
	'task-category': async ({ run }) => {
		const create = async (category: string) =>
			await run('task', 'create', { content: 'Call', taskFields: { category } });
		const own = await create('inspection');
		return await rightOr(
			own.error === undefined,
			own,
			/Category.*task-category/s,
			async () => wentWell(await create('meeting')).length === 1,
		);
	},
	'recurrence-time': async ({ run }) => {
		const create = async (specificTime: string) =>
			await run('recurrence', 'create', {
				customer: locator('id', 1),
				type: locator('id', 1),
				recurrenceFields: { preferences: { values: { specificTime } } },
			});
		const minutes = await create('08:30');
		return await rightOr(
			minutes.error === undefined,
			minutes,
			/Time of Day.*recurrence-time/s,
			async () => wentWell(await create('08:30:00')).length === 1,
		);
	},
};
