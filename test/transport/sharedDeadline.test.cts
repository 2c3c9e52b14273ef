import { exchange } from '../../nodes/shared/http/exchange';
import type { Batch, Session } from '../../nodes/shared/http/session';

/** Requests that begin at about the same time share a timer; none of them may end early, or be forgotten. */

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

let timers: jest.SpyInstance;
let now: jest.SpyInstance;
let ahead = 0;
beforeEach(() => {
	const real = performance.now.bind(performance);
	ahead = 0;
	now = jest.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
	timers = jest.spyOn(AbortSignal, 'timeout');
});
afterEach(() => {
	now.mockRestore();
	timers.mockRestore();
});

test('a hundred requests of one execution take one timer, those that begin later another one', async () => {
	const session = sessionOf(fine, { batch: batch() });
	for (let count = 0; count < 100; count++) await exchange({ ...session }, call);
	expect(timers).toHaveBeenCalledTimes(1);
	ahead = 3_100;
	await exchange(session, call);
	expect(timers).toHaveBeenCalledTimes(2);
});

test('another Timeout, another execution: another timer', async () => {
	const one = batch();
	await exchange(sessionOf(fine, { batch: one, http: { timeout: 60_000 } }), call);
	await exchange(sessionOf(fine, { batch: one, http: { timeout: 90_000 } }), call);
	await exchange(sessionOf(fine, { batch: batch(), http: { timeout: 90_000 } }), call);
	expect(timers).toHaveBeenCalledTimes(3);
});

test('each of twenty at once ends, and not before its Timeout', async () => {
	const session = sessionOf(never, { batch: batch(), http: { timeout: 400 } });
	const ends = Array.from({ length: 20 }, async (_, index) => {
		await pass(index);
		const begin = Date.now();
		const outcome = await exchange({ ...session }, call);
		return { outcome, took: Date.now() - begin };
	});
	for (const { outcome, took } of await Promise.all(ends)) {
		expect(outcome).toEqual({ kind: 'failure', failure: { kind: 'timeout', code: 'ETIMEDOUT' } });
		// A timer of Node.js may be a millisecond early.
		expect(took).toBeGreaterThanOrEqual(399);
	}
});

test('stopping an execution ends those under way, those after it do not begin, and other executions go on', async () => {
	const stop = new AbortController();
	const warnings: string[] = [];
	const warn = ({ name }: Error) => void warnings.push(name);
	process.on('warning', warn);
	const session = sessionOf(never, { batch: batch(), cancel: stop.signal });
	const slow = sessionOf(async () => await pass(50).then(fine), { batch: batch() });
	const underWay = Array.from({ length: 20 }, async () => await exchange({ ...session }, call));
	const other = exchange(slow, call);
	await pass(5);
	stop.abort();
	const canceled = { kind: 'failure', failure: { kind: 'canceled', code: 'ERR_CANCELED' } };
	for (const outcome of await Promise.all(underWay)) expect(outcome).toEqual(canceled);
	expect(await exchange(session, call)).toEqual(canceled);
	expect(await other).toMatchObject({ kind: 'response' });
	process.off('warning', warn);
	expect(warnings).not.toContain('MaxListenersExceededWarning');
});
