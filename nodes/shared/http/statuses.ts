import type { ErrorType } from '../schema/errors';

/** What HTTP statuses are called, and what they mean for a user. */

/** What a user can do, by status; a service may have better advice (`Service.advice`). */
export const advice: Record<number, string> & Record<400 | 500, string> = {
	400: 'Check the values of this step: the service does not understand one of them.',
	401: 'Check the credential: the service does not know this user or key.',
	403: 'The service refuses access. Check that the API is enabled and that the key may use it; a firewall may also block this server.',
	404: 'Check the identifier: it may be mistyped, deleted, or belong to another account.',
	405:
		'The service does not offer this operation for this account. Check the Base URL of ' +
		'the credential; if it is right, please report it to the maintainers of this node.',
	406: 'The service was asked for JSON and does not offer it here. Check the Base URL of the credential.',
	409: 'The record cannot be changed in this way now, or it was changed at the same time. Read it first, then try again.',
	422: 'The service understood the request but refuses its content. Check the values of this step.',
	429: 'Rate limit reached. Try again later, or lower Max Concurrent Requests.',
	500: 'The service failed on its side. Try again later; if it keeps happening, ask its support.',
	503: 'The service is closed for maintenance or overloaded. Try again later.',
};

/** Statuses with which a service refuses what was sent. */
export const refusals = [400, 404, 405, 409, 422];

/** What a status is called. */
export const titles: Record<number, string> = {
	200: 'OK',
	304: 'Not modified',
	400: 'Bad request',
	401: 'Not authorized',
	403: 'Forbidden',
	404: 'Not found',
	405: 'Method not allowed',
	406: 'Not acceptable',
	409: 'Conflict',
	422: 'Not processable',
	429: 'Too many requests',
	500: 'Internal server error',
	502: 'Bad gateway',
	503: 'Service unavailable',
	504: 'Gateway timeout',
};

/** Why an item has no result, by status. A 404 without JSON comes from a proxy or web server on the way. */
export function errorTypeOf(status = 0): ErrorType {
	if (status === 401) return 'login';
	if (status === 429) return 'limit';
	return status >= 400 && status < 500 && status !== 404 ? 'refused' : 'unavailable';
}
