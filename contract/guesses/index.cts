import type { Guess } from './guess.cts';
import { bodies } from './bodies.cts';
import { dates } from './dates.cts';
import { lists } from './lists.cts';
import { logins } from './logins.cts';
import { outSmart } from './outSmart.cts';
import { writes } from './writes.cts';

export type { Guess, Outcome, Reading } from './guess.cts';

/**
 * Every guess about the two services, by its id: one table for the sandbox's switches, docs/guesses.md, the marks in the
 * nodes' definitions and the tests.
 */
export const guesses = { ...writes, ...bodies, ...dates, ...lists, ...logins, ...outSmart };

export type GuessId = keyof typeof guesses;
export type ReadingOf<Id extends GuessId> = keyof (typeof guesses)[Id]['readings'];
/** How an account reads each of them. */
export type Dialect = { [Id in GuessId]: ReadingOf<Id> };

/** The rows in their order. */
export const rows = Object.entries(guesses) as Array<[GuessId, Guess]>;

const isGuess = (id: string): id is GuessId => Object.hasOwn(guesses, id);

/**
 * A dialect out of `{ [id]: reading }`; what it leaves out is read as assumed.
 * @throws Error with a sentence for an id or a reading that is not in the table
 */
export function toDialect(given: Record<string, unknown>): Partial<Dialect> {
	for (const [id, reading] of Object.entries(given)) {
		if (!isGuess(id)) throw new Error(`There is no guess "${id}". There are: ${Object.keys(guesses).join(', ')}`);
		const readings = Object.keys(guesses[id].readings);
		if (!readings.includes(String(reading)))
			throw new Error(`"${id}" cannot be read as "${String(reading)}". Its readings: ${readings.join(', ')}`);
	}
	return given;
}
