import { NodeApiError, NodeOperationError, type IDataObject, type IHttpRequestOptions } from 'n8n-workflow';
import type { Call } from '../request/call';
import { deadlineOf } from './deadline';
import { parseBytes } from './json';
import { networkFailureOf } from './networkFailure';
import { redacted } from './redact';
import type { HttpResponse, Outcome } from './response';
import type { Caller, Session } from './session';

/** The whole address of a call; every value encoded, so that it reaches exactly what it names. */
export function addressOf(session: Session, call: Call): string {
	const query = Object.entries(call.query)
		.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
		.join('&');
	return session.base + call.path + (query ? `?${query}` : '');
}

/**
 * Sends a request once.
 * @returns the response whatever its status, or why there is none
 * @throws NodeOperationError for what has nothing to do with the network, e.g. a credential that is missing
 */
export async function exchange(session: Session, call: Call): Promise<Outcome> {
	const { service, credentials } = session;
	if (session.batch) session.batch.requests++;
	return await withDeadline(session, async (caller, abortSignal) => {
		const response = (await caller.helpers.httpRequestWithAuthentication.call(
			caller,
			service.credential,
			{ ...optionsOf(session, call), abortSignal },
			{ credentialsDecrypted: { id: '', name: '', type: service.credential, data: credentials } },
		)) as { statusCode: number; headers: HttpResponse['headers']; body: unknown };
		return {
			status: response.statusCode,
			headers: response.headers,
			body: Buffer.isBuffer(response.body) ? parseBytes(response.body) : response.body,
		};
	});
}

function optionsOf(session: Session, call: Call): IHttpRequestOptions {
	return {
		...session.http,
		method: call.verb,
		url: addressOf(session, call),
		headers: { Accept: 'application/json', ...(call.bytes && { 'Content-Type': 'application/json' }) },
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A response that sends us elsewhere must not take the credentials along.
		disableFollowRedirect: true,
		encoding: 'arraybuffer',
		...(call.bytes ? { body: call.bytes } : call.body !== undefined && { body: call.body as IDataObject, json: true }),
	};
}

/**
 * Lets a request take until the Timeout of the user's Request Options, by the clock: however little comes of it, and
 * however slowly. n8n's own timeout counts silence only.
 * @param request is given a caller that cancels with the signal
 */
export async function withDeadline(
	session: Session,
	request: (caller: Caller, signal: AbortSignal) => Promise<HttpResponse>,
): Promise<Outcome> {
	const { caller, cancel } = session;
	const deadline = deadlineOf(session);
	const { signal } = deadline;
	// The engine takes the signal of an execution from the context, whatever the options of the request say.
	const own = Object.create(caller, { getExecutionCancelSignal: { value: () => signal } }) as Caller;
	try {
		// The client of older ones (up to n8n 1.82) neither ends nor hears the signal where a response cannot be decompressed.
		return { kind: 'response', response: await Promise.race([request(own, signal), endOf(signal)]) };
	} catch (error) {
		if (cancel?.aborted) return { kind: 'failure', failure: { kind: 'canceled', code: 'ERR_CANCELED' } };
		if (deadline.isPassed()) return { kind: 'failure', failure: { kind: 'timeout', code: 'ETIMEDOUT' } };
		const failure = networkFailureOf(error);
		if (failure) return { kind: 'failure', failure };
		throw toUnknownError(session, error);
	} finally {
		deadline.finish();
	}
}

/** Rejects when the signal is given, or was. */
async function endOf(signal: AbortSignal): Promise<never> {
	signal.throwIfAborted();
	return await new Promise((_, reject) =>
		signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
	);
}

/** What has nothing to do with the network, without what the engine's error holds. */
function toUnknownError(session: Session, error: unknown): NodeOperationError {
	const { message } = error as Error;
	const description = error instanceof NodeApiError ? (error.description ?? undefined) : undefined;
	return new NodeOperationError(session.caller.getNode(), redacted(session, String(message)), {
		description: description && redacted(session, description),
	});
}
