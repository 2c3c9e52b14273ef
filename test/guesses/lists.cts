import type { lists } from '../../contract/guesses/lists.cts';
import type { logins } from '../../contract/guesses/logins.cts';
import { locator } from '../engine/engine.cts';
import { expectThat, rightOr, says, told, wentWell, type Trials, type World } from './world.cts';

const all = { returnAll: true };

/** Lists that are longer than a page: all of them, a part, and some of them. */
async function readCustomers({ run, state }: World): Promise<'right'> {
	for (let at = 0; at < 150; at += 1) state.customers.create({ name: `Zoo ${at}`, myId: `Z-${at}` });
	const count = async (parameters: object) => wentWell(await run('customer', 'getAll', { ...parameters })).length;
	expectThat((await count(all)) === 155, 'all come');
	expectThat((await count({ limit: 120 })) === 120, 'as many come as were asked for');
	expectThat((await count({ ...all, customerFilters: { name: 'Zoo' } })) === 150, 'all that match come');
	return 'right';
}

export const listTrials: Trials<typeof lists> = {
	'records-total': async (world) => {
		const { run, state } = world;
		if (world.reading !== 'all') return await readCustomers(world);
		for (let at = 0; at < 150; at += 1) state.customers.create({ name: `Zoo ${at}`, myId: `Z-${at}` });
		const filter = { customerFilters: { name: 'Zoo' } };
		const filtered = await run('customer', 'getAll', { ...all, ...filter });
		return await rightOr(
			filtered.error === undefined,
			filtered,
			/shows 150 rows.*filters or a limit/s,
			async () => wentWell(await run('customer', 'getAll', { limit: 150, ...filter })).length === 150,
		);
	},
	'page-size-served': readCustomers,
	'bare-list-pages': async ({ run, state, watch }) => {
		for (let at = 0; at < 60; at += 1) state.tasks.create({ content: `Task ${at}` });
		for (const resource of ['task', 'timeline']) {
			const whole = wentWell(await run(resource, 'getAll', all)).length;
			const there = state[resource === 'task' ? 'tasks' : 'timeline'].rows().length;
			expectThat(whole === there, `${whole} of ${there} come`);
		}
		const watching = await watch(['taskCreated']);
		for (let at = 0; at < 30; at += 1) state.tasks.create({ content: `New ${at}` });
		expectThat((await watching.poll())?.length === 30, 'all new ones are delivered');
		return 'right';
	},
	'unplanned-jobs': async ({ run, state, watch, moment }) => {
		const watching = await watch(['jobCreated']);
		const { id } = state.jobs.create({ customer: { id: 1 } });
		expectThat((await watching.poll())?.length === 1, 'the trigger sees it');
		const since = { ...all, jobFilters: { changedSince: moment(-5) } };
		const read = await run('job', 'getAll', since);
		const has = (json: object[]) => json.some((each) => (each as { id: string }).id === id);
		return await rightOr(has(wentWell(read)), read, undefined, async () =>
			has(
				wentWell(
					await run('job', 'getAll', {
						...all,
						jobSort: { values: { sort: 'datemodified', sortOrder: 'descending' } },
					}),
				),
			),
		);
	},
	'deleted-found': async ({ run, state }) => {
		state.customers.delete(1);
		const create = async (items: object[], options = {}) =>
			await run('customer', 'create', { name: 'Again', myId: '={{ $json.myId }}', options }, { items: items as never });
		const one = await create([{ myId: 'C-1' }]);
		const isRight = one.error === undefined;
		return await rightOr(
			isRight,
			one,
			/already exists/,
			async () => wentWell(await create([{ myId: 'C-1' }], { checkFirst: false })).length === 1,
		);
	},
	'key-case': async ({ run, state, reading }) => {
		const before = state.customers.rows().length;
		const made = await run('customer', 'create', { name: 'Lower', myId: 'c-1' });
		if (reading === 'same') says(made, /already exists/);
		else wentWell(made);
		expectThat(state.customers.rows().length === before + (reading === 'same' ? 0 : 1), 'none was changed');
		expectThat(state.customers.get(1).name === 'Boulangerie Martin', 'the other stays as it is');
		return 'right';
	},
	'short-text-ids': async ({ run, state }) => {
		const { id, num } = state.jobs.create({ customer: { id: 1 } });
		const get = await run('job', 'get', { job: locator('id', id) });
		return await rightOr(
			get.error === undefined,
			get,
			/looks like/,
			async () =>
				wentWell(await run('job', 'get', { job: locator('num', num) })).length === 1 &&
				wentWell(await run('job', 'get', { job: locator('list', id) })).length === 1,
		);
	},
	contracts: async ({ run }) => {
		const read = await run('contract', 'getAll', all);
		return await rightOr(read.error === undefined, read, /404/, async () => true);
	},
	'unavailability-word': async ({ run, state }) => {
		const holiday = { activityType: { id: 3 }, user: { id: 2 } };
		state.activities.create({ ...holiday, dateStart: '2026-12-24 08:00', dateEnd: '2026-12-24 18:00' });
		const filtered = await run('activity', 'getAll', {
			...all,
			activityFilters: { activityType_category: 'unavailability' },
		});
		return await rightOr(wentWell(filtered).length === 1, filtered, undefined, async () => {
			const every = wentWell(await run('activity', 'getAll', all));
			return every.filter((each) => each.activityTypeCategory === 'unavail').length === 1;
		});
	},
};

export const loginTrials: Trials<typeof logins> = {
	limits: async ({ run, sandbox }) => {
		sandbox.settings.rateLimit = 3;
		const get = async () =>
			await run(
				'customer',
				'get',
				{ customer: locator('id', 1), options: { maxWait: 0 } },
				{ items: [{}, {}, {}, {}, {}], onError: 'continueErrorOutput' },
			);
		const first = await get();
		expectThat(first.items.length === 3 && first.failed.length === 2, 'those within the limit come');
		says(first, /[Rr]ate limit/);
		return 'right';
	},
	'refused-login': async ({ run, credentials }) => {
		const refused = await run(
			'customer',
			'get',
			{ customer: locator('id', 1) },
			{ credentials: { ...credentials.synchroteam, apiKey: 'wrong' } },
		);
		says(
			refused,
			/Check the domain and the API key|Check that the API is enabled|check the Base URL|Check the Base URL/,
		);
		expectThat(!told(refused).includes('wrong'), 'the key is not shown');
		return 'says so';
	},
};
