import type { Call } from '../request/call';
import { clock } from './clock';
import { DEADLINE_MS } from './exchange';
import { isDamaged, type Outcome } from './response';
import { retryAfterMs } from './rateLimiter';
import type { Tries } from './requestQueue';

/** Whether and when a request is tried again after a temporary failure. The queue handles responses with 429. */

/** How often a request is tried again if the service or the network fails. */
const MAX_RETRIES = 3;
const FIRST_DELAY = 1000;
/** The longest delay that a response may ask for (`Retry-After`), in milliseconds. */
const LONGEST_DELAY = 60_000;
const PASSING = [500, 502, 503, 504];

/**
 * A request that was certainly not carried out is tried again. A read, and a change that may be made twice, are tried again
 * after any temporary failure; any other change that may have arrived never is.
 */
export function shouldRetry(
	{ verb, repeatable }: Pick<Call, 'verb' | 'repeatable'>,
	outcome: Outcome,
	{ count, since }: Tries,
): boolean {
	if (count >= MAX_RETRIES || clock.now() - since >= DEADLINE_MS) return false;
	const mayRepeat = verb === 'GET' || repeatable === true;
	switch (outcome.kind) {
		case 'response':
			return mayRepeat && (PASSING.includes(outcome.response.status) || isDamaged(outcome.response));
		case 'canceled':
		case 'certificate':
			return false;
		case 'unopened':
			return true;
		default:
			return mayRepeat;
	}
}

/**
 * Milliseconds until the next try: doubled each time, with jitter, so that many requests do not come back together.
 * @param count how often it was already tried again
 */
export function retryDelay(count: number, outcome: Outcome): number {
	const own = FIRST_DELAY * 2 ** count * (0.5 + clock.random());
	const asked = outcome.kind === 'response' ? retryAfterMs(outcome.response.headers, clock.now()) : undefined;
	return Math.max(own, Math.min(asked ?? 0, LONGEST_DELAY));
}

/** True for a change that may have been made, although no response says so. */
export function isUncertain({ verb }: Call, outcome: Outcome): boolean {
	if (verb === 'GET') return false;
	if (outcome.kind !== 'response') return outcome.kind !== 'unopened' && outcome.kind !== 'certificate';
	const { status } = outcome.response;
	return status >= 500 || (status >= 200 && status <= 299);
}
