import { send } from '../../nodes/shared/http/transport';
import { START } from './direct.cts';
import { begin, failedOf, items, LIST, MINUTE } from './limited.cts';

const MINUTES_15 = 15 * MINUTE;
const header = (headers: Record<string, string>) => ({
	edit: (answer: { statusCode: number; headers: Record<string, string>; body: unknown }) => ({
		...answer,
		headers: { ...answer.headers, ...headers },
	}),
});
const seconds = (at: number) => String(Math.ceil(at / 1000));

describe('A limit that lies', () => {
	test.each(['0', '-1', 'NaN', '1e400', ''])('X-RateLimit-Limit %p does not shut the account', async (limit) => {
		const it = await begin({ rateLimit: 120 }, header({ 'x-ratelimit-limit': limit }));
		expect(failedOf(await items(it, 20))).toHaveLength(0);
		await it.time.until(it.time.sleep(2 * MINUTE));
		expect(failedOf(await items(it, 20))).toHaveLength(0);
	});

	test('X-RateLimit-Remaining 0 for ever, until tomorrow: one request every quarter of an hour', async () => {
		const reset = seconds(START + 20 * 60 * MINUTE);
		const it = await begin(
			{},
			header({ 'x-ratelimit-limit': '120', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }),
		);
		expect(failedOf(await items(it, 3, 1))).toHaveLength(2);
		for (const round of [2, 3]) {
			await it.time.until(it.time.sleep(MINUTES_15 + 1000));
			expect(failedOf(await items(it, 3, 1))).toHaveLength(2);
			expect(it.sandbox.requests).toHaveLength(round);
		}
	});

	test('Retry-After: 1e9 closes it for a quarter of an hour', async () => {
		const it = await begin();
		it.sandbox.faults.add({ path: 'list', kind: 'status', status: 429, headers: { 'retry-after': '1e9' } });
		expect(failedOf(await items(it, 2, 1))).toHaveLength(2);
		await it.time.until(it.time.sleep(MINUTES_15 + 1000));
		expect(failedOf(await items(it, 5))).toHaveLength(0);
	});

	test('a raised quota is seen within a quarter of an hour, not at midnight', async () => {
		const it = await begin({ quota: 3 });
		expect(failedOf(await items(it, 5, 1))).toHaveLength(2);
		it.sandbox.settings.quota = 10_000;
		expect(failedOf(await items(it, 1))).toHaveLength(1);
		await it.time.until(it.time.sleep(MINUTES_15 + 1000));
		expect(failedOf(await items(it, 20))).toHaveLength(0);
	});

	test.each(['manual', 'internal'])('a raised quota is seen at once where a person asks: %s', async (mode) => {
		const it = await begin({ quota: 3 });
		await items(it, 5);
		it.sandbox.settings.quota = 10_000;
		await expect(it.time.until(send(await it.session(), LIST))).rejects.toThrow('The daily quota');
		expect(await it.time.until(send(await it.session({ mode }), LIST))).toMatchObject({ status: 200 });
		expect(await it.time.until(send(await it.session(), LIST))).toMatchObject({ status: 200 });
	});

	test('where a person asks and it was not raised, one request of the execution asks, and the message says when others do', async () => {
		const it = await begin({ quota: 3 });
		await items(it, 5);
		const before = it.sandbox.requests.length;
		const batch = { failed: false, requests: 0 };
		for (let item = 0; item < 4; item++)
			await expect(
				it.time.until(it.session({ mode: 'manual', batch }).then(async (session) => await send(session, LIST))),
			).rejects.toMatchObject({
				description: expect.stringContaining('asked again every 15 minutes, and when you run the step by hand'),
			});
		expect(it.sandbox.requests.length - before).toBe(1);
	});

	test('a 401 with a quota of 0 closes nothing, neither for this key nor for a new one', async () => {
		const it = await begin({ quota: 1000 });
		it.sandbox.faults.add({
			path: 'list',
			kind: 'status',
			status: 401,
			headers: { 'x-quota-remaining': '0', 'x-quota-limit': '0' },
		});
		const [failure] = failedOf(await items(it, 1));
		expect(failure.reason).toMatchObject({ httpCode: '401' });
		expect(failedOf(await items(it, 5))).toHaveLength(0);
	});

	test('a new key does not inherit what was said of the old one', async () => {
		const it = await begin({ quota: 1 });
		expect(failedOf(await items(it, 2, 1))).toHaveLength(1);
		it.sandbox.settings.quota = 1000;
		const other = await it.session({ credentials: { apiKey: 'another-key-0000' } });
		const result = await it.time.until(send(other, LIST).catch((error: unknown) => error));
		expect(it.sandbox.requests).toHaveLength(2);
		expect(result).toBeDefined();
	});
});
