/** Which links in a response are read. */

/** Longer than any address that a service signs. */
const LONGEST = 8000;
const LINK = /^(https?):\/\/(\[[\da-f:.]+\]|[^/?#@\s\\:[\]]+)(:\d{1,5})?([/?#]\S*)?$/i;
/** Names that stand for machines of one's own network. */
const OWN_NAMES = /^(localhost|[^.]+|.*\.(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa))$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** The host of the service itself. */
const HERE = /^http:\/\/(\[[^\]]*\]|[^/:]+)/i;

/**
 * The address to read, or undefined where it is not read: only https, without user and password, to a public host. Plain
 * http is taken to this machine, where the service itself (a sandbox) is on it.
 * @param base address of the service
 * @param from the link that led here, where the address may be a relative one
 */
export function checkedLink(url: string, base: string, from?: string): string | undefined {
	const given = absolute(url.trim(), from);
	const match = given.length > LONGEST ? null : LINK.exec(given);
	if (!match) return undefined;
	const [, scheme, name] = match;
	const host = name.toLowerCase().replace(/\.$/, '');
	if (scheme.toLowerCase() === 'http')
		return LOOPBACK.test(host) && LOOPBACK.test(HERE.exec(base)?.[1].toLowerCase() ?? '') ? given : undefined;
	return isPublic(host) ? given : undefined;
}

function absolute(url: string, from?: string): string {
	if (!from || /^[a-z][a-z\d+.-]*:/i.test(url)) return url;
	const [, scheme, host] = /^(https?:)(\/\/[^/?#]+)/i.exec(from) ?? [];
	if (!scheme) return url;
	if (url.startsWith('//')) return scheme + url;
	return url.startsWith('/') ? scheme + host + url : '';
}

/** A name or number that does not lead into a network of one's own. What a name resolves to cannot be seen here. */
function isPublic(host: string): boolean {
	if (host.startsWith('[')) return isPublicV6(host.slice(1, -1));
	// Every way to write an IPv4 address ends in a number; only the usual one is taken.
	const last = host.split('.').at(-1) ?? '';
	if (/^(\d+|0x[\da-f]*)$/i.test(last)) return isPublicV4(host);
	return !OWN_NAMES.test(host) && /^[\w.-]+$/.test(host);
}

function isPublicV4(host: string): boolean {
	if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(host)) return false;
	const [a, b, c, d] = host.split('.').map(Number);
	if ([a, b, c, d].some((each) => each > 255)) return false;
	if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
	if (a === 100 && b >= 64 && b <= 127) return false;
	if (a === 169 && b === 254) return false;
	if (a === 172 && b >= 16 && b <= 31) return false;
	if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) return false;
	if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
	return !(a === 203 && b === 0 && c === 113);
}

/** Only addresses of the part of IPv6 that is routed, and none that holds an IPv4 address. */
function isPublicV6(host: string): boolean {
	if (!/^[23][\da-f]{3}:/i.test(host) || host.includes('.')) return false;
	const [first, second = ''] = host.toLowerCase().split(':');
	const isTunnel = first === '2002' || (first === '2001' && /^(0{0,4}|db8)$/.test(second));
	return !isTunnel;
}
