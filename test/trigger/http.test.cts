import fc from 'fast-check';
import { built } from '../engine/engine.cts';
import { watch, type Watching } from './context.cts';
import { histories, type History } from './history.cts';
import { chosen, planOf, play, type Poller } from './play.cts';
import { World } from './world.cts';

/** Some of the random histories, with the built trigger in the engine and every request over HTTP. */

const SEED = 7;
const RUNS = 60;

let world: World;
beforeAll(async () => {
	world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
afterAll(async () => await world.sandbox.close());

/** Requests go their own way here, so histories have nothing that fails or happens between them. */
const calm = (history: History): History => ({
	// Rows do not show reports.
	...history,
	details: history.details || history.event === 'jobReportUpdated',
	steps: history.steps.map((step) => (step.is === 'poll' ? { ...step, fails: undefined, between: [] } : step)),
});

function builtTrigger(history: History): Poller {
	const { details, reading, watch: watched } = planOf(history);
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	let watching: Watching;
	return {
		async poll(state, _, { trusted }) {
			watching ??= watch(
				'synchroteamTrigger',
				{
					event: history.event,
					filters: history.event in chosen ? { status: chosen[history.event] } : {},
					options: {
						output: details ? 'details' : 'full',
						maxRecords: history.limit,
						...(watched.zoneUnknown && { filterZone: reading }),
					},
				},
				{ domain, apiKey, timeZone: history.zone, baseUrl: url },
			);
			if (!trusted) watching.restart();
			const items = (await watching.poll()) ?? [];
			return { state: state ?? {}, items: items.map((json) => ({ row: json, ...(details && { whole: json }) })) };
		},
	};
}

test('nothing is lost, and nothing repeated as long as n8n keeps its state', async () => {
	const list = fc.sample(histories(), { seed: SEED, numRuns: RUNS }).map(calm);
	const complaints: string[] = [];
	let delivered = 0;
	for (const [index, history] of list.entries()) {
		const played = await play(world, history, builtTrigger(history));
		delivered += played.delivered;
		const wrong = played.lost + played.disordered + (played.restarts ? 0 : played.repeated + played.early);
		if (wrong) complaints.push(`${history.event}, history ${index}: ${played.complaints.join('; ')}`);
	}
	expect(complaints).toEqual([]);
	expect(delivered).toBeGreaterThan(RUNS);
}, 240_000);
