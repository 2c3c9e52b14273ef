import { DateTime } from 'luxon';
import type { dates } from '../../contract/guesses/dates.cts';
import { locator } from '../engine/engine.cts';
import { expectThat, rightOr, wentWell, type Trials, type World } from './world.cts';

const HOUR = 60;
const all = { returnAll: true };
const near = (text: unknown, moment: number) => Math.abs(Date.parse(String(text)) - moment) < 120_000;
const job = ({ state }: World, more = {}): string => state.jobs.create({ customer: { id: 1 }, ...more }).id;
const ids = (items: Array<{ id?: unknown }>) => items.map(({ id }) => String(id)).join();

/** A trigger delivers a change once, and nothing more with the next poll. */
async function once(world: World, events: string[], change: () => void, more = {}): Promise<'right'> {
	const watching = await world.watch(events, more);
	world.sandbox.clock.advance(HOUR * 60_000);
	await watching.poll();
	world.sandbox.clock.advance(60_000);
	change();
	world.sandbox.clock.advance(60_000);
	const items = (await watching.poll()) ?? [];
	expectThat(items.length === 1, `one item comes, not ${items.length}`);
	world.sandbox.clock.advance(60_000);
	expectThat((await watching.poll()) === null, 'nothing comes again');
	return 'right';
}

/** By how many minutes the account is ahead of UTC: more in summer. */
const offsetOf = ({ sandbox }: World) =>
	DateTime.fromMillis(sandbox.clock.now(), { zone: sandbox.settings.timeZone }).offset;

/** Jobs that were changed at some minutes from now, oldest first. */
function changedAt(world: World, ...minutes: number[]): string[] {
	const { clock } = world.sandbox;
	const now = clock.now();
	const made = minutes.map((each) => {
		clock.set(now + each * 60_000);
		return job(world);
	});
	clock.set(now);
	return made;
}

export const dateTrials: Trials<typeof dates> = {
	'answer-zone': async (world) => {
		const id = job(world);
		const now = world.sandbox.clock.now();
		const run = await world.run('job', 'get', { job: locator('id', id) });
		if (near(wentWell(run)[0].dateModified, now)) return 'right';
		const raw = await world.run('job', 'get', { job: locator('id', id), output: 'raw' });
		expectThat(near(`${String(wentWell(raw)[0].dateModified).replace(' ', 'T')}Z`, now), "raw has the service's text");
		const credentials = { ...world.credentials.synchroteam, responseZone: 'utc' };
		const round = await world.run('job', 'get', { job: locator('id', id) }, { credentials });
		expectThat(near(wentWell(round)[0].dateModified, now), 'the credential says that responses are in UTC');
		return 'unnoticed';
	},
	'answer-precision': async (world) => {
		const id = job(world);
		const run = await world.run('job', 'get', { job: locator('id', id) });
		expectThat(near(wentWell(run)[0].dateModified, world.sandbox.clock.now()), 'the date is read');
		return await once(world, ['customerCreated'], () => world.state.customers.create({ name: 'New' }));
	},
	'job-since-zone': async (world) => {
		const [, late] = changedAt(world, -2 * HOUR, -10);
		const since = (minutes: number) =>
			world.run('job', 'getAll', { ...all, jobFilters: { changedSince: world.moment(minutes) } });
		const run = await since(-90);
		const isRight = ids(wentWell(run)) === late;
		const wayRound = async () => ids(wentWell(await since(-90 + offsetOf(world)))) === late;
		const outcome = await rightOr(isRight, run, undefined, wayRound);
		await once(world, ['jobReportUpdated'], () => {
			const report = [{ nmCategory: 'Work done', nmItem: 'What was done', value: 'Repaired' }];
			world.sandbox.device(world.state.jobs.rows()[3].id, { report });
		});
		return outcome;
	},
	'part-request-since-zone': async (world) => {
		const { clock } = world.sandbox;
		const ask = { source: { nmStock: 'Main depot' }, destination: { nmStock: 'Van North' } };
		const make = () =>
			world.state.partRequests.create({ ...ask, user: { id: 2 }, part: { id: 1 }, quantity: 1 }).id as string;
		const now = clock.now();
		clock.set(now - 2 * HOUR * 60_000);
		make();
		clock.set(now - 10 * 60_000);
		const late = make();
		clock.set(now);
		const since = (minutes: number) =>
			world.run('partRequest', 'getAll', { ...all, partRequestFilters: { createdSince: world.moment(minutes) } });
		const run = await since(-90);
		const isRight = ids(wentWell(run)) === late;
		const wayRound = async () => ids(wentWell(await since(-90 + offsetOf(world)))) === late;
		const outcome = await rightOr(isRight, run, undefined, wayRound);
		await once(world, ['partRequestCreated'], make);
		return outcome;
	},
	'job-dates-zone': async (world) => {
		const early = job(world, { scheduledStart: '2031-12-01 08:00', scheduledEnd: '2031-12-01 08:30' });
		const late = job(world, { scheduledStart: '2031-12-01 10:00', scheduledEnd: '2031-12-01 10:15' });
		const from = (dateFrom: string) =>
			world.run('job', 'getAll', { ...all, jobFilters: { dateFrom, dateTo: '2031-12-02' } });
		const run = await from('2031-12-01 09:30');
		expectThat(early !== late, 'two jobs');
		return await rightOr(
			ids(wentWell(run)) === late,
			run,
			undefined,
			async () => ids(wentWell(await from('2031-12-01 08:45'))) === late,
		);
	},
	'activity-dates-zone': async (world) => {
		const make = (start: string, end: string) =>
			world.state.activities.create({ activityType: { id: 2 }, dateStart: start, dateEnd: end, user: { id: 2 } }).id;
		make('2031-12-01 08:00', '2031-12-01 08:30');
		const late = String(make('2031-12-01 10:00', '2031-12-01 10:15'));
		const from = (startDate: string) =>
			world.run('activity', 'getAll', { ...all, activityFilters: { startDate, endDate: '2031-12-02' } });
		const run = await from('2031-12-01 09:30');
		return await rightOr(
			ids(wentWell(run)) === late,
			run,
			undefined,
			async () => ids(wentWell(await from('2031-12-01 08:45'))) === late,
		);
	},
	'since-inclusive': async (world) =>
		await once(world, ['customerUpdated'], () => world.state.customers.update(1, { name: 'Other' })),
	'paid-since': async (world) =>
		await once(world, ['invoicePaid'], () => world.state.invoices.update(1, { status: 'paid' })),
	'stamp-clock': async (world) =>
		await once(world, ['customerCreated'], () => world.state.customers.create({ name: 'New' })),
	'status-moves-date': async (world) => {
		const done = world.state.jobs.rows().find(({ status }) => status === 'completed')!;
		await once(world, ['jobValidated'], () => world.sandbox.device(done.id, { status: 'validated' }));
		await once(world, ['jobCancelled'], () =>
			world.sandbox.device(world.state.jobs.rows()[1].id, { status: 'cancelled' }),
		);
		return await once(world, ['jobDeleted'], () => world.state.jobs.delete(world.state.jobs.rows()[0].id));
	},
	'empty-date-shown': async (world) => {
		const id = job(world);
		const [shown] = wentWell(await world.run('job', 'get', { job: locator('id', id) }));
		expectThat(
			[null, ''].includes(shown.scheduledStart as string | null),
			`an empty date is ${String(shown.scheduledStart)}`,
		);
		await once(world, ['jobCreated', 'jobDeleted'], () => job(world));
		return await once(world, ['jobDeleted'], () => world.state.jobs.delete(id));
	},
};
