import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import type { Service } from './service';
import type { Call } from './toRequest';

/** An answer as it came, whatever its status. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** What a user can do, by status. */
const advice: Record<number, string> = {
	400: 'Check the values of this step: the service does not understand one of them.',
	401: 'Check the credential: the service does not know this user or key.',
	403: 'The service refuses access. Check that the API is enabled and that the key may use it; a firewall may also block this server.',
	404: 'Check the identifier: it may be mistyped, deleted, or belong to another account.',
	405: 'The service does not offer this operation for this account. Please report it to the maintainers of this node.',
	406: 'The service was asked for another format than JSON. Check the base URL of the credential.',
	409: 'The record is in a state that does not allow this. Read it first, then try again.',
	422: 'The service understood the request but refuses its content. Check the values of this step.',
	429: 'The limit of requests is reached. Try again later, or lower Requests at Once.',
	500: 'The service failed on its side. Try again later; if it goes on, ask its support.',
	503: 'The service is closed for maintenance. Try again later.',
};

const titles: Record<number, string> = {
	400: 'Bad request', 401: 'Not authorized', 403: 'Forbidden', 404: 'Not found', 405: 'Method not allowed', 406: 'Not acceptable',
	409: 'Conflict', 422: 'Not processable', 429: 'Too many requests', 500: 'Internal server error', 502: 'Bad gateway', 503: 'Service unavailable', 504: 'Gateway timeout',
};

/** The service's own words in an answer: JSON `message`, `error`, `errors`; the title of an HTML page; else nothing. */
export function messageOf({ body }: Answer): string | undefined {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
		const { message, error, errors } = body as Record<string, unknown>;
		const detail = typeof errors === 'object' && errors !== null ? Object.values(errors).flat().filter((each) => typeof each === 'string').join(' ') : '';
		const main = [message, error].find((each) => typeof each === 'string' && each.trim() !== '') as string | undefined;
		return [main, detail].filter(Boolean).join(' ').trim() || undefined;
	}
	if (typeof body !== 'string' || body.trim() === '') return undefined;
	const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
	if (/<html|<!doctype/i.test(body)) return title || undefined;
	return body.length <= 200 ? body.trim() : undefined;
}

/** An answer that is no success → the error the user reads. Never holds the key or the Authorization header. */
export function toApiError(node: INode, service: Service, call: Call, answer: Answer, more?: string): NodeApiError {
	const { status } = answer;
	const own = messageOf(answer);
	const title = titles[status] ?? `Status ${status}`;
	return new NodeApiError(node, { status, method: call.verb, path: call.path } as JsonObject, {
		message: own ?? `${service.name} answered: ${title}`,
		description: [service.advice[status] ?? advice[status] ?? (status >= 500 ? advice[500] : advice[400]), more, `(${status} ${title}, ${call.verb} ${call.path})`].filter(Boolean).join(' '),
		httpCode: String(status),
	});
}
