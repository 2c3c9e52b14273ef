import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { synchroteam } from '../../nodes/Synchroteam/service';
import { download } from '../../nodes/shared/http/download';
import { exchange } from '../../nodes/shared/http/exchange';
import type { Session } from '../../nodes/shared/http/session';
import { withSandbox } from '../engine/cases.cts';
import { locator } from '../engine/engine.cts';
import { fastTime } from './fast.cts';

/** Every request comes to an end, and what comes back is not trusted blindly: in the real engine, over HTTP. */

let service: Awaited<ReturnType<typeof withSandbox>>;
let time: ReturnType<typeof fastTime>;
beforeAll(async () => {
	time = fastTime();
	service = await withSandbox({ now: time.now });
});
beforeEach(async () => {
	await service.sandbox.reset('small');
	time.pass(86_400_000);
});
afterAll(async () => await service.sandbox.close());

const requestOptions = { timeout: 300 };
const get = { customer: locator('id', '1') };

describe('A request ends', () => {
	test.each([
		['a body that drips', { kind: 'drip', delayMs: 100 }],
		['101 and nothing after it', { kind: 'switchingProtocols' }],
	] as const)(
		'%s',
		async (_, fault) => {
			service.sandbox.faults.add({ path: 'details', ...fault, times: null });
			const begin = Date.now();
			const { error } = await service.run('customer', 'get', { ...get, requestOptions });
			expect(error).toMatchObject({
				message: expect.stringMatching(/did not answer in time|broke before the response/),
			});
			expect(Date.now() - begin).toBeLessThan(8000);
		},
		20_000,
	);

	test('after five minutes where no Timeout is set', async () => {
		const whole = AbortSignal.timeout.bind(AbortSignal);
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => whole(ms / 1000));
		service.sandbox.faults.add({ path: 'details', kind: 'drip', delayMs: 100, times: null });
		const { error } = await service.run('customer', 'get', get);
		const asked = timeout.mock.calls.flat();
		timeout.mockRestore();
		expect(error?.message).toBe('Synchroteam did not answer in time');
		expect(Math.min(...asked)).toBeGreaterThanOrEqual(300_000);
		expect(Math.max(...asked)).toBeLessThanOrEqual(303_000);
	}, 20_000);

	test.each([
		['a client that hears no signal', {}, async () => await new Promise(() => {})],
		[
			'a stream that nobody ends',
			{ files: 'imageData' },
			async (body: Readable) => ({ statusCode: 200, headers: {}, body }),
		],
	])('%s (n8n up to 1.82)', async (_, more, answer) => {
		const stream = new Readable({ read: () => {} });
		const helpers = { httpRequestWithAuthentication: async () => await answer(stream) };
		const session = { service: {}, caller: { helpers }, base: '', http: { timeout: 20 } } as unknown as Session;
		const outcome = await exchange(session, { verb: 'GET', path: '/x', query: {}, ...more });
		expect(outcome).toEqual({ kind: 'failure', failure: { kind: 'timeout', code: 'ETIMEDOUT' } });
		expect(stream.destroyed).toBe('files' in more);
	});

	test('a change whose answer drips is not certain', async () => {
		service.sandbox.faults.add({ path: 'send', kind: 'drip', delayMs: 100 });
		const { error, requests } = await service.run('customer', 'create', {
			name: 'A',
			requestOptions,
			options: { checkFirst: false },
		});
		expect(error?.message).toBe('Synchroteam did not answer in time');
		expect(error?.description).toContain('It is not certain whether the change was made');
		expect(requests).toHaveLength(1);
	});

	test('photos that drip', async () => {
		service.sandbox.faults.add({ path: 'photos', kind: 'drip', delayMs: 100, times: null });
		const { error } = await service.run('job', 'getPhotos', { job: locator('num', 5), download: true, requestOptions });
		expect(error?.message).toBe('Synchroteam did not answer in time');
	}, 20_000);

	test('and frees the account for others', async () => {
		service.sandbox.faults.add({ path: 'details', kind: 'drip', delayMs: 100, times: 4 });
		const first = await service.run('customer', 'get', { ...get, requestOptions });
		expect(first.error).toBeDefined();
		const { items } = await service.run('customer', 'get', get);
		expect(items).toHaveLength(1);
	}, 20_000);
});

describe('What comes back', () => {
	test.each(['gzip', 'br', 'deflate'] as const)('damaged %s after a change is not certain', async (encoding) => {
		service.sandbox.faults.add({ path: 'send', kind: 'corruptEncoding', encoding, afterEffect: true });
		const { error, requests } = await service.run('customer', 'create', { name: 'A', options: { checkFirst: false } });
		expect(error?.message).toBe('The response from Synchroteam is damaged and cannot be decompressed');
		expect(error?.description).toContain('It is not certain whether the change was made');
		expect(requests).toHaveLength(1);
	});

	test.each([
		['304', { kind: 'status', status: 304, body: '' }, /returned no result/],
		[
			'nesting of 5,000 levels',
			{ kind: 'status', status: 200, body: '['.repeat(5000) + ']'.repeat(5000) },
			/nested too deeply/,
		],
		['NaN', { kind: 'status', status: 200, body: '{"id": NaN}' }, /not valid JSON/],
		['null', { kind: 'status', status: 200, body: 'null' }, /returned no record/],
		['an empty list', { kind: 'status', status: 200, body: '[]' }, /returned no record/],
		['a list of null', { kind: 'status', status: 200, body: '[null]' }, /returned no record/],
	] as const)('%s where a record is due', async (_, fault, sentence) => {
		service.sandbox.faults.add({ path: 'details', ...fault, times: null });
		const { error, items } = await service.run('customer', 'get', get);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(sentence);
	});

	test('an empty list after a delete', async () => {
		service.sandbox.faults.add({ path: 'delete', kind: 'status', status: 200, body: '[]' });
		const { error } = await service.run('customer', 'delete', get);
		expect(error?.message).toMatch(/no record was affected/);
	});

	test('whole numbers beyond 2^53 keep their digits', async () => {
		service.sandbox.faults.add({
			path: 'details',
			kind: 'status',
			status: 200,
			body: '{"id": 9007199254740993, "name": "A"}',
		});
		const { json } = await service.run('customer', 'get', { ...get, output: 'raw' });
		expect(json[0].id).toBe('9007199254740993');
	});

	test('messages are cut at 500 characters', async () => {
		service.sandbox.faults.add({ path: 'details', kind: 'status', status: 400, body: { message: 'x'.repeat(5000) } });
		const { error } = await service.run('customer', 'get', get);
		expect(error?.message.length).toBeLessThanOrEqual(501);
	});
});

describe('The link of a photo', () => {
	const open: Array<{ close(): void }> = [];
	afterEach(() => open.splice(0).forEach((each) => each.close()));
	async function host(listener: RequestListener) {
		const seen: Array<{ url?: string; authorization?: string }> = [];
		const server = createServer((request, response) => {
			seen.push({ url: request.url, authorization: request.headers.authorization });
			listener(request, response);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		open.push(server);
		return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
	}
	const downloadFrom = async (url: string, more: object = {}) => {
		service.sandbox.faults.add({
			path: 'photos',
			kind: 'edited',
			edit: (body: { photos: Array<Record<string, unknown>> }) => ({
				...body,
				photos: body.photos.slice(0, 1).map((photo) => ({ ...photo, imageData: '', url })),
			}),
		});
		return await service.run('job', 'getPhotos', { job: locator('num', 5), download: true, ...more });
	};

	test('leads on once, and no credentials go along', async () => {
		const { url, seen } = await host((request, response) =>
			request.url === '/a' ? void response.writeHead(302, { location: '/b' }).end() : void response.end('bytes'),
		);
		const { items, error } = await downloadFrom(`${url}/a`);
		expect(error).toBeUndefined();
		expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe('bytes');
		expect(seen).toEqual([
			{ url: '/a', authorization: undefined },
			{ url: '/b', authorization: undefined },
		]);
	});

	test('is read again where the connection broke', async () => {
		let count = 0;
		const { url } = await host((request, response) =>
			count++ ? void response.end('bytes') : void request.socket.destroy(),
		);
		const { items } = await downloadFrom(url);
		expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe('bytes');
	});

	test('does not lead on twice, nor to a private address', async () => {
		const again = await host((_, response) => void response.writeHead(302, { location: '/again' }).end());
		expect((await downloadFrom(`${again.url}/?signature=s3cret`)).error?.message).toMatch(
			/cannot be read from its link/,
		);
		expect(again.seen).toHaveLength(2);
		const away = await host((_, response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end());
		expect((await downloadFrom(away.url)).error?.message).toMatch(/is not read/);
	});

	test('that drips ends with the Timeout, and its signature is not shown', async () => {
		const { url } = await host((_, response) => {
			response.writeHead(200);
			const timer = setInterval(() => response.write('x'), 50);
			response.on('close', () => clearInterval(timer));
		});
		const { error } = await downloadFrom(`${url}/?signature=s3cret`, { requestOptions });
		expect(error?.message).toMatch(/cannot be read from its link/);
		expect(JSON.stringify(error)).not.toContain('s3cret');
	}, 20_000);

	test('is not waited for when the execution is stopped, nor asked for afterwards', async () => {
		const stop = new AbortController();
		const httpRequest = jest.fn(async () => {
			stop.abort();
			return await new Promise(() => {});
		});
		const session = {
			service: synchroteam,
			caller: { helpers: { httpRequest }, getNode: () => ({ name: 'Node', type: 'node' }) },
			credentials: service.credentials.synchroteam,
			base: 'https://ws.example.com',
			cancel: stop.signal,
		} as unknown as Session;
		for (const _ of [1, 2])
			await expect(download(session, 'a.jpg', 'https://files.example.org/')).rejects.toThrow(
				'The execution was canceled',
			);
		expect(httpRequest).toHaveBeenCalledTimes(1);
	});

	test('to a host that the credential does not allow is not read', async () => {
		const { url, seen } = await host((_, response) => void response.end('bytes'));
		const credentials = {
			...service.credentials.synchroteam,
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'example.com',
		};
		const { error } = await downloadFrom(`${url.replace('127.0.0.1', 'localhost')}/?signature=s3cret`, {});
		expect(error === undefined || !JSON.stringify(error).includes('s3cret')).toBe(true);
		service.sandbox.faults.clear();
		service.sandbox.faults.add({
			path: 'photos',
			kind: 'edited',
			edit: (body: { photos: Array<Record<string, unknown>> }) => ({
				...body,
				photos: body.photos
					.slice(0, 1)
					.map((photo) => ({ ...photo, imageData: '', url: 'https://files.example.org/?signature=s3cret' })),
			}),
		});
		const refused = await service.run('job', 'getPhotos', { job: locator('num', 5), download: true }, { credentials });
		expect(refused.error?.message).toMatch(/is not read/);
		expect(JSON.stringify(refused.error)).not.toContain('s3cret');
		expect(seen.length).toBeLessThanOrEqual(1);
	});
});
