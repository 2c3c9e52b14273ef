import http from 'node:http';
import axios from 'axios';
import { startSandbox, type Sandbox, type Fault } from '../../sandbox/index.cts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const LIST = '/api/v3/customer/list';
const SEND = '/api/v3/customer/send';
const request = (path = LIST, data?: object) =>
	axios.request({
		url: `${sandbox.synchroteam.url}${path}`,
		method: data ? 'post' : 'get',
		data,
		auth: { username: 'sandbox', password: sandbox.synchroteam.apiKey },
		validateStatus: () => true,
		maxRedirects: 0,
		transformResponse: (text) => text,
	});
const arm = (fault: Partial<Fault> & Pick<Fault, 'kind'>) => sandbox.faults.add({ path: 'customer', ...fault });
const made = () => sandbox.state.customers.all().filter((one) => one.name === 'New').length;

test('a status comes as often as said, after as many as said', async () => {
	arm({ kind: 'status', status: 503, times: 2, skip: 1, headers: { 'retry-after': '7' } });
	const answers = [await request(), await request(), await request(), await request()];
	expect(answers.map((one) => one.status)).toEqual([200, 503, 503, 200]);
	expect(JSON.parse(answers[1].data)).toEqual({
		error: 'Service Unavailable',
		message: 'Service Unavailable on demand',
	});
	expect(answers[1].headers['retry-after']).toBe('7');
	expect(answers[1].headers['x-quota-remaining']).toBe('9998');
	arm({ kind: 'status', status: 409, times: null, body: { error: 'x', message: 'mine' } });
	expect([(await request()).data, (await request()).status]).toEqual(['{"error":"x","message":"mine"}', 409]);
	sandbox.faults.clear();
	expect((await request()).status).toBe(200);
});

test('faults meet only what they are for', async () => {
	arm({ kind: 'status', status: 500, method: 'POST', path: '/customer/send$' });
	arm({ kind: 'status', status: 500, service: 'outSmart', path: '.' });
	expect((await request()).status).toBe(200);
	expect((await request(SEND, { name: 'New' })).status).toBe(500);
	expect(made()).toBe(0);
	expect(() => arm({ kind: 'empty', path: '(' })).toThrow('Invalid regular expression');
});

test('with afterEffect the request is carried out, then the answer is lost', async () => {
	arm({ kind: 'reset', afterEffect: true });
	await expect(request(SEND, { name: 'New' })).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(made()).toBe(1);
	arm({ kind: 'reset' });
	await expect(request(SEND, { name: 'New' })).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(made()).toBe(1);
	expect(sandbox.requests.map((one) => one.status)).toEqual([0, 0]);
});

test('a connection is cut in the middle of the answer', async () => {
	arm({ kind: 'resetMidAnswer' });
	const received = await new Promise<{ status?: number; length: number; failed: boolean }>((resolve) => {
		const auth = `sandbox:${sandbox.synchroteam.apiKey}`;
		http.get(`${sandbox.synchroteam.url}${LIST}`, { auth }, (response) => {
			let length = 0;
			const end = (failed: boolean) => resolve({ status: response.statusCode, length, failed });
			response.on('data', (chunk: Buffer) => (length += chunk.length));
			response.on('error', () => end(true));
			response.on('end', () => end(false));
		});
	});
	expect(received).toMatchObject({ status: 200, failed: true });
	expect(received.length).toBeGreaterThan(0);
});

test('pages, empty bodies, cut JSON, wrong types and redirects', async () => {
	arm({ kind: 'html' });
	const page = await request();
	expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
	expect(page.data).toContain('<title>403 Forbidden</title>');
	arm({ kind: 'empty' });
	expect(await request()).toMatchObject({ status: 200, data: '' });
	arm({ kind: 'truncated' });
	const cut = await request();
	expect(cut.status).toBe(200);
	expect(() => JSON.parse(cut.data)).toThrow(SyntaxError);
	arm({ kind: 'wrongType' });
	expect((await request()).headers['content-type']).toBe('text/plain; charset=utf-8');
	arm({ kind: 'redirect', location: 'http://elsewhere.example/' });
	expect(await request()).toMatchObject({
		status: 302,
		headers: expect.objectContaining({ location: 'http://elsewhere.example/' }),
	});
});

test('a delayed response comes after that of the next request', async () => {
	arm({ kind: 'delay', delayMs: 1000 });
	const order: string[] = [];
	const late = request().then(({ status }) => order.push(`late: ${status}`));
	await request().then(({ status }) => order.push(`next: ${status}`));
	await late;
	expect(order).toEqual(['next: 200', 'late: 200']);
});
