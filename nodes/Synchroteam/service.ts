import { isBlank } from '../shared/request/scalars';
import { unwrapSingle, serviceMessage } from '../shared/http/response';
import type { Service } from '../shared/http/service';
import { isObject } from '../shared/schema/define';

/** Fields of an error; the document has `error` and `message`. */
const ERROR = ['success', 'error', 'errors', 'message', 'code', 'status'];
/** Matches a Base URL that already contains the path of the API, in one of the spellings of the API document. */
const NAMES_API = /\/(api\/)?v[23]\/*$/i;

/** Extracts the domain from what was entered: the domain itself, or the address of the account. */
function domainOf(given: unknown): string {
	const text = String(given ?? '').trim();
	const [, host = text] = /^(?:https?:\/\/)?(?:[^/?#]*@)?([^/?#:]*)/i.exec(text) ?? [];
	return host.replace(/\.synchroteam\.[a-z]+$/i, '');
}

const saysNothing = (value: unknown): boolean =>
	typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : isBlank(value) || value === false;

/** Section "Endpoint URL", "Authentication" and "Rate Limits and Quotas" of the API document. */
export const synchroteam: Service = {
	name: 'Synchroteam',
	credential: 'synchroteamApi',
	concurrency: 8,
	routes: '/api/v3',
	prefix: ({ baseUrl }) => (NAMES_API.test(String(baseUrl).trim()) ? '' : '/api/v3'),
	account: ({ domain }) => domainOf(domain),
	responseZone: ({ responseZone }) => (responseZone === 'utc' ? 'UTC' : undefined),
	// A credential may have no time zone.
	zone: ({ timeZone }) => (isBlank(timeZone) ? undefined : String(timeZone).trim()),
	login: ({ domain, apiKey }) => ({ user: domainOf(domain), pass: String(apiKey ?? '').trim() }),
	// A record may have error fields of its own, so only a body whose other fields are empty counts as an error.
	refusal: (body) => {
		const said = unwrapSingle(body);
		if (!isObject(said)) return undefined;
		const { success, error, errors } = said;
		const isAlone = Object.entries(said).every(([key, value]) => ERROR.includes(key) || saysNothing(value));
		if (!isAlone || (success !== false && saysNothing(error) && saysNothing(errors))) return undefined;
		return serviceMessage({ body }) ?? 'Synchroteam refused the request';
	},
	required: { domain: 'Domain', apiKey: 'API Key' },
	advice: {
		401: 'Check the domain and the API key in the credential. You find the key in Synchroteam under Configuration > Authentication Key.',
	},
	/** Asks for one customer: the key is valid if the response is JSON, even if it only says that the rate limit is reached. */
	probe: {
		path: '/customer/list?page=1&pageSize=1',
		works: (status, isJson) => (status === 200 || status === 429) && isJson,
		says: {
			200: 'The Base URL leads to a page, not to the API.',
			401:
				'Domain or API key is wrong. The domain is the first part of your Synchroteam ' +
				'address; you find the key there under Configuration > Authentication Key.',
			403: 'Access is refused. Check that the domain and the key belong together; a firewall may also block this server.',
			404: 'The Base URL does not lead to Synchroteam.',
		},
	},
	narrowing: ['site', 'customer'],
};
