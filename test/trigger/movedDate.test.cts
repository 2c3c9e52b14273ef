import { built } from '../engine/engine.cts';
import { watch } from './context.cts';
import { World } from './world.cts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.UTC(2026, 10, 10, 9, 0, 20);

let world: World;
beforeAll(async () => {
	world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
afterAll(async () => await world.sandbox.close());

test('an invoice whose payment gets another date between two polls is paid once more', async () => {
	await world.reset('invoicePaid', START - 2 * DAY, {});
	world.create();
	const [id] = [...world.facts.keys()].map(Number);
	const pay = (date: number) =>
		world.sandbox.state.invoices.change(id, { status: 'paid', paidAt: world.now, paymentDate: date });
	world.now = START;
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	const parameters = { events: ['invoicePaid'], filters: {}, options: { output: 'full' } };
	const trigger = watch('synchroteamTrigger', parameters, { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url });
	expect(await trigger.poll()).toBeNull();
	for (const date of [START + MINUTE, START - DAY]) {
		world.now += MINUTE;
		pay(date);
		world.now += MINUTE;
		expect(await trigger.poll()).toMatchObject([{ id }]);
		world.now += MINUTE;
		expect(await trigger.poll()).toBeNull();
	}
});
