import http from 'node:http';
import axios from 'axios';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox/index.cts';

/** The sandbox as a service that lies: what it can be told to say, so that others can test what becomes of it. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const get = (path: string, params: object = {}) =>
	axios.get(`${sandbox.synchroteam.url}/api/v3${path}`, {
		params,
		auth: { username: 'sandbox', password: sandbox.synchroteam.apiKey },
		validateStatus: () => true,
	});
const ids = ({ data }: { data: any }) => (data.data ?? data).map((one: any) => one.id);
const arm = (fault: Partial<Fault> & Pick<Fault, 'kind'>) => sandbox.faults.add({ path: 'customer', ...fault });

describe('pages', () => {
	test('hold fewer rows than were asked for', async () => {
		for (let at = 0; at < 25; at += 1) sandbox.state.customers.create({ name: `Zoo ${at}`, myId: `Z-${at}` });
		sandbox.dialect['page-size-served'] = 'at-most-25';
		const { data } = await get('/customer/list', { pageSize: 100, page: 2 });
		expect(data).toMatchObject({ page: 2, pageSize: 25, records: 5, recordsTotal: 30 });
	});

	test('count what matches, or everything', async () => {
		const total = async () => (await get('/customer/list', { name: 'martin' })).data.recordsTotal;
		expect(await total()).toBe(1);
		sandbox.dialect['records-total'] = 'all';
		expect(await total()).toBe(5);
	});

	test('are the first one again and again', async () => {
		sandbox.settings.repeatsFirstPage = true;
		expect(ids(await get('/customer/list', { pageSize: 2, page: 3 }))).toEqual([1, 5]);
	});

	test('of tasks: none, rows alone, or the envelope of the others', async () => {
		for (let at = 0; at < 29; at += 1) sandbox.state.tasks.create({ content: `Task ${at}` });
		expect(ids(await get('/tasks/list'))).toHaveLength(30);
		expect((await get('/tasks/list', { page: 2 })).status).toBe(400);
		sandbox.dialect['bare-list-pages'] = 'rows';
		expect(ids(await get('/tasks/list'))).toHaveLength(25);
		expect(ids(await get('/tasks/list', { page: 2 }))).toEqual([26, 27, 28, 29, 30]);
		sandbox.dialect['bare-list-pages'] = 'pages';
		expect((await get('/tasks/list', { pageSize: 30 })).data).toMatchObject({ records: 30, recordsTotal: 30 });
	});
});

describe('answers', () => {
	test('are edited at will', async () => {
		arm({ kind: 'edited', edit: (answer, { query }) => ({ ...answer, id: 999, asked: query.id }) });
		expect((await get('/customer/details', { id: 1 })).data).toMatchObject({ id: 999, asked: '1', myId: 'C-1' });
		arm({ kind: 'edited', edit: () => undefined });
		expect((await get('/customer/list')).data).toBe('');
		expect(() => arm({ kind: 'edited' })).toThrow('An edited answer needs');
	});

	test('drip, a byte at a time', async () => {
		arm({ kind: 'drip', delayMs: 20 });
		const seen = await new Promise<{ length: number; chunks: number }>((resolve) => {
			let [length, chunks] = [0, 0];
			const auth = `sandbox:${sandbox.synchroteam.apiKey}`;
			http.get(`${sandbox.synchroteam.url}/api/v3/customer/list`, { auth }, (response) => {
				expect(response.statusCode).toBe(200);
				response.on('data', (chunk: Buffer) => {
					length += chunk.length;
					if ((chunks += 1) < 5) return;
					response.destroy();
					resolve({ length, chunks });
				});
			});
		});
		expect(seen).toEqual({ length: 5, chunks: 5 });
	});

	test('switch to another protocol and fall silent', async () => {
		arm({ kind: 'switchingProtocols' });
		const status = await new Promise((resolve) => {
			const auth = `sandbox:${sandbox.synchroteam.apiKey}`;
			const request = http.get(`${sandbox.synchroteam.url}/api/v3/customer/list`, { auth });
			request.on('upgrade', (response, socket) => {
				socket.destroy();
				resolve(response.statusCode);
			});
		});
		expect(status).toBe(101);
	});

	test.each(['gzip', 'br', 'deflate'] as const)('say %s and are not', async (encoding) => {
		arm({ kind: 'corruptEncoding', encoding });
		await expect(get('/customer/list')).rejects.toThrow();
	});

	test('tell limits that are none, and send a client away for ever', async () => {
		arm({ kind: 'delay', headers: { 'x-ratelimit-limit': '-1', 'x-quota-remaining': '0' } });
		const { status, headers } = await get('/customer/list');
		expect([status, headers['x-ratelimit-limit'], headers['x-quota-remaining']]).toEqual([200, '-1', '0']);
		arm({ kind: 'status', status: 429, headers: { 'retry-after': '1e9' } });
		expect((await get('/customer/list')).headers['retry-after']).toBe('1e9');
	});

	test('fail now and then, at the same places in every run', async () => {
		const run = async () => {
			sandbox.faults.clear();
			arm({ kind: 'status', status: 503, times: null, chance: 0.25 });
			const seen: number[] = [];
			for (let at = 0; at < 40; at += 1) seen.push((await get('/customer/list')).status);
			return seen;
		};
		const first = await run();
		const failed = first.filter((status) => status === 503).length;
		expect([failed > 3, failed < 20]).toEqual([true, true]);
		expect(await run()).toEqual(first);
	});
});

describe('where the document says two things', () => {
	const post = (path: string, data: object) =>
		axios.post(`${sandbox.synchroteam.url}/api/v3${path}`, data, {
			auth: { username: 'sandbox', password: sandbox.synchroteam.apiKey },
			validateStatus: () => true,
		});

	test('Unschedule answers what the job is, or what the sample shows', async () => {
		expect((await post('/job/unschedule', { num: 2 })).data).toMatchObject([{ status: 'created', technician: null }]);
		await sandbox.reset();
		sandbox.dialect['unschedule-answer'] = 'scheduled';
		expect((await post('/job/unschedule', { num: 2 })).data).toMatchObject([{ status: 'scheduled', technician: null }]);
	});

	test.each(['/job/send', '/site/send', '/equipment/send'])(
		'%s takes the customer of a new record by ID or own ID only',
		async (path) => {
			const body = { name: 'New', customer: { name: 'Garage Moreau' } };
			const { name: _, ...job } = body;
			const sent = path === '/job/send' ? job : body;
			expect((await post(path, sent)).data.message).toBe('customer: a new record takes it by id or myId');
			expect((await post(path, { ...sent, customer: { myId: 'C-3' } })).status).toBe(200);
		},
	);

	test('activities are listed from one day to another, or without days', async () => {
		expect((await get('/activity/list', { startDate: '2026-11-20' })).status).toBe(400);
		expect((await get('/activity/list', { startDate: '2026-11-20', endDate: '2026-11-21' })).status).toBe(200);
	});
});
