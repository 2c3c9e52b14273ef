/** A client of an MCP server, by the official library, and what its tools cost in requests. */
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** How many requests a tool may take. */
const mostRequests = 2;

/**
 * @param {string} url of the server
 * @param {string} [token]
 * @returns {Promise<Client & {stop: () => Promise<void>}>}
 * @throws StreamableHTTPError with the HTTP status as its `code`
 */
export async function openClient(url, token) {
	const client = new Client({ name: 'e2e', version: '1.0.0' });
	const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
	await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
	return Object.assign(client, { stop: () => client.close() });
}

/** Calls a tool. @returns {Promise<{isError?: boolean, text: string}>} */
export async function call(client, name, input) {
	const { isError, content } = await client.callTool({ name, arguments: input });
	return { isError, text: content.map(({ text }) => text).join('\n') };
}

/** The records that a tool gives. @param {import('./stage.mjs').Stage} stage counts the requests */
export async function records(client, stage, name, input) {
	const before = await stage.requests();
	const { isError, text } = await call(client, name, input);
	assert.ok(!isError, `${name}: ${text}`);
	const requests = (await stage.requests()) - before;
	assert.ok(requests <= mostRequests, `${name} took ${requests} requests`);
	return JSON.parse(text);
}

/** A tool says no. @param {RegExp} told what it says @param {number} requests that it takes */
export async function isRefused(client, stage, name, input, told, requests) {
	const before = await stage.requests();
	const { text } = await call(client, name, input);
	assert.match(`${name}: ${text}`, told);
	assert.doesNotMatch(text, /date picker|Additional Fields|\{\{/, 'words of the panel');
	assert.equal((await stage.requests()) - before, requests, `${name} ${JSON.stringify(input)}`);
}
