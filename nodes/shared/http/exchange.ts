import { NodeApiError, NodeOperationError, type IDataObject, type IHttpRequestOptions } from 'n8n-workflow';
import type { Call } from '../request/call';
import { readWithFiles, type Incoming } from './jsonWithFiles';
import { networkFailureOf } from './networkFailure';
import type { Outcome } from './response';
import type { Session } from './session';

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
	const { caller, service, credentials } = session;
	if (session.batch) session.batch.requests++;
	const options: IHttpRequestOptions = {
		...session.http,
		method: call.verb,
		url: addressOf(session, call),
		headers: { Accept: 'application/json', ...(call.bytes && { 'Content-Type': 'application/json' }) },
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A response that sends us elsewhere must not take the credentials along.
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
		if (!call.files) return { kind: 'response', response: { status: statusCode, headers, body } };
		const size = Number(headers['content-length']) || undefined;
		const parsed = await readWithFiles(body as Incoming, call.files, { size, timeout: session.http?.timeout });
		return { kind: 'response', response: { status: statusCode, headers, body: parsed } };
	} catch (error) {
		const failure = networkFailureOf(error);
		if (failure) return { kind: 'failure', failure };
		throw new NodeOperationError(
			caller.getNode(),
			error instanceof NodeApiError ? error.message : String((error as Error).message),
			{ description: error instanceof NodeApiError ? (error.description ?? undefined) : undefined },
		);
	}
}
