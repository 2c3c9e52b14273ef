import { NodeApiError, type JsonObject } from 'n8n-workflow';
import { clock } from './clock';
import { formatForPeople } from '../request/dates';
import { type NetworkFailure, isHtml, serviceMessage, titleOf, type HttpResponse } from './response';
import { readable, redacted, type Session } from './session';
import { typed, type ErrorType } from '../schema/errors';
import { advice, errorTypeOf, refusals, titles } from './statuses';
import type { Call } from '../request/call';
import { unverifiedText } from '../request/unverified';

/** The errors that a user reads if a request fails: what happened, and what to do. They never contain a secret. */

interface Words {
	message: string;
	/** What the user can do. */
	todo: string[];
	/** Whether a change may have been made; then that is said. */
	uncertain?: boolean;
	/** What is said otherwise. */
	otherwise?: string;
	/** The network's word for it. */
	code?: string;
	status?: number;
	/** Follows from the status if left out. */
	type?: ErrorType;
}

/** The engine's own errors are not passed on: they contain the request with its credentials. */
function toError(session: Session, call: Call, words: Words): NodeApiError {
	const { message, todo, uncertain, otherwise, code, status } = words;
	const type = uncertain ? 'uncertain' : (words.type ?? errorTypeOf(status));
	const { verb, path } = call;
	const whole = redacted(session, session.base.replace(/^[a-z]+:\/\/[^/]+/i, '') + path);
	const facts = { method: verb, path: whole, ...(status !== undefined && { status }) };
	const answered = [status, titles[status ?? 0]].filter(Boolean).join(' ');
	const where = `(${answered && `${answered}, `}${verb} ${whole})`;
	const description = [...todo, uncertain ? uncertainText(session, call) : otherwise, code && `(${code})`, where];
	const error = new NodeApiError(session.caller.getNode(), facts as JsonObject, {
		message: redacted(session, message),
		description: redacted(session, description.filter(Boolean).join(' ')),
		...(status !== undefined && { httpCode: String(status) }),
	});
	return typed(error, type);
}

/** For a change that may have been made: it was not repeated if that could make it twice. */
function uncertainText({ service }: Session, { repeatable, isSecond }: Call): string {
	if (repeatable) return 'It is not certain whether the change was made. You can safely retry.';
	return isSecond
		? `It was sent twice, and it is not certain whether the change was made: check the record in ${service.name} before you retry.`
		: 'It is not certain whether the change was made, so the request was ' +
				`not repeated: check the record in ${service.name} before you retry.`;
}

const PAGE_INSTEAD =
	'Check the Base URL of the credential, and whether a proxy or firewall responds instead of the service.';

/** An unsuccessful response → the error the user reads. @param uncertain whether a change may have been made */
export function toResponseError(
	session: Session,
	call: Call,
	response: HttpResponse,
	uncertain: boolean,
): NodeApiError {
	const { service } = session;
	const { status } = response;
	if (status < 400) return toRedirectError(session, call, response, uncertain);
	const said = serviceMessage(response);
	const own = said && readable(session, said);
	const isPage = typeof response.body === 'string' && isHtml(response.body);
	const known =
		isPage && status === 404
			? PAGE_INSTEAD
			: (service.advice[status] ?? advice[status] ?? (status >= 500 ? advice[500] : advice[400]));
	return toError(session, call, {
		message: own ?? `${service.name} answered: ${titles[status] ?? `Status ${status}`}`,
		todo: [known, ...(refusals.includes(status) ? unverifiedText(call.unverified, own) : [])],
		uncertain,
		status,
		...(isPage && status !== 401 && { type: 'unavailable' as const }),
	});
}

/** Responses below 400 that are not a success: most are redirects, which were not followed. */
function toRedirectError(
	session: Session,
	call: Call,
	{ status, headers }: HttpResponse,
	uncertain: boolean,
): NodeApiError {
	const { name } = session.service;
	if (status < 300 || status === 304 || !headers.location)
		return toError(session, call, { message: `${name} returned no result`, todo: [PAGE_INSTEAD], uncertain, status });
	const host = /^https?:\/\/(?:[^/?#]*@)?([^/?#@]+)/i.exec(headers.location)?.[1];
	return toError(session, call, {
		message: `${name} sends the request to another address${host ? ` (${host})` : ''}`,
		todo: ['The redirect was not followed, to keep the credentials safe. Check the Base URL of the credential.'],
		uncertain,
		status,
	});
}

/** The service refuses a request, or one record of it, in a response whose status is a success. */
export const toRefusedError = (
	session: Session,
	call: Call,
	message: string,
	{ more = 'Check the values of this step.', uncertain = false } = {},
): NodeApiError =>
	toError(session, call, {
		message,
		todo: [more, ...unverifiedText(call.unverified, message)],
		uncertain,
		status: 200,
		type: 'refused',
	});

/** A response whose status is a success, but which does not say whether the change was made. */
export const toSilentError = (session: Session, call: Call, { status }: HttpResponse, message: string): NodeApiError =>
	toError(session, call, { message, todo: [], uncertain: true, status });

/** A successful response without the expected JSON. */
export function toFormatError(
	session: Session,
	call: Call,
	{ status, body }: HttpResponse,
	uncertain: boolean,
): NodeApiError {
	const text = typeof body === 'string' ? body : '';
	const title = titleOf(text);
	const what = isHtml(text)
		? `with an HTML page instead of JSON${title ? `: ${title}` : ''}`
		: text.trim() === ''
			? 'with an empty response'
			: 'with something that is not valid JSON, or is cut off';
	return toError(session, call, {
		message: `${session.service.name} answered ${what}`,
		todo: [],
		uncertain,
		otherwise:
			'Try again; if it keeps happening, check the Base URL of the credential ' +
			'and whether a proxy or firewall responds instead of the service.',
		status,
	});
}

/** A response in JSON that is not the expected list. */
export const toListError = (session: Session, call: Call, { status }: HttpResponse): NodeApiError =>
	toError(session, call, {
		message: `${session.service.name} did not return a list`,
		todo: ['Check the Base URL of the credential; if it is right, please report it to the maintainers of this node.'],
		status,
	});

/**
 * Why a list cannot be returned as a whole (`ListReading`).
 * @param found how many rows were read
 * @param total how many rows the list reports
 */
export function toPartialListError(
	session: Session,
	call: Call,
	is: 'moving' | 'short' | 'repeated' | 'endless',
	{ found, total }: { found: number; total: number },
): NodeApiError {
	const { name } = session.service;
	const rows = found === 1 ? '1 row' : `${found} rows`;
	const words: Record<typeof is, { message: string; todo: string }> = {
		moving: {
			message: 'The list kept changing while it was read, or its pages do not match',
			todo: 'Try again later, or read fewer rows at a time with filters.',
		},
		short: {
			message: `${name} shows ${rows} of a list that it says has ${total}`,
			todo: 'Try again later, or read fewer rows at a time with filters or a limit.',
		},
		repeated: {
			message: `${name} returns the same ${rows} for every page`,
			todo: 'Use filters to get fewer rows, and please report it to the maintainers of this node.',
		},
		endless: {
			message: `${name} shows no end of a list: ${found} rows were read, and more came`,
			todo: 'Set a limit, or use filters to get fewer rows; if the list is short, please report it to the maintainers of this node.',
		},
	};
	const { message, todo } = words[is];
	return toError(session, call, { message, todo: ['Nothing is returned, so that no row is missed.', todo] });
}

/** What to do about a certificate that is not accepted. */
export const certificateAdvice =
	'Check the Base URL of the credential. If the service, or a proxy on the way, ' +
	'uses a certificate of your own organization, set the environment variable ' +
	'NODE_EXTRA_CA_CERTS of n8n to the file of its authority and restart n8n.';

/** No response at all. `uncertain`: whether a change may have been made; `tries`: how often it was sent. */
export function toNetworkError(
	session: Session,
	call: Call,
	{ kind, code }: NetworkFailure,
	{ uncertain, tries }: { uncertain: boolean; tries: number },
): NodeApiError {
	const { name } = session.service;
	const unsent = { uncertain, otherwise: 'Nothing was sent.', code };
	if (kind === 'certificate')
		return toError(session, call, {
			message: `The certificate of ${name} is not accepted`,
			todo: [certificateAdvice],
			...unsent,
		});
	if (kind === 'unopened')
		return toError(session, call, {
			message: `${name} cannot be reached`,
			todo: ['Check the Base URL of the credential, the network and the proxy of this n8n.'],
			...unsent,
		});
	const tried = tries < 2 ? '' : `It was tried ${tries === 2 ? 'twice' : 'several times'}. `;
	return toError(session, call, {
		message:
			kind === 'timeout'
				? `${name} did not answer in time`
				: `The connection to ${name} broke before the response was complete`,
		todo: [],
		uncertain,
		otherwise: `${tried}Try again later.`,
		code,
	});
}

/** Which limit is reached, and until when (epoch milliseconds). */
export interface Wait {
	until: number;
	why: 'rate' | 'quota';
}

/** A limit is reached that is not waited for: the daily quota, or one that takes longer than the user allows. */
export function toLimitError(session: Session, call: Call, { until, why }: Wait, uncertain: boolean): NodeApiError {
	const at = formatForPeople(until, session.caller.getTimezone());
	const { name } = session.service;
	const isQuota = why === 'quota';
	const error = toError(session, call, {
		message: isQuota ? `The daily quota of ${name} is used up` : `Rate limit of ${name} reached`,
		todo: [
			isQuota
				? `Try again after ${at}, when it resets, or ask ${name} for a higher quota: ` +
					'it is asked again every 15 minutes, and when you run the step by hand.'
				: `Try again after ${at}, or raise Max Wait under Options.`,
		],
		uncertain,
		otherwise: 'This request was not carried out.',
		status: 429,
	});
	// n8n 2.39 and later delay the next poll of a trigger accordingly.
	const cause = isQuota ? 'quota-exhausted' : 'rate-limited';
	return Object.assign(error, { failure: { cause, retryAfterMs: Math.max(0, until - clock.now()) } });
}

/** The requests before it get no response, and it is not sent until they do. */
export const toSilenceError = (session: Session, call: Call, uncertain: boolean): NodeApiError =>
	toError(session, call, {
		message: `${session.service.name} does not answer`,
		todo: ['Other requests have been waiting too long for a response. Try again later.'],
		uncertain,
		otherwise: 'This request was not sent.',
	});

/** The execution was stopped, or another of its items failed. From the word "canceled" n8n knows that this is not a failure. */
export const toCanceledError = (session: Session, call: Call): NodeApiError =>
	toError(session, call, {
		message: 'The execution was canceled',
		todo: ['The request was not sent, or its response was not waited for.'],
	});
