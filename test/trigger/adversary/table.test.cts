import { events } from '../../../nodes/Synchroteam/events';
import { eventNames, facts } from './events.cts';
import { activated, fill, happen } from './happenings.cts';
import { last } from './records.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { DAY, MINUTE, SECOND } from './time.cts';

/** What was found from outside, each with its numbers: the service behaves so, and nothing is lost or repeated. */

test('every event of the trigger is among the histories', () => {
	expect([...eventNames].sort()).toEqual(Object.keys(events).sort());
});

describe('one record whose details cannot be read', () => {
	test.each([500, 400, 403])('%i: the 29 others arrive, it is named, and comes as it was listed', async (status) => {
		const { scene } = await activated('customerUpdated', 20, { options: { output: 'details' } });
		scene.time.pass(20 * SECOND);
		const made = Array.from({ length: 30 }, (_, at) => scene.records.create('customer', scene.time.now + at * 900));
		const bad = made[5];
		scene.service.instead = (_request, rec) =>
			rec === bad ? { status, body: { message: 'It does not work' } } : undefined;
		await scene.polls(3, 2 * MINUTE);
		const arrived = made.filter((rec) => rec !== bad && scene.ledger.of('customerUpdated', rec).length === 1);
		const named = scene.trigger.logged.some((text) => text.includes(String(bad.id)));
		await scene.polls(12);
		expect({ ...summary(scene.judge()), arrived: arrived.length, named }).toEqual({
			...allIsWell,
			arrived: 29,
			named: true,
		});
		const [delivery] = scene.ledger.of('customerUpdated', bad);
		expect(JSON.stringify(delivery.item)).toMatch(/details/i);
	});

	test('it is read after all when it works again with the next poll', async () => {
		const { scene } = await activated('customerUpdated', 20, { options: { output: 'details' } });
		const bad = scene.records.create('customer', scene.time.now + 20 * SECOND);
		scene.service.instead = (_request, rec) => (rec === bad ? { status: 400, body: { message: 'No' } } : undefined);
		await scene.polls(1);
		scene.service.instead = undefined;
		await scene.polls(3);
		expect(summary(scene.judge())).toEqual(allIsWell);
		expect(scene.ledger.of('customerUpdated', bad)[0].item).toHaveProperty('customFieldValues');
	});
});

describe('paidSince knows days only', () => {
	test.each([
		['both sides are cut to a day', 'both', false],
		['the stamp is a bare day, compared with "after"', 'stamp', false],
		['the stamp is a bare day, compared with "on or after"', 'stamp', true],
	] as const)('%s: 20 of 20', async (_name, paidByDay, inclusive) => {
		const { scene, old } = await activated('invoicePaid', 20, { rules: { paidByDay, inclusive } });
		for (const [at, rec] of old.entries())
			scene.time.at(scene.time.now + (at + 1) * 40 * SECOND, () => happen(scene, 'invoicePaid', rec));
		await scene.polls(20);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});

	test('a payment that is entered with the date of three days ago: 20 of 20', async () => {
		const { scene, old } = await activated('invoicePaid', 20);
		scene.time.pass(20 * SECOND);
		for (const rec of old) scene.records.edit(rec, scene.time.now, { status: 'paid', paid: scene.time.now - 3 * DAY });
		await scene.polls(4);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

describe('the credential names another zone, and filters are read in account time', () => {
	const zones = ['America/New_York', 'Pacific/Auckland'];
	const events = [
		'jobValidated',
		'jobReportUpdated',
		'partRequestCreated',
		'partRequestUpdated',
		'partRequestCompleted',
	];
	test.each(events.flatMap((event) => zones.map((zone) => [event, zone])))('%s, %s: 20 of 20', async (event, zone) => {
		const rules = { zone, filterZone: zone };
		const { scene, old } = await activated(event, 20, { rules, credentialZone: 'Europe/Paris' });
		for (const [at, rec] of old.entries())
			scene.time.at(scene.time.now + (at + 1) * 20 * SECOND, () => happen(scene, event, rec));
		await scene.polls(10);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

test.each(['customerCreated', 'siteCreated', 'equipmentCreated', 'jobCreated'])(
	'the credential names another zone, and records are edited before the poll that reads them: %s',
	async (event) => {
		const { scene } = await activated(event, 5, { credentialZone: 'Pacific/Auckland' });
		const { time, records } = scene;
		for (let at = 0; at < 20; at++)
			time.at(time.now + (at + 1) * 4 * MINUTE, () => {
				const rec = records.create(facts[event].list, time.now);
				time.at(time.now + 3 * MINUTE, () => records.edit(rec, time.now));
			});
		await scene.polls(8, 15 * MINUTE);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

describe('the Date header and the stamps are apart', () => {
	const events = ['customerCreated', 'customerUpdated', 'siteCreated', 'jobCreated', 'jobUpdated', 'invoiceCreated'];
	events.push('invoicePaid', 'jobCompleted', 'jobValidated', 'partUpdated', 'partRequestCreated', 'taskCreated');
	const seconds = [60, 130, 200, -130, -200];
	test.each(events.flatMap((event) => seconds.map((ahead): [string, number] => [event, ahead])))(
		'%s, %i seconds ahead: 20 of 20',
		async (event, ahead) => {
			const { scene, old } = await activated(event, 20, { rules: { dateAhead: ahead * SECOND } });
			for (const [at, rec] of old.entries())
				scene.time.at(scene.time.now + (at + 1) * 13 * SECOND, () => happen(scene, event, rec));
			await scene.polls(20);
			expect(summary(scene.judge())).toEqual(allIsWell);
		},
	);
});

describe('stamps are cut to the minute, and something happens in the minute of activation', () => {
	test.each([
		'customerCreated',
		'customerUpdated',
		'partUpdated',
		'jobCreated',
		'jobUpdated',
		'jobCompleted',
		'jobValidated',
		'jobReportUpdated',
		'invoiceCreated',
		'invoiceUpdated',
		'quotationAccepted',
		'taskCreated',
	])('%s', async (event) => {
		const { scene, old } = await activated(event, 20, { rules: { cut: 'minute' } });
		for (const [at, rec] of old.entries())
			scene.time.at(scene.time.now + 2 * SECOND + at * SECOND, () => happen(scene, event, rec));
		await scene.polls(5);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

test('50 jobs are deleted between list and details: none is delivered twice', async () => {
	const { scene, old } = await activated('jobUpdated', 50, { options: { output: 'details' } });
	scene.time.pass(10 * SECOND);
	for (const rec of old) scene.records.edit(rec, scene.time.now);
	scene.service.before = ({ path, query }) => {
		const rec = path.endsWith('/details') && old.find(({ id }) => id === query.id);
		if (rec && last(rec).deleted === null) scene.records.change(rec, scene.time.now, { deleted: scene.time.now });
	};
	await scene.polls(6);
	const counts = old.map((rec) => scene.ledger.of('jobUpdated', rec).length);
	expect(Math.max(...counts)).toBeLessThanOrEqual(1);
	expect(scene.errors).toEqual([]);
});

test('20 old deleted jobs are edited: none is told as Job Deleted, and one that is deleted now is', async () => {
	const { scene, old } = await activated('jobDeleted', 0);
	expect(old).toEqual([]);
	const second = new Scene(['jobDeleted'], { seed: 2 });
	const recs = fill(second, 'job', 21);
	for (const rec of recs.slice(1))
		second.records.edit(rec, second.time.now - 2 * DAY, { deleted: second.time.now - 2 * DAY });
	await second.poll();
	second.time.pass(20 * SECOND);
	for (const rec of recs.slice(1)) second.records.edit(rec, second.time.now);
	second.records.edit(recs[0], second.time.now, { deleted: second.time.now });
	await second.polls(4);
	expect(summary(second.judge())).toEqual(allIsWell);
	expect(scene.errors).toEqual([]);
});

test.each(['customerUpdated', 'jobCompleted', 'invoiceCreated', 'partRequestCompleted'])(
	'the node is renamed: what happened meanwhile is delivered: %s',
	async (event) => {
		const { scene, old } = await activated(event, 20);
		await scene.polls(2);
		for (const [at, rec] of old.entries())
			scene.time.at(scene.time.now + (at + 1) * SECOND, () => happen(scene, event, rec));
		scene.time.pass(MINUTE);
		scene.rename('Another Name');
		await scene.poll();
		await scene.polls(3);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

test('completed, reopened and completed again between two polls: 20 of 20, as the date of completion moved', async () => {
	const { scene, old } = await activated('jobCompleted', 20);
	scene.time.pass(10 * SECOND);
	for (const rec of old) scene.records.enter(rec, scene.time.now, 'completed');
	await scene.polls(3);
	const { time, records } = scene;
	for (const rec of old) {
		time.at(time.now + 60 * SECOND, () => records.enter(rec, time.now, 'started'));
		time.at(time.now + 130 * SECOND, () => records.enter(rec, time.now, 'completed'));
	}
	await scene.polls(3, 5 * MINUTE);
	expect(summary(scene.judge())).toEqual(allIsWell);
	expect(old.map((rec) => scene.ledger.of('jobCompleted', rec).length)).toEqual(old.map(() => 2));
});
