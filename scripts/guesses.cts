import { join, resolve } from 'node:path';
import { guesses, rows, type Guess, type GuessId, type Outcome } from '../contract/guesses/index.cts';
import { code, table } from './markdown.cts';

/** Writes docs/guesses.md from the table of guesses. */

export const guessesPath = join(resolve(__dirname, '..'), 'docs/guesses.md');

/** What docs/operations.md says beside a field that rests on a guess. */
export function guessNote(id: string): string {
	if (!Object.hasOwn(guesses, id)) throw new Error(`The table of guesses has no row "${id}"`);
	return `**Not verified:** ${guesses[id as GuessId].question} ([${code(id)}](guesses.md#${id}))`;
}

const readingsOf = ({ readings, assumed, unseen }: Guess): string =>
	Object.entries(readings)
		.map(([name, { means, outcome }]) => {
			const what = unseen ?? outcome;
			return `${code(name)}${name === assumed ? ' (assumed)' : ''}: ${means} → **${what}**`;
		})
		.join('<br>');

const order: Outcome[] = ['unnoticed', 'says so', 'right'];
const RIGHT = order.indexOf('right');

/** What may go wrong without a word first, then what is said, then what is right either way. */
function rank({ readings, unseen }: Guess): number {
	const outcomes = Object.values(readings).map(({ outcome }) => outcome);
	const worst = order.findIndex((each) => outcomes.includes(each));
	return unseen === undefined ? worst : order.length;
}

const tableOf = (service: Guess['service']): string =>
	table(
		['question', 'what the nodes do', 'if the account reads it like this', 'workaround'],
		rows
			.filter(([, guess]) => guess.service === service)
			.sort(([, one], [, other]) => rank(one) - rank(other))
			.map(([id, guess]) => [
				`<a id="${id}"></a>${guess.question}<br>${code(id)}`,
				guess.nodes,
				readingsOf(guess),
				guess.workaround ?? (rank(guess) === RIGHT ? 'none needed' : '–'),
			]),
	);

/** The text of docs/guesses.md. */
export function guessesDocument(): string {
	const switched = rows.filter(([, { unseen }]) => unseen === undefined);
	const readings = switched.flatMap(([, guess]) => Object.values(guess.readings));
	const count = (outcome: Outcome) => readings.filter((each) => each.outcome === outcome).length;
	return [
		'# Not verified on live accounts',
		'',
		'<!-- Written by `npm run docs` from contract/guesses/: change that, not this. -->',
		'',
		'The API documents leave some things open, and the package has not been tried on a live account. This page lists every assumption: what the nodes do, how your account may read it, and what happens then. What may go wrong unnoticed comes first. Every operation that sends fields has **Additional Body Fields (JSON)** under Options. They are sent as you write them, so that a wrong assumption does not block you; only the identifiers of the record are refused. Please [tell us](../.github/ISSUE_TEMPLATE/live.yml) what you see.',
		'',
		'- **right**: you get what you want.',
		'- **says so**: a hint next to the output or the message tells you, and the workaround helps.',
		'- **unnoticed**: the node cannot tell. Check it once on your account; the workaround helps.',
		'',
		`All rows except ${rows.length - switched.length} are switches of the [sandbox](sandbox.md). Tests run the operations and events in each of the ${readings.length} readings of these ${switched.length} rows: ${count('right')} are right, ${count('says so')} say so, ${count('unnoticed')} go unnoticed.`,
		'',
		'## Synchroteam',
		'',
		tableOf('Synchroteam'),
		'',
		'## OutSmart Portal',
		'',
		tableOf('OutSmart Portal'),
		'',
	].join('\n');
}
