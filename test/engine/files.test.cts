import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { parseWithFiles } from '../../nodes/shared/http/jsonWithFiles';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** Files on their way: what they cost, and answers that hold them. */

async function serve(listener: RequestListener) {
	const server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe('a file of 20 MB needs at most four times its size in memory', () => {
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

	test('on its way out', async () => {
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
		expect((big.peak - small.peak) / size).toBeLessThan(4);
	}, 60_000);

	test('on its way in', async () => {
		let bytes = 1;
		const photo = () => ({
			fileName: 'big.jpg',
			url: '',
			comment: null,
			iteration: 0,
			imageData: Buffer.alloc(bytes, 7).toString('base64'),
		});
		const service = await serve((_, response) =>
			response.setHeader('content-type', 'application/json').end(JSON.stringify({ photos: [photo()] })),
		);
		const small = await measure(service.url, 'download', 1);
		bytes = size;
		const big = await measure(service.url, 'download', size);
		service.close();
		expect(big.length).toBe(Math.ceil(size / 3) * 4);
		expect((big.peak - small.peak) / size).toBeLessThan(4);
	}, 60_000);
});

describe('an answer with files', () => {
	async function* pieces(text: string, sizes: number[]) {
		const bytes = Buffer.from(text);
		for (let at = 0, turn = 0; at < bytes.length; turn++) {
			const next = at + (sizes[turn % sizes.length] || 1);
			yield bytes.subarray(at, next);
			at = next;
		}
	}
	const photo = fc.record({
		fileName: fc.string({ unit: 'binary' }),
		comment: fc.oneof(
			fc.constant(null),
			fc.constantFrom('"imageData":"abcd"', 'imageData', '\\"imageData\\": \\"'),
			fc.string(),
		),
		imageData: fc.oneof(fc.constant(null), fc.uint8Array({ maxLength: 500 })),
	});
	const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });

	test('is the same however it is cut, spaced and escaped', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(photo, { maxLength: 5 }),
				sizes,
				fc.constantFrom('', ' ', '\n\t'),
				fc.boolean(),
				fc.nat(3000),
				async (photos, cuts, space, escaped, size) => {
					const sent = {
						photos: photos.map(({ imageData, ...more }) => ({
							...more,
							imageData: imageData && Buffer.from(imageData).toString('base64'),
						})),
					};
					let text = JSON.stringify(sent).replace(
						/("imageData"):(?=null|")/g,
						(found, key: string, at: number, whole: string) =>
							whole[at - 1] === '\\' ? found : `${key}${space}:${space}`,
					);
					if (escaped)
						text = text.replace(
							/("imageData"\s*:\s*")([\w+/=]*)/g,
							(_, before: string, base64: string) => before + base64.replaceAll('/', '\\/'),
						);
					const given = JSON.parse(text) as typeof sent;
					const read = (await parseWithFiles(pieces(text, cuts), 'imageData', size)) as {
						photos: Array<{ imageData: Buffer | null }>;
					};
					expect(
						read.photos.map(({ imageData, ...more }) => ({
							...more,
							imageData: imageData && imageData.toString('base64'),
						})),
					).toEqual(given.photos);
				},
			),
			{ numRuns: 300 },
		);
	});

	test('that is no JSON stays text', async () => {
		for (const text of ['', '<html>no</html>', '{"photos": [{"imageData": "aGVs', '{"photos": ['])
			expect(await parseWithFiles(pieces(text, [3]), 'imageData')).toEqual(expect.any(String));
		expect(await parseWithFiles(pieces('{"error": "x"}', [3]), 'imageData')).toEqual({ error: 'x' });
	});

	test.each([
		['resetMidAnswer', /broke before the response was complete/],
		['truncated', /not valid JSON, or is cut off/],
		['html', /HTML page/],
	] as const)(
		'spoilt by %s says so',
		async (kind, sentence) => {
			const at = await withSandbox();
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
