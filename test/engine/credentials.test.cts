import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	ICredentialDataDecryptedObject,
	INodeCredentialTestResult,
	INodePropertyOptions,
	NodeApiError,
} from 'n8n-workflow';
import { SynchroteamApi } from '../../credentials/SynchroteamApi.credentials';
import { watch } from '../trigger/context.cts';
import { withSandbox } from './cases.cts';
import { core, locator, nodeType } from './engine.cts';
import { withCertificate } from './servers.cts';

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

const customer = { customer: locator('id', 1) };
/** A node, a trigger and the Test of each service. */
const services = {
	synchroteam: { resource: 'customer', operation: 'getAll', parameters: {}, events: { events: ['jobCreated'] } },
	outSmartPortal: {
		resource: 'workOrder',
		operation: 'get',
		parameters: { workorder_nr: 'WO-1' },
		events: { events: ['workOrderUpdated'], workorder_nr: 'WO-1' },
	},
} as const;
type Name = keyof typeof services;

/** What the node, its error branch, the trigger and the Test say about a credential; nothing of them may be sent. */
async function sentencesOf(node: Name, wrong: Record<string, unknown>) {
	const credentials = { ...at.credentials[node], ...wrong } as ICredentialDataDecryptedObject;
	const { resource, operation, parameters, events } = services[node];
	const before = at.sandbox.requests.length;
	const stopped = await at.run(resource, operation, parameters, { node, credentials } as never);
	const goesOn = await at.run(resource, operation, parameters, {
		node,
		credentials,
		onError: 'continueErrorOutput',
	} as never);
	const polled = await watch(`${node}Trigger`, events as never, credentials)
		.poll()
		.then(
			() => undefined,
			(error: Error) => error,
		);
	const tested = await press(node, credentials);
	expect(at.sandbox.requests).toHaveLength(before);
	return { stopped: stopped.error, goesOn: goesOn.run.data, polled, tested };
}

describe('An empty value is named, and nothing is sent', () => {
	test.each([
		['synchroteam', 'domain', 'Domain'],
		['synchroteam', 'apiKey', 'API Key'],
		['outSmartPortal', 'portalName', 'Portal Name'],
		['outSmartPortal', 'username', 'User Name'],
		['outSmartPortal', 'password', 'Password'],
	] as Array<[Name, string, string]>)('%s: %s', async (node, name, label) => {
		for (const empty of ['', '  ', null, undefined]) {
			const { stopped, polled, tested } = await sentencesOf(node, { [name]: empty });
			const sentence = `${label} is empty in the credential`;
			expect([stopped?.message, polled?.message]).toEqual([sentence, sentence]);
			expect(stopped?.description).toMatch(/if it is an expression, check what it returns\. Nothing was sent\./);
			expect(tested).toMatchObject({ status: 'Error', message: expect.stringMatching(`^${sentence}\\.`) });
		}
	});
});

test.each([
	['synchroteam', ['domain', 'apiKey', 'timeZone', 'baseUrl']],
	['outSmartPortal', ['portalName', 'username', 'password', 'baseUrl']],
] as Array<[Name, string[]]>)('%s: blanks around what was pasted make no difference', async (node, names) => {
	const { resource, operation, parameters, events } = services[node];
	const own = at.credentials[node] as Record<string, string>;
	const credentials = Object.fromEntries(names.map((name) => [name, ` ${own[name]}\n`]));
	const usual = await at.run(resource, operation, parameters, { node } as never);
	const padded = await at.run(resource, operation, parameters, { node, credentials } as never);
	expect(padded.error?.message).toBe(usual.error?.message);
	expect(padded.requests).toHaveLength(1);
	expect(await press(node, credentials)).toMatchObject({ status: 'OK' });
	await watch(`${node}Trigger`, events as never, credentials).poll();
});

describe('What a credential contains is in no sentence', () => {
	const secret = 'Sec:ret@12/3?x#y';
	test.each([
		['synchroteam', 'baseUrl', `https://name@email.com:${secret}@ws.synchroteam.com`],
		['synchroteam', 'baseUrl', `https://ws.synchroteam.com?apikey=${secret}`],
		['synchroteam', 'baseUrl', `https://user:${secret}/x@127.0.0.1`],
		['synchroteam', 'baseUrl', 'https://user:Sec/ret@127.0.0.1'],
		['synchroteam', 'baseUrl', `http://${secret}`],
		['synchroteam', 'baseUrl', secret],
		['synchroteam', 'timeZone', secret],
		['outSmartPortal', 'baseUrl', `https://name@email.com:${secret}@office.out-smart.com`],
		['outSmartPortal', 'portalName', `https://name@email.com:${secret}@office.out-smart.com/portal-new/a%2Fb`],
		['outSmartPortal', 'portalName', secret],
	] as Array<[Name, string, string]>)('%s: %s %s', async (node, name, value) => {
		const shown = await sentencesOf(node, { [name]: value });
		expect(shown.stopped).toBeDefined();
		expect(shown.polled).toBeDefined();
		expect(shown.tested.status).toBe('Error');
		const text = JSON.stringify([shown, shown.stopped?.stack, shown.polled?.message, shown.polled?.stack]);
		expect(text).not.toMatch(/Sec|ret@|12\/3|email\.com/);
	});
});

test('a certificate that is not accepted is called that, with the way out: node, trigger, Test', async () => {
	const secure = await withCertificate(at.sandbox.synchroteam.url);
	const { stopped, polled, tested } = await sentencesOf('synchroteam', { baseUrl: secure.url });
	secure.close();
	for (const { message, description } of [stopped, polled] as NodeApiError[]) {
		expect(message).toBe('The certificate of Synchroteam is not accepted');
		expect(description).toMatch(/NODE_EXTRA_CA_CERTS.*Nothing was sent/);
	}
	expect(tested.message).toMatch(/^The certificate of Synchroteam is not accepted \([A-Z_]+\)\. .*NODE_EXTRA_CA_CERTS/);
});

test.each([
	['', '/api/v3'],
	['/Api/v3', '/Api/v3'],
	['/api/v3/', '/api/v3'],
	['/v3', '/v3'],
	['/api/v2', '/api/v2'],
	['/proxy/v3', '/proxy/v3'],
	['/proxy', '/proxy/api/v3'],
])('a Base URL that ends in "%s" leads to %s', async (end, begin) => {
	const paths: string[] = [];
	const server = createServer(({ url = '' }, response) => {
		paths.push(url.replace(/\?.*/, ''));
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": 1, "data": [], "recordsTotal": 0}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${end}`;
	const credentials = { ...at.credentials.synchroteam, baseUrl };
	const { error } = await at.run('customer', 'get', customer, { credentials });
	const tested = await press('synchroteam', credentials);
	server.close();
	expect([error, tested.status]).toEqual([undefined, 'OK']);
	expect(paths).toEqual([`${begin}/customer/details`, `${begin}/customer/list`]);
});

describe('Synchroteam API', () => {
	test('a right key is green', async () => {
		expect(await press('synchroteam', at.credentials.synchroteam)).toMatchObject({ status: 'OK' });
	});

	test.each([
		['wrong key', { apiKey: 'wrong-key-123' }, /API key is wrong.*Status 401/],
		['wrong domain', { domain: 'other' }, /Domain or API key is wrong/],
		['unreachable', { baseUrl: 'http://127.0.0.1:9' }, /cannot be reached \(ECONNREFUSED\)/],
		['a base URL without https', { baseUrl: 'http://example.com' }, /has to start with https/],
		['no base URL', { baseUrl: 'nonsense' }, /^Base URL is not a valid address\./],
		['no time zone', { timeZone: 'Paris' }, /^The time zone of the credential or of the workflow is not valid\./],
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

	test('the time zone is chosen from all zones, UTC first, and none is preset', () => {
		const zone = new SynchroteamApi().properties.find(({ name }) => name === 'timeZone')!;
		expect(zone).toMatchObject({ type: 'options', default: '', required: true });
		const values = (zone.options as INodePropertyOptions[]).map(({ name, value }) => {
			expect(value).toBe(name);
			expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
			return name;
		});
		const [first, ...others] = values;
		expect(first).toBe('UTC');
		expect(others).toEqual([...new Set(others)].sort());
		for (const each of ['Europe/Amsterdam', 'Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])
			expect(values).toContain(each);
		expect(Intl.supportedValuesOf('timeZone').filter((each) => !values.includes(each))).toEqual([]);
	});

	test('a zone that this platform does not list by this name is read all the same', async () => {
		const { requests } = await at.run(
			'job',
			'create',
			{ customer: locator('myId', 'x'), scheduledStart: '2026-11-21T10:15:00Z' },
			{ credentials: { ...at.credentials.synchroteam, timeZone: 'US/Eastern' } },
		);
		expect(requests[0].body).toMatchObject({ scheduledStart: '2026-11-21 05:15:00' });
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
		['a portal name with a slash', { portalName: 'a/../b' }, /^Portal Name is not a valid name of a portal\./],
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
