import { type IDataObject, type IHttpRequestOptions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Call } from '../request/call';
import { type HttpResponse, type Outcome, parseBytes, networkFailureOf } from './response';
import { redacted, type Caller, type Session } from './session';
import { LONGEST_TIMER } from './clock';

/** The full address of a call. Every value is encoded, so that it reaches the service unchanged. */
export function addressOf(session: Session, call: Call): string {
	const query = Object.entries(call.query)
		.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
		.join('&');
	return session.base + call.path + (query ? `?${query}` : '');
}

/** Timeout of a request if the user sets none, in milliseconds. */
export const DEADLINE_MS = 300_000;

/**
 * Sends a request once. The Timeout of the user's Request Options limits the time until the response is complete, even if it
 * comes in slowly; n8n's own timeout only limits silence.
 * @returns the response whatever its status, or the reason why there is none
 * @throws NodeOperationError for what has nothing to do with the network, e.g. a credential that is missing
 */
export async function exchange(session: Session, call: Call): Promise<Outcome> {
	const { http, cancel, batch } = session;
	if (batch) batch.requests++;
	const timeout = AbortSignal.timeout(Math.min(LONGEST_TIMER, http?.timeout || DEADLINE_MS));
	// Not on the signal of the execution itself: Node.js would warn about the listeners of many requests.
	const over = cancel ? AbortSignal.any([timeout, cancel]) : timeout;
	const ending = new AbortController();
	const end = () => ending.abort(over.reason);
	const ended = new Promise<never>((_, reject) =>
		ending.signal.addEventListener('abort', () => reject(over.reason as Error), { once: true }),
	);
	over.addEventListener('abort', end);
	if (over.aborted) end();
	try {
		// Up to n8n 1.82, the HTTP client neither ends nor obeys the signal if a response cannot be decompressed.
		return { kind: 'response', response: await Promise.race([request(session, call, ending.signal), ended]) };
	} catch (error) {
		if (cancel?.aborted) return { kind: 'canceled', code: 'ERR_CANCELED' };
		if (timeout.aborted) return { kind: 'timeout', code: 'ETIMEDOUT' };
		const failure = networkFailureOf(error);
		if (failure) return failure;
		throw toUnknownError(session, error);
	} finally {
		// Otherwise the timer would keep the request and its response in memory until it goes off.
		over.removeEventListener('abort', end);
	}
}

/** Sends a request with the session's credentials. @param abortSignal ends it */
async function request(session: Session, call: Call, abortSignal: AbortSignal): Promise<HttpResponse> {
	const { service, caller, credentials } = session;
	// The engine takes the signal from the context of the execution, whatever the options of the request say.
	const own = Object.create(caller, { getExecutionCancelSignal: { value: () => abortSignal } }) as Caller;
	const { statusCode, headers, body } = (await own.helpers.httpRequestWithAuthentication.call(
		own,
		service.credential,
		{ ...requestOptionsOf(session, call), abortSignal },
		{ credentialsDecrypted: { id: '', name: '', type: service.credential, data: credentials } },
	)) as { statusCode: number; headers: HttpResponse['headers']; body: unknown };
	return { status: statusCode, headers, body: Buffer.isBuffer(body) ? parseBytes(body) : body };
}

function requestOptionsOf(session: Session, call: Call): IHttpRequestOptions {
	return {
		...session.http,
		method: call.verb,
		url: addressOf(session, call),
		headers: { Accept: 'application/json', ...(call.bytes && { 'Content-Type': 'application/json' }) },
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect must not take the credentials to another address.
		disableFollowRedirect: true,
		encoding: 'arraybuffer',
		...(call.bytes ? { body: call.bytes } : call.body !== undefined && { body: call.body as IDataObject, json: true }),
	};
}

/** An error that has nothing to do with the network, without the data of the request that the engine's error contains. */
function toUnknownError(session: Session, error: unknown): NodeOperationError {
	const { message } = error as Error;
	const description = error instanceof NodeApiError ? (error.description ?? undefined) : undefined;
	return new NodeOperationError(session.caller.getNode(), redacted(session, String(message)), {
		description: description && redacted(session, description),
	});
}
