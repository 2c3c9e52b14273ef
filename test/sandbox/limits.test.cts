import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
const START = Date.UTC(2026, 0, 15, 23, 59, 30);
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'empty', rateLimit: 3, quota: 5, now: () => START });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const list = async () => {
	const { status, data, headers } = await send('customer_list');
	return {
		status,
		message: data.message,
		rate: headers['x-ratelimit-remaining'],
		reset: headers['x-ratelimit-reset'],
		quota: headers['x-quota-remaining'],
	};
};

test('a minute has its number of requests, the next one again', async () => {
	const reset = String(Date.UTC(2026, 0, 16) / 1000);
	expect(await list()).toMatchObject({ status: 200, rate: '2', quota: '4', reset });
	await list();
	await list();
	expect(await list()).toMatchObject({
		status: 429,
		message: 'You have gone above your rate limit',
		rate: '0',
		quota: '2',
		reset,
	});
	sandbox.clock.advance(30_000);
	expect(await list()).toMatchObject({ status: 200, rate: '2' });
	expect(sandbox.requests.map((one) => one.status)).toEqual([200, 200, 200, 429, 200]);
});

test('a day has its quota until midnight UTC', async () => {
	sandbox.settings.rateLimit = 100;
	for (let count = 0; count < 5; count += 1) expect((await list()).status).toBe(200);
	expect(await list()).toMatchObject({ status: 429, message: 'You have gone above your daily quota', quota: '0' });
	sandbox.clock.advance(29_000);
	expect((await list()).status).toBe(429);
	sandbox.clock.advance(1000);
	expect(await list()).toMatchObject({ status: 200, quota: '4' });
});

test('errors carry the headers too; limits that are off carry none', async () => {
	const { headers } = await send('customer_details', { query: { id: 1 } });
	expect(headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-quota-limit': '5', 'x-quota-remaining': '4' });
	Object.assign(sandbox.settings, { rateLimit: null, quota: null });
	for (let count = 0; count < 10; count += 1) expect((await list()).status).toBe(200);
	expect((await list()).rate).toBeUndefined();
});

test('the Date header shows the clock', async () => {
	expect((await send('customer_list')).headers.date).toBe('Thu, 15 Jan 2026 23:59:30 GMT');
	sandbox.clock.set(0);
	expect((await send('customer_list')).headers.date).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
});
