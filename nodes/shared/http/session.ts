import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { InputError, shown } from '../schema/errors';
import type { Service } from './service';

/** The contexts of n8n from which requests are sent: an execution, one item of it, a list search, a poll. */
export type Caller = IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Everything that the requests of one item (or search, or poll) have in common. */
export interface Session {
	service: Service;
	caller: Caller;
	credentials: ICredentialDataDecryptedObject;
	/** Address up to the paths of the definitions, without a slash at the end. */
	base: string;
	zone: string;
	/** Requests at once with this credential. */
	concurrency: number;
	/** Requests with the same key share limits and a queue. */
	queueKey: string;
	/** How long the requests of this session may wait for limits while nothing comes back. */
	maxWaitMs: number;
	/** When a response came in last, in epoch milliseconds; 0 before the first. */
	respondedAt: number;
	/** A person waits, who may have had the quota raised: where it is used up, the first request asks all the same. */
	asksNow: boolean;
	/** What the node's own request options say. */
	http?: HttpOptions;
	/** The items of the same execution. */
	batch?: Batch;
	cancel?: AbortSignal;
}

/** Request options of the node (proxy, timeout, certificates) and the limits of the credential, as the engine hands them over. */
export type HttpOptions = Pick<
	IHttpRequestOptions,
	'proxy' | 'timeout' | 'skipSslCertificateValidation' | 'allowedDomains'
>;

/** What the items of one execution have in common: after a failure nothing more of them is sent. */
export interface Batch {
	failed: boolean;
	/** Requests sent for them. */
	requests: number;
}

/** What the user chose under Options. */
export interface SessionOptions {
	concurrency?: number;
	maxWaitMs?: number;
	/** Those of the item; else the caller is asked for them. */
	credentials?: ICredentialDataDecryptedObject;
	http?: HttpOptions;
	batch?: Batch;
}

export const DEFAULT_MAX_WAIT_MS = 300_000;

/**
 * Reads the credential and opens a session.
 * @throws InputError for a base URL that is not https (loopback excepted) or is none, and for a login that is too long
 */
export async function openSession(service: Service, caller: Caller, options: SessionOptions = {}): Promise<Session> {
	const credentials: ICredentialDataDecryptedObject =
		options.credentials ?? (await caller.getCredentials(service.credential));
	checkLengths(service, credentials);
	const base = checkedBase(String(credentials.baseUrl ?? ''));
	return {
		service,
		caller,
		credentials,
		base: base + service.prefix(credentials),
		queueKey: queueKeyOf(service, credentials, base),
		zone: service.zone(credentials) ?? caller.getTimezone(),
		concurrency: options.concurrency ?? service.concurrency,
		maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS,
		respondedAt: 0,
		// Steps run by hand, and the lists of the editor.
		asksNow: ['manual', 'internal'].includes(caller.getMode?.() ?? ''),
		http: { allowedDomains: allowedDomainsOf(credentials, base), ...options.http },
		batch: options.batch,
		cancel: 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined,
	};
}

/** A new key gets a queue of its own: what the service said of the old one says nothing of it. */
function queueKeyOf(service: Service, credentials: ICredentialDataDecryptedObject, base: string): string {
	const { user, pass } = service.login(credentials);
	return `${base} ${service.account(credentials)} ${checksum(`${user}:${pass}`)}`;
}

/** Tells texts apart without holding them. */
function checksum(text: string): number {
	let sum = 0;
	for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
	return sum;
}

/** Domains that n8n restricts a credential to (its setting "Allowed HTTP Request Domains"); the service's own always is. */
function allowedDomainsOf(credentials: ICredentialDataDecryptedObject, base: string): string | undefined {
	if (credentials.allowedHttpRequestDomains !== 'domains') return undefined;
	const [, host] = /^https?:\/\/([^/:]+)/.exec(base) ?? [];
	return [host, credentials.allowedDomains].filter(Boolean).join(', ');
}

/** Longer than any login. A pattern is made of it, which finds it in messages. */
const LONGEST_LOGIN = 500;

/** @throws InputError for what cannot be a login: a whole document, say, that an expression gave */
export function checkLengths({ users, secrets }: Service, credentials: ICredentialDataDecryptedObject): void {
	const long = [...users, ...secrets].find((name) => String(credentials[name] ?? '').length > LONGEST_LOGIN);
	if (long !== undefined)
		throw new InputError(
			`The credential has a value of more than ${LONGEST_LOGIN} characters`,
			`Check "${long}" in it: something else was probably pasted there. Nothing was sent.`,
		);
}

const LONGEST = 2000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const ADDRESS = /^(https?):\/\/([^/?#@\s\\]+?)(?::(\d{1,5}))?((?:\/[^?#\s\\]*)?)$/i;

/**
 * The base address without a slash at the end.
 * @throws InputError unless it is https, or http on this machine, without user, query or fragment
 */
export function checkedBase(given: string): string {
	// Patterns are not tried on more than an address can be.
	const match = given.length > LONGEST ? null : ADDRESS.exec(given.trim());
	const advice =
		'Enter the address of the service in the credential, e.g. https://ws.synchroteam.com. Plain http is accepted for 127.0.0.1 and localhost only.';
	if (!match)
		throw new InputError(`Base URL: "${shown(given.replace(/\/\/[^/@]*@/, '//'))}" is not a valid address`, advice);
	const [, scheme, host, port, path] = match;
	if (scheme.toLowerCase() !== 'https' && !LOOPBACK.test(host))
		throw new InputError('Base URL has to start with https://', advice);
	return `${scheme.toLowerCase()}://${host}${port ? `:${port}` : ''}${path.replace(/\/+$/, '')}`;
}
