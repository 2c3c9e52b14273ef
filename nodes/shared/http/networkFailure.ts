/**
 * Why a request brought no response. The engine wraps what happened into a NodeApiError; in n8n 1.x only the code (as
 * `httpCode`) and the texts (`messages`) are left in it, in 2.x also the whole request with its credentials. So code and
 * texts are looked at, and nothing of them goes further but the code.
 */

export interface NetworkFailure {
	kind: /** The connection never came about: nothing has been sent. */
	| 'unopened'
		/** The certificate of the service is not accepted: trying again cannot help, and nothing has been sent. */
		| 'certificate'
		| 'timeout'
		/** The execution was stopped. */
		| 'canceled'
		/** The connection broke before the response was complete, or what came cannot be decompressed. */
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
function chain(error: unknown): Link[] {
	const links: Link[] = [];
	for (
		let link = error as Link | undefined;
		typeof link === 'object' && link !== null && !links.includes(link);
		link = link.cause as Link | undefined
	)
		links.push(link);
	return links;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
/** The way Node, its parser of HTTP, and the engine's client write such codes. */
const NETWORK =
	/^(E[A-Z]{4,}(_AGAIN)?|ERR_(NETWORK|CANCELED|BAD_RESPONSE|STREAM_\w+|SOCKET_\w+|TLS_\w+|SSL_\w+)|HPE_\w+)$/;
/** The way zlib writes them: gzip and deflate, then Brotli. */
const ZLIB = /^(Z_[A-Z]+_ERROR|ERR_?_?(BROTLI|ERROR)_\w+)$/;
/** What is said where no code is left: by Node, then by zlib. */
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

/** Whether nothing can have reached the service. */
export const isUnsent = ({ kind }: NetworkFailure): boolean => kind === 'unopened' || kind === 'certificate';
