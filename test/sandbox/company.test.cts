import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ rateLimit: null, quota: null, now: () => Date.UTC(2026, 3, 15, 10) });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());

test('the company is of believable size', () => {
	const least = {
		...{ customers: 250, sites: 400, equipment: 600, jobs: 1200, parts: 150, depots: 4, invoices: 120 },
		...{ quotations: 50, creditNotes: 3, users: 10, teams: 3, jobTypes: 3, reportTemplates: 4, contracts: 40 },
		...{ recurrences: 60, tasks: 80, timeline: 80, activities: 150, partRequests: 30, attachments: 50 },
	};
	for (const [store, count] of Object.entries(least)) {
		expect([store, sandbox.state[store as keyof typeof least].rows().length >= count]).toEqual([store, true]);
	}
	const jobs = sandbox.state.jobs.rows();
	expect(new Set(jobs.map((row) => row.status))).toEqual(
		new Set(['created', 'scheduled', 'synchronized', 'completed', 'validated', 'cancelled']),
	);
	expect(jobs.filter((row) => row.photos.length > 0).length).toBeGreaterThan(300);
	expect(Math.max(...jobs.map((row) => row.modifiedAt))).toBeLessThanOrEqual(sandbox.clock.now());
});

test.each([
	'activity',
	'activityType',
	'attachment',
	'contract',
	'creditNote',
	'customer',
	'depot',
	'equipment',
	'invoice',
	'job',
	'part',
	'partRequest',
	'quotation',
	'recurrence',
	'site',
	'taxRate',
	'team',
	'user',
])('every %s is listed as the contract says', async (name) => {
	let page = 1;
	let total = 0;
	for (; ; page += 1) {
		const { status, data } = await send(`${name}_list`, { query: { page, pageSize: 100 } });
		expect(status).toBe(200);
		total += data.records;
		if (data.records < 100) break;
	}
	expect(total).toBeGreaterThan(0);
});

test('details of jobs and totals of invoices hold', async () => {
	for (const row of sandbox.state.jobs.rows().filter((_, at) => at % 60 === 0)) {
		expect((await send('job_details', { query: { id: row.id } })).status).toBe(200);
	}
	for (const { lines, total } of sandbox.state.invoices.all()) {
		const sum = lines.reduce((all: number, line: any) => all + Number(line.total), 0);
		expect(total).toBeCloseTo(sum, 2);
	}
});

test('it is the same in every run of a day, and whole again after a reset', async () => {
	const before = JSON.stringify(sandbox.state.jobs.rows());
	sandbox.state.jobs.update(sandbox.state.jobs.rows()[0].id, { description: 'Changed' });
	expect(JSON.stringify(sandbox.state.jobs.rows())).not.toBe(before);
	await sandbox.reset();
	expect(JSON.stringify(sandbox.state.jobs.rows())).toBe(before);
});
