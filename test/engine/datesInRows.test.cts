import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { runNode } from './engine.cts';

/** Dates inside the rows of a record: the periods of work of a job. */

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox({ seed: 'small', rateLimit: null })));
afterAll(() => sandbox.close());

test('the periods of work of a job come with their zone, in Selected Fields', async () => {
	const [job] = sandbox.state.jobs.all().filter(({ timeEntries }) => timeEntries.length > 0);
	const { domain, apiKey, url: baseUrl } = sandbox.synchroteam;
	const { items } = await runNode({
		parameters: {
			...{ resource: 'job', operation: 'get', job: { __rl: true, mode: 'id', value: job.id } },
			...{ output: 'selectedFields', outputFields: 'num, timeEntries' },
		},
		credentials: { domain, apiKey, baseUrl, timeZone: 'Europe/Paris' },
	});
	const [entry] = items[0].json.timeEntries as Array<{ start: string; stop: string; user: object }>;
	expect(entry.start).toBe(`${job.timeEntries[0].start.replace(' ', 'T')}:00+01:00`);
	expect(entry.stop).toBe(`${job.timeEntries[0].stop.replace(' ', 'T')}:00+01:00`);
	expect(entry.user).toEqual(job.timeEntries[0].user);
});
