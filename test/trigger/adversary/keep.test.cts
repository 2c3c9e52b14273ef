import { eventNames, facts } from './events.cts';
import { activated, fill, happen } from './happenings.cts';
import { last } from './records.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { DAY, HOUR, MINUTE, SECOND } from './time.cts';

/** What was right and has to stay so. */

const sizeOf = (memory: unknown) => Buffer.byteLength(JSON.stringify(memory));

describe('a quiet poll takes one request', () => {
	test.each(eventNames)('%s', async (event) => {
		const { scene, old } = await activated(event, 250);
		scene.time.pass(10 * SECOND);
		for (const rec of old.slice(0, 5)) happen(scene, event, rec);
		await scene.polls(25);
		const before = scene.requests();
		await scene.polls(10);
		expect(scene.requests(before)).toBe(10);
	});
});

describe('activation delivers nothing old', () => {
	const cases = eventNames.flatMap((event) => (['second', 'minute'] as const).map((cut) => [event, cut] as const));
	test.each(cases)('%s, stamps exact to the %s', async (event, cut) => {
		const scene = new Scene([event], { rules: { cut } });
		const old = fill(scene, facts[event].list, 10);
		// Some of it happened just before.
		const { now } = scene.time;
		for (const [at, rec] of old.slice(0, 5).entries())
			scene.time.at(now + (at * 30 + 1) * SECOND, () => happen(scene, event, rec));
		for (let at = 0; at < 5; at++) scene.time.at(now + (at * 30 + 11) * SECOND, () => happen(scene, event));
		scene.time.pass(170 * SECOND);
		await scene.poll();
		await scene.polls(3);
		// Later edits make no old event new.
		for (const rec of scene.records.of(facts[event].list)) scene.records.edit(rec, scene.time.now);
		await scene.polls(3);
		expect(scene.errors).toEqual([]);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

test('500 jobs are changed at once under Job Created or Updated: at most 200 requests', async () => {
	const { scene, old } = await activated('jobUpdated', 500);
	scene.time.pass(20 * SECOND);
	for (const rec of old) scene.records.edit(rec, scene.time.now);
	const before = scene.requests();
	await scene.polls(10);
	expect(scene.requests(before)).toBeLessThanOrEqual(200);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

describe('10,000 records are remembered with at most 500 KB', () => {
	jest.setTimeout(120_000);
	test.each(['customerUpdated', 'jobCompleted'])('%s', async (event) => {
		const { scene } = await activated(event, 20);
		for (let at = 0; at < 10_000; at++) scene.records.create(facts[event].list, scene.time.now + at * 10);
		if (event === 'jobCompleted')
			for (const rec of scene.records.of('job')) scene.records.enter(rec, scene.time.now + 200 * SECOND, 'completed');
		scene.time.pass(4 * MINUTE);
		let most = 0;
		for (let polls = 0; polls < 30; polls++) {
			await scene.polls(1);
			most = Math.max(most, sizeOf(scene.trigger.state()));
		}
		expect(summary(scene.judge())).toEqual(allIsWell);
		expect(most).toBeLessThanOrEqual(500 * 1024);
		await scene.polls(3, 2 * HOUR);
		expect(sizeOf(scene.trigger.state())).toBeLessThanOrEqual(500 * 1024);
	});
});

test.each(['customerUpdated', 'jobCompleted', 'invoicePaid', 'partRequestCreated'])(
	'a test in the editor changes nothing: %s',
	async (event) => {
		const { scene, old } = await activated(event, 20);
		scene.time.pass(20 * SECOND);
		for (const rec of old) happen(scene, event, rec);
		const before = JSON.stringify(scene.trigger.memory());
		const items = await scene.trigger.test();
		expect(items.length).toBeGreaterThan(0);
		expect(items.length).toBeLessThanOrEqual(5);
		expect(JSON.stringify(scene.trigger.memory())).toBe(before);
		await scene.polls(3);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

test.each([-DAY, DAY])('the clock of n8n is %i ms ahead: nothing depends on it', async (ahead) => {
	for (const event of ['customerCreated', 'jobUpdated', 'invoicePaid', 'partUpdated']) {
		const { scene, old } = await activated(event, 20, { hostAhead: ahead });
		for (const [at, rec] of old.entries())
			scene.time.at(scene.time.now + (at + 1) * 13 * SECOND, () => happen(scene, event, rec));
		await scene.polls(10);
		expect({ event, ...summary(scene.judge()) }).toEqual({ event, ...allIsWell });
	}
});

describe('n8n is started again after quiet polls', () => {
	test.each(eventNames)('%s loses nothing', async (event) => {
		const { scene, old } = await activated(event, 20);
		scene.time.pass(20 * SECOND);
		for (const rec of old.slice(0, 5)) happen(scene, event, rec);
		await scene.polls(40);
		for (const rec of old.slice(5, 15)) happen(scene, event, rec);
		scene.restart();
		await scene.polls(5);
		scene.restart();
		await scene.polls(5);
		const { lost, repeated, repeatedAfterRestart, old: past } = scene.judge();
		expect([lost, repeated, repeatedAfterRestart, past].map(({ length }) => length)).toEqual([0, 0, 0, 0]);
	});
});

test('a backlog is drained by Max Items per Poll, in order, with nothing skipped', async () => {
	const { scene } = await activated('customerUpdated', 20, { options: { maxRecords: 40 } });
	for (let at = 0; at < 150; at++) scene.records.create('customer', scene.time.now + at * SECOND);
	scene.time.pass(3 * MINUTE);
	const sizes: number[] = [];
	const dates: string[] = [];
	for (let polls = 0; polls < 8; polls++) {
		const items = await scene.polls(1);
		sizes.push(items.length);
		dates.push(...items.map(({ dateModified }) => String(dateModified)));
	}
	expect(Math.max(...sizes)).toBe(40);
	// Rows show minutes: more cannot be put in order.
	expect(dates).toEqual([...dates].sort());
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test('Start From delivers what happened since', async () => {
	const scene = new Scene(['customerUpdated'], { options: { startFrom: '2031-01-14T08:00:00Z' } });
	const old = fill(scene, 'customer', 10);
	const from = Date.UTC(2031, 0, 14, 8);
	for (const [at, rec] of old.entries()) scene.records.edit(rec, from + (at - 4) * MINUTE - 30 * SECOND);
	const items = [...(await scene.poll()), ...(await scene.polls(3))];
	expect(items.map(({ id }) => id)).toEqual(old.slice(5).map(({ id }) => id));
});

test('two polls of a node at the same time deliver nothing twice', async () => {
	const { scene, old } = await activated('customerUpdated', 20);
	scene.time.pass(20 * SECOND);
	for (const rec of old) scene.records.edit(rec, scene.time.now);
	const both = await scene.trigger.twice();
	await scene.polls(3);
	const ids = [
		...both,
		...[...(scene.ledger.deliveries.get('customerUpdated')?.values() ?? [])].flat().map(({ item }) => item),
	].map(({ id }) => id);
	expect(ids.sort()).toEqual(old.map(({ id }) => id).sort());
	expect(last(old[0]).content).toBe(1);
});
