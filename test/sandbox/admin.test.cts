import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import axios from 'axios';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';

const http = axios.create({ validateStatus: () => true });
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'small' });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const admin = (path: string) => `${sandbox.synchroteam.url}/__admin${path}`;

describe('admin over HTTP', () => {
	test('arms and clears faults', async () => {
		await http.post(admin('/faults'), { path: 'customer', kind: 'status', status: 500 });
		expect((await http.get(admin('/faults'))).data).toMatchObject([{ id: '1', kind: 'status', times: 1 }]);
		await http.delete(admin('/faults'));
		expect((await http.get(admin('/faults'))).data).toEqual([]);
		expect((await http.post(admin('/faults'), { path: '(', kind: 'empty' })).status).toBe(400);
	});

	test('moves the clock and changes settings', async () => {
		await http.post(admin('/clock'), { now: Date.UTC(2030, 0, 1) });
		const { data } = await http.post(admin('/clock'), { advanceMs: 60_000 });
		expect(Math.abs(data.now - Date.UTC(2030, 0, 1, 0, 1))).toBeLessThan(5000);
		await http.put(admin('/settings'), { rateLimit: 7 });
		expect((await http.get(admin('/settings'))).data.rateLimit).toBe(7);
		expect(sandbox.settings.rateLimit).toBe(7);
		await http.post(admin('/reset'), {});
		expect(sandbox.settings.rateLimit).toBe(120);
	});

	test('shows requests and records, and makes and changes records', async () => {
		await http.get(`${sandbox.synchroteam.url}/api/v3/customer/list`);
		expect((await http.get(admin('/requests'))).data).toMatchObject([{ path: '/api/v3/customer/list', status: 401 }]);
		await http.delete(admin('/requests'));
		expect(sandbox.requests).toEqual([]);
		const { data } = await http.post(admin('/state/customers'), { name: 'By admin' });
		await http.put(admin(`/state/customers/${data.id}`), { name: 'Changed' });
		expect((await http.get(admin('/state/customers'))).data.map((row: any) => row.name)).toContain('Changed');
		expect((await http.post(admin('/state/customers'), { nam: 'x' })).status).toBe(400);
		expect((await http.get(admin('/state/nothing'))).status).toBe(404);
	});

	test('acts as a device and starts again', async () => {
		const [{ id }] = sandbox.state.jobs.rows().filter((row) => row.status === 'scheduled');
		const { data } = await http.post(admin(`/device/${id}`), { status: 'synchronized' });
		expect(data.status).toBe('synchronized');
		expect((await http.post(admin(`/device/${id}`), { status: 'validated' })).status).toBe(400);
		await http.post(admin('/reset'), { seed: 'empty' });
		expect(sandbox.state.jobs.rows()).toEqual([]);
		expect(sandbox.state.users.all()).toHaveLength(1);
	});
});

test('without admin there is no way in', async () => {
	const closed = await startSandbox({ seed: 'empty', admin: false });
	expect((await http.get(`${closed.synchroteam.url}/__admin/settings`)).status).toBe(401);
	await closed.close();
});

test('your CRM stores, finds, changes and forgets', async () => {
	const contacts = `${sandbox.crm.url}/contacts`;
	const first = (await http.post(contacts, { name: 'A' })).data;
	expect(first).toEqual({ id: '1', name: 'A' });
	await http.post(contacts, { id: 'own', name: 'B' });
	expect((await http.put(`${contacts}/own`, { city: 'Lyon' })).data).toEqual({ id: 'own', name: 'B', city: 'Lyon' });
	expect((await http.get(contacts, { params: { name: 'B' } })).data).toHaveLength(1);
	expect((await http.get(`${contacts}/1`)).data).toEqual(first);
	await http.delete(`${contacts}/1`);
	expect((await http.get(`${contacts}/1`)).status).toBe(404);
	expect((await http.get(contacts)).data).toHaveLength(1);
});

test('requests can be handled without a socket', async () => {
	const authorization = `Basic ${Buffer.from(`sandbox:${sandbox.synchroteam.apiKey}`).toString('base64')}`;
	const answer = await sandbox.handle('synchroteam', { path: '/api/v3/customer/list', headers: { authorization } });
	expect([answer.status, JSON.parse(String(answer.body)).recordsTotal]).toEqual([200, 5]);
	expect(sandbox.requests).toHaveLength(1);
});

test('on its own it prints where it is, and ends on SIGTERM', async () => {
	const main = resolve(__dirname, '../../sandbox/main.cts');
	const env = { ...process.env, PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' };
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = await once(child.stdout, 'data');
	const { synchroteam, outSmart, crm } = JSON.parse(String(line));
	expect(synchroteam).toMatchObject({ domain: 'sandbox', apiKey: '00000000-1111-2222-3333-444444444444' });
	expect(outSmart.portalName).toBe('DemoPortal');
	expect((await http.get(`${crm.url}/anything`)).data).toEqual([]);
	child.kill('SIGTERM');
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
});
