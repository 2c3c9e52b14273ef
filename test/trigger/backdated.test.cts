import { built } from '../engine/engine.cts';
import { watch } from './context.cts';
import { World } from './world.cts';

/** Jobs whose own dates lie before activation though they came into their state after it: the office enters work of last week. */

let world: World;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 9, 26, 12, 0, 20);

beforeAll(async () => {
	world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
afterAll(async () => await world.sandbox.close());

test('a job that is made after activation and completed with a date before it is delivered once', async () => {
	await world.reset('jobCompleted', START, {});
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	const watching = watch(
		'synchroteamTrigger',
		{ events: ['jobCompleted'], filters: {}, options: { output: 'full' } },
		{ domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
	);
	const { jobs } = world.sandbox.state;
	world.create();
	const [old] = [...world.facts.keys()];
	jobs.change(old, { status: 'completed', actualEnd: world.now - 8 * DAY });
	world.now += MINUTE;
	expect(await watching.poll()).toBeNull();
	world.now += 20 * MINUTE;
	world.create();
	const id = [...world.facts.keys()][1];
	jobs.change(id, { status: 'completed', actualEnd: world.now - 7 * DAY });
	world.now += 2 * MINUTE;
	expect(await watching.poll()).toMatchObject([{ id, status: 'completed' }]);
	world.now += 2 * MINUTE;
	expect(await watching.poll()).toBeNull();
});
