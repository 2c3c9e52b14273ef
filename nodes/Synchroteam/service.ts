import { isBlank } from '../shared/request/scalars';
import type { Probe } from '../shared/editor/credentialTest';
import { alone, serviceMessage } from '../shared/http/response';
import type { Service } from '../shared/http/service';
import { domainOf } from './domain';

/** What names a record, or holds those of a list: where nothing of it is there, an error stands alone. */
const RECORD = ['id', 'myId', 'num', 'name', 'reference', 'login', 'data'];

/** What an error is made of. */
const ERROR = ['success', 'error', 'errors', 'message', 'code', 'status'];

const NOT_FOUND = /not found|no such|there is no|does not exist|unknown (?!error)/i;
/** What is missing then is no record: a look that says so has not been made. */
const MACHINERY =
	'(?:connection|database|server|host|network|gateway|backend|route|endpoint|session|token|permission|access|memory|space|table|column|method|function)';
const OUT_OF_ORDER = new RegExp(
	`\\b(?:no such|there is no|unknown)\\s+(?:\\w+\\s+)?${MACHINERY}\\b|\\b${MACHINERY}(?:\\s+["'][^"']{1,100}["'])?\\s+(?:was |is )?(?:not found|does not exist|unknown)`,
	'i',
);

/** True for what stands where there is nothing to say: `null`, false, 0, and lists and objects of such. */
const saysNothing = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.values(value).every(saysNothing)
		: isBlank(value) || value === false || value === 0;

/** Section "Endpoint URL", "Authentication" and "Rate Limits and Quotas" of the API document. */
export const synchroteam: Service = {
	name: 'Synchroteam',
	credential: 'synchroteamApi',
	concurrency: 8,
	routes: '/api/v3',
	// Samples have other paths too: a base URL that ends in a version is the whole of it.
	prefix: ({ baseUrl }) => (/\/v\d+\/*\s*$/i.test(String(baseUrl ?? '')) ? '' : '/api/v3'),
	account: ({ domain }) => domainOf(domain),
	// Credentials of the first release may have none.
	zone: ({ timeZone }) => (isBlank(timeZone) ? undefined : String(timeZone).trim()),
	login: ({ domain, apiKey }) => ({ user: domainOf(domain), pass: String(apiKey ?? '').trim() }),
	refusal: (body) => {
		const said = alone(body);
		if (typeof said !== 'object' || said === null || Array.isArray(said)) return undefined;
		const given = said as Record<string, unknown>;
		const isRefused = given.success === false || !saysNothing(given.error) || !saysNothing(given.errors);
		if (!isRefused) return undefined;
		const speaking = Object.keys(given).filter((key) => !saysNothing(given[key]));
		// In a list anything else may name a record, e.g. the part whose stock is not set.
		if (speaking.some((key) => (said === body ? RECORD.includes(key) : !ERROR.includes(key)))) return undefined;
		return serviceMessage({ body }) ?? 'Synchroteam refused the request';
	},
	// The document answers 404 then; a look must not fail over a service that says it in words.
	foundNothing: (body) => {
		const message = serviceMessage({ body }) ?? '';
		return NOT_FOUND.test(message) && !OUT_OF_ORDER.test(message);
	},
	users: ['domain'],
	secrets: ['apiKey'],
	advice: {
		401: 'Check the domain and the API key in the credential. You find the key in Synchroteam under Configuration > Authentication Key.',
	},
};

/** Asks for one customer: the key is taken when any answer in JSON comes back; a spent limit shows that as well. */
export const probe: Probe = {
	path: '/customer/list?page=1&pageSize=1',
	works: (status, isJson) => (status === 200 || status === 429) && isJson,
	says: {
		200: 'The Base URL leads to a page, not to the API.',
		401: 'Domain or API key is wrong. The domain is the first part of your Synchroteam address; you find the key there under Configuration > Authentication Key.',
		403: 'Access is refused. Check that the domain and the key belong together; a firewall may also block this server.',
		404: 'The Base URL does not lead to Synchroteam.',
	},
};
