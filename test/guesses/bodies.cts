import type { INodeParameters } from 'n8n-workflow';
import type { Outcome } from '../../contract/guesses/index.cts';
import type { bodies } from '../../contract/guesses/bodies.cts';
import { locator, runNode } from '../engine/engine.cts';
import { expectThat, rightOr, says, wentWell, type Trials, type World } from './world.cts';

const withJson = (body: object) => ({ options: { additionalBody: JSON.stringify(body) } });
const values = (...list: object[]) => ({ values: list }) as unknown as INodeParameters;

/** Sends a request; where it is refused with these words, in another way. */
async function otherwise(
	{ run }: World,
	[resource, operation, parameters]: [string, string, object],
	sentence: RegExp,
	wayRound: object,
	isDone: () => boolean = () => true,
): Promise<Outcome> {
	const first = await run(resource, operation, parameters as INodeParameters);
	return await rightOr(first.error === undefined && isDone(), first, sentence, async () => {
		wentWell(await run(resource, operation, { ...parameters, ...wayRound } as INodeParameters));
		return isDone();
	});
}

const stock = { source: locator('name', 'Main depot'), destination: locator('name', 'Van North') };
const customer = locator('id', 1);

export const bodyTrials: Trials<typeof bodies> = {
	'technician-zone': async ({ run, state }) => {
		const { id } = state.jobs.create({ customer: { id: 1 } });
		const schedule = async (scheduledStart: string, scheduledEnd: string) =>
			wentWell(
				await run('job', 'schedule', {
					...{ job: locator('list', id), technician: locator('login', 'jean') },
					...{ scheduledStart, scheduledEnd },
				}),
			);
		const isEight = () => state.jobs.row(id).scheduledStart === Date.parse('2026-12-01T08:00:00Z');
		await schedule('2026-12-01T08:00:00Z', '2026-12-01T09:00:00Z');
		if (isEight()) return 'right';
		await schedule('2026-12-01 03:00', '2026-12-01 04:00');
		expectThat(isEight(), 'the time of the technician is sent as it was entered');
		return 'unnoticed';
	},
	'customer-since-name': async ({ run, state, moment }) => {
		const { id } = state.customers.create({ name: 'New' });
		const since = moment(-5);
		const list = async (more: object) => wentWell(await run('customer', 'getAll', { returnAll: true, ...more }));
		if ((await list({ customerFilters: { changedSince: since } })).length === 1) return 'right';
		const all = await list({ customerSort: { values: { sort: 'dateModified', sortOrder: 'descending' } } });
		const changed = all.filter(({ dateModified }) => Date.parse(String(dateModified)) >= Date.parse(since) - 60_000);
		expectThat(changed.length === 1 && changed[0].id === id, 'the items can be filtered');
		return 'unnoticed';
	},
	'body-dates': async (world) => {
		const { id } = world.state.jobs.create({ customer: { id: 1 } });
		return await otherwise(
			world,
			['job', 'update', { job: locator('list', id), jobFields: { scheduledStart: '2026-12-01 08:00' } }],
			/scheduledStart has to be dd\/MM\/yyyy/,
			withJson({ scheduledStart: '01/12/2026 08:00:00' }),
			() => world.state.jobs.row(id).scheduledStart === Date.parse('2026-12-01T08:00:00+01:00'),
		);
	},
	'base-path': async ({ run, credentials }) => {
		const parameters = { customer };
		const first = await run('customer', 'get', parameters);
		return await rightOr(first.error === undefined, first, /not found|There is no \/api/i, async () => {
			const { items } = await runNode({
				...{ node: 'synchroteam', parameters: { resource: 'customer', operation: 'get', ...parameters } },
				credentials: { ...credentials.synchroteam, baseUrl: `${credentials.synchroteam.baseUrl}/v3/` },
			});
			return items[0].json.id === 1;
		});
	},
	'report-known-job': async (world) => {
		const { myId } = world.state.jobs.rows()[1];
		const report = values({ nmCategory: 'Work done', nmItem: 'What was done', value: 'x', iteration: 0 });
		const upsert = { myId, description: 'Again' };
		const first = await world.run('job', 'upsert', { ...upsert, jobFields: { report } });
		return await rightOr(first.error === undefined, first, /report is taken on creation only/, async () => {
			wentWell(await world.run('job', 'upsert', upsert));
			return world.state.jobs.rows()[1].description === 'Again';
		});
	},
	'movement-place': async (world) =>
		await otherwise(
			world,
			['partMovement', 'move', { ...stock, part: locator('reference', 'P-100'), quantity: 2 }],
			/quantity of part P-100 is needed/,
			withJson({ quantity: 2 }),
			() => world.state.depots.rows()[1].stock[1].quantity === 5,
		),
	'custom-field-names': async (world) => {
		const [{ id, label }] = world.state.customFields.rows().filter(({ objectType }) => objectType === 'customer');
		const fields = (more: object) => ({
			customerFields: { customFieldValues: values({ id: String(id), label: '', value: 'x', ...more }) },
		});
		return await otherwise(
			world,
			['customer', 'update', { customer, ...fields({}) }],
			/id and label are both needed/,
			fields({ label }),
		);
	},
	'custom-field-numbers': async (world) => {
		const { id } = world.state.customFields
			.rows()
			.find(({ objectType, type }) => objectType === 'job' && type === 'number')!;
		const fields = (value: string) => ({
			jobFields: { customFieldValues: values({ id: String(id), label: '', value }) },
		});
		const job = locator('list', world.state.jobs.create({ customer: { id: 1 } }).id);
		return await otherwise(
			world,
			['job', 'update', { job, ...fields('2.5') }],
			/a number has a decimal comma/,
			fields('2,5'),
		);
	},
	'job-number-text': async (world) => {
		const { id, num } = world.state.jobs.rows()[0];
		const [{ label }] = world.state.customFields.rows().filter(({ objectType }) => objectType === 'job');
		const customFieldValues = values({ id: '', label, value: 'x' });
		return await otherwise(
			world,
			['customField', 'setJobValues', { job: locator('num', num), setCustomFields: false, customFieldValues }],
			/Job\.num has to be text/,
			{ job: locator('id', id) },
		);
	},
	'contract-equipment-list': async ({ run, state }) => {
		const equipment = values({ id: locator('id', 2), myId: '', action: 'add' });
		wentWell(await run('contract', 'create', { customer, contractFields: { equipment } }));
		expectThat(state.contracts.rows().at(-1)!.equipment[0].id === 2, 'the equipment is taken');
		return 'right';
	},
	'job-place': async (world) =>
		await otherwise(world, ['job', 'create', { site: locator('id', 1), description: 'Repair' }], /customer is needed/, {
			customer,
		}),
	'names-needed': async (world) => {
		const nameless = await world.run('customer', 'create', { name: '={{ "" }}', contactPhone: '06' });
		says(nameless, /Name.*(is empty|required)/);
		wentWell(await world.run('customer', 'create', { name: '-', contactPhone: '06' }));
		expectThat(world.state.customers.rows().at(-1)!.contactPhone === '06', 'it is created');
		return world.reading === 'needed' ? 'right' : 'says so';
	},
	'unfiltered-active': async ({ run, state }) => {
		state.sites.row(1).active = false;
		const list = async (active: boolean) =>
			wentWell(await run('site', 'getAll', { returnAll: true, siteFilters: { active } })).length;
		expectThat((await list(true)) === 4 && (await list(false)) === 1, 'the filter tells them apart');
		return 'right';
	},
	'line-amounts': async (world) => {
		const lines = (more: object) => ({
			lines: values({ description: 'Gasket', quantity: '1', unitPrice: '2.00', taxRate: '10', ...more }),
		});
		return await otherwise(
			world,
			['invoice', 'create', { customer, ...lines({ total: '2.20' }) }],
			/total is calculated/,
			lines({}),
			() => Number(world.state.invoices.rows().at(-1)!.total) === 2.2,
		);
	},
	'part-price-type': async (world) =>
		await otherwise(
			world,
			['part', 'create', { name: 'Seal', price: 10.25 }],
			/price has to be text/,
			withJson({ price: '10.25' }),
			() => world.state.parts.rows().at(-1)!.price === '10.25',
		),
	'payment-day': async (world) =>
		await otherwise(
			world,
			['invoice', 'update', { invoice: locator('list', 2), invoiceFields: { paymentDate: '2026-11-20 08:00' } }],
			/paymentDate has to be a day/,
			withJson({ paymentDate: '2026-11-20' }),
			() => Math.abs(world.state.invoices.row(2).paymentDate - Date.parse('2026-11-20T00:00:00+01:00')) < 9 * 3_600_000,
		),
	'request-serials': async (world) =>
		await otherwise(
			world,
			[
				'partRequest',
				'create',
				{ ...stock, user: locator('login', 'jean'), part: locator('reference', 'P-300'), serials: 'PU-001' },
			],
			/quantity is needed/,
			withJson({ serialNumbers: ['PU-001'] }),
			() => world.state.partRequests.rows().at(-1)!.quantity === 1,
		),
	'job-report': async ({ run, state }) => {
		const [{ id, report }] = state.jobs.rows().filter((each) => each.report.length > 0);
		const blocks = wentWell(await run('jobReport', 'get', { job: locator('list', id) }));
		expectThat(blocks.length === report.length && Array.isArray(blocks[0].items), 'one item per block');
		return 'right';
	},
	'recurrence-days': async (world) =>
		await otherwise(
			world,
			['recurrence', 'create', { customer, recurrenceFields: { days: ['1', '5'] } }],
			/days has to be a list|days has to be text/,
			withJson({ days: [1, 5] }),
			() => world.state.recurrences.rows().at(-1)!.days === '1,5',
		),
	'recurrence-start': async (world) =>
		await otherwise(
			world,
			['recurrence', 'create', { customer, dateStart: '2026-12-01 08:00' }],
			/dateStart has to be a day/,
			withJson({ dateStart: '2026-12-01' }),
			() => {
				const { dateStart } = world.state.recurrences.rows().at(-1)!;
				return Math.abs(dateStart - Date.parse('2026-12-01T00:00:00+01:00')) < 9 * 3_600_000;
			},
		),
	'recurrence-preferences': async (world) => {
		const preferences = { values: { isDraft: true } };
		const first = await world.run('recurrence', 'create', { customer, recurrenceFields: { preferences } });
		return await rightOr(first.error === undefined, first, /preferences\.isDraft cannot be set/, async () => {
			wentWell(await world.run('recurrence', 'create', { customer }));
			const { id } = world.state.jobs.create({ customer: { id: 1 } });
			wentWell(await world.run('job', 'update', { job: locator('list', id), jobFields: { preferences } }));
			return world.state.jobs.row(id).preferences.isDraft === true;
		});
	},
	'activity-needs': async (world) =>
		await otherwise(
			world,
			[
				'activity',
				'create',
				{ activityType: locator('id', 1), dateStart: '2026-12-01 08:00', dateEnd: '2026-12-01 09:00' },
			],
			/user is needed/,
			{ user: locator('login', 'jean') },
		),
	'user-sort': async ({ run }) => {
		const list = async (more: object) => await run('user', 'getAll', { returnAll: true, ...more });
		const sorted = await list({ userSort: { values: { sort: 'login', sortOrder: 'descending' } } });
		const logins = sorted.json.map(({ login }) => String(login));
		const isSorted = logins.length > 1 && logins.join() === [...logins].sort().reverse().join();
		return await rightOr(isSorted, sorted, /sort/, async () => wentWell(await list({})).length > 1);
	},
	'cancel-answer': async ({ run, reading }) => {
		const [item] = wentWell(await run('invoice', 'cancel', { invoice: locator('list', 2) }));
		expectThat(item.status === reading, 'it is given as it comes');
		return 'right';
	},
};
