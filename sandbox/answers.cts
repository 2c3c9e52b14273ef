import type { Account } from './account.cts';
import { statusName } from './errors.cts';
import type { ApiAnswer } from './types.cts';

/** Answers of the two services that are no records: what is wrong, and refused logins. */

export const json = (status: number, body: string): ApiAnswer => ({
	status,
	headers: { 'content-type': 'application/json; charset=utf-8' },
	body,
});

const page = (status: number, title: string): ApiAnswer => ({
	status,
	headers: { 'content-type': 'text/html; charset=utf-8' },
	body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** `{error, message}` (section "Errors"). */
export const synchroteamError = (status: number, message: string): ApiAnswer =>
	json(status, JSON.stringify({ error: statusName(status), message }));

export function synchroteamLogin(account: Account): ApiAnswer {
	const message = 'Your domain or API key is wrong';
	switch (account.reads('refused-login')) {
		case 'status-401':
			return synchroteamError(401, message);
		case 'status-403':
			return synchroteamError(403, message);
		case 'page':
			return page(200, 'Sign in');
		case 'redirect':
			return { ...page(302, 'Sign in'), headers: { location: '/login' } };
	}
}

/** Logins, unknown records and limits are told by their status in any case. */
const told = [401, 403, 404, 429];

/** The shape is a guess: the collection shows none. */
export function outSmartError(status: number, message: string, account: Account): ApiAnswer {
	const reading = told.includes(status) ? 'message' : account.reads('portal-refusal');
	switch (reading) {
		case 'message':
			return json(status, JSON.stringify({ success: false, message }));
		case 'errors':
			return json(status, JSON.stringify({ message: 'The given data was invalid.', errors: { order: [message] } }));
		case 'page':
			return page(status, message);
		case 'success':
			return json(200, JSON.stringify({ success: false, message }));
	}
}

export const outSmartLogin = (account: Account): ApiAnswer => outSmartError(401, 'Unauthenticated.', account);

const FOUR_MINUTES = 240_000;

/** By how much the answers' clock is ahead of the stamps of records. */
export const clockAhead = (account: Account): number =>
	({ same: 0, ahead: -FOUR_MINUTES, behind: FOUR_MINUTES })[account.reads('stamp-clock')];
