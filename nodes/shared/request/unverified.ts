import type { Field, Fields, Json, Operation, Resource, Row } from '../schema/define';
import { labelInGroup, rowsIn } from '../schema/fields';

/** What of a request rests on a guess: the user hears of it where the service refuses it or leaves it out. */

export interface Unverified {
	/** What the user calls it. */
	label: string;
	/** Row of docs/guesses.md. */
	id: string;
	/** Key in the body; undefined for an operation, a filter, and what stands deeper. */
	key?: string;
}

/** Row about dates, numbers and references that are emptied with `null`. */
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

/** @param open names of those that stand open, outside the group to which they belong elsewhere */
function inFields(fields: Fields, sent: Row, open: string[] = []): Unverified[] {
	return Object.entries(fields).flatMap(([name, field]) => {
		const key = field.key ?? name;
		const value = sent[key];
		if (value === undefined) return [];
		const id = field.guess ?? (value === null ? EMPTIED : undefined);
		const label = open.includes(name) ? field.label : labelInGroup(field);
		return [...(id ? [{ label, id, key }] : []), ...inside(field, value)];
	});
}

const inside = (field: Field, value: Json): Unverified[] =>
	field.kind === 'group' || field.kind === 'rows'
		? rowsOf(value).flatMap((row) => inFields(field.fields, row).map(({ label, id }) => ({ label, id })))
		: [];

/** Rows as they are sent: alone, in a list, or in one that stands in a frame. */
const rowsOf = (value: Json): Row[] =>
	rowsIn([value].flat()).flatMap((row) => [row, ...Object.values(row).flatMap(rowsIn)]);

/** The filters of a list that rest on a guess. */
export const unverifiedFilters = ({ filters = {} }: Operation, given: Record<string, unknown>): Unverified[] =>
	Object.entries(filters).flatMap(([name, { label, guess }]) =>
		guess && given[name] !== undefined && given[name] !== '' ? [{ label, id: guess }] : [],
	);

const unique = (found: Unverified[]): Unverified[] =>
	found.filter(({ label }, index) => found.findIndex((each) => each.label === label) === index);

/** Names them, and where it is told what to do. */
export function namesOf(unverified: Unverified[]): { labels: string; where: string } {
	const ids = [...new Set(unverified.map(({ id }) => id))].join(', ');
	return { labels: unverified.map(({ label }) => label).join(', '), where: `docs/guesses.md of this package, ${ids}` };
}

/** Said where the service refuses a request. */
export function unverifiedText(unverified: Unverified[] = []): string[] {
	if (!unverified.length) return [];
	const { labels, where } = namesOf(unverified);
	return [
		`Not verified on live accounts: ${labels}. If the service refuses it, leave it out, or send it another way with Additional Body Fields (JSON) under Options (see ${where}).`,
	];
}
