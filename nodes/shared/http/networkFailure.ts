/**
 * Why a request brought no response. The engine wraps what happened into a NodeApiError; in n8n 1.x only the code (as
 * `httpCode`) and the texts (`messages`) are left in it, in 2.x also the whole request with its credentials. So code and
 * texts are looked at, and nothing of them goes further but the code.
 */

export interface NetworkFailure {
	/** E.g. ECONNRESET. */
	code: string;
	/** Nothing has been sent: the connection never came about. */
	unopened: boolean;
	/** Trying again cannot help: the certificate of the service is not accepted. */
	certificate: boolean;
	timeout: boolean;
	cancelled: boolean;
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
/** What is said where no code is left. */
const CUT = /stream has been aborted|socket hang up/;

/** @returns undefined for an error that has nothing to do with the network, e.g. a credential that is missing */
export function networkFailureOf(error: unknown): NetworkFailure | undefined {
	const links = chain(error);
	const codes = links
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((each): each is string => typeof each === 'string');
	const texts = links.flatMap(({ message, messages = [] }) => [message, ...messages]).join('\n');
	const code =
		codes.find((each) => NETWORK.test(each) || CERTIFICATE.test(each)) ?? (CUT.test(texts) ? 'ECONNRESET' : undefined);
	if (!code) return undefined;
	const certificate = codes.some((each) => CERTIFICATE.test(each));
	return {
		code,
		certificate,
		unopened:
			certificate ||
			/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
			/\b(connect|getaddrinfo) E[A-Z]|before secure TLS connection was established|SSL routines/.test(texts),
		timeout: /^(ECONNABORTED|ETIMEDOUT)$/.test(code) || /timeout of \d+ms exceeded/.test(texts),
		cancelled: code === 'ERR_CANCELED',
	};
}
