import type { Field, Fields, Json, Operation, Resource, Row } from '../schema/define';
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
export function unverifiedIn(resource: Resource, { name, guess, top, kind }: Operation, sent: Row[]): Unverified[] {
	const fields = Object.entries(resource.fields).map(([key, { guessIn = [kind], ...field }]) => [
		key,
		guessIn.includes(kind) ? field : { ...field, guess: undefined },
	]);
	const found = sent.flatMap((each) => inFields(Object.fromEntries(fields) as Fields, each, top));
	return [...(guess ? [{ label: name, id: guess }] : []), ...unique(found)];
}

/** @param open names of the fields at the top level of the panel, outside the group that they have elsewhere */
function inFields(fields: Fields, sent: Row, open: readonly string[] = []): Unverified[] {
	return Object.entries(fields).flatMap(([name, field]) => {
		const key = field.key ?? name;
		const value = sent[key];
		if (value === undefined) return [];
		const id = field.guess ?? (value === null ? EMPTIED : undefined);
		const label = open.includes(name) ? field.label : labelInGroup(field);
		return [...(id ? [{ label, id, key, called: key }] : []), ...inside(field, value)];
	});
}

const inside = (field: Field, value: Json): Unverified[] =>
	field.kind === 'group' || field.kind === 'rows'
		? framedRows(value).flatMap((row) =>
				inFields(field.fields, row).map(({ label, id, called }) => ({ label, id, called })),
			)
		: [];

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
