import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { DateTime } from 'luxon';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { checkedBase } from '../../nodes/shared/http/session';

/** Logins out of the environment, or asked for without an echo. They stand in no argument and in no file. */

export interface Logins {
	synchroteam?: ICredentialDataDecryptedObject;
	outSmartPortal?: ICredentialDataDecryptedObject;
}

const SYNCHROTEAM = ['SYNCHROTEAM_DOMAIN', 'SYNCHROTEAM_API_KEY', 'SYNCHROTEAM_TIME_ZONE'] as const;
const OUTSMART = ['OUTSMART_PORTAL', 'OUTSMART_USER', 'OUTSMART_PASSWORD'] as const;

export const whatToSet = `Set ${SYNCHROTEAM.join(', ')} for Synchroteam, or ${OUTSMART.join(', ')} for OutSmart Portal, in the environment.`;

/**
 * @param env the environment
 * @param ask asks for a value; left out where nobody sits there
 * @throws Error with a sentence where a value is missing or not valid
 */
export async function readLogins(env: NodeJS.ProcessEnv, ask?: (question: string) => Promise<string>): Promise<Logins> {
	const [domain, apiKey, timeZone] = await values(env, SYNCHROTEAM, ask);
	const [portalName, username, password] = await values(env, OUTSMART, ask);
	if (domain && !DateTime.now().setZone(timeZone).isValid)
		throw new Error('SYNCHROTEAM_TIME_ZONE is not a time zone: set it to one like Europe/Paris.');
	if (!domain && !portalName) throw new Error(whatToSet);
	return {
		...(domain && {
			synchroteam: {
				domain,
				apiKey,
				timeZone,
				baseUrl: addressIn(env, 'SYNCHROTEAM_BASE_URL', 'https://ws.synchroteam.com'),
			},
		}),
		...(portalName && {
			outSmartPortal: {
				portalName,
				username,
				password,
				baseUrl: addressIn(env, 'OUTSMART_BASE_URL', 'https://office.out-smart.com'),
			},
		}),
	};
}

/** @throws Error with a sentence that leaves the address out: there may be a password in it */
function addressIn(env: NodeJS.ProcessEnv, name: string, otherwise: string): string {
	try {
		return checkedBase(env[name]?.trim() || otherwise);
	} catch {
		throw new Error(`${name} is not a valid address: set it to one like ${otherwise}.`);
	}
}

/** The values of one service: all of them, or none. */
async function values(
	env: NodeJS.ProcessEnv,
	names: readonly string[],
	ask?: (question: string) => Promise<string>,
): Promise<string[]> {
	const given = names.map((name) => (env[name] ?? '').trim());
	if (given.every(Boolean)) return given;
	if (!ask) {
		if (given.every((each) => !each)) return [];
		throw new Error(`Set ${names.filter((_, index) => !given[index]).join(', ')} as well.`);
	}
	for (const [index, name] of names.entries()) {
		given[index] ||= (await ask(index === 0 ? `${name} (empty to skip): ` : `${name}: `)).trim();
		if (!given[index]) {
			if (index === 0) return [];
			throw new Error(`${name} is empty.`);
		}
	}
	return given;
}

/** A sentence without what stands in the environment for the login. */
export const withoutValues = (text: string, env: NodeJS.ProcessEnv): string =>
	[...SYNCHROTEAM, ...OUTSMART, 'SYNCHROTEAM_BASE_URL', 'OUTSMART_BASE_URL']
		.map((name) => env[name]?.trim() ?? '')
		.filter(Boolean)
		.reduce((left, value) => left.replaceAll(value, '<hidden>'), text);

/** Asks on the terminal; what is typed is not shown. @throws Error where Ctrl-C or Ctrl-D was pressed */
export async function askHidden(question: string): Promise<string> {
	process.stdout.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
	try {
		const left = new Promise<never>((_, reject) => {
			// Without a listener Ctrl-C would only pause the terminal, and the program end in silence.
			for (const event of ['SIGINT', 'close'])
				terminal.once(event, () => reject(new Error('It was stopped. Nothing was sent.')));
		});
		return await Promise.race([terminal.question(''), left]);
	} finally {
		terminal.close();
		process.stdout.write('\n');
	}
}
