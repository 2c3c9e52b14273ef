import { withSandbox } from './cases.cts';

/** What a list says where the zone of the workflow is not that of the account (Europe/Paris here). */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());

/** The hints beside the output. */
async function hints(resource: string, filters: Record<string, string>, timezone: string): Promise<string[]> {
	const { run, error } = await at.run(
		resource,
		'getAll',
		{ [`${resource}Filters`]: filters },
		{ timezone, items: [{}, {}] },
	);
	expect(error).toBeUndefined();
	return (run.data.resultData.runData.Node[0].hints ?? []).map(({ message }) => message);
}

const week = { dateFrom: '={{ $now.startOf("week") }}' };

test('names both zones once where they differ, and the filters that rest on a guess', async () => {
	expect(await hints('job', week, 'America/New_York')).toEqual([
		expect.stringMatching(
			/read in Europe\/Paris, the time zone of the account.* this workflow are in America\/New_York/,
		),
		expect.stringMatching(/Not verified on live accounts: how the service reads Date From\..*job-dates-zone/),
	]);
});

test('says nothing where the clocks agree, without such a filter, and for moments that are read as UTC', async () => {
	expect(await hints('recurrence', { dateFrom: '2026-01-01' }, 'Europe/Brussels')).toEqual([]);
	expect(await hints('job', {}, 'America/New_York')).toEqual([]);
	expect(await hints('customer', { changedSince: '2026-01-01' }, 'America/New_York')).toEqual([]);
});

test.each([undefined, '', ' '])('a credential whose zone is %j takes that of the workflow', async (timeZone) => {
	const { requests } = await at.run(
		'activity',
		'getAll',
		{ activityFilters: { startDate: '2026-01-01T00:00:00Z', endDate: '2026-01-02T12:30:00Z' } },
		{ credentials: { ...at.credentials.synchroteam, timeZone: timeZone as string }, timezone: 'Asia/Tokyo' },
	);
	expect(requests[0].query).toMatchObject({ startDate: '2026-01-01 09:00', endDate: '2026-01-02 21:30' });
});
