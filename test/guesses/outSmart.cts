import type { outSmart } from '../../contract/guesses/outSmart.cts';
import { locator } from '../engine/engine.cts';
import { expectThat, rightOr, says, wentWell, type Trials, type World } from './world.cts';

type Switched = Omit<typeof outSmart, 'portal-field-names' | 'portal-lists'>;

/** Creates a work order in one way; where the portal refuses it, in another one. */
async function create({ portal, state }: World, first: object, then: object, id: string) {
	const send = async (number: string, more: object) =>
		await portal('workOrder', 'create', { workorder_nr: number, work_description: 'Repair', ...more });
	const isThere = (number: string) => state.workOrders.rows().some((row) => row.workorder_nr === number);
	const run = await send('WO-1', first);
	return await rightOr(isThere('WO-1'), run, new RegExp(id, 's'), async () => {
		wentWell(await send('WO-2', then));
		return isThere('WO-2');
	});
}

export const portalTrials: Trials<Switched> = {
	'note-entity': async ({ portal, state }) => {
		const send = async (more: object) =>
			await portal('note', 'create', { nte_reference: 'N-1', nte_primary: 'WO-1', nte_content: 'Done', ...more });
		const run = await send({});
		return await rightOr(run.error === undefined, run, /nte_column/, async () => {
			wentWell(await send({ noteFields: { nte_column: 'OrderNr' } }));
			return state.notes.rows().length === 1;
		});
	},
	'portal-coordinates': async ({ portal, state }) => {
		const send = async (more: object) =>
			await portal('workOrder', 'create', { workorder_nr: 'WO-1', work_description: 'Repair', ...more });
		const isThere = () => state.workOrders.rows().some((row) => row.workorder_nr === 'WO-1');
		const run = await send({ workOrderFields: { customerFields: { values: { customer_latitude: '52.0907' } } } });
		return await rightOr(isThere(), run, /customer_latitude has to be a number/, async () => {
			wentWell(await send({ options: { additionalBody: '{"customer_latitude": 52.0907}' } }));
			return isThere();
		});
	},
	'order-required': async (world) => await create(world, {}, { customer_name: 'Acme' }, 'customer_name is required'),
	'portal-refusal': async ({ portal }) => {
		const run = await portal('workOrder', 'create', {
			workorder_nr: 'WO-1',
			options: { additionalBody: '{"bogus": 1}' },
		});
		says(run, /bogus/);
		return 'says so';
	},
	'portal-not-found': async ({ portal, state, watchPortal }) => {
		const get = await portal('workOrder', 'get', { workorder_nr: 'WO-9' });
		says(get, /not found|returned no result/);
		const watching = await watchPortal({ events: ['workOrderUpdated'], workorder_nr: 'WO-9' });
		state.workOrders.create({ workorder_nr: 'WO-9' });
		const items = (await watching.poll()) ?? [];
		expectThat(items.length === 1 && items[0].appeared === true, 'it is delivered when it appears');
		return 'right';
	},
	'portal-days': async (world) =>
		await create(
			world,
			{ workOrderFields: { planningFields: { values: { deadline: '2026-12-01' } } } },
			{ options: { additionalBody: '{"deadline": "2026-12-01"}' } },
			'Deadline.*portal-days',
		),
	'portal-times': async (world) =>
		await create(world, { time_work_start: '8:30' }, { time_work_start: '08:30:00' }, 'Start Time.*portal-times'),
	'portal-daypart': async (world) => {
		const daypart = (code: string) => ({
			workOrderFields: { dayparts: { values: [{ date: '2026-12-01', code, available: true }] } },
		});
		return await create(world, daypart('EVENING'), daypart('DAY'), 'There is no daypart EVENING');
	},
	'portal-limits': async ({ portal, state, reading }) => {
		state.workOrders.create({ workorder_nr: 'WO-1' });
		const run = await portal(
			'workOrder',
			'get',
			{ workorder_nr: locator('id', 'WO-1'), options: { maxWait: 0 } },
			{ items: Array.from({ length: 62 }, () => ({})), onError: 'continueErrorOutput' },
		);
		expectThat(run.items.length === (reading === 'none' ? 62 : 60), `${run.items.length} come`);
		if (reading === 'none') return 'right';
		says(run, /[Rr]ate limit/);
		return 'right';
	},
};
