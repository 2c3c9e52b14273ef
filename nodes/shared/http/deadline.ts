import { LONGEST_TIMER } from './clock';
import type { Session } from './session';

/** When a request without a Timeout of its own is ended, in milliseconds. */
export const DEADLINE_MS = 300_000;

/** When one request has to be over: after the Timeout, by the clock, or when the execution is stopped. */
export interface Deadline {
	/** Given when the time is over or the execution is stopped. */
	signal: AbortSignal;
	isPassed(): boolean;
	/** To be called when the request is over: as long as something listens, a timer keeps what it would end, responses included. */
	finish(): void;
}

/** For a request that begins now. */
export function deadlineOf({ http, cancel }: Pick<Session, 'http' | 'cancel'>): Deadline {
	const timeout = AbortSignal.timeout(Math.min(LONGEST_TIMER, http?.timeout || DEADLINE_MS));
	// On the signal of the execution itself, listeners of many requests would make Node.js warn of them.
	const over = cancel ? AbortSignal.any([timeout, cancel]) : timeout;
	const ending = new AbortController();
	const end = () => ending.abort(over.reason);
	over.addEventListener('abort', end);
	if (over.aborted) end();
	return {
		signal: ending.signal,
		isPassed: () => timeout.aborted,
		finish: () => over.removeEventListener('abort', end),
	};
}
