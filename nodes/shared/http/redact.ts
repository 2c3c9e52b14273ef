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
	const entries = service.users.map((name) => String(credentials[name] ?? ''));
	const users = [user, ...entries, ...entries.map((each) => each.trim())];
	const logins = plain.flatMap((secret) => users.map((each) => `${each}:${secret}`));
	const base64 = [...plain, ...logins].map((each) => Buffer.from(each).toString('base64'));
	// Without its fill characters, and in the alphabet of addresses, it is the same to whoever reads it.
	const bare = base64.map((each) => each.replace(/=+$/, ''));
	const forAddresses = bare.map((each) => each.replace(/\+/g, '-').replace(/\//g, '_'));
	// Each character of these is looked for in every writing again: they find what was encoded twice.
	const encoded = plain.flatMap((each) => [
		encodeURIComponent(Buffer.from(each).toString()),
		JSON.stringify(each).slice(1, -1),
	]);
	return [...new Set([...plain, ...encoded, ...base64, ...bare, ...forAddresses])];
}

const NAMED: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
const plainly = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A character as it is, inside an address, inside JSON, or inside HTML. */
function writings(character: string): string {
	const bytes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
	const units = character.split('').map((unit) => `\\\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
	const point = character.codePointAt(0) ?? 0;
	return [
		plainly(character),
		bytes.join(''),
		units.join(''),
		...('"/'.includes(character) ? [`\\\\${plainly(character)}`] : []),
		...(character === ' ' ? ['\\+'] : []),
		`&#(?:0*${point}|x0*${point.toString(16)});`,
		...(NAMED[character] ? [`&${NAMED[character]};`] : []),
	].join('|');
}

/** Finds a secret, each of its characters written as it may be; many keys are the same in upper and lower case. */
const patternOf = (secret: string) => new RegExp((secret.match(/\\+|[^\\]/gu) ?? []).map(piece).join(''), 'gi');

/** JSON doubles a backslash: however many there are, they are found as one run, so that no pattern is tried in many ways. */
const piece = (part: string) => (part.startsWith('\\') ? `(?:${writings('\\')})+` : `(?:${writings(part)})`);

const known = new WeakMap<ICredentialDataDecryptedObject, RegExp[]>();

/** Longer ones first: they may hold shorter ones. */
function patternsOf(of: Secrets): RegExp[] {
	const patterns =
		known.get(of.credentials) ??
		secretsOf(of)
			.sort((one, other) => other.length - one.length)
			.map(patternOf);
	known.set(of.credentials, patterns);
	return patterns;
}

/**
 * The text without anything secret that may have come back in it.
 * @param text of a service or of n8n; what is longer than any message is cut off
 */
export function redacted(of: Secrets, text: string): string {
	const hidden = patternsOf(of).reduce((left, secret) => left.replace(secret, HIDDEN), text.slice(0, LONGEST_READ));
	return hidden.replace(/\bBasic\s+[\w+/=-]{8,}/gi, `Basic ${HIDDEN}`);
}

/** What a service says, without secrets, and no longer than somebody reads. */
export function readable(of: Secrets, text: string): string {
	const hidden = redacted(of, text);
	return hidden.length > LONGEST_SHOWN ? `${hidden.slice(0, LONGEST_SHOWN)}…` : hidden;
}
