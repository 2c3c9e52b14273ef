import type { keys } from '../../contract/guesses/keys.cts';
import { locator } from '../engine/engine.cts';
import { expectThat, rightOr, wentWell, type Trials } from './world.cts';

const stock = { source: locator('name', 'Main depot'), destination: locator('name', 'Van North') };

export const keyTrials: Trials<typeof keys> = {
	'recurrence-customer-key': async ({ run, state }) => {
		wentWell(await run('recurrence', 'create', { customer: locator('myId', 'C-3'), type: locator('id', 1) }));
		expectThat(state.recurrences.rows().at(-1)!.customer === 3, 'the customer is taken');
		return 'right';
	},
	'timeline-customer-key': async ({ run, state }) => {
		wentWell(await run('timeline', 'create', { title: 'Call', customer: locator('myId', 'C-3') }));
		expectThat(state.timeline.rows().at(-1)!.customer === 3, 'the customer is taken');
		return 'right';
	},
	'fulfill-key': async ({ run, state }) => {
		const [{ id }] = state.partRequests.rows();
		wentWell(await run('partRequest', 'fulfill', { partRequest: locator('id', id), quantity: 5 }));
		expectThat(state.partRequests.row(id).isComplete === true, 'it is fulfilled');
		return 'right';
	},
	'part-request-depot-keys': async ({ run, state }) => {
		const more = { user: locator('login', 'jean'), part: locator('reference', 'P-100'), quantity: 2 };
		wentWell(await run('partRequest', 'create', { ...stock, ...more }));
		const [main, van] = state.depots.rows();
		const made = state.partRequests.rows().at(-1)!;
		expectThat(made.source === main.id && made.destination === van.id, 'the depots are taken');
		return 'right';
	},
	'moved-part-id': async ({ run, state }) => {
		const move = async (mode: string, value: string | number) =>
			await run('partMovement', 'move', { ...stock, part: locator(mode, value), quantity: 2 });
		const moved = async (part: ReturnType<typeof move>) => wentWell(await part).length === 1;
		const by = await move('id', 1);
		const outcome = await rightOr(by.error === undefined, by, /part(\.id has to be text|: there is no part)/, () =>
			moved(move('reference', 'P-100')),
		);
		expectThat(state.depots.rows()[1].stock[1].quantity === 5, 'two were moved');
		return outcome;
	},
	'contract-equipment-key': async ({ run, state }) => {
		const equipment = { values: [{ id: locator('id', ''), myId: 'E-2', action: 'add' }] };
		wentWell(await run('contract', 'create', { customer: locator('myId', 'C-2'), contractFields: { equipment } }));
		expectThat(state.contracts.rows().at(-1)!.equipment[0].id === 2, 'the equipment is taken');
		return 'right';
	},
	'recurrence-contract-id': async ({ run, state }) => {
		const [{ id }] = state.contracts.rows();
		const create = async (more: object) =>
			await run('recurrence', 'create', { customer: locator('id', 1), type: locator('id', 1), ...more });
		const made = await create({ recurrenceFields: { idContract: locator('id', id) } });
		return await rightOr(made.error === undefined, made, /Contract.*recurrence-contract-id/s, async () => {
			wentWell(await create({ options: { additionalBody: '{"idContract": 12}' } }));
			return state.recurrences.rows().at(-1)!.idContract === 12;
		});
	},
};
