/** A running n8n: its editor and REST interface on loopback. */
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './checks.mjs';
import { nameOf } from './home.mjs';
import { n8nScript, nodeBinary } from './n8n.mjs';
import { start } from './processes.mjs';

const longestStartMs = 180_000;
const pauseMs = 250;

/** The owner of every home made here; nothing but loopback ever sees it. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Sandbox-2026',
};

/**
 * @typedef {object} Server
 * @property {string} url of the editor, without a slash at the end
 * @property {() => string} output what n8n printed so far
 * @property {Promise<number>} exited its exit code
 * @property {() => Promise<void>} stop ends the whole process group
 * @property {() => Promise<void>} kill ends it as a power cut does
 */

/**
 * Starts n8n in the home and waits until it answers.
 * @param {import('./home.mjs').Home} home
 * @param {{port?: number, args?: string[], env?: Record<string, string>}} [options] port: any free one if left out
 * @returns {Promise<Server>}
 * @throws where n8n ends or is silent for three minutes; the message carries its last output
 */
export async function startServer(home, { port, args = ['start'], env = {} } = {}) {
	const ownPort = port ?? (await freePort());
	const url = `http://127.0.0.1:${ownPort}`;
	const child = start(nodeBinary(home.line), [n8nScript(home.line), ...args], {
		cwd: home.folder,
		env: {
			...home.env,
			N8N_PORT: String(ownPort),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...env,
		},
	});
	const deadline = Date.now() + longestStartMs;
	while (!(await answers(url))) {
		if (!child.running() || Date.now() > deadline) {
			await child.stop();
			throw new Error(`${nameOf(home)} did not start:\n${child.output().slice(-3000)}`);
		}
		await wait(pauseMs);
	}
	return { url, output: child.output, exited: child.exited, stop: child.stop, kill: child.kill };
}

/**
 * Starts a worker of queue mode in the home and waits until it takes executions.
 * @param {import('./home.mjs').Home} home its own, with the package in it and the settings of the main's databases
 * @returns {Promise<{output: () => string, stop: () => Promise<void>}>}
 */
export async function startWorker(home) {
	const child = start(nodeBinary(home.line), [n8nScript(home.line), 'worker'], {
		cwd: home.folder,
		env: { ...home.env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) },
	});
	if (!(await Promise.race([child.line(/n8n worker is now ready/), child.exited.then(() => undefined)]))) {
		throw new Error(`The worker did not start:\n${child.output().slice(-3000)}`);
	}
	return { output: child.output, stop: child.stop };
}

/** While it is starting, n8n answers with a waiting page or not at all; its settings come last. */
async function answers(url) {
	try {
		const response = await fetch(`${url}/rest/settings`, { signal: AbortSignal.timeout(5000) });
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}

/** Makes the owner of a new home. @param {Server} server */
export async function setupOwner(server) {
	await post(server, '/rest/owner/setup', owner);
	return owner;
}

/**
 * @param {Server} server
 * @returns {Promise<(method: string, path: string, body?: object) => Promise<any>>} a signed-in caller of n8n's REST interface, which gives the `data` of the answer
 */
export async function login(server) {
	const response = await post(server, '/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	const cookie = response.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	return async (method, path, body) => (await (await call(server, method, path, body, { cookie })).json()).data;
}

/**
 * Has a workflow's triggers run, as the switch in the editor does; n8n 2 calls it publishing.
 * @param {1 | 2} line of n8n
 * @param {(method: string, path: string, body?: object) => Promise<any>} rest from `login`
 * @param {string} workflowId
 */
export async function activate(line, rest, workflowId) {
	if (line === 1) return rest('PATCH', `/rest/workflows/${workflowId}`, { active: true });
	const { versionId } = await rest('GET', `/rest/workflows/${workflowId}`);
	return rest('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
}

const post = (server, path, body) => call(server, 'POST', path, body);

async function call(server, method, path, body, headers = {}) {
	const response = await whenReady(() =>
		fetch(`${server.url}${path}`, {
			method,
			// A busy n8n drops connections that were kept open.
			headers: { 'content-type': 'application/json', connection: 'close', ...headers },
			body: body && JSON.stringify(body),
		}),
	);
	if (!response.ok) throw new Error(`${method} ${path} of n8n answered ${response.status}: ${await response.text()}`);
	return response;
}

/** A busy n8n answers 503 before it does anything: it is asked again. */
async function whenReady(ask) {
	const deadline = Date.now() + longestStartMs;
	for (;;) {
		const response = await ask();
		if (response.status !== 503 || Date.now() > deadline) return response;
		await wait(pauseMs);
	}
}
