import { guesses, type GuessId, type Outcome } from '../../contract/guesses/index.cts';
import { bodyTrials } from './bodies.cts';
import { dateTrials } from './dates.cts';
import { listTrials, loginTrials } from './lists.cts';
import { portalTrials } from './outSmart.cts';
import { readingsOf, worldOf, type Trial } from './world.cts';
import { writeTrials } from './writes.cts';

/** Every row of docs/guesses.md in each of its readings: what becomes of the user is what the table says. */

const trials: Partial<Record<GuessId, Trial>> = {
	...dateTrials,
	...listTrials,
	...loginTrials,
	...writeTrials,
	...bodyTrials,
	...portalTrials,
};

test.each(readingsOf(trials))('%s, read as %s', async (id, reading) => {
	const world = await worldOf(id, reading);
	try {
		const outcome: Outcome = await trials[id]!(world);
		const row = guesses[id].readings as Record<string, { outcome?: Outcome }>;
		expect(outcome).toBe(row[reading].outcome);
	} finally {
		await world.sandbox.close();
	}
});
