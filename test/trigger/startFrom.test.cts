import { built } from '../engine/engine.cts';
import { watch } from './context.cts';
import { World } from './world.cts';

/** Where the beginning lies: Start From, and the minute of activation. Nothing from before comes later, nothing from after is lost. */

let world: World;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ten o'clock in Paris, five in New York. */
const START = Date.UTC(2026, 10, 10, 9, 0, 20);

beforeAll(async () => {
	world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
afterAll(async () => await world.sandbox.close());

const watching = (event: string, options: object = {}, timeZone = 'Europe/Paris') => {
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	const parameters = { events: [event], filters: {}, options: { output: 'full', ...options } };
	return watch('synchroteamTrigger', parameters, { domain, apiKey, timeZone, baseUrl: url });
};
const startFrom = (before: number) => ({ startFrom: new Date(START - before).toISOString() });

test('a payment of yesterday that is entered after activation is delivered, though Start From names this morning', async () => {
	await world.reset('invoicePaid', START - 48 * HOUR, {});
	world.create();
	world.create();
	const [paid, late] = [...world.facts.keys()].map(Number);
	const { invoices } = world.sandbox.state;
	invoices.change(paid, { status: 'paid', paidAt: START - 30 * HOUR, paymentDate: START - 30 * HOUR });
	world.now = START;
	const trigger = watching('invoicePaid', startFrom(HOUR));
	expect(await trigger.poll()).toBeNull();
	world.now += 10 * MINUTE;
	invoices.change(late, { status: 'paid', paidAt: START - 28 * HOUR, paymentDate: START - 28 * HOUR });
	world.now += MINUTE;
	expect(await trigger.poll()).toMatchObject([{ id: late }]);
	world.now += MINUTE;
	expect(await trigger.poll()).toBeNull();
});

test.each([
	['Europe/Paris', 'utc'],
	['Europe/Paris', 'account'],
	['America/New_York', 'utc'],
	['America/New_York', 'account'],
] as const)(
	'part requests made since Start From come once, in %s with a filter read as %s',
	async (timeZone, reading) => {
		await world.reset('partRequestCreated', START - 20 * HOUR, { timeZone });
		world.sandbox.dialect['part-request-since-zone'] = reading;
		world.create();
		for (const at of [START - 2 * HOUR, START - HOUR / 2]) {
			world.now = at;
			world.create();
		}
		world.now = START;
		const [, , since] = [...world.facts.keys()];
		const trigger = watching('partRequestCreated', startFrom(HOUR), timeZone);
		expect((await trigger.poll())?.map(({ id }) => String(id))).toEqual([since]);
		world.now += 2 * MINUTE;
		expect(await trigger.poll()).toBeNull();
	},
);

test('a customer made six minutes before activation and edited before the next poll is not new', async () => {
	await world.reset('customerCreated', START - 369_000, {});
	world.create();
	world.now = START;
	const trigger = watching('customerCreated');
	expect(await trigger.poll()).toBeNull();
	world.now += 2 * MINUTE;
	world.act('change', 0);
	world.now += 3 * MINUTE;
	expect(await trigger.poll()).toBeNull();
});

test('a customer made at midnight on the day of activation and edited after it is not new', async () => {
	await world.reset('customerCreated', START - 10 * HOUR - 20_000, {});
	world.create();
	world.now = START;
	const trigger = watching('customerCreated');
	expect(await trigger.poll()).toBeNull();
	world.now += 20 * MINUTE;
	world.act('change', 0);
	world.now += MINUTE;
	expect(await trigger.poll()).toBeNull();
});

test.each(['jobCreated', 'jobUpdated'])(
	'%s with Start From leaves jobs alone that were changed shortly before',
	async (event) => {
		await world.reset(event, START - 3 * HOUR, {});
		for (const before of [70, 40, 3]) {
			world.now = START - HOUR - before * MINUTE;
			world.create();
		}
		world.now = START - HOUR / 2;
		world.create();
		world.now = START;
		const [, , , since] = [...world.facts.keys()];
		const trigger = watching(event, startFrom(HOUR));
		expect((await trigger.poll())?.map(({ id }) => String(id))).toEqual([since]);
		world.now += 2 * MINUTE;
		expect(await trigger.poll()).toBeNull();
	},
);
