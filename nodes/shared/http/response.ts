import { isObject } from '../schema/define';

/** A response as it came, whatever its status. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	/** Parsed if it is JSON. */
	body: unknown;
}

/** One try of a request: a response, or the reason why there is none. */
export type Outcome = { kind: 'response'; response: HttpResponse } | NetworkFailure;

/** Characters of a page that are searched, and of a text that may count as a message. */
const LONGEST_PAGE = 10_000;
const LONGEST_TEXT = 200;

/** The title of an HTML page; undefined if there is none near its start. */
export function titleOf(html: string): string | undefined {
	const [, title = ''] = /<title[^<>]*>([^<]*)</i.exec(html.slice(0, LONGEST_PAGE)) ?? [];
	return title.replace(/\s+/g, ' ').trim() || undefined;
}

export const isHtml = (text: string): boolean => /<html|<!doctype html/i.test(text.slice(0, LONGEST_PAGE));

/** A success whose body is damaged: neither JSON nor a page, e.g. cut off. */
export const isDamaged = ({ status, body }: HttpResponse): boolean =>
	status >= 200 && status <= 299 && typeof body === 'string' && body.trim() !== '' && !isHtml(body);

/** The only element of a list of one: services wrap a record, or an error message, in such a list. */
export const unwrapSingle = (body: unknown): unknown =>
	Array.isArray(body) && body.length === 1 ? (body[0] as unknown) : body;

/** The service's own words in a response: JSON `message`, `error`, `errors`; the title of an HTML page; else nothing. */
export function serviceMessage(response: Pick<HttpResponse, 'body'>): string | undefined {
	const body = unwrapSingle(response.body);
	if (isObject(body)) {
		const { message, error, errors } = body;
		const detail =
			typeof errors === 'object' && errors !== null
				? Object.values(errors)
						.flat()
						.filter((each) => typeof each === 'string')
						.join(' ')
				: '';
		const main = [message, error].find((each) => typeof each === 'string' && each.trim() !== '') as string | undefined;
		return [main, detail].filter(Boolean).join(' ').trim() || undefined;
	}
	if (typeof body !== 'string' || body.trim() === '') return undefined;
	if (isHtml(body)) return titleOf(body);
	return body.length <= LONGEST_TEXT ? body.trim() : undefined;
}

/** From this number of digits on, JavaScript may not keep all digits of a number. */
const LONG = 16;
const LONG_NUMBER = /\d{16}/;
/** Strings and numbers, each as a whole. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;
const WHOLE = /^-?\d+$/;

/**
 * Whole numbers beyond 2^53 become text, so that no digit of an identifier is lost.
 * @returns the parsed JSON; the text if it is not JSON
 */
export function parseBytes(bytes: Buffer): unknown {
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	try {
		return JSON.parse(hasLongNumber(text) ? withLongNumbersAsText(text) : text);
	} catch {
		return text;
	}
}

const withLongNumbersAsText = (text: string) =>
	text.replace(TOKENS, (found) => (WHOLE.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found));

/** Looks closely at every 16th character only, since each such number covers one: a regular expression takes half as long as parsing. */
function hasLongNumber(text: string): boolean {
	for (let at = LONG - 1; at < text.length; at += LONG) {
		const character = text.charAt(at);
		if (character < '0' || character > '9') continue;
		if (LONG_NUMBER.test(text.slice(at - LONG + 1, at + LONG))) return true;
	}
	return false;
}

/**
 * Why a request has no response. The engine wraps the cause in a NodeApiError: in n8n 1.x it only has the code (as
 * `httpCode`) and the texts (`messages`), in 2.x also the whole request with its credentials. So only the code and the
 * texts are read, and only the code is passed on.
 */
export interface NetworkFailure {
	kind: /** The connection was never opened: nothing was sent. */
	| 'unopened'
		/** The certificate of the service is not accepted: trying again cannot help, and nothing was sent. */
		| 'certificate'
		| 'timeout'
		/** The execution was stopped. */
		| 'canceled'
		/** The connection broke before the response was complete, or the response cannot be decompressed. */
		| 'broken';
	/** E.g. ECONNRESET. */
	code: string;
}

interface Link {
	code?: unknown;
	httpCode?: unknown;
	message?: unknown;
	messages?: unknown[];
	cause?: unknown;
}

/** The error and what is wrapped inside it, outermost first. */
const chain = (error: unknown): Link[] => (isObject(error) ? [error, ...chain(error.cause)] : []);

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
/** Error codes of Node.js, of its HTTP parser, and of the engine's HTTP client. */
const NETWORK =
	/^(E[A-Z]{4,}(_AGAIN)?|ERR_(NETWORK|CANCELED|BAD_RESPONSE|STREAM_\w+|SOCKET_\w+|TLS_\w+|SSL_\w+)|HPE_\w+)$/;
/** Error codes of zlib: for gzip and deflate, then for Brotli. */
const ZLIB = /^(Z_[A-Z]+_ERROR|ERR_?_?(BROTLI|ERROR)_\w+)$/;
/** Messages to recognize if there is no code: of Node.js, then of zlib. */
const BROKEN = [
	/stream has been aborted|socket hang up/,
	/incorrect (header|data) check|unexpected end of file|Decompression failed/,
	/invalid (block type|stored block|distance|code lengths|literal)/,
];
const UNOPENED = /\b(connect|getaddrinfo) E[A-Z]|before secure TLS connection was established|SSL routines/;

/** @returns undefined for an error that has nothing to do with the network, e.g. a credential that is missing */
export function networkFailureOf(error: unknown): NetworkFailure | undefined {
	const links = chain(error);
	const codes = links
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((each): each is string => typeof each === 'string');
	const texts = links.flatMap(({ message, messages = [] }) => [message, ...messages]).join('\n');
	const code =
		codes.find((each) => [NETWORK, CERTIFICATE, ZLIB].some((known) => known.test(each))) ??
		(BROKEN.some((known) => known.test(texts)) ? 'ECONNRESET' : undefined);
	if (!code) return undefined;
	if (codes.some((each) => CERTIFICATE.test(each))) return { kind: 'certificate', code };
	if (code === 'ERR_CANCELED') return { kind: 'canceled', code };
	if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(code) || UNOPENED.test(texts)) return { kind: 'unopened', code };
	if (/^(ECONNABORTED|ETIMEDOUT)$/.test(code) || /timeout of \d+ms exceeded/.test(texts))
		return { kind: 'timeout', code };
	return { kind: 'broken', code };
}
