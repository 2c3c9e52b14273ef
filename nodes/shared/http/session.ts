import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { assertZone } from '../request/dates';
import { isBlank } from '../request/scalars';
import { InputError } from '../schema/errors';
import type { Service } from './service';

/** The contexts of n8n from which requests are sent: an execution, one item of it, a list search, a poll. */
export type Caller = IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Everything that the requests of one item (or search, or poll) have in common. */
export interface Session {
	service: Service;
	caller: Caller;
	credentials: ICredentialDataDecryptedObject;
	/** Address before the paths of the operations, without a slash at the end. */
	base: string;
	/** Time zone in which the service reads dates. */
	zone: string;
	/** Time zone in which it writes them. */
	responseZone: string;
	/** Concurrent requests with this credential. */
	concurrency: number;
	/** Requests with the same key share limits and a queue. */
	queueKey: string;
	/** How long the requests of this session may wait for limits without any response, in milliseconds. */
	maxWaitMs: number;
	/** When a response came in last, in epoch milliseconds; 0 before the first. */
	respondedAt: number;
	/** A person is waiting, who may have had the quota raised: the first request is sent even if the quota is used up. */
	mayProbeQuota: boolean;
	/** The Request Options of the node. */
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

/** What the items of one execution share: after a failure, nothing more is sent for them. */
export interface Batch {
	failed: boolean;
	/** Requests sent for them. */
	requests: number;
}

/** What may be given; the credentials of the item are read from the caller if left out. */
export type SessionOptions = Partial<Pick<Session, 'concurrency' | 'maxWaitMs' | 'credentials' | 'http' | 'batch'>>;

export const DEFAULT_MAX_WAIT_MS = 300_000;

/**
 * Reads the credential and opens a session.
 * @throws InputError for a credential that cannot be used (`checkedAddress`)
 */
export async function openSession(service: Service, caller: Caller, options: SessionOptions = {}): Promise<Session> {
	const credentials: ICredentialDataDecryptedObject =
		options.credentials ?? (await caller.getCredentials(service.credential));
	const base = checkedAddress(service, credentials);
	const zone = service.zone(credentials) ?? caller.getTimezone();
	return {
		service,
		caller,
		credentials,
		base,
		queueKey: queueKeyOf(service, credentials, base),
		zone,
		responseZone: service.responseZone?.(credentials) ?? zone,
		concurrency: options.concurrency ?? service.concurrency,
		maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS,
		respondedAt: 0,
		// Steps run by hand, and the lists of the editor.
		mayProbeQuota: ['manual', 'internal'].includes(caller.getMode?.() ?? ''),
		http: { allowedDomains: allowedDomainsOf(credentials, base), ...options.http },
		batch: options.batch,
		cancel: 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined,
	};
}

/** A new API key gets a queue of its own: the limits that were reported for the old one do not apply to it. */
function queueKeyOf(service: Service, credentials: ICredentialDataDecryptedObject, base: string): string {
	const { user, pass } = service.login(credentials);
	return `${base} ${service.account(credentials)} ${checksum(`${user}:${pass}`)}`;
}

/** Distinguishes texts without storing them. */
function checksum(text: string): number {
	let sum = 0;
	for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
	return sum;
}

/** Domains that n8n restricts a credential to (its setting "Allowed HTTP Request Domains"); the service's own is always included. */
function allowedDomainsOf(credentials: ICredentialDataDecryptedObject, base: string): string | undefined {
	if (credentials.allowedHttpRequestDomains !== 'domains') return undefined;
	const [, host] = /^https?:\/\/([^/:]+)/.exec(base) ?? [];
	return [host, credentials.allowedDomains].filter(Boolean).join(', ');
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const ADDRESS = /^(https?):\/\/(\[[\da-f:.]+\]|[^/?#@:\s\\[\]]+)(?::(\d{1,5}))?((?:\/[^/?#@\s\\]+)*)\/*$/i;

/**
 * The address before the paths of the operations, without a slash at the end. Messages about a credential never repeat
 * what is in it: it may be a secret in the wrong field.
 * @throws InputError for a field that is empty or not valid
 */
export function checkedAddress(service: Service, credentials: ICredentialDataDecryptedObject): string {
	for (const [name, label] of Object.entries(service.required))
		if (isBlank(credentials[name]))
			throw new InputError(
				`${label} is empty in the credential`,
				'Enter it there; if it is an expression, check what it returns. Nothing was sent.',
			);
	const zone = service.zone(credentials);
	if (zone) assertZone(zone);
	return checkedBase(String(credentials.baseUrl ?? '')) + service.prefix(credentials);
}

/**
 * The Base URL without a slash at the end.
 * @throws InputError unless it is https, or http on this machine, without user, query or fragment
 */
export function checkedBase(given: string): string {
	const advice =
		'Enter the address of the service in the credential, e.g. https://ws.synchroteam.com. ' +
		'Plain http is accepted for 127.0.0.1 and localhost only. Nothing was sent.';
	const match = ADDRESS.exec(given.trim());
	if (!match) throw new InputError('Base URL is not a valid address', advice);
	const [, scheme = '', host = '', port, path = ''] = match;
	if (scheme.toLowerCase() !== 'https' && !LOOPBACK.test(host))
		throw new InputError('Base URL has to start with https://', advice);
	return `${scheme.toLowerCase()}://${host}${port ? `:${port}` : ''}${path}`;
}

// Keeps secrets out of every text.

/** Whose secrets are hidden. */
type Secrets = Pick<Session, 'service' | 'credentials'>;

/** Shorter secrets would be found everywhere. */
const SHORTEST = 4;
/** Characters of a service's message that are shown. */
const LONGEST_SHOWN = 500;
const HIDDEN = '<hidden>';

/** The login as HTTP Basic encodes it, and the key or password, both as it is and encoded for an address. */
function secretsOf({ service, credentials }: Secrets): string[] {
	const { user, pass } = service.login(credentials);
	if (pass.length < SHORTEST) return [];
	// Without its padding, it is found both with and without it.
	const basic = Buffer.from(`${user}:${pass}`).toString('base64').replace(/=+$/, '');
	return [basic, encodeURIComponent(Buffer.from(pass).toString()), pass];
}

/** A text of the service, of n8n or of the node, without the secrets that it may repeat. */
export function redacted(of: Secrets, text: string): string {
	// Not with a regular expression: one made from a secret can take minutes for a text that almost matches.
	const hidden = secretsOf(of).reduce((left, secret) => left.split(secret).join(HIDDEN), text);
	return hidden.replace(/\bBasic\s+[\w+/=-]{8,}/gi, `Basic ${HIDDEN}`);
}

/** A message of the service, without secrets and cut to a readable length. */
export function readable(of: Secrets, text: string): string {
	const hidden = redacted(of, text);
	return hidden.length > LONGEST_SHOWN ? `${hidden.slice(0, LONGEST_SHOWN)}…` : hidden;
}
