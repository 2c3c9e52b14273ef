/** Both services on loopback, as a process of its own beside n8n. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './processes.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * @typedef {object} SandboxProcess
 * @property {{url: string, domain: string, apiKey: string}} synchroteam
 * @property {{url: string, portalName: string, username: string, password: string}} outSmart
 * @property {{url: string}} crm
 * @property {(path: string, init?: RequestInit) => Promise<any>} admin asks an admin route, such as `requests` or `state/workOrders`
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the sandbox and waits until it says where it is.
 * @param {Record<string, string>} [env] its options: PORT, OUTSMART_PORT, CRM_PORT (0: any free one), TIME_ZONE, SEED, RATE_LIMIT, QUOTA
 * @returns {Promise<SandboxProcess>}
 * @throws where it ends before it is ready
 */
export async function startSandboxProcess(env = {}) {
	const child = start(process.execPath, ['--require', 'tsx/cjs', 'sandbox/main.cts'], {
		cwd: root,
		env: { ...process.env, ...env },
	});
	const line = await Promise.race([child.line(/^\{/), child.exited.then(() => undefined)]);
	if (!line) throw new Error(`The sandbox did not start:\n${child.output()}`);
	const services = JSON.parse(line);
	const admin = async (path, init) => {
		const response = await fetch(`${services.synchroteam.url}/__admin/${path}`, init);
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}: ${await response.text()}`);
		return response.json();
	};
	return { ...services, admin, stop: child.stop };
}

/** The sandbox's two accounts as credentials to be imported into n8n. @param {string} [timeZone] of the account */
export function credentialsOf({ synchroteam, outSmart }, timeZone = 'Europe/Paris') {
	return [
		{
			id: 'sandbox-synchroteam',
			name: 'Synchroteam (sandbox)',
			type: 'synchroteamApi',
			data: { domain: synchroteam.domain, apiKey: synchroteam.apiKey, timeZone, baseUrl: synchroteam.url },
		},
		{
			id: 'sandbox-outsmart',
			name: 'OutSmart Portal (sandbox)',
			type: 'outSmartPortalApi',
			data: {
				portalName: outSmart.portalName,
				username: outSmart.username,
				password: outSmart.password,
				baseUrl: outSmart.url,
			},
		},
	];
}

/**
 * Wall time in the account's zone, as the services write it.
 * @param {{at?: Date, days?: number, minutes?: number}} when from `at` (now) so many days and minutes on
 * @returns {string} 2026-01-31 09:00
 */
export function wallTime({ at = new Date(), days = 0, minutes = 0 }, timeZone = 'Europe/Paris') {
	const moment = new Date(at.getTime() + (days * 1440 + minutes) * 60_000);
	return moment.toLocaleString('sv', { timeZone }).slice(0, 16);
}
