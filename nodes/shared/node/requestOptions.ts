import type { IHttpRequestOptions } from 'n8n-workflow';
import type { HttpOptions } from '../http/session';
import { InputError } from '../schema/errors';

/** n8n's own Request Options, which the engine reads itself only when it runs the node declaratively. */

/** What the panel Request Options gives; everything in it may be missing. */
interface RequestOptions {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	proxy?: string;
	/** Milliseconds. */
	timeout?: number;
	allowUnauthorizedCerts?: boolean;
}

/** Begins of so many items are so many milliseconds apart. */
export interface Pace {
	size: number;
	intervalMs: number;
}

/**
 * @param given value of the parameter `requestOptions`
 * @throws InputError for a proxy that is not an address
 */
export function fromRequestOptions(given: unknown): { http: HttpOptions; pace?: Pace } {
	const { batching, proxy, timeout, allowUnauthorizedCerts } = (given ?? {}) as RequestOptions;
	const { batchSize = 50, batchInterval = 0 } = batching?.batch ?? {};
	return {
		http: {
			...(proxy && { proxy: toProxy(proxy) }),
			...(timeout && { timeout }),
			...(allowUnauthorizedCerts && { skipSslCertificateValidation: true }),
		},
		...(batchInterval > 0 && { pace: { size: Math.max(1, batchSize), intervalMs: batchInterval } }),
	};
}

const PROXY = /^(?:(https?):\/\/)?(?:([^:@/\s]*)(?::([^@/\s]*))?@)?(\[[\da-f:.]+\]|[^:/@\s[\]]+):(\d{1,5})\/?$/i;
const LONGEST = 2000;

function toProxy(given: string): IHttpRequestOptions['proxy'] {
	const match = given.length > LONGEST ? null : PROXY.exec(given.trim());
	if (!match) {
		throw new InputError(
			'Proxy is not a valid address',
			'Enter it under Request Options with host and port, e.g. http://proxy.example.com:8080.',
		);
	}
	const [, protocol = 'http', username, password = '', host, port] = match;
	return {
		protocol: protocol.toLowerCase(),
		host,
		port: Number(port),
		...(username && { auth: { username, password } }),
	};
}
