/**
 * Why a request brought no answer. The engine wraps what happened (NodeApiError around AxiosError around Node's error,
 * both lines of n8n); those objects hold the credentials, so nothing of them but code and message goes further.
 */

export interface Broken {
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
	syscall?: unknown;
	message?: unknown;
	cause?: unknown;
	errorResponse?: unknown;
	httpCode?: unknown;
}

/** The error and what is wrapped inside it, outermost first. */
function chain(error: unknown): Link[] {
	const links: Link[] = [];
	for (let link = error as Link | undefined; typeof link === 'object' && link !== null && !links.includes(link); link = (link.cause ?? link.errorResponse) as Link | undefined) links.push(link);
	return links;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
/** Names the way of Node's network errors. */
const NETWORK = /^(E[A-Z]{4,}(_AGAIN)?|ERR_(NETWORK|CANCELED|BAD_RESPONSE|STREAM_PREMATURE_CLOSE|SOCKET_\w+|TLS_\w+|SSL_\w+)|HPE_\w+|EPROTO|UND_ERR_\w+)$/;

/** @returns undefined for an error that has nothing to do with the network, e.g. a credential that is missing */
export function brokenOf(error: unknown): Broken | undefined {
	const links = chain(error);
	const codes = links.flatMap(({ code, httpCode }) => [code, httpCode]).filter((each): each is string => typeof each === 'string');
	const code = codes.find((each) => NETWORK.test(each) || CERTIFICATE.test(each));
	if (!code) return undefined;
	const messages = links.map(({ message }) => String(message)).join('\n');
	const certificate = codes.some((each) => CERTIFICATE.test(each));
	return {
		code,
		certificate,
		unopened: certificate || codes.some((each) => /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(each))
			|| links.some(({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo')
			|| /before secure TLS connection was established/.test(messages),
		timeout: codes.some((each) => /^(ECONNABORTED|ETIMEDOUT)$/.test(each)) || /timeout of \d+ms exceeded/.test(messages),
		cancelled: codes.includes('ERR_CANCELED'),
	};
}
