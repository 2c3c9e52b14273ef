import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withSandbox } from './cases.cts';
import { fastTime } from '../transport/fast.cts';
import { locator, runNode } from './engine.cts';

/** Files on their way: what they cost, and answers that hold them. */

async function serve(listener: RequestListener) {
	const server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe('Memory for files of 20 MB', () => {
	const size = 20 * 2 ** 20;
	const measure = async (url: string, action: string, bytes: number) => {
		const { stdout } = await promisify(execFile)(process.execPath, [
			'--require',
			'tsx/cjs',
			join(__dirname, 'bigFile.cts'),
			url,
			action,
			String(bytes),
		]);
		const { error, ...measured } = JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as {
			error?: string;
			length?: number;
			peak: number;
		};
		expect(error).toBeUndefined();
		return measured;
	};

	test('an upload takes at most five times their size', async () => {
		let received = 0;
		const service = await serve((request, response) => {
			request.on('data', (chunk: Buffer) => (received += chunk.length));
			request.on('end', () => response.setHeader('content-type', 'application/json').end('{"id": 1}'));
		});
		const small = await measure(service.url, 'upload', 1);
		received = 0;
		const big = await measure(service.url, 'upload', size);
		service.close();
		expect(received).toBeGreaterThan(size * 1.33);
		expect((big.peak - small.peak) / size).toBeLessThan(5);
	}, 60_000);

	test('photos take at most nine times their size', async () => {
		let bytes = 1;
		const imageData = () => Buffer.alloc(bytes, 7).toString('base64');
		const photos = () =>
			[1, 2, 3, 4].map((iteration) => ({ fileName: 'big.jpg', url: '', iteration, imageData: imageData() }));
		const service = await serve((_, response) =>
			response.setHeader('content-type', 'application/json').end(JSON.stringify({ photos: photos() })),
		);
		const small = await measure(service.url, 'download', 1);
		bytes = size / 4;
		const big = await measure(service.url, 'download', size);
		service.close();
		expect(big.length).toBe(Math.ceil(size / 12) * 4);
		expect((big.peak - small.peak) / size).toBeLessThan(9);
	}, 60_000);
});

test('photos of many jobs are downloaded two at a time, whatever Concurrent Requests allows', async () => {
	let open = 0;
	let most = 0;
	const photos = [{ fileName: 'a.jpg', imageData: Buffer.from('photo').toString('base64') }];
	const service = await serve((_, response) => {
		most = Math.max(most, ++open);
		setTimeout(() => {
			open--;
			response.setHeader('content-type', 'application/json').end(JSON.stringify({ photos }));
		}, 20);
	});
	const run = async (download: boolean) => {
		most = 0;
		const { items, error } = await runNode({
			parameters: {
				resource: 'job',
				operation: 'getPhotos',
				job: locator('num', '={{ $json.num }}'),
				download,
				options: { concurrency: 8 },
			},
			items: Array.from({ length: 12 }, (_, index) => ({ num: index + 1 })),
			credentials: { domain: 'sandbox', apiKey: 'key', timeZone: 'Europe/Paris', baseUrl: service.url },
		});
		expect([error, items.length]).toEqual([undefined, 12]);
		return most;
	};
	expect([await run(true), await run(false)]).toEqual([2, 8]);
	service.close();
});

describe('an answer with files', () => {
	test.each([
		['resetMidAnswer', /broke before the response was complete/],
		['truncated', /not valid JSON, or is cut off/],
		['html', /HTML page/],
	] as const)(
		'spoilt by %s says so',
		async (kind, sentence) => {
			const at = await withSandbox({ now: fastTime().now });
			at.sandbox.faults.add({ path: '/job/photos$', kind, status: 200, times: null } as never);
			const { error, items } = await at.run('job', 'getPhotos', {
				job: locator('num', 5),
				download: true,
				options: { maxWait: 0 },
			});
			expect(error?.message).toMatch(sentence);
			expect(items).toEqual([]);
			at.sandbox.faults.clear();
			at.sandbox.faults.add({
				path: '/job/photos$',
				kind: 'status',
				status: 404,
				body: { error: 'Not found', message: 'There is no such job' },
			});
			expect((await at.run('job', 'getPhotos', { job: locator('num', 5), download: true })).error?.message).toBe(
				'There is no such job',
			);
			await at.sandbox.close();
		},
		60_000,
	);
});
