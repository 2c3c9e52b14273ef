import { getEventListeners } from 'node:events';
import { exchange } from '../../nodes/shared/http/exchange';
import type { Batch, Session } from '../../nodes/shared/http/session';

/** Many requests at once: each of them ends, and those of other executions go on. */

const call = { verb: 'GET', path: '/x', query: {} } as const;
const batch = (): Batch => ({ failed: false, requests: 0 });

/** A session whose requests are answered as told. */
function sessionOf(answer: (signal: AbortSignal) => Promise<unknown>, more: Partial<Session>): Session {
	const httpRequestWithAuthentication = async (_: string, { abortSignal }: { abortSignal: AbortSignal }) =>
		await answer(abortSignal);
	return {
		service: {},
		caller: { helpers: { httpRequestWithAuthentication } },
		base: '',
		...more,
	} as unknown as Session;
}
const fine = async () => await Promise.resolve({ statusCode: 200, headers: {}, body: [] });
const never = async () => await new Promise(() => {});
const pass = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

test('each of twenty at once ends with its Timeout', async () => {
	const session = sessionOf(never, { batch: batch(), http: { timeout: 100 } });
	const ends = Array.from({ length: 20 }, async () => await exchange({ ...session }, call));
	for (const outcome of await Promise.all(ends)) expect(outcome).toEqual({ kind: 'timeout', code: 'ETIMEDOUT' });
});

test('stopping an execution ends those under way, those after it do not begin, and other executions go on', async () => {
	const stop = new AbortController();
	const session = sessionOf(never, { batch: batch(), cancel: stop.signal });
	const slow = sessionOf(async () => await pass(50).then(fine), { batch: batch() });
	const underWay = Array.from({ length: 20 }, async () => await exchange({ ...session }, call));
	const other = exchange(slow, call);
	await pass(5);
	// Above ten, Node.js writes a warning to the log of n8n.
	expect(getEventListeners(stop.signal, 'abort').length).toBeLessThan(10);
	stop.abort();
	const canceled = { kind: 'canceled', code: 'ERR_CANCELED' };
	for (const outcome of await Promise.all(underWay)) expect(outcome).toEqual(canceled);
	expect(await exchange(session, call)).toEqual(canceled);
	expect(await other).toMatchObject({ kind: 'response' });
});
