import { NodeApiError, type IDataObject, type IHttpRequestOptions, type JsonObject } from 'n8n-workflow';
import { gateOf } from './gate';
import { toApiError, type Answer } from './messages';
import type { Session } from './service';
import type { Call } from './toRequest';

/** The one way on which every request of both nodes goes. */

/** The whole address of a call; every value encoded, so that it reaches exactly what it names. */
export function addressOf(session: Session, call: Call): string {
	const query = Object.entries(call.query).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
	return session.base + call.path + (query ? `?${query}` : '');
}

/**
 * Sends one request.
 * @returns the answer of a success (2xx)
 * @throws NodeApiError with the service's own message and what to do about it
 */
export async function send(session: Session, call: Call): Promise<Answer> {
	const gate = gateOf(session);
	const answer = await gate.pass(session, async () => await request(session, call));
	if (answer.status < 200 || answer.status > 299) throw toApiError(session.caller.getNode(), session.service, call, answer);
	const message = session.service.refusal?.(answer.body);
	if (message) throw toApiError(session.caller.getNode(), session.service, call, { ...answer, body: { message } });
	return answer;
}

async function request(session: Session, call: Call): Promise<Answer> {
	const options: IHttpRequestOptions = {
		method: call.verb, url: addressOf(session, call), headers: { Accept: 'application/json' },
		returnFullResponse: true, ignoreHttpStatusErrors: true,
		// An answer that sends us elsewhere must not take the credentials along.
		disableFollowRedirect: true,
		...(call.body !== undefined && { body: call.body as IDataObject, json: true }),
	};
	try {
		const { body, headers, statusCode } = await session.caller.helpers.httpRequestWithAuthentication.call(
			session.caller, session.service.credential, options, { credentialsDecrypted: { id: '', name: '', type: session.service.credential, data: session.credentials } },
		);
		return { status: statusCode, headers, body };
	} catch (error) {
		throw new NodeApiError(session.caller.getNode(), error as JsonObject);
	}
}

const PAGE = 100;

/**
 * Reads the rows of a list, all or up to a limit, filters on every page.
 * @param paged false for lists that answer a bare array
 */
export async function readRows(session: Session, call: Call, limit: number | undefined, paged: boolean): Promise<IDataObject[]> {
	if (!paged) {
		const rows = rowsOf((await send(session, call)).body);
		return limit === undefined ? rows : rows.slice(0, limit);
	}
	const pageSize = Math.min(limit ?? PAGE, PAGE);
	const page = async (number: number) => (await send(session, { ...call, query: { ...call.query, page: number, pageSize } })).body as IDataObject;
	const first = await page(1);
	const total = Math.min(Number(first.recordsTotal ?? 0), limit ?? Infinity);
	const rest = await Promise.all(Array.from({ length: Math.max(0, Math.ceil(total / pageSize) - 1) }, async (_, index) => await page(index + 2)));
	const rows = [first, ...rest].flatMap(rowsOf);
	return limit === undefined ? rows : rows.slice(0, limit);
}

/** The rows of a list's answer: of its envelope, or a bare array. */
function rowsOf(body: unknown): IDataObject[] {
	if (Array.isArray(body)) return body as IDataObject[];
	return ((body as IDataObject | undefined)?.data ?? []) as IDataObject[];
}
