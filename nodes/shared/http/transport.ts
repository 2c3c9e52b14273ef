import type { NodeApiError } from 'n8n-workflow';
import type { Call } from '../request/call';
import { isEmptyList } from '../request/scalars';
import { clock } from './clock';
import { exchange } from './exchange';
import { typed } from '../schema/errors';
import { readable, type Session } from './session';
import {
	toCanceledError,
	toFormatError,
	toNetworkError,
	toRefusedError,
	toResponseError,
	toSilentError,
} from './requestErrors';
import { queueOf, type Tries } from './requestQueue';
import { serviceMessage, type HttpResponse, type Outcome } from './response';
import { isUncertain, retryDelay, shouldRetry } from './retry';

/** Every request of both nodes is sent from here. */

/** The outcome of a request. */
type SendResult =
	/** A success (2xx), its body parsed. */
	| { kind: 'success'; response: HttpResponse }
	/**
	 * `absent`: the service says in JSON that it knows no such record, with 404 or a success that found nothing. `empty`: the
	 * response to a read was empty. `uncertain`: a change that may have been made, or may not. `failed`: anything else; a change
	 * was certainly not made.
	 */
	| { kind: 'absent' | 'empty' | 'uncertain' | 'failed'; error: NodeApiError };

/**
 * Sends one request, in its turn and within the limits of the account. If it was certainly not carried out, it is repeated
 * (429, no connection). A read, and a change that may be made twice, are also repeated after a temporary failure; any other
 * change that may have arrived never is.
 * @returns the outcome and, unless it is a success, the error that the user reads
 * @throws NodeApiError if the wait for a limit or a response is too long, or the execution was stopped
 */
export async function trySend(session: Session, call: Call): Promise<SendResult> {
	const queue = queueOf(session);
	const tries: Tries = { notBefore: 0, uncertain: false, count: 0, since: 0 };
	for (;;) {
		const permit = await queue.acquire(session, call, tries);
		let outcome: Outcome | undefined;
		try {
			outcome = await exchange(session, call);
		} finally {
			queue.release(permit, outcome);
		}
		tries.notBefore = clock.now();
		// The queue knows when it may be sent again; Max Wait limits how often that happens.
		if (outcome.kind === 'response' && outcome.response.status === 429) continue;
		tries.since ||= permit.sentAt;
		if (!shouldRetry(call, outcome, tries)) return toResult(session, call, outcome, tries);
		tries.uncertain ||= isUncertain(call, outcome);
		tries.notBefore += retryDelay(tries.count++, outcome);
	}
}

/**
 * As {@link trySend}, for callers that need a success.
 * @returns the response of a success (2xx), its body parsed
 * @throws NodeApiError with the service's own message and what to do about it
 */
export async function send(session: Session, call: Call): Promise<HttpResponse> {
	const result = await trySend(session, call);
	if (result.kind === 'success') return result.response;
	throw result.error;
}

/** @param tries the earlier ones; `uncertain`: one of them may have been carried out */
function toResult(session: Session, call: Call, outcome: Outcome, tries: Tries): SendResult {
	const { uncertain: before, count } = tries;
	const uncertain = before || isUncertain(call, outcome);
	const failed = (error: NodeApiError): SendResult => ({ kind: uncertain ? 'uncertain' : 'failed', error });
	if (outcome.kind === 'canceled') throw toCanceledError(session, call);
	if (outcome.kind !== 'response')
		return failed(toNetworkError(session, call, outcome, { uncertain, tries: count + 1 }));
	const { response } = outcome;
	const { status, body } = response;
	// The record is gone, as intended: an earlier try, whose response was lost, deleted it.
	if (before && call.verb === 'DELETE' && (status === 404 || (status < 300 && isEmptyList(body))))
		return { kind: 'success', response: { ...response, status: 204, body: '' } };
	// Only JSON counts: a page that says "not found" may come from a proxy or web server on the way.
	if (status === 404 && !before && typeof body === 'object' && body !== null)
		return { kind: 'absent', error: typed(toResponseError(session, call, response, uncertain), 'notFound') };
	if (status < 200 || status > 299) return failed(toResponseError(session, call, response, uncertain));
	// The response to a deletion may be empty, and 204 means that the body is empty.
	const mayBeEmpty = call.verb === 'DELETE' || (call.verb !== 'GET' && status === 204);
	if (typeof body === 'string' && !(mayBeEmpty && body.trim() === '')) {
		const error = toFormatError(session, call, response, uncertain);
		return call.verb === 'GET' && body.trim() === '' ? { kind: 'empty', error } : failed(error);
	}
	const message = session.service.refusal?.(body);
	if (message === undefined) return { kind: 'success', response };
	// If the service gives no reason, it is not certain that the change was not made.
	if (call.verb !== 'GET' && serviceMessage(response) === undefined)
		return failed(toSilentError(session, call, response, readable(session, message)));
	const error = toRefusedError(session, call, readable(session, message), { uncertain: before });
	const isAbsent = call.verb === 'GET' && session.service.foundNothing?.(body) === true;
	if (isAbsent) return { kind: 'absent', error: typed(error, 'notFound') };
	return { kind: 'failed', error };
}
