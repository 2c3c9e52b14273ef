import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { startSandbox } from '../../sandbox/index.cts';

/** Queue mode: workers share nothing but the key. An hour passes in two minutes here, in the service and in the workers. */

const SPEED = 30;
const MINUTE = 60_000;

test('two processes on one key settle to the limit, and no item fails', async () => {
	const start = Date.now();
	const sandbox = await startSandbox({
		seed: 'small',
		quota: null,
		rateLimit: 120,
		now: () => start + (Date.now() - start) * SPEED,
	});
	const { url, domain, apiKey } = sandbox.synchroteam;
	const items = 200;
	const worker = async () =>
		await new Promise<unknown>((done, failed) => {
			const child = fork(resolve(__dirname, 'worker.cts'), {
				execArgv: ['--require', 'tsx/cjs'],
				env: { ...process.env, WORK: JSON.stringify({ url, domain, apiKey, start, speed: SPEED, items }) },
				stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			});
			child.on('message', done);
			child.on('error', failed);
			child.on('exit', () => failed(new Error('The worker said nothing')));
		});
	try {
		expect(await Promise.all([worker(), worker()])).toEqual([{ done: items }, { done: items }]);
		const { requests } = sandbox;
		const refused = requests.filter(({ status }) => status === 429);
		expect(requests.filter(({ status }) => status === 200)).toHaveLength(2 * items);
		// A burst of each at the end of the first window, then hardly any.
		expect(refused.length).toBeLessThanOrEqual(40);
		const perMinute = new Map<number, number>();
		for (const { at } of requests.filter(({ status }) => status === 200))
			perMinute.set(Math.floor(at / MINUTE), (perMinute.get(Math.floor(at / MINUTE)) ?? 0) + 1);
		expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(120);
	} finally {
		await sandbox.close();
	}
}, 120_000);
