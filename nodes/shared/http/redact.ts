import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Service } from './service';

/** Keeps out of every text what nobody may read. */

/** Whose secrets are hidden. */
export interface Secrets {
	service: Service;
	credentials: ICredentialDataDecryptedObject;
}

/** Shorter ones would be found everywhere. */
const SHORTEST = 4;
/** Of a text so much is looked at, and so much is shown at last. */
const LONGEST_READ = 100_000;
const LONGEST_SHOWN = 500;
const HIDDEN = '<hidden>';

/** The secrets as they were entered and as they are sent, and the login as HTTP Basic writes it. */
function secretsOf({ service, credentials }: Secrets): string[] {
	const { user, pass } = service.login(credentials);
	const entered = service.secrets.map((name) => String(credentials[name] ?? ''));
	const plain = [...entered, ...entered.map((secret) => secret.trim()), pass].filter(
		(secret) => secret.trim().length >= SHORTEST,
	);
	const users = [user, ...service.users.map((name) => String(credentials[name] ?? ''))];
	const logins = plain.flatMap((secret) => users.map((each) => `${each}:${secret}`));
	const basic = logins.map((login) => Buffer.from(login).toString('base64'));
	// Without its fill characters it is the same to whoever reads it.
	return [...new Set([...plain, ...basic, ...basic.map((each) => each.replace(/=+$/, ''))])];
}

/** How the same text stands inside addresses, JSON and HTML. */
function writings(secret: string): string[] {
	const encoded = encodeURIComponent(secret);
	const json = JSON.stringify(secret).slice(1, -1);
	const html = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
	return [
		secret,
		encoded,
		encoded.replace(/%20/g, '+'),
		encoded.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
		encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
		json,
		json.replace(/\//g, '\\/'),
		html,
		html.replace(/'/g, '&#39;'),
	];
}

/**
 * The text without anything secret that may have come back in it.
 * @param text of a service or of n8n; what is longer than any message is cut off
 */
export function redacted(of: Secrets, text: string): string {
	const hidden = [...new Set(secretsOf(of).flatMap(writings))]
		.sort((one, other) => other.length - one.length)
		.reduce((left, secret) => left.split(secret).join(HIDDEN), text.slice(0, LONGEST_READ));
	return hidden.replace(/\bBasic\s+[\w+/=-]{8,}/gi, `Basic ${HIDDEN}`);
}

/** What a service says, without secrets, and no longer than somebody reads. */
export function readable(of: Secrets, text: string): string {
	const hidden = redacted(of, text);
	return hidden.length > LONGEST_SHOWN ? `${hidden.slice(0, LONGEST_SHOWN)}…` : hidden;
}
