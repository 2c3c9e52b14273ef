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
/** Of what a service says, so much is shown. */
const LONGEST_SHOWN = 500;
const HIDDEN = '<hidden>';

/** The login as HTTP Basic writes it, and the key or password as it is and as it stands in an address. */
function secretsOf({ service, credentials }: Secrets): string[] {
	const { user, pass } = service.login(credentials);
	if (pass.length < SHORTEST) return [];
	// Without its fill characters it is found with and without them.
	const basic = Buffer.from(`${user}:${pass}`).toString('base64').replace(/=+$/, '');
	return [basic, encodeURIComponent(Buffer.from(pass).toString()), pass];
}

/** The text of a service, of n8n or of the node without anything secret that may have come back in it. */
export function redacted(of: Secrets, text: string): string {
	// Not by a pattern: one made of a secret can take minutes over a text that nearly matches.
	const hidden = secretsOf(of).reduce((left, secret) => left.split(secret).join(HIDDEN), text);
	return hidden.replace(/\bBasic\s+[\w+/=-]{8,}/gi, `Basic ${HIDDEN}`);
}

/** What a service says, without secrets, and no longer than somebody reads. */
export function readable(of: Secrets, text: string): string {
	const hidden = redacted(of, text);
	return hidden.length > LONGEST_SHOWN ? `${hidden.slice(0, LONGEST_SHOWN)}…` : hidden;
}
