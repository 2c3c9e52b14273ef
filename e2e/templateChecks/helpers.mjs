/** What the checks of templates have in common. */
import assert from 'node:assert/strict';

/** Runs a template by hand and expects it to end well. @param {import('../lib/stage.mjs').Stage} stage */
export async function succeed(stage) {
	const result = await stage.run();
	assert.equal(result.status, 'success', `${result.error?.message} ${result.error?.description ?? ''}`);
	return result;
}

/** Runs a template once more; nothing may be written to the two services but what is said to be harmless. */
export async function runsAgain(stage, harmless = () => false) {
	const before = await stage.requests();
	const result = await succeed(stage);
	const writes = (await stage.writes(before)).filter((request) => !harmless(request));
	assert.deepEqual(
		writes.map(({ method, path }) => `${method} ${path}`),
		[],
		'the second run wrote',
	);
	return result;
}

/** What templates told the office, in the place of Teams or Slack. @returns {Promise<{text: string}[]>} */
export const messages = (stage) => stage.crm('GET', '/messages');

/** How many requests a run takes that finds nothing to do: what workflows/README.md says. */
export async function requestsAtRest(stage) {
	const before = await stage.requests();
	await runsAgain(stage);
	const log = (await stage.admin('requests')).slice(before);
	const of = (name) => log.filter(({ service }) => service === name).length;
	return { synchroteam: of('synchroteam'), outSmart: of('outSmart') };
}
