/** Longer than any address that somebody means. */
const LONGEST = 300;

/**
 * The domain of an account, which is the user name of the API (section "Authentication").
 * @param given the domain, or the address of the Synchroteam that it stands in: `mycompany` for
 * `https://mycompany.synchroteam.com/planning`
 */
export function domainOf(given: unknown): string {
	const text = String(given ?? '').trim();
	if (text.length > LONGEST) return text;
	const [, host = text] = /^(?:https?:\/\/)?(?:[^/?#@]*@)?([^/?#:]*)/i.exec(text) ?? [];
	return host.replace(/\.synchroteam\.[a-z]+$/i, '');
}
