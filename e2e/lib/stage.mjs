/** Where a template is tried: an n8n home that has it, and the sandbox behind both. */
import { execute } from './home.mjs';

/**
 * @typedef {object} Stage
 * @property {() => Promise<object>} run executes the template (see `execute`)
 * @property {(resource: string) => Promise<object[]>} state records of the sandbox, e.g. `jobs`
 * @property {(path: string, body?: object, method?: string) => Promise<any>} admin asks an admin route of the sandbox
 * @property {(method: string, path: string, body?: object) => Promise<any>} synchroteam asks the Synchroteam API of the sandbox
 * @property {(method: string, path: string, body?: object) => Promise<any>} crm asks "your CRM, your accounting"
 * @property {() => Promise<number>} requests how many requests the sandbox has in its log
 * @property {(from: number) => Promise<object[]>} writes those of them, from that place on, that create, change or delete
 */

/**
 * @param {import('./home.mjs').Home} home has the package, the credentials and the workflow
 * @param {{synchroteam: {url: string, domain: string, apiKey: string}, crm: {url: string}}} sandbox
 * @param {string} workflowId
 * @returns {Stage}
 */
export function openStage(home, sandbox, workflowId) {
	const { synchroteam, crm } = sandbox;
	const key = Buffer.from(`${synchroteam.domain}:${synchroteam.apiKey}`).toString('base64');
	const admin = (path, body, method = body ? 'POST' : 'GET') => ask(`${synchroteam.url}/__admin/${path}`, method, body);
	const log = () => admin('requests');
	return {
		run: () => execute(home, workflowId),
		state: (resource) => admin(`state/${resource}`),
		admin,
		synchroteam: (method, path, body) =>
			ask(`${synchroteam.url}/api/v3${path}`, method, body, { authorization: `Basic ${key}` }),
		crm: (method, path, body) => ask(`${crm.url}${path}`, method, body),
		requests: async () => (await log()).length,
		writes: async (from) => (await log()).slice(from).filter(({ method }) => method !== 'GET'),
	};
}

async function ask(url, method, body, headers = {}) {
	const response = await fetch(url, {
		method,
		headers: { accept: 'application/json', ...headers },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
	return text && JSON.parse(text);
}
