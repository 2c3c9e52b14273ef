import { send } from '../../nodes/shared/http/transport';
import { START } from './direct.cts';
import { begin, failedOf, items, LIST, MINUTE } from './limited.cts';

describe('Rate limit', () => {
	for (const ahead of [0, 93_400, -41_700]) {
		test(`1,000 items under 120 requests a minute take little more than they must (service's clock ${ahead} ms ahead)`, async () => {
			const it = await begin({ rateLimit: 120 }, { ahead });
			const results = await items(it, 1000);
			expect(failedOf(results)).toHaveLength(0);
			expect(it.statuses()).toEqual({ 200: 1000 });
			// Eight windows have to end before the last forty can go; the first window has begun `ahead` ago.
			const least = 8 * MINUTE - (((ahead % MINUTE) + MINUTE) % MINUTE);
			expect(it.time.now() - START).toBeLessThanOrEqual(1.05 * least);
			expect(it.flight.most).toBe(8);
			expect(it.log.filter((line) => line.includes('waiting until'))).toHaveLength(8);
			expect(it.log[0]).toMatch(
				/^Synchroteam: rate limit reached, waiting until 21 Nov 2026, 13:0\d \(Europe\/Paris\)$/,
			);
		});
	}

	test('after a spent window the requests are spread, not sent at once', async () => {
		const it = await begin({ rateLimit: 120 });
		await items(it, 400);
		const inSecond = new Map<number, number>();
		for (const { at } of it.sandbox.requests.filter(({ at }) => at >= START + MINUTE))
			inSecond.set(Math.floor(at / 1000), (inSecond.get(Math.floor(at / 1000)) ?? 0) + 1);
		expect(Math.max(...inSecond.values())).toBeLessThanOrEqual(8);
	});

	test('another program on the same key: nothing fails, and what is refused is sent again', async () => {
		const it = await begin({ rateLimit: 120 });
		let stop = false;
		const other = (async () => {
			while (!stop) {
				await it.time.sleep(700);
				await it.sandbox.handle('synchroteam', {
					path: '/api/v3/customer/list',
					headers: {
						authorization: `Basic ${Buffer.from('sandbox:00000000-1111-2222-3333-444444444444').toString('base64')}`,
					},
				});
			}
		})();
		const results = await items(it, 300);
		stop = true;
		await it.time.until(other);
		expect(failedOf(results)).toHaveLength(0);
		expect(results).toHaveLength(300);
	});

	test.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['an HTTP date', { 'retry-after': new Date(START + 20_000).toUTCString() }, 20_000],
		['nothing', {}, 60_000],
	])('a 429 with %s in Retry-After and no reset', async (_, headers, wait) => {
		const it = await begin();
		it.sandbox.faults.add({
			path: 'customer/list',
			kind: 'status',
			status: 429,
			headers: headers as Record<string, string>,
		});
		const results = await items(it, 3, 1);
		expect(failedOf(results)).toHaveLength(0);
		expect(it.statuses()).toEqual({ 429: 1, 200: 3 });
		const [first, second] = it.sandbox.requests;
		expect(second.at - first.at).toBeGreaterThanOrEqual(wait - 1000);
		expect(second.at - first.at).toBeLessThanOrEqual(wait + 1500);
	});

	test('a 429 is waited for until the reset that it tells; one request looks whether the way is free', async () => {
		const it = await begin({ rateLimit: 120 });
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 429, times: 4 });
		const results = await items(it, 20);
		expect(failedOf(results)).toHaveLength(0);
		const refused = it.sandbox.requests.filter(({ status }) => status === 429);
		// The very first request goes alone, so that it alone is refused, each time.
		expect(refused).toHaveLength(4);
		expect(new Set(refused.map(({ at }) => Math.floor(at / MINUTE))).size).toBe(4);
	});

	test('longer than the user allows is not waited for; the sentence says when to try again', async () => {
		const it = await begin({ rateLimit: 5 });
		const session = await it.session({ maxWaitMs: 30_000, concurrency: 2 });
		const all = await it.time.until(
			Promise.allSettled(Array.from({ length: 30 }, async () => await send(session, LIST))),
		);
		const failed = failedOf(all);
		expect(all.length - failed.length).toBe(5);
		expect(failed[0].reason).toMatchObject({
			message: 'Rate limit of Synchroteam reached',
			httpCode: '429',
			description: expect.stringMatching(
				new RegExp(
					'^Try again after 21 Nov 2026, 13:0[12] \\(Europe/Paris\\), or raise Max Wait under Options\\. ' +
						'This request was not carried out\\. \\(429 Too many requests, GET /api/v3/customer/list\\)$',
				),
			),
		});
		expect(it.statuses()).toEqual({ 200: 5 });
	});

	test.each([
		[400, 40],
		[1000, 120],
	])('progress is not waiting: %d requests of one item under %d a minute', async (count, rateLimit) => {
		const it = await begin({ rateLimit });
		const session = await it.session();
		const all = await it.time.until(
			Promise.allSettled(Array.from({ length: count }, async () => await send(session, LIST))),
		);
		expect(failedOf(all)).toHaveLength(0);
		expect(it.statuses()).toEqual({ 200: count });
	});

	test('a response that does not come is waited for as long as a limit is', async () => {
		const it = await begin({}, { latency: 200_000 });
		const session = await it.session({ maxWaitMs: 60_000 });
		const [first, second] = await it.time.until(
			Promise.allSettled([send(session, LIST), send(await it.session({ maxWaitMs: 60_000 }), LIST)]),
		);
		expect(first.status).toBe('fulfilled');
		expect(second).toMatchObject({
			reason: {
				message: 'Synchroteam does not answer',
				description: expect.stringContaining('This request was not sent.'),
			},
		});
	});

	test('an endless 429 ends with the time that may be waited', async () => {
		const it = await begin();
		it.sandbox.faults.add({ path: 'customer/list', kind: 'status', status: 429, times: null });
		const [failure] = failedOf(await items(it, 1));
		expect(failure.reason).toMatchObject({ message: 'Rate limit of Synchroteam reached' });
		expect(it.statuses()).toEqual({ 429: 5 });
	});

	test('an account whose service tells no limit is never held back, and opens no more connections than allowed', async () => {
		const it = await begin();
		await items(it, 200, 3);
		expect(it.flight.most).toBe(3);
		expect(it.time.now() - START).toBeLessThan(200 * 20);
	});
});

describe('Daily quota', () => {
	test('stops at once, with the hour of the reset in the zone of the workflow', async () => {
		const it = await begin({ quota: 20 });
		const results = await items(it, 50);
		expect(it.statuses()).toEqual({ 200: 20 });
		const failed = failedOf(results);
		expect(failed).toHaveLength(30);
		expect(failed[0].reason).toMatchObject({
			message: 'The daily quota of Synchroteam is used up',
			description: expect.stringContaining('Try again after 22 Nov 2026, 01:01 (Europe/Paris), when it resets'),
		});
		expect(it.log.filter((line) => line.startsWith('warning'))).toEqual([
			expect.stringMatching(/^warning: Synchroteam: 1 of 20 requests of the daily quota are left$/),
		]);
	});

	test('is not waited for, however close midnight is', async () => {
		const it = await begin({ quota: 3 });
		await it.time.until(it.time.sleep(12 * 60 * MINUTE - 2 * MINUTE));
		const failed = failedOf(await items(it, 5));
		expect(failed.map(({ reason }) => (reason as Error).message)).toEqual(
			Array(2).fill('The daily quota of Synchroteam is used up'),
		);
	});

	test('starts again after midnight UTC', async () => {
		const it = await begin({ quota: 3 });
		await items(it, 5);
		await it.time.until(it.time.sleep(12 * 60 * MINUTE + 2000));
		expect(failedOf(await items(it, 2))).toHaveLength(0);
	});

	test('a 429 of the quota is not repeated', async () => {
		const it = await begin();
		it.sandbox.faults.add({
			path: 'customer/list',
			kind: 'status',
			status: 429,
			headers: { 'x-quota-remaining': '0', 'x-quota-limit': '10000' },
			times: null,
		});
		const [failure] = failedOf(await items(it, 1));
		expect(failure.reason).toMatchObject({ message: 'The daily quota of Synchroteam is used up' });
		expect(it.statuses()).toEqual({ 429: 1 });
	});
});

describe('Cancel', () => {
	test('waiting and queued requests end at once, and nothing more is sent', async () => {
		const it = await begin({ rateLimit: 10 });
		const stop = new AbortController();
		const session = await it.session({ cancel: stop.signal, concurrency: 4 });
		const all = Promise.allSettled(Array.from({ length: 40 }, async () => await send(session, LIST)));
		void (async () => {
			await it.time.sleep(30_000);
			stop.abort();
		})();
		const results = await it.time.until(all);
		expect(it.time.now() - START).toBe(30_000);
		expect(it.statuses()).toEqual({ 200: 10 });
		expect(failedOf(results).map(({ reason }) => (reason as Error).message)).toEqual(
			Array(30).fill('The execution was canceled'),
		);
	});
});
