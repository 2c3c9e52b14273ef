import type { NodeApiError } from 'n8n-workflow';
import type { Call } from '../request/call';
import { clock } from './clock';
import { exchange } from './exchange';
import { toCanceledError, toFormatError, toNetworkError, toRefusedError, toResponseError } from './requestErrors';
import { queueOf } from './requestQueue';
import type { HttpResponse, Outcome } from './response';
import { isUncertain, MAX_RETRIES, retryDelay, shouldRetry } from './retry';
import type { Session } from './session';

/** The one way on which every request of both nodes goes. */

/** What became of a request. */
export type SendResult =
	/** A success (2xx), its body parsed. */
	| { kind: 'success'; response: HttpResponse }
	/** The service knows no such record: 404, or a success that says it found nothing. */
	| { kind: 'absent'; error: NodeApiError }
	/** Nothing came back where a record is due. */
	| { kind: 'empty'; error: NodeApiError }
	/** A change that may have been made, or may not. */
	| { kind: 'uncertain'; error: NodeApiError }
	/** Anything else; a change surely was not made. */
	| { kind: 'failed'; error: NodeApiError };

/**
 * Sends one request, at its turn and within the limits of the account. What surely was not carried out is repeated (429,
 * no connection); reading is repeated also after what may pass; a change that may have arrived never is.
 * @returns what became of it, with the error that the user reads where it is no success
 * @throws NodeApiError when a limit would have to be waited for too long, or the execution was stopped
 */
export async function trySend(session: Session, call: Call): Promise<SendResult> {
	const queue = queueOf(session);
	let notBefore = 0;
	for (let retries = 0; ; ) {
		const permit = await queue.acquire(session, call, notBefore);
		let outcome: Outcome | undefined;
		try {
			outcome = await exchange(session, call);
		} finally {
			queue.release(permit, outcome);
		}
		notBefore = clock.now();
		// The queue knows until when; how often is bounded by how long the item may wait.
		if (outcome.kind === 'response' && outcome.response.status === 429) continue;
		if (retries >= MAX_RETRIES || !shouldRetry(call, outcome)) return toResult(session, call, outcome);
		notBefore += retryDelay(retries++, outcome);
	}
}

/**
 * As {@link trySend}, where only a success is of use.
 * @returns the response of a success (2xx), its body parsed
 * @throws NodeApiError with the service's own message and what to do about it
 */
export async function send(session: Session, call: Call): Promise<HttpResponse> {
	const result = await trySend(session, call);
	if (result.kind === 'success') return result.response;
	throw result.error;
}

/**
 * As {@link send}, where a record may not be there.
 * @returns undefined where the service knows no such record
 */
export async function sendOrAbsent(session: Session, call: Call): Promise<HttpResponse | undefined> {
	const result = await trySend(session, call);
	if (result.kind === 'success') return result.response;
	if (result.kind === 'absent') return undefined;
	throw result.error;
}

function toResult(session: Session, call: Call, outcome: Outcome): SendResult {
	const uncertain = isUncertain(call, outcome);
	const failed = (error: NodeApiError): SendResult => ({ kind: uncertain ? 'uncertain' : 'failed', error });
	if (outcome.kind === 'failure') {
		if (outcome.failure.cancelled) throw toCanceledError(session, call);
		return failed(toNetworkError(session, call, outcome.failure, uncertain));
	}
	const { response } = outcome;
	const { status, body } = response;
	if (status === 404) return { kind: 'absent', error: toResponseError(session, call, response, uncertain) };
	if (status < 200 || status > 299) return failed(toResponseError(session, call, response, uncertain));
	// Deleting may be answered by nothing, and 204 says that there is nothing.
	const mayBeEmpty = call.verb === 'DELETE' || (call.verb !== 'GET' && status === 204);
	if (typeof body === 'string' && !(mayBeEmpty && body.trim() === '')) {
		const error = toFormatError(session, call, response, uncertain);
		return call.verb === 'GET' && body.trim() === '' ? { kind: 'empty', error } : failed(error);
	}
	const message = session.service.refusal?.(body);
	if (message === undefined) return { kind: 'success', response };
	return { kind: call.verb === 'GET' ? 'absent' : 'failed', error: toRefusedError(session, call, message) };
}
