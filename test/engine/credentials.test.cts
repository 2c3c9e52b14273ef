import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult, INodePropertyOptions } from 'n8n-workflow';
import { SynchroteamApi } from '../../credentials/SynchroteamApi.credentials';
import { withSandbox } from './cases.cts';
import { core, locator, nodeType } from './engine.cts';

/** The Test button: the nodes' test functions in the context that n8n gives them. */
async function press(
	node: 'synchroteam' | 'outSmartPortal',
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const type = nodeType(node);
	const name = type.description.credentials![0].testedBy as string;
	const test = type.methods!.credentialTest![name];
	return await test.call(new core.CredentialTestContext(), { id: '1', name: 'x', type: 'x', data });
}

let at: Awaited<ReturnType<typeof withSandbox>>;
let page: Server;
beforeAll(async () => {
	at = await withSandbox({ seed: 'empty' });
	page = createServer((_, response) =>
		response.writeHead(404, { 'content-type': 'text/html' }).end('<html><title>No such portal</title></html>'),
	);
	await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	page.close();
	await at.sandbox.close();
});
const pageUrl = () => `http://127.0.0.1:${(page.address() as AddressInfo).port}`;

describe('Synchroteam API', () => {
	test('a right key is green', async () => {
		expect(await press('synchroteam', at.credentials.synchroteam)).toMatchObject({ status: 'OK' });
	});

	test.each([
		['wrong key', { apiKey: 'wrong-key-123' }, /API key is wrong.*Status 401/],
		['wrong domain', { domain: 'other' }, /Domain or API key is wrong/],
		['unreachable', { baseUrl: 'http://127.0.0.1:9' }, /cannot be reached \(ECONNREFUSED\)/],
		['a base URL without https', { baseUrl: 'http://example.com' }, /has to start with https/],
		['no base URL', { baseUrl: 'nonsense' }, /is not a valid address/],
		['no time zone', { timeZone: 'Paris' }, /"Paris" is not a valid time zone/],
	])('%s is red, in words', async (_, wrong, sentence) => {
		const { status, message } = await press('synchroteam', { ...at.credentials.synchroteam, ...wrong });
		expect(status).toBe('Error');
		expect(message).toMatch(sentence);
		expect(message).not.toContain('wrong-key-123');
	});

	test.each([
		'https://sandbox.synchroteam.com/',
		'sandbox.synchroteam.com',
		' HTTPS://sandbox.Synchroteam.com/Planning?x=1#top ',
		'https://user@sandbox.synchroteam.com:443/a/b',
	])('the address %s stands for its domain, in the test and in every request', async (domain) => {
		const credentials = { ...at.credentials.synchroteam, domain };
		expect(await press('synchroteam', credentials)).toMatchObject({ status: 'OK' });
		const { error, requests } = await at.run('customer', 'getAll', {}, { credentials });
		expect([error, requests.length]).toEqual([undefined, 1]);
	});

	test.each([undefined, '', ' '])('without a time zone (%p) the test is green', async (timeZone) => {
		expect(await press('synchroteam', { ...at.credentials.synchroteam, timeZone } as never)).toMatchObject({
			status: 'OK',
		});
	});

	test.each([
		['', 'America/New_York', '2026-11-21 05:15:00'],
		[undefined, 'Asia/Tokyo', '2026-11-21 19:15:00'],
		['Asia/Kolkata', 'America/New_York', '2026-11-21 15:45:00'],
	])('with the zone %p and a workflow in %s, dates go out as %s', async (timeZone, timezone, scheduledStart) => {
		const { requests } = await at.run(
			'job',
			'create',
			{ customer: locator('id', 1), scheduledStart: '2026-11-21T10:15:00Z' },
			{ credentials: { ...at.credentials.synchroteam, timeZone } as never, timezone },
		);
		expect(requests[0].body).toMatchObject({ scheduledStart });
	});

	test('the time zone is chosen from all zones, and none is preset', () => {
		const zone = new SynchroteamApi().properties.find(({ name }) => name === 'timeZone')!;
		expect(zone).toMatchObject({ type: 'options', default: '', required: true });
		const values = (zone.options as INodePropertyOptions[]).map(({ name, value }) => {
			expect(value).toBe(name);
			expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
			return name;
		});
		expect(values).toEqual([...new Set(values)].sort());
		for (const each of ['Europe/Amsterdam', 'Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'UTC'])
			expect(values).toContain(each);
		for (const each of ['Europe/Kiev', 'Asia/Calcutta', 'US/Eastern', 'GMT', 'Etc/GMT+1', 'EST'])
			expect(values).not.toContain(each);
		// One for each zone that this runtime tells apart.
		const known = new Set(
			values.map((timeZone) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone),
		);
		expect(Intl.supportedValuesOf('timeZone').filter((each) => !known.has(each))).toEqual([]);
	});

	test('a page instead of the API is red', async () => {
		expect(await press('synchroteam', { ...at.credentials.synchroteam, baseUrl: pageUrl() })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/does not lead to Synchroteam.*No such portal/),
		});
	});

	test('a firewall page is red and names itself', async () => {
		at.sandbox.faults.add({ service: 'synchroteam', path: 'customer/list', kind: 'html', status: 403 });
		expect(await press('synchroteam', at.credentials.synchroteam)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/firewall/),
		});
	});
});

describe('OutSmart Portal API', () => {
	test('a right login is green, although the work order asked for does not exist', async () => {
		expect(await press('outSmartPortal', at.credentials.outSmartPortal)).toMatchObject({ status: 'OK' });
	});

	test.each([
		['wrong password', { password: 'not-this-one' }, /User name or password is wrong/],
		['unreachable', { baseUrl: 'http://127.0.0.1:9' }, /cannot be reached/],
		['a portal name with a slash', { portalName: 'a/../b' }, /Portal Name: "a\/..\/b" is not a valid portal name/],
		['no portal name', { portalName: ' ' }, /Portal Name/],
	])('%s is red, in words', async (_, wrong, sentence) => {
		const { status, message } = await press('outSmartPortal', { ...at.credentials.outSmartPortal, ...wrong });
		expect(status).toBe('Error');
		expect(message).toMatch(sentence);
		expect(message).not.toContain('not-this-one');
	});

	test.each([
		'https://office.out-smart.com/portal-new/NAME',
		'/portal-new/NAME/api/work-orders',
		'office.out-smart.com/portal-new/NAME?x=1',
	])('the address %s stands for its portal, in the test and in every request', async (address) => {
		const portalName = address.replace('NAME', at.credentials.outSmartPortal.portalName);
		const credentials = { ...at.credentials.outSmartPortal, portalName };
		expect(await press('outSmartPortal', credentials)).toMatchObject({ status: 'OK' });
		const { error, requests } = await at.run(
			'workOrder',
			'create',
			{ workorder_nr: address, customer_name: 'Acme' },
			{ node: 'outSmartPortal', credentials },
		);
		expect([error, requests.length]).toEqual([undefined, 1]);
	});

	test('an API that is not enabled is told apart', async () => {
		at.sandbox.faults.add({
			service: 'outSmart',
			path: 'work-orders',
			kind: 'status',
			status: 403,
			body: { success: false, message: 'Forbidden' },
		});
		expect(await press('outSmartPortal', at.credentials.outSmartPortal)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/not enabled/),
		});
	});

	test('a page instead of JSON means another portal', async () => {
		expect(await press('outSmartPortal', { ...at.credentials.outSmartPortal, baseUrl: pageUrl() })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/no portal with this name/),
		});
	});
});
