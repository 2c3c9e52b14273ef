import type { IDataObject } from 'n8n-workflow';
import { activated, happen } from './happenings.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { DAY, HOUR, MINUTE, SECOND } from './time.cts';

/** Several events in one trigger: they share the reading of their list, and each item says which it is. */

const ofJobs = ['jobCancelled', 'jobCompleted', 'jobCreated', 'jobDeleted', 'jobStatusChanged', 'jobUpdated'];

test('six events of jobs take one request per quiet poll together', async () => {
	const { scene, old } = await activated(ofJobs, 250);
	scene.time.pass(10 * SECOND);
	for (const rec of old.slice(0, 5)) happen(scene, 'jobCompleted', rec);
	await scene.polls(25);
	const before = scene.requests();
	await scene.polls(10);
	expect(scene.requests(before)).toBe(10);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test('events of two lists take two', async () => {
	const { scene } = await activated(['customerCreated', 'customerUpdated', 'jobCreated', 'jobUpdated'], 20);
	await scene.polls(25);
	const before = scene.requests();
	await scene.polls(10);
	expect(scene.requests(before)).toBe(20);
});

test('a record that fits several gives an item for each, in the order of the names', async () => {
	const { scene } = await activated(['jobStatusChanged', 'jobCreated', 'jobCompleted'], 20);
	scene.time.pass(10 * SECOND);
	const rec = scene.records.create('job', scene.time.now);
	scene.records.enter(rec, scene.time.now + 5 * SECOND, 'completed');
	const items = await scene.polls(3);
	expect(items.map(({ event, id }) => [event, id])).toEqual([
		['jobCompleted', rec.id],
		['jobCreated', rec.id],
		['jobStatusChanged', rec.id],
	]);
});

test('one event alone does not name itself', async () => {
	const { scene } = await activated('customerCreated', 20);
	scene.time.pass(10 * SECOND);
	scene.records.create('customer', scene.time.now);
	const [item] = await scene.polls(1);
	expect(item).not.toHaveProperty('event');
});

test('with several events an item begins with the event, then the status before where it is known', async () => {
	const { scene, old } = await activated(['jobStatusChanged', 'jobCreated', 'quotationAccepted'], 5);
	scene.time.pass(10 * SECOND);
	const [job, quotation] = ['job', 'quotation'].map((list) => old.find((rec) => rec.list === list)!);
	// Of quotations activation remembers the accepted ones only.
	scene.records.edit(quotation, scene.time.now, { status: 'sent' });
	await scene.polls(1);
	scene.records.enter(job, scene.time.now, 'completed');
	scene.time.pass(MINUTE);
	scene.records.edit(quotation, scene.time.now, { status: 'accepted' });
	scene.records.create('job', scene.time.now);
	const items = await scene.polls(1);
	expect(items.map((item) => Object.entries(item).slice(0, 2))).toEqual([
		[
			['event', 'jobStatusChanged'],
			['previousStatus', 'created'],
		],
		[
			['event', 'jobCreated'],
			['id', expect.any(String)],
		],
		[
			['event', 'jobStatusChanged'],
			['id', expect.any(String)],
		],
		[
			['event', 'quotationAccepted'],
			['previousStatus', 'sent'],
		],
	]);
});

test('one event about statuses: the item begins with the status before, of each change in turn', async () => {
	const { scene, old } = await activated('jobStatusChanged', 5);
	const before: unknown[] = [];
	for (const status of ['scheduled', 'started', 'completed', 'validated']) {
		scene.time.pass(10 * SECOND);
		scene.records.enter(old[0], scene.time.now, status);
		const [item] = await scene.polls(1);
		expect(Object.keys(item)[0]).toBe('previousStatus');
		before.push([item.previousStatus, item.status]);
	}
	expect(before).toEqual([
		['created', 'scheduled'],
		['scheduled', 'started'],
		['started', 'completed'],
		['completed', 'validated'],
	]);
});

test("a timeline item's own field event is called recordEvent next to the name of the event", async () => {
	const show = ({ event, recordEvent }: IDataObject) => [event, recordEvent];
	const { scene } = await activated(['timelineCreated', 'timelineUpdated'], 5);
	const { service } = scene;
	const { answer } = service;
	service.answer = (request) => {
		const given = answer.call(service, request);
		const rows = given.body as IDataObject[];
		return { ...given, body: rows.map((row) => ({ ...row, event: 'paused' })) };
	};
	scene.time.pass(10 * SECOND);
	scene.records.create('timeline', scene.time.now);
	expect((await scene.polls(1)).map(show)).toEqual([
		['timelineCreated', 'paused'],
		['timelineUpdated', 'paused'],
	]);
});

test('everything that can happen to jobs in one trigger: nothing lost, nothing repeated, also after a pause', async () => {
	const { scene, old } = await activated([...ofJobs, 'jobReportUpdated', 'jobValidated'], 40);
	const steps = ['jobUpdated', 'jobReportUpdated', 'jobCompleted', 'jobValidated', 'jobCancelled', 'jobDeleted'];
	for (const [at, step] of steps.entries())
		for (const rec of old.slice(at, at + 20))
			scene.time.at(scene.time.now + at * 3 * MINUTE + (rec.num % 60) * SECOND, () => happen(scene, step, rec));
	await scene.polls(25);
	await scene.polls(2, 3 * HOUR);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test('an old job that is deleted and restored is not completed again, though only 1,000 completed ones are remembered', async () => {
	const scene = new Scene(['jobCompleted', 'jobDeleted']);
	const { records, time } = scene;
	for (let at = 1200; at > 0; at--) {
		const rec = records.create('job', time.now - 50 * DAY - at * HOUR);
		records.enter(rec, time.now - 40 * DAY - at * MINUTE, 'completed');
	}
	const [oldest] = records.of('job');
	await scene.poll();
	time.pass(MINUTE);
	records.change(oldest, time.now, { deleted: time.now });
	expect(await scene.polls(2)).toMatchObject([{ event: 'jobDeleted', id: oldest.id }]);
	records.change(oldest, time.now, { deleted: null });
	expect(await scene.polls(3)).toEqual([]);
});
