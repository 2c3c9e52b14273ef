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
			const { error } = await service.run('customer', 'get', { ...get, requestOptions });
			expect(error).toMatchObject({
				message: expect.stringMatching(/did not answer in time|broke before the response/),
			});
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

	test('where the client hears no signal (n8n up to 1.82)', async () => {
		const helpers = { httpRequestWithAuthentication: async () => await new Promise(() => {}) };
		const session = { service: {}, caller: { helpers }, base: '', http: { timeout: 20 } } as unknown as Session;
		const outcome = await exchange(session, { verb: 'GET', path: '/x', query: {} });
		expect(outcome).toEqual({ kind: 'timeout', code: 'ETIMEDOUT' });
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
		expect(error?.message).toBe('The connection to Synchroteam broke before the response was complete');
		expect(error?.description).toContain('It is not certain whether the change was made');
		expect(requests).toHaveLength(1);
	});

	test.each([
		['304', { kind: 'status', status: 304, body: '' }, /returned no result/],
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
