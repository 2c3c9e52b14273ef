import { type Dialect, guesses, toDialect } from '../contract/guesses/index.cts';

/** The dialect of an account: how it reads what the documents leave open. */

/**
 * Puts another dialect in the place of the one that is there.
 * @throws Error with a sentence for an id or a reading that is not in the table; nothing is changed then
 */
export function setDialect(dialect: Partial<Dialect>, given: Record<string, unknown>): void {
	const next = toDialect(given);
	for (const id of Object.keys(dialect)) delete dialect[id as keyof Dialect];
	Object.assign(dialect, next);
}

/** With what it leaves to the assumptions. */
export const wholeDialect = (dialect: Partial<Dialect>): Dialect => ({
	...(Object.fromEntries(Object.entries(guesses).map(([id, { assumed }]) => [id, assumed])) as Dialect),
	...dialect,
});

/**
 * A dialect out of words like `paid-since=day`, as a command line has them; several in one with commas.
 * @throws Error with a sentence for a word that is not `id=reading`, and as {@link toDialect}
 */
export function readDialect(words: string[]): Partial<Dialect> {
	const pairs = words
		.flatMap((word) => word.split(','))
		.filter(Boolean)
		.map((word) => word.split('='));
	const odd = pairs.find((pair) => pair.length !== 2);
	if (odd) throw new Error(`"${odd.join('=')}" is not id=reading, e.g. paid-since=day`);
	return toDialect(Object.fromEntries(pairs));
}
