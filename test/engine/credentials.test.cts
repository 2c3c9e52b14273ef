import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { core, nodeType } from './engine.cts';

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
		['no base URL', { baseUrl: 'nonsense' }, /is no address/],
		['no time zone', { timeZone: 'Paris' }, /"Paris" is no time zone/],
	])('%s is red, in words', async (_, wrong, sentence) => {
		const { status, message } = await press('synchroteam', { ...at.credentials.synchroteam, ...wrong });
		expect(status).toBe('Error');
		expect(message).toMatch(sentence);
		expect(message).not.toContain('wrong-key-123');
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
		['a portal name with a slash', { portalName: 'a/../b' }, /Portal Name: "a\/..\/b" is no portal name/],
		['no portal name', { portalName: ' ' }, /Portal Name/],
	])('%s is red, in words', async (_, wrong, sentence) => {
		const { status, message } = await press('outSmartPortal', { ...at.credentials.outSmartPortal, ...wrong });
		expect(status).toBe('Error');
		expect(message).toMatch(sentence);
		expect(message).not.toContain('not-this-one');
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
			message: expect.stringMatching(/no portal of this name/),
		});
	});
});
