/** Where templates are tried: an n8n home with all of them in it, and the sandbox behind them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execute, importWorkflows } from './home.mjs';

/** What stands in "Settings" of the published templates for a CRM or an accounting. */
const publishedCrm = 'http://127.0.0.1:4012';

/**
 * @typedef {object} Stage
 * @property {(settings?: Record<string, unknown>) => Promise<object>} run executes the template (see `execute`), with these values in its node "Settings"
 * @property {(resource: string) => Promise<object[]>} state records of the sandbox, e.g. `jobs`
 * @property {(path: string, body?: object, method?: string) => Promise<any>} admin asks an admin route of the sandbox
 * @property {(method: string, path: string, body?: object) => Promise<any>} synchroteam asks the Synchroteam API of the sandbox
 * @property {(method: string, path: string, body?: object) => Promise<any>} crm asks "your CRM, your accounting"
 * @property {(from: number) => Promise<object[]>} writes requests of the log, from that place on, that create, change or delete
 * @property {() => Promise<number>} requests how many requests the log holds
 */

/**
 * @param {import('./home.mjs').Home} home has the package and the credentials
 * @param {{synchroteam: {url: string, domain: string, apiKey: string}, crm: {url: string}}} sandbox
 * @param {string} file of the template
 * @returns {Stage}
 */
export function openStage(home, sandbox, file) {
	const { synchroteam } = sandbox;
	const key = Buffer.from(`${synchroteam.domain}:${synchroteam.apiKey}`).toString('base64');
	const admin = (path, body, method = body ? 'POST' : 'GET') => ask(`${synchroteam.url}/__admin/${path}`, method, body);
	const log = () => admin('requests');
	return {
		run: async (settings = {}) => {
			const [{ id }] = await importWorkflows(home, [withSettings(home, file, sandbox, settings)]);
			return await execute(home, id);
		},
		state: (resource) => admin(`state/${resource}`),
		admin,
		synchroteam: (method, path, body) => ask(`${synchroteam.url}/api/v3${path}`, method, body, { authorization: `Basic ${key}` }),
		crm: (method, path, body) => ask(`${sandbox.crm.url}${path}`, method, body),
		requests: async () => (await log()).length,
		writes: async (from) => (await log()).slice(from).filter(({ method }) => method !== 'GET'),
	};
}

async function ask(url, method, body, headers = {}) {
	const response = await fetch(url, { method, headers: { accept: 'application/json', ...headers }, body: body && JSON.stringify(body) });
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
	return text && JSON.parse(text);
}

/** A copy of the template in the home, with what its user would write into "Settings". */
function withSettings(home, file, { crm }, settings) {
	const workflow = JSON.parse(readFileSync(file, 'utf8').replaceAll(publishedCrm, crm.url));
	const { assignments } = workflow.nodes.find(({ name }) => name === 'Settings')?.parameters.assignments ?? { assignments: [] };
	for (const [name, value] of Object.entries(settings)) {
		const setting = assignments.find((one) => one.name === name);
		if (!setting) throw new Error(`${basename(file)} has no setting "${name}"`);
		setting.value = value;
	}
	const copy = join(home.folder, basename(file));
	writeFileSync(copy, JSON.stringify(workflow));
	return copy;
}
