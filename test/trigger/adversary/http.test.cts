import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventNames } from './events.cts';
import { activated, happen } from './happenings.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { MINUTE, SECOND } from './time.cts';

/** The same over real HTTP, with the credential's own login, for every event once. */

let server: Server;
let baseUrl: string;
let scene: Scene | undefined;
const logins = new Set<string>();

beforeAll(async () => {
	server = createServer((request, response) => {
		const url = new URL(request.url!, baseUrl);
		logins.add(String(request.headers.authorization));
		const { status, headers, body } = scene!.service.answer({
			path: url.pathname.replace(/^\/api\/v3/, ''),
			query: Object.fromEntries(url.searchParams),
		});
		response.writeHead(status, headers);
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
});

test.each(eventNames)('%s', async (event) => {
	const options = { baseUrl, rules: { ties: 'byPage' as const }, onScene: (each: Scene) => (scene = each) };
	const { scene: played, old } = await activated(event, 20, options);
	for (const [at, rec] of old.entries())
		played.time.at(played.time.now + (at + 1) * 13 * SECOND, () => happen(played, event, rec));
	await played.polls(7);
	played.restart();
	await played.polls(3, 5 * MINUTE);
	expect(played.errors).toEqual([]);
	expect(summary(played.judge())).toEqual(allIsWell);
	expect([...logins].every((login) => login.startsWith('Basic '))).toBe(true);
});
