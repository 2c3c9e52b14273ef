import { facts } from './adversary/events.cts';
import { activated } from './adversary/happenings.cts';
import { last, type ListName } from './adversary/records.cts';
import { allIsWell, summary, type Scene, type SceneOptions } from './adversary/scene.cts';
import { HOUR, MINUTE, SECOND } from './adversary/time.cts';

/**
 * What polls cost: requests, counted during steady change, and after bursts and bulks. A poll a minute; half of the changes
 * are new records, half are edits. TABLE=1 plays all events for two hours, and prints the table of docs/triggers.md.
 */

jest.setTimeout(600_000);

const isWhole = process.env.TABLE !== undefined;
const events = isWhole
	? ['jobStatusChanged', 'jobUpdated', 'customerUpdated', 'partUpdated']
	: ['jobUpdated', 'customerUpdated'];
const STEADY = isWhole ? 2 * HOUR : 40 * MINUTE;
const BULK = isWhole ? 30_000 : 6_000;
const lines: string[] = [];
afterAll(() => void (process.env.TABLE && process.stdout.write(`${lines.join('\n')}\n`)));

/** None comes twice: what came and went before it was read is not seen. */
const nextStatus: Record<string, string> = { created: 'started', started: 'completed', completed: 'validated' };

/** That number of changes a minute, evenly, for that long. */
function keepBusy(scene: Scene, list: ListName, perMinute: number, ms: number): void {
	const { time, records } = scene;
	const recs = records.of(list);
	const turn = (at: number) => {
		if (at % 2 === 0) return void records.create(list, time.now);
		const rec = scene.chance.of(recs);
		records.edit(rec, time.now, { status: nextStatus[last(rec).status] ?? last(rec).status });
	};
	const gap = MINUTE / perMinute;
	for (let at = 0; at * gap < ms; at++) time.at(time.now + at * gap + 1, () => turn(at));
}

/** Polls for that long. @returns requests of lists and of single records, poll by poll */
async function watchFor(scene: Scene, ms: number) {
	const polls: Array<{ lists: number; details: number; items: number }> = [];
	for (let poll = 0; poll * MINUTE < ms; poll++) {
		const before = scene.requests();
		const items = await scene.polls(1);
		const sent = scene.service.log.slice(before);
		const lists = sent.filter(({ path }) => path.endsWith('/list')).length;
		polls.push({ lists, details: sent.length - lists, items: items.length });
	}
	return polls;
}

const most = (counts: number[]) => Math.max(...counts);
const sum = (counts: number[]) => counts.reduce((all, each) => all + each, 0);

describe('steady change: polls do not become dearer', () => {
	const ways: Array<[string, SceneOptions['options']]> = [
		['', {}],
		[' with details', { output: 'details' }],
		[' with 50 items per poll', { maxRecords: 50 }],
	];
	const plain = (isWhole ? [0, 5, 25, 100] : [0, 25, 100]).map((rate) => [rate, ...ways[0]] as const);
	const busy = ways.slice(1).map((way) => [100, ...way] as const);
	const cases = events.flatMap((event) => [...plain, ...busy].map((each) => [event, ...each] as const));
	test.each(cases)('%s, %i changes a minute%s', async (event, rate, way, options) => {
		const { scene } = await activated(event, 400, { options, rules: { latency: 50 } });
		if (rate) keepBusy(scene, facts[event].list, rate, STEADY);
		const polls = await watchFor(scene, STEADY);
		const lists = polls.map((each) => each.lists);
		lines.push([event, rate, way, `${most(lists)} at most`, `${sum(lists)} in all`].join('\t'));
		// Six minutes of look-back, one since the last poll, and up to two in which a row waits for the end of its minute:
		// how many depends on the second in which polls begin, which moves with each, and not on the hours.
		const pages = Math.ceil((9 * rate) / 100);
		expect(most(lists)).toBeLessThanOrEqual(rate ? pages + 1 : 1);
		if (way === ' with details') for (const { details, items } of polls) expect(details).toBeLessThanOrEqual(items + 1);
		expect(scene.errors).toEqual([]);
		for (let polls = 0; polls < 300 && (await scene.polls(2)).length; polls += 2);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

describe('a burst of 3,000 with 50 items per poll: a request a poll, and three times its pages in all', () => {
	test.each(events)('%s', async (event) => {
		const { scene } = await activated(event, 400, { options: { maxRecords: 50 }, rules: { latency: 50 } });
		const { list } = facts[event];
		for (let at = 0; at < 3000; at++) scene.records.create(list, scene.time.now + at * 10);
		const polls = await watchFor(scene, 70 * MINUTE);
		const lists = polls.map((each) => each.lists);
		lines.push(
			[event, 'a burst of 3,000', 'with 50 items per poll', `${most(lists)} at most`, `${sum(lists)} in all`].join(
				'\t',
			),
		);
		expect(most(polls.map(({ items }) => items))).toBe(50);
		expect(summary(scene.judge())).toEqual(allIsWell);
		expect(sum(lists)).toBeLessThanOrEqual(lists.length + 3 * 30);
	});
});

describe('a bulk, by an account that allows 120 requests a minute', () => {
	test.each([
		['customerUpdated', 1.3],
		['jobUpdated', 1.6],
		['partUpdated', 4],
	])('%s: at most %d times its pages in addition to quiet polls, and nothing lost', async (event, times) => {
		const { scene } = await activated(event, 400, { rules: { latency: 50, limits: { minute: 120, day: 10_000 } } });
		const { list } = facts[event];
		for (let at = 0; at < BULK; at++) scene.records.create(list, scene.time.now + at * 10);
		scene.time.pass(300 * SECOND);
		const lists = (await watchFor(scene, 30 * MINUTE)).map((each) => each.lists);
		lines.push([event, `a bulk of ${BULK}`, '', `${most(lists)} at most`, `${sum(lists)} in all`].join('\t'));
		expect(summary(scene.judge())).toEqual(allIsWell);
		expect(sum(lists) - lists.length).toBeLessThanOrEqual((times * BULK) / 100);
	});
});
