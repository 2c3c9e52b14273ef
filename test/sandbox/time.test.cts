import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'empty', rateLimit: null, quota: null, now: () => 0 });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandbox.reset();
	sandbox.clock.set(Date.UTC(2026, 2, 10, 12, 0, 5, 700));
});

const customer = (name: string) => sandbox.state.customers.create({ name });
const since = async (changedSince: string, operation = 'customer_list') =>
	(await send(operation, { query: { changedSince } })).data.data.map((row: any) => row.name ?? row.num);

test('stamps count to the second in UTC, answers show the minute of the account', async () => {
	expect(customer('a')).toMatchObject({ dateCreated: '2026-03-10 13:00', dateModified: '2026-03-10 13:00' });
	expect(await since('2026-03-10 12:00:04')).toEqual(['a']);
	expect(await since('2026-03-10 12:00:05')).toEqual([]);
	sandbox.dialect['since-inclusive'] = 'inclusive';
	expect(await since('2026-03-10 12:00:05')).toEqual(['a']);
	expect(await since('2026-03-10 12:00')).toEqual(['a']);
	sandbox.settings.timeZone = 'America/New_York';
	expect(sandbox.state.customers.all()[0].dateCreated).toBe('2026-03-10 08:00');
	expect(await since('2026-03-10 12:00:05')).toEqual(['a']);
});

test('jobs are listed on or after, in the zone that is set', async () => {
	const { id } = customer('a');
	sandbox.state.jobs.create({ customer: { id } });
	expect(await since('2026-03-10 12:00:05', 'job_list')).toEqual([1]);
	expect(await since('2026-03-10 12:00:06', 'job_list')).toEqual([]);
	sandbox.dialect['job-since-zone'] = 'account';
	expect(await since('2026-03-10 13:00:05', 'job_list')).toEqual([1]);
	expect(await since('2026-03-10 13:00:06', 'job_list')).toEqual([]);
});

test('lists by date can leave out what is only created, or cancelled', async () => {
	const { id } = customer('a');
	sandbox.dialect['unplanned-jobs'] = 'left-out';
	const job = sandbox.state.jobs.create({ customer: { id } });
	expect(await since('2026-03-10 12:00:00', 'job_list')).toEqual([]);
	expect((await send('job_list')).data.recordsTotal).toBe(1);
	sandbox.call('job_schedule', { body: { id: job.id, scheduledStart: '2026-03-11 08:00' } });
	expect(await since('2026-03-10 12:00:00', 'job_list')).toEqual([1]);
	sandbox.call('job_cancel', { body: { id: job.id } });
	expect(await since('2026-03-10 12:00:00', 'job_list')).toEqual([]);
});

test('validation and reports have their own moments', async () => {
	const { id } = customer('a');
	const job = sandbox.state.jobs.create({
		customer: { id },
		status: 'completed',
		actualStart: '2026-03-10 08:00',
		actualEnd: '2026-03-10 09:00',
	});
	const count = async (query: Record<string, unknown>) => (await send('job_list', { query })).data.recordsTotal;
	expect(await count({ validatedSince: '2026-01-01 00:00:00' })).toBe(0);
	expect(await count({ reportChangedSince: '2026-01-01 00:00:00' })).toBe(0);
	sandbox.clock.advance(60_000);
	sandbox.device(job.id, { photos: [{ fileName: 'a.jpg' }] });
	sandbox.call('job_validate', { body: { id: job.id } });
	expect(await count({ validatedSince: '2026-03-10 12:01:05' })).toBe(1);
	expect(await count({ validatedSince: '2026-03-10 12:01:06' })).toBe(0);
	expect(await count({ reportChangedSince: '2026-03-10 12:01:05' })).toBe(1);
});

test('changes show in lists after the delay, details at once', async () => {
	const { id } = customer('old');
	sandbox.settings.visibilityDelayMs = 5000;
	sandbox.clock.advance(1000);
	sandbox.state.customers.update(id, { name: 'new' });
	customer('second');
	const listed = async () => (await send('customer_list')).data.data.map((row: any) => row.name);
	expect(await listed()).toEqual(['old']);
	expect((await send('customer_details', { query: { id } })).data.name).toBe('new');
	expect(await since('2026-03-10 12:00:05')).toEqual([]);
	sandbox.clock.advance(5000);
	expect(await listed()).toEqual(['new', 'second']);
	expect(await since('2026-03-10 12:00:05')).toEqual(['new', 'second']);
});

test('the hour that comes twice and the hour that is missing', async () => {
	sandbox.clock.set(Date.UTC(2026, 9, 25, 0, 30));
	customer('summer');
	sandbox.clock.advance(3_600_000);
	customer('winter');
	expect(sandbox.state.customers.all().map((one) => one.dateCreated)).toEqual(['2026-10-25 02:30', '2026-10-25 02:30']);
	expect(await since('2026-10-25 01:00:00')).toEqual(['winter']);
	const { id } = sandbox.state.customers.all()[0];
	const job = sandbox.state.jobs.create({ customer: { id }, scheduledStart: '2026-03-29 02:30' });
	expect(job.scheduledStart).toBe('2026-03-29 03:30');
});

test('rows that are inserted between pages move the others, as they do in the service', async () => {
	for (const name of ['b', 'c', 'd']) customer(name);
	const page = async (number: number) =>
		(await send('customer_list', { query: { page: number, pageSize: 2 } })).data.data.map((row: any) => row.name);
	expect(await page(1)).toEqual(['b', 'c']);
	customer('a');
	expect(await page(2)).toEqual(['c', 'd']);
});
