import assert from 'node:assert/strict';
import { arena, nowhere } from '../transport/matrix.cts';
import { troubles, works, type Trouble } from '../transport/troubles.cts';
import type { Report } from './report.cts';

/** The client of older ones never ends where a response cannot be decompressed: the time limit does, after this long. */
const LIMIT_MS = 2000;
/** And it reads on behind the time limit, so that an answer that drips must come to an end in seconds. */
const DRIP_MS = 10;
const LATE = /^Synchroteam did not answer in time$/;

/**
 * What goes wrong with a request that reads and one that changes something. One item: an n8n that does not know
 * `customOperations` sends all of them at once, and another one would meet the fault.
 */
export async function checkFaults(report: Report): Promise<void> {
	const place = await arena();
	const elsewhere = await nowhere();
	for (const work of works.filter(({ name }) => name === 'GET one' || name === 'POST'))
		for (const trouble of troubles(elsewhere.url))
			await report.check('faults', `${work.name}, ${trouble.name}`, async () => {
				const { fault } = trouble;
				const met = {
					timeout: LIMIT_MS,
					...trouble,
					...(fault.kind === 'drip' && { fault: { ...fault, delayMs: DRIP_MS } }),
				};
				const { items, error, requests } = await place.meet(work, met, 1);
				assert.equal(error?.message, undefined);
				assert.equal(requests.length, trouble.seen[Number(!work.repeated)]);
				const said = items[0][0].json as { error?: string; errorDescription?: string };
				if (!trouble.says || trouble.unless?.(work)) return assert.equal(said.error, undefined);
				if (!isLate(trouble, said.error)) assert.match(said.error ?? '', trouble.says.message);
				assert.match(said.errorDescription ?? '', trouble.says.description);
			});
	assert.equal(elsewhere.visits(), 0);
	elsewhere.close();
	await place.sandbox.close();
}

const isLate = ({ fault }: Trouble, message = '') => fault.kind === 'corruptEncoding' && LATE.test(message);
