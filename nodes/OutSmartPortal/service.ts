import { InputError } from '../shared/schema/errors';
import type { Service } from '../shared/http/service';

/** Facts from the collection "Portal API" of OutSmart. */
export const outSmartPortal: Service = {
	name: 'OutSmart Portal',
	credential: 'outSmartPortalApi',
	// No rate limit is documented, and responses announce none, so few requests run concurrently.
	concurrency: 2,
	routes: '/portal-new/{portalName}/api',
	prefix: ({ portalName }) => `/portal-new/${encodeURIComponent(checkedPortal(portalName))}/api`,
	account: ({ portalName, username }) => `${portalOf(portalName)} ${String(username).trim()}`,
	zone: () => undefined,
	refusal: (body) => {
		const { success, data, message } = (typeof body === 'object' && body !== null ? body : {}) as {
			success?: boolean;
			data?: { results?: unknown };
			message?: unknown;
		};
		const found = data?.results;
		if (success !== false && found && (!Array.isArray(found) || found.length > 0)) return undefined;
		return message ? String(message) : 'OutSmart Portal returned no result';
	},
	foundNothing: (body) => {
		const { success, data } = body as { success?: unknown; data?: { results?: unknown } | null };
		if (success !== true || typeof data !== 'object' || data === null || !('results' in data)) return false;
		return data.results === null || (Array.isArray(data.results) && data.results.length === 0);
	},
	login: ({ username, password }) => ({ user: String(username ?? '').trim(), pass: String(password ?? '').trim() }),
	required: { portalName: 'Portal Name', username: 'User Name', password: 'Password' },
	advice: {
		401:
			'Check the user name and password in the credential: use the ones you log in to ' +
			'the portal with. Access ends when the user is disabled or the password is reset.',
		403: 'Check that the API is enabled in the back office of the portal and that this user may use it.',
		404: 'Check the number, and the portal name in the credential.',
	},
	/**
	 * No endpoint is sure to return 200, so the test asks for a work order that does not exist: "not found" in JSON shows that the
	 * login was accepted. A web page instead of JSON means that there is no such portal.
	 */
	probe: {
		path: '/work-orders/n8n-connection-test',
		works: (status, isJson) => (status === 200 || status === 404) && isJson,
		says: {
			200: 'The Base URL leads to a page, not to the API.',
			401: 'User name or password is wrong. Use the ones you log in to the portal with.',
			403: 'The API is not enabled for this portal or user. Enable it in the back office of the portal.',
			404: 'There is no portal with this name, or its API is not enabled.',
		},
	},
	narrowing: [],
};

/** Extracts the name of the portal from what was entered: the name, or an address that has it after /portal-new/. */
function portalOf(given: unknown): string {
	const name = String(given ?? '').trim();
	const inside = /\/portal-new\/([^/?#]+)/i.exec(name)?.[1];
	if (inside === undefined) return name;
	try {
		return decodeURIComponent(inside);
	} catch {
		return inside;
	}
}

/** @throws InputError for a name that could lead to another address */
function checkedPortal(portalName: unknown): string {
	const given = portalOf(portalName);
	if (!/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}_-])?$/u.test(given)) {
		throw new InputError(
			'Portal Name is not a valid name of a portal',
			'Enter the name in the credential as shown in the address of the portal, ' +
				'after /portal-new/. It has letters, digits, periods, hyphens and underscores only.',
		);
	}
	return given;
}
