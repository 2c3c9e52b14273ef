import fc from 'fast-check';
import type { Watch } from '../../nodes/shared/trigger/watch';
import { events } from '../../nodes/Synchroteam/events';
import { histories, type History } from './history.cts';
import { naive } from './naive.cts';
import { ours, play, type Played, type Poller } from './play.cts';
import { subjects } from './subjects.cts';
import { World } from './world.cts';

/**
 * The promise of the triggers, held against random histories of an account and of the polls that watch it: nothing lost,
 * nothing repeated, nothing from before activation, in order. `docs/triggers.md` has the counts.
 */

const RUNS = Number(process.env.HISTORIES ?? 2000);
const SEED = Number(process.env.SEED ?? 20261121);

type Sum = Record<Exclude<keyof Played, 'complaints'>, number> & { histories: number };

let world: World;
beforeAll(async () => {
	world = await World.open();
});
afterAll(async () => await world.sandbox.close());

/** Plays all histories; complains about those that `fails` picks, with the seed and number to find them again. */
async function playAll(
	list: History[],
	poller: (history: History) => Poller,
	fails: (played: Played) => boolean = () => false,
) {
	const sum: Sum = {
		lost: 0,
		repeated: 0,
		early: 0,
		disordered: 0,
		delivered: 0,
		requests: 0,
		polls: 0,
		restarts: 0,
		histories: list.length,
	};
	const complaints: string[] = [];
	for (const [index, history] of list.entries()) {
		const played = await play(world, history, poller(history));
		for (const key of Object.keys(played) as Array<keyof Sum>)
			if (key in sum) sum[key] += Number(played[key as keyof Played]);
		if (fails(played))
			complaints.push(`${history.event}, history ${index} of seed ${SEED}: ${played.complaints.join('; ')}`);
	}
	return { sum, complaints };
}

/** The history without starts of n8n. */
const steadily = (history: History): History => ({
	...history,
	steps: history.steps.filter(({ is }) => is !== 'restart'),
});

/** Whether an event depends on the zone: a filter of unknown zone, or a date of creation that decides. */
const dated = ({ zoneUnknown, toKnown, news }: Watch) =>
	(zoneUnknown === true && !toKnown) || (news.is === 'created' && news.born !== undefined);

const report = (name: string, sum: Sum) =>
	process.stdout.write(
		`${name}: ${Object.entries(sum)
			.map(([key, count]) => `${key} ${count}`)
			.join(', ')}\n`,
	);

describe('random histories', () => {
	const list = fc.sample(histories(), { seed: SEED, numRuns: RUNS });
	const steady = list.map(steadily);

	test('as long as n8n keeps its state, nothing is lost, repeated, from before activation or out of order', async () => {
		const { sum, complaints } = await playAll(
			steady,
			ours,
			({ lost, repeated, early, disordered }) => lost + repeated + early + disordered > 0,
		);
		report('ours', sum);
		expect(complaints.slice(0, 5)).toEqual([]);
		expect(sum.delivered).toBeGreaterThan(RUNS);
		expect(new Set(steady.map(({ event }) => event))).toEqual(new Set(Object.keys(subjects)));
	}, 600_000);

	test('when n8n starts again with the state it saved last, nothing is lost', async () => {
		const restarted = list.filter(({ steps }) => steps.some(({ is }) => is === 'restart'));
		const { sum, complaints } = await playAll(restarted, ours, ({ lost }) => lost > 0);
		report('ours, with restarts', sum);
		expect(complaints.slice(0, 5)).toEqual([]);
		expect(sum.restarts).toBeGreaterThan(RUNS / 4);
	}, 600_000);

	test('a wrong zone in the credential does not matter where no date decides', async () => {
		const tolerant = Object.keys(events).filter((event) => !dated(events[event]));
		const some = fc.sample(histories(undefined, tolerant), { seed: SEED, numRuns: RUNS / 10 }).map(steadily);
		for (const zone of ['Asia/Tokyo', 'America/Los_Angeles', 'Europe/London']) {
			const { sum, complaints } = await playAll(
				some,
				(history) => ours(history, zone),
				({ lost, repeated, early }) => lost + repeated + early > 0,
			);
			report(`ours, with ${zone} in the credential`, sum);
			expect(complaints.slice(0, 5)).toEqual([]);
		}
	}, 600_000);

	test('the same histories show what a naive trigger loses and repeats', async () => {
		const { sum } = await playAll(steady, naive);
		report('naive', sum);
		expect(sum.lost).toBeGreaterThan(RUNS / 10);
		expect(sum.repeated).toBeGreaterThan(RUNS / 10);
	}, 600_000);
});

describe('bursts', () => {
	const fair = ({ lost, repeated, early, disordered }: Played) => lost + repeated + early + disordered > 0;

	test('several pages at once, while records move between them', async () => {
		const list = fc
			.sample(histories({ min: 101, max: 400 }), { seed: SEED, numRuns: Math.ceil(RUNS / 40) })
			.map(steadily);
		const { sum, complaints } = await playAll(list, ours, fair);
		report('ours, bursts of 100 to 400', sum);
		expect(complaints.slice(0, 5)).toEqual([]);
	}, 600_000);

	test('5,000 changes', async () => {
		const list = fc
			.sample(
				histories({ min: 5000, max: 5000 }, [
					'customerUpdated',
					'jobUpdated',
					'jobStatusChanged',
					'invoiceCreated',
					'partUpdated',
					'timelineCreated',
				]),
				{ seed: SEED, numRuns: 6 },
			)
			.map((history) => ({ ...steadily(history), limit: 1000, details: false }));
		const { sum, complaints } = await playAll(list, ours, fair);
		report('ours, bursts of 5,000', sum);
		expect(complaints.slice(0, 5)).toEqual([]);
		expect(sum.delivered).toBeGreaterThan(20_000);
	}, 600_000);
});
