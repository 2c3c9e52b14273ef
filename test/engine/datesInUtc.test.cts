import { watch } from '../trigger/context.cts';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** An account that answers in UTC, as its credential says: what people read is dated in the account's zone all the same. */

type At = Awaited<ReturnType<typeof withSandbox>>;
let at: At;
let credentials: At['credentials']['synchroteam'] & { responseZone: string };
beforeAll(async () => {
	at = await withSandbox({ dialect: { 'answer-zone': 'utc' }, now: () => Date.UTC(2026, 9, 24, 12) });
	credentials = { ...at.credentials.synchroteam, responseZone: 'utc' };
});
afterAll(() => at.sandbox.close());

test('both hours of the night in which clocks are set back, and a period of work in them', async () => {
	const { sandbox, run } = at;
	const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
	const { id } = sandbox.state.jobs.create({ customer: { id: 1 } });
	const timeEntries = [{ user: 1, start: first, stop: second }];
	sandbox.state.jobs.change(id, { scheduledStart: first, scheduledEnd: second, timeEntries });
	const { json } = await run('job', 'get', { job: locator('id', id) }, { credentials });
	const night = ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'];
	expect([json[0].scheduledStart, json[0].scheduledEnd]).toEqual(night);
	expect(json[0].timeEntries).toEqual([expect.objectContaining({ start: night[0], stop: night[1] })]);
});

test('a trigger dates its items in the zone of the account', async () => {
	const { sandbox } = at;
	const watching = watch('synchroteamTrigger', { events: ['jobCreated'] }, credentials);
	await watching.poll();
	sandbox.clock.advance(60_000);
	const { id } = sandbox.state.jobs.create({ customer: { id: 1 } });
	sandbox.state.jobs.change(id, { scheduledStart: Date.UTC(2026, 9, 26, 8) });
	sandbox.clock.advance(60_000);
	expect(await watching.poll()).toMatchObject([{ scheduledStart: '2026-10-26T09:00:00+01:00' }]);
});

test('an invoice that was paid on the day of Start From counts, though UTC dates its midnight on the day before', async () => {
	const { sandbox } = at;
	const { id } = sandbox.state.invoices.create({ customer: { id: 1 } });
	sandbox.clock.advance(60_000);
	const startFrom = new Date(sandbox.clock.now()).toISOString();
	const watching = watch('synchroteamTrigger', { events: ['invoicePaid'], options: { startFrom } }, credentials);
	sandbox.clock.advance(60_000);
	const midnight = Date.UTC(2026, 9, 23, 22);
	sandbox.state.invoices.change(id, { status: 'paid', paidAt: sandbox.clock.now(), paymentDate: midnight });
	sandbox.clock.advance(60_000);
	expect(await watching.poll()).toHaveLength(1);
});
