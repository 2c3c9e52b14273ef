import { loadContract, type Method, type Operation, type Schema } from '../../contract/load.cts';
import type { Answer } from './account.cts';

/** What responses have that the contract does not know, and the other way round: names and types only, never a value. */

/** By endpoint, e.g. `GET /customer/list`: sentences without repetition. */
export type Deviations = Record<string, string[]>;

/** Letters and digits alone: `Field Of Ours` is `fieldOfOurs` and `FIELD_OF_OURS`. */
const core = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A new key may be a value of the account (a name, a label) that stands in an answer elsewhere: it is not told then. */
export const withoutValues = (text: string, values: ReadonlySet<string>): string => {
	const [, before = '', key = '', after = ''] = /^(.*?)(\w+)(: new, .*)$/.exec(text) ?? [];
	return key && values.has(core(key)) ? `${before}${NO_NAME}${after}` : text;
};

/** Every text and number in an answer, for {@link withoutValues}. */
export function valuesIn(body: unknown, into: Set<string>): void {
	if (typeof body === 'object' && body !== null) for (const each of Object.values(body)) valuesIn(each, into);
	else if (typeof body === 'string' || typeof body === 'number') into.add(core(String(body)));
}

const NO_NAME = '(a key that is no name)';
/** An object with more new keys than that is a table of the account's own. */
const MOST_NEW = 8;

/** A key that looks like a word of a program; anything else might be a word of the account. */
const isName = (key: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,40}$/.test(key);
const nameOf = (key: string): string => (isName(key) ? key : NO_NAME);

/** @returns holds an answer against the contract and notes what differs */
export async function openContract(service: string) {
	const { synchroteam, outSmartPortal } = await loadContract();
	const isSynchroteam = service === 'Synchroteam';
	const routes = Object.entries((isSynchroteam ? synchroteam : outSmartPortal).paths).map(([path, item]) => ({
		pattern: new RegExp(`${path.replace(/[.+]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`),
		item,
		// Numbers of records stand in some paths.
		name: path.replace(/^\/api\/v3/, ''),
	}));
	return (found: Deviations, verb: string, path: string, answer: Answer): void => {
		const whole = isSynchroteam ? `/api/v3${path}` : path;
		const route = routes.find(({ pattern, name }) => pattern.test(whole) || new RegExp(`^${name}$`).test(path));
		const operation = route?.item[verb.toLowerCase() as Method];
		const schema = operation && schemaOf(operation, answer.status);
		if (!schema || typeof answer.body !== 'object') return;
		const texts = new Set(found[`${verb} ${route.name}`] ?? []);
		compare(schema, answer.body, '', texts);
		if (texts.size) found[`${verb} ${route.name}`] = [...texts];
	};
}

function schemaOf({ responses }: Operation, status: number): Schema | undefined {
	const response = responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`];
	return response?.content?.['application/json']?.schema;
}

const typeOf = (value: unknown): string =>
	value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

/** Every object shape that may be meant. */
const flatten = (schema: Schema): Schema[] =>
	[...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].length
		? [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap(flatten)
		: [schema];

const typesOf = (schema: Schema): string[] =>
	flatten(schema).flatMap((each) =>
		each.type ? [each.type].flat() : each.allOf ? each.allOf.flatMap(typesOf) : each.properties ? ['object'] : [],
	);

const fits = (type: string, types: string[]): boolean =>
	types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));

function membersOf(schema: Schema): Record<string, Schema> {
	return Object.assign(
		{},
		...flatten(schema).flatMap((each) => [...(each.allOf ?? []).map(membersOf), each.properties ?? {}]),
	);
}

const requiredOf = (schema: Schema): string[] =>
	(schema.oneOf ?? schema.anyOf) ? [] : [...(schema.allOf ?? []).flatMap(requiredOf), ...(schema.required ?? [])];

const itemsOf = (schema: Schema): Schema | undefined => flatten(schema).find((each) => each.items)?.items;

function compare(schema: Schema, value: unknown, at: string, texts: Set<string>): void {
	const types = typesOf(schema);
	const where = at || 'the response';
	if (!fits(typeOf(value), types)) {
		texts.add(`${where}: ${typeOf(value)} instead of ${[...new Set(types)].join(' or ')}`);
		return;
	}
	if (typeof value === 'string') return compareText(schema, value, where, texts);
	if (Array.isArray(value)) {
		const items = itemsOf(schema);
		if (items) for (const each of value) compare(items, each, `${at}[]`, texts);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	const members = membersOf(schema);
	if (!Object.keys(members).length) return;
	const path = (key: string) => (at ? `${at}.${nameOf(key)}` : nameOf(key));
	const unknown = Object.keys(value).filter((key) => !members[key]);
	for (const [key, inner] of Object.entries(value)) {
		if (members[key]) compare(members[key], inner, path(key), texts);
		else texts.add(`${unknown.length > MOST_NEW ? path('') : path(key)}: new, ${typeOf(inner)}`);
	}
	for (const key of requiredOf(schema)) if (!(key in value)) texts.add(`${path(key)}: missing`);
}

/** Only the shape of a date is told, with every digit as 0. */
function compareText(schema: Schema, value: string, where: string, texts: Set<string>): void {
	const patterns = flatten(schema).flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
	if (!patterns.length || patterns.some((pattern) => new RegExp(pattern).test(value))) return;
	const shape = /^[\d\s:/.TZ+-]{1,30}$/.test(value) ? `"${value.replace(/\d/g, '0')}"` : 'another text';
	texts.add(`${where}: another format, ${shape}`);
}
