import { NodeApiError, NodeOperationError, type IDataObject, type IHttpRequestOptions } from 'n8n-workflow';
import { clock } from './clock';
import { brokenOf, type Broken } from './failures';
import { readWithFiles, type Incoming } from './fileAnswer';
import { gateOf } from './gate';
import { retryAfter } from './limits';
import { toApiError, toBrokenError, toFormatError, toRefusal, toStoppedError, type Answer } from './messages';
import type { Session } from './service';
import type { Call } from '../request/call';

/** The one way on which every request of both nodes goes. */

/** How often a request is repeated when the service or the network fails. */
const REPEATS = 3;
const FIRST_PAUSE = 1000;
const PASSING = [500, 502, 503, 504];

/** The whole address of a call; every value encoded, so that it reaches exactly what it names. */
export function addressOf(session: Session, call: Call): string {
	const query = Object.entries(call.query)
		.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
		.join('&');
	return session.base + call.path + (query ? `?${query}` : '');
}

/**
 * Sends one request, at its turn and within the limits of the account. What surely was not carried out is repeated (429,
 * no connection); reading is repeated also after what may pass; a change that may have arrived never is.
 * @returns the answer of a success (2xx), its body parsed
 * @throws NodeApiError with the service's own message and what to do about it
 */
export async function send(session: Session, call: Call): Promise<Answer> {
	const gate = gateOf(session);
	let notBefore = 0;
	for (let failures = 0; ; ) {
		const outcome = await gate.pass<Broken>(session, call, notBefore, async () => await exchange(session, call));
		if ('status' in outcome && outcome.status !== 429 && (failures >= REPEATS || !mayPass(call, outcome)))
			return accepted(session, call, outcome);
		notBefore = clock.now();
		// The gate knows until when; how often is bounded by how long the item may wait.
		if ('status' in outcome && outcome.status === 429) continue;
		if (!('status' in outcome) && (failures >= REPEATS || !mayRepeat(call, outcome)))
			throw outcome.cancelled ? toStoppedError(session, call) : toBrokenError(session, call, outcome);
		notBefore += pause(failures++, outcome);
	}
}

const mayPass = ({ verb }: Call, { status }: Answer) => verb === 'GET' && PASSING.includes(status);
const mayRepeat = ({ verb }: Call, { unopened, certificate, cancelled }: Broken) =>
	!cancelled && !certificate && (unopened || verb === 'GET');

/** Milliseconds until the next try: doubled each time, with chance, so that many do not come back together. */
function pause(failures: number, outcome: Answer | Broken): number {
	const own = FIRST_PAUSE * 2 ** failures * (0.5 + clock.random());
	const asked = 'status' in outcome ? retryAfter(outcome.headers, clock.now()) : undefined;
	return Math.max(own, Math.min(asked ?? 0, 60_000));
}

/** One try. @returns the answer whatever its status, or why there is none */
async function exchange(session: Session, call: Call): Promise<Answer | Broken> {
	const { caller, service, credentials } = session;
	if (session.batch) session.batch.requests++;
	const options: IHttpRequestOptions = {
		...session.http,
		method: call.verb,
		url: addressOf(session, call),
		headers: { Accept: 'application/json', ...(call.bytes && { 'Content-Type': 'application/json' }) },
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// An answer that sends us elsewhere must not take the credentials along.
		disableFollowRedirect: true,
		...(call.files && { encoding: 'stream' }),
		...(call.bytes ? { body: call.bytes } : call.body !== undefined && { body: call.body as IDataObject, json: true }),
	};
	try {
		const { body, headers, statusCode } = await caller.helpers.httpRequestWithAuthentication.call(
			caller,
			service.credential,
			options,
			{ credentialsDecrypted: { id: '', name: '', type: service.credential, data: credentials } },
		);
		if (!call.files) return { status: statusCode, headers, body };
		const size = Number(headers['content-length']) || undefined;
		return {
			status: statusCode,
			headers,
			body: await readWithFiles(body as Incoming, call.files, { size, timeout: session.http?.timeout }),
		};
	} catch (error) {
		const broken = brokenOf(error);
		if (broken) return broken;
		throw new NodeOperationError(
			caller.getNode(),
			error instanceof NodeApiError ? error.message : String((error as Error).message),
			{ description: error instanceof NodeApiError ? (error.description ?? undefined) : undefined },
		);
	}
}

/** @throws NodeApiError unless it is a success that brought JSON, where JSON is due */
function accepted(session: Session, call: Call, answer: Answer): Answer {
	const { status, body } = answer;
	if (status < 200 || status > 299) throw toApiError(session, call, answer);
	// Deleting may be answered by nothing, and 204 says that there is nothing.
	const mayBeEmpty = call.verb === 'DELETE' || (call.verb !== 'GET' && status === 204);
	if (typeof body === 'string' && !(mayBeEmpty && body.trim() === '')) throw toFormatError(session, call, answer);
	const message = session.service.refusal?.(body);
	if (message) throw toRefusal(session, call, message);
	return answer;
}
