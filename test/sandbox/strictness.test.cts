import axios from 'axios';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { client, type Send } from './client.cts';

let sandbox: Sandbox;
let send: Send;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small', rateLimit: null });
	send = await client(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const raw = (path: string, config: object = {}) =>
	axios.request({
		url: `${sandbox.synchroteam.url}${path}`,
		auth: { username: 'sandbox', password: sandbox.synchroteam.apiKey },
		validateStatus: () => true,
		...config,
	});

test.each([
	['customer_list', { query: { changedFrom: '2026-01-01' } }, 'Unknown parameter changedFrom'],
	['customer_list', { query: { page: 0 } }, 'Parameter page must be >= 1'],
	['customer_list', { query: { page: 'two' } }, 'Parameter page must be integer'],
	[
		'customer_list',
		{ query: { sort: 'city' } },
		'Parameter sort must be equal to one of the allowed values: name, dateModified, dateCreated, myId',
	],
	['customer_list', { query: { active: 'yes' } }, 'Parameter active must be boolean'],
	['customer_list', { query: { changedSince: '2026-13-45' } }, 'changedSince: "2026-13-45" is not a date'],
	['customer_list', { query: { changedSince: 'yesterday' } }, 'Parameter changedSince must match pattern'],
	['job_list', { query: { status: 'created,lost' } }, 'Parameter status.1 must be equal'],
	['customer_send', { body: { nam: 'x' } }, 'Unknown key nam in the body'],
	['customer_send', { body: { name: 5 } }, 'name must be string'],
	['customer_send', { body: { position: { lat: '1' } } }, 'Unknown key position.lat in the body'],
	['job_send', { body: { customer: {} } }, 'customer must NOT have fewer than 1 properties'],
	['job_send', { body: { description: 'x' } }, 'A new record needs one of customer, site'],
	['invoice_send', { body: { customer: { id: 1 }, lines: [{ quantity: 2 }] } }, 'lines.0.quantity must be string'],
	['customer_send', {}, 'The body is missing'],
	['customer_activate', { query: { id: 1 }, body: { id: 1 } }, 'No body is expected'],
])('%s with %j is refused', async (operation, request, message) => {
	const { status, data } = await send(operation, request);
	expect([status, data.error]).toEqual([400, 'Bad Request']);
	expect(data.message).toContain(message);
});

test('a body that is no JSON, and a parameter given twice', async () => {
	const text = await raw('/api/v3/customer/send', {
		method: 'post',
		data: '{"name":',
		transformRequest: (data: string) => data,
	});
	expect([text.status, text.data.message]).toEqual([400, 'The body is not JSON']);
	expect((await raw('/api/v3/customer/details?id=1&id=2')).status).toBe(400);
});

test('unknown paths, wrong verbs, other formats', async () => {
	expect([(await raw('/api/v3/customers/list')).status, (await raw('/api/v2/customer/list')).status]).toEqual([
		404, 404,
	]);
	const verb = await raw('/api/v3/customer/list', { method: 'post', data: {} });
	expect([verb.status, verb.data.error]).toEqual([405, 'Method Not Allowed']);
	const xml = await raw('/api/v3/customer/list', { headers: { accept: 'application/xml' } });
	expect([xml.status, xml.data.error]).toEqual([406, 'Not Acceptable']);
	expect((await raw('/api/v3/customer/list', { headers: { accept: 'text/json' } })).status).toBe(200);
});

test('wrong credentials are a 401 and are not counted', async () => {
	for (const auth of [
		{ username: 'other', password: sandbox.synchroteam.apiKey },
		{ username: 'sandbox', password: 'wrong' },
	]) {
		const { status, data, headers } = await send('customer_list', { auth });
		expect([status, data.error]).toEqual([401, 'Unauthorized']);
		expect(headers['x-quota-remaining']).toBe('10000');
	}
	expect(
		(await axios.get(`${sandbox.synchroteam.url}/api/v3/customer/list`, { validateStatus: () => true })).status,
	).toBe(401);
	expect(sandbox.requests.map((one) => one.authorizationOk)).toEqual([false, false, false]);
});

test('unknown keys and parameters pass where they are accepted, and change nothing', async () => {
	sandbox.settings.unknownKeys = 'accept';
	const sent = await send('customer_send', { body: { name: 'Open', secretField: 1, position: { altitude: '3' } } });
	expect([sent.status, sent.data.name]).toEqual([200, 'Open']);
	expect((await send('customer_list', { query: { name: 'open', hidden: 'x' } })).data.recordsTotal).toBe(1);
	expect((await send('customer_send', { body: { name: 5 } })).status).toBe(400);
	await sandbox.reset();
	expect((await send('customer_send', { body: { name: 'Open', secretField: 1 } })).status).toBe(400);
});

test('names travel unharmed, whatever is in them', async () => {
	for (const name of ['a/../b?x=1', 'C# & 100%', '"Müller" + Söhne', "l'été\nzwei", '%2F', '日本']) {
		const { id } = (await send('customer_send', { body: { name, myId: name } })).data;
		for (const query of [{ name }, { myId: name }]) {
			expect((await send('customer_details', { query })).data.id).toBe(id);
		}
	}
});

test('the log has what was sent, without the credentials', async () => {
	await send('customer_send', { body: { name: 'Logged' } });
	await send('customer_list', { query: { name: 'x' } });
	expect(sandbox.requests).toMatchObject([
		{
			service: 'synchroteam',
			method: 'POST',
			path: '/api/v3/customer/send',
			body: { name: 'Logged' },
			status: 200,
			authorizationOk: true,
		},
		{ method: 'GET', path: '/api/v3/customer/list', query: { name: 'x' }, body: undefined, status: 200 },
	]);
	expect(JSON.stringify(sandbox.requests)).not.toContain(
		Buffer.from(`sandbox:${sandbox.synchroteam.apiKey}`).toString('base64'),
	);
	expect(sandbox.requests[0].headers.authorization).toBe('<redacted>');
});

test('20 MB of a file pass, and the log keeps their size only', async () => {
	const fileData = Buffer.alloc(20 * 1024 * 1024, 'x').toString('base64');
	const { data } = await send('attachment_create', { body: { fileName: 'big.bin', fileData } });
	expect(data.name).toBe('big.bin');
	expect(sandbox.requests[0].body).toMatch(/^<\d+ characters>$/);
});
