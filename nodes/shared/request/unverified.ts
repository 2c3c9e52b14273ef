import type { Fields, Json, Operation, Resource, Row } from '../schema/define';
import { labelInGroup, rowsIn } from '../schema/fields';

/** What in a request rests on an assumption: the user reads about it if the service refuses it or leaves it out. */

export interface Unverified {
	/** What the user calls it. */
	label: string;
	/** What the service calls it; undefined for an operation. */
	called?: string;
	/** Row of docs/guesses.md. */
	id: string;
	/** Key in the body; undefined for an operation, a filter, and a nested field. */
	key?: string;
}

/** Row of docs/guesses.md about dates, numbers and references that are cleared with `null`. */
const EMPTIED = 'emptied-value';

/** @param sent bodies, before the operation shapes them */
export function unverifiedIn(
	{ fields }: Resource,
	{ name, guess, top = [], kind }: Operation,
	sent: Row[],
): Unverified[] {
	const inFields = (among: Fields, row: Row): Unverified[] =>
		Object.entries(among).flatMap(([called, field]) => {
			const { key = called, guessIn = [kind] } = field;
			const value = row[key];
			if (value === undefined) return [];
			const id = (guessIn.includes(kind) ? field.guess : undefined) ?? (value === null ? EMPTIED : undefined);
			// At the top level of the panel, a field stands outside the group that it has elsewhere.
			const isAbove = among === fields && top.includes(called);
			const label = isAbove ? field.label : labelInGroup(field);
			const own = { label, called: key, ...(among === fields && { key }) };
			const inner = 'fields' in field ? framedRows(value).flatMap((each) => inFields(field.fields, each)) : [];
			return id ? [{ ...own, id }, ...inner] : inner;
		});
	const found = sent.flatMap((row) => inFields(fields, row));
	return [...(guess ? [{ label: name, id: guess }] : []), ...unique(found)];
}

/** Rows as they are sent: a single one, a list, or a list inside an object. */
const framedRows = (value: Json): Row[] =>
	rowsIn([value].flat()).flatMap((row) => [row, ...Object.values(row).flatMap(rowsIn)]);

const unique = (found: Unverified[]): Unverified[] =>
	found.filter(({ label }, index) => found.findIndex((each) => each.label === label) === index);

/** Every assumption, with a workaround. The package itself ships no documents. */
const GUESSES =
	'https://github.com/n8n-nodes-synchroteam-outsmart/n8n-nodes-synchroteam-outsmart/blob/main/docs/guesses.md';

/** Their names, and the page that says what to do. */
export const namesOf = (unverified: Unverified[]): { labels: string; where: string } => ({
	labels: unverified.map(({ label }) => label).join(', '),
	where: [...new Set(unverified.map(({ id }) => `${GUESSES}#${id}`))].join(' and '),
});

/** Only letters and digits: services write the names of fields in many ways. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What an error adds if the service refuses a request and names one of its fields that rests on an assumption.
 * @param said the service's message
 */
export function unverifiedText(unverified: Unverified[] = [], said = ''): string[] {
	const isNamed = (name: string | undefined) => name !== undefined && lettersOf(said).includes(lettersOf(name));
	const named = unverified.filter(({ called, label }) => isNamed(called) || isNamed(label.split(': ').at(-1)));
	if (!named.length) return [];
	const { labels, where } = namesOf(named);
	return [
		`The documents of the service do not say whether ${labels} can be sent like this, ` +
			`and it is not verified on live accounts. Leave it out, or see ${where} for another way.`,
	];
}
