import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Where the zone of the workflow is not that of the account (Europe/Paris here). */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());

test('a list that was read says nothing else: no hint about zones or guesses', async () => {
	const { run, error } = await at.run(
		'job',
		'getAll',
		{ jobFilters: { dateFrom: '={{ $now.startOf("week") }}' } },
		{ timezone: 'America/New_York' },
	);
	expect(error).toBeUndefined();
	expect(run.data.resultData.runData.Node[0].hints ?? []).toEqual([]);
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

describe('What is not verified is mentioned', () => {
	const refuse = (message: string) =>
		at.sandbox.faults.add({ path: '/job/send$', kind: 'status', status: 400, body: { message } });
	const create = async () =>
		await at.run('job', 'create', {
			customer: locator('id', 1),
			description: 'x',
			jobFields: { createdBy: locator('id', 1) },
		});

	test.each(['The field created_by is unknown', 'Cannot write CreatedBy'])(
		'where a refusal names the field: %s',
		async (message) => {
			refuse(message);
			const { error } = await create();
			expect(error?.message).toBe(message);
			expect(error?.description).toMatch(
				/whether Created By can be sent like this.*https:\/\/github\.com\/\S+\/docs\/guesses\.md#job-extras for another way/,
			);
		},
	);

	test('and nowhere else', async () => {
		refuse('The account is blocked');
		expect((await create()).error?.description).not.toMatch(/verified|guesses/);
	});
});
