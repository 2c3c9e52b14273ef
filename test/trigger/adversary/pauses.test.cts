import { activated } from './happenings.cts';
import { last } from './records.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { DAY, HOUR, MINUTE, SECOND } from './time.cts';

/** Long pauses between polls. */

test.each([
	['jobValidated', 'validated'],
	['jobCompleted', 'completed'],
])(
	'%s: what happened before activation is not delivered when a job is edited during a long pause',
	async (event, status) => {
		const scene = new Scene([event]);
		const { records, time } = scene;
		const jobs = Array.from({ length: 1500 }, (_, at) => records.create('job', time.now - 5 * DAY - at * HOUR));
		for (const rec of jobs) records.enter(rec, time.now - HOUR, status);
		// More than activation remembers.
		for (const rec of jobs.slice(0, 1200)) records.edit(rec, time.now - 10 * MINUTE);
		await scene.poll();
		for (const rec of jobs) time.at(time.now + 20 * MINUTE, () => records.edit(rec, time.now));
		await scene.polls(1, 5 * HOUR);
		await scene.polls(3);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

test.each(['jobStatusChanged', 'jobDeleted', 'jobCancelled'])(
	'%s: four pauses of a day with many changes',
	async (event) => {
		const { scene, old } = await activated(event, 900);
		const { records, time, chance } = scene;
		for (let round = 0; round < 4; round++) {
			for (let at = 0; at < 1300; at++)
				time.at(time.now + chance.between(1, DAY), () => {
					const rec = chance.is(0.2) ? records.create('job', time.now) : chance.of(old);
					if (chance.is(0.2)) records.edit(rec, time.now, { deleted: last(rec).deleted === null ? time.now : null });
					else if (chance.is(0.3)) records.edit(rec, time.now);
					else records.enter(rec, time.now, chance.of(['started', 'completed', 'validated', 'cancelled', 'scheduled']));
				});
			await scene.polls(1, DAY);
			await scene.polls(3, MINUTE + SECOND);
		}
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);
