import type { IHttpRequestOptions } from 'n8n-workflow';
import { LONGEST_TIMER } from '../http/clock';
import type { HttpOptions } from '../http/session';
import { isBlank, toExactNumber } from '../request/scalars';
import { InputError, shown } from '../schema/errors';

/** n8n's own Request Options, which the engine reads itself only when it runs the node declaratively. */

/** What the panel Request Options gives; everything in it may be missing. */
interface RequestOptions {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	proxy?: string;
	/** Milliseconds. */
	timeout?: unknown;
	allowUnauthorizedCerts?: boolean;
}

/** `size` items may start, then as many again `intervalMs` later, counted from the start. */
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
			...withTimeout(timeout),
			...(allowUnauthorizedCerts && { skipSslCertificateValidation: true }),
		},
		...(batchInterval > 0 && { pace: { size: Math.max(1, batchSize), intervalMs: batchInterval } }),
	};
}

/**
 * Timeout of the Request Options, in whole milliseconds. Nothing and 0 leave it to the node.
 * @throws InputError for what is not a number of milliseconds
 */
export function withTimeout(given: unknown): Pick<HttpOptions, 'timeout'> {
	if (isBlank(given)) return {};
	const value = toExactNumber(given, 'Timeout');
	if (!(value >= 0))
		throw new InputError(
			`Timeout: "${shown(given)}" is not a number of milliseconds`,
			'Change it under Request Options. Nothing was sent.',
		);
	return value === 0 ? {} : { timeout: Math.min(LONGEST_TIMER, Math.ceil(value)) };
}

const PROXY = /^(?:(https?):\/\/)?(?:([^:@/\s]*)(?::([^@/\s]*))?@)?(\[[\da-f:.]+\]|[^:/@\s[\]]+):(\d{1,5})\/?$/i;

function toProxy(given: string): IHttpRequestOptions['proxy'] {
	const match = PROXY.exec(given.trim());
	if (!match) {
		throw new InputError(
			'Proxy is not a valid address',
			'Enter it under Request Options with host and port, e.g. http://proxy.example.com:8080.',
		);
	}
	const [, protocol = 'http', username, password = '', host = '', port] = match;
	return {
		protocol: protocol.toLowerCase(),
		host,
		port: Number(port),
		...(username && { auth: { username, password } }),
	};
}
