/** The vocabulary of the table of guesses: what the documents of the two services leave open. */

/**
 * What becomes of a user whose account reads it so:
 * - `right`: what was meant happens;
 * - `says so`: the user gets a sentence that says what to set, and with that it happens;
 * - `unnoticed`: the node cannot tell; what to set stands in the table only, and with that it happens.
 */
export type Outcome = 'right' | 'says so' | 'unnoticed';

/** One way in which a service may mean it. */
export interface Reading {
	means: string;
	/** As test/guesses shows it; left out where it cannot be seen. */
	outcome?: Outcome;
}

export interface Guess<Name extends string = string> {
	service: 'Synchroteam' | 'OutSmart Portal';
	question: string;
	/** What the nodes do. */
	nodes: string;
	/** What a user can do whose account differs. */
	workaround?: string;
	/** By name, which is the value of the sandbox's switch. */
	readings: Record<Name, Reading>;
	/** What nodes and sandbox go by until something shows another. */
	assumed: Name;
	/** Why the reading cannot show in what the sandbox answers; such a row has no switch. */
	unseen?: string;
}

/** Holds `assumed` against the readings. */
export const guess = <Name extends string>(
	of: Omit<Guess<Name>, 'assumed'> & { assumed: NoInfer<Name> },
): Guess<Name> => of;

const reading =
	(outcome?: Outcome) =>
	(means: string): Reading => ({ means, ...(outcome && { outcome }) });
export const right = reading('right');
export const saysSo = reading('says so');
export const unnoticed = reading('unnoticed');
/** The reading of a row without a switch. */
export const only = reading();
