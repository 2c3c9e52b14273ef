import type { Call } from '../request/call';
import { clock } from './clock';
import { retryAfterMs } from './rateLimiter';
import type { Outcome } from './response';

/** Whether a request is tried again after something that may pass, and when. Refusals by a limit are the queue's. */

/** How often a request is tried again when the service or the network fails. */
export const MAX_RETRIES = 3;
const FIRST_DELAY = 1000;
/** The longest delay that a response may ask for here. */
const LONGEST_DELAY = 60_000;
const PASSING = [500, 502, 503, 504];

/**
 * What surely was not carried out is tried again; reading is tried again after anything that may pass; a change that may
 * have arrived never is.
 */
export function shouldRetry({ verb }: Call, outcome: Outcome): boolean {
	const isReading = verb === 'GET';
	if (outcome.kind === 'response') return isReading && PASSING.includes(outcome.response.status);
	const { unopened, certificate, cancelled } = outcome.failure;
	return !cancelled && !certificate && (unopened || isReading);
}

/**
 * Milliseconds until the next try: doubled each time, with chance, so that many do not come back together.
 * @param retries how often it was tried again already
 */
export function retryDelay(retries: number, outcome: Outcome): number {
	const own = FIRST_DELAY * 2 ** retries * (0.5 + clock.random());
	const asked = outcome.kind === 'response' ? retryAfterMs(outcome.response.headers, clock.now()) : undefined;
	return Math.max(own, Math.min(asked ?? 0, LONGEST_DELAY));
}

/** True for a change that may have been made, although no response says so. */
export function isUncertain({ verb }: Call, outcome: Outcome): boolean {
	if (verb === 'GET') return false;
	if (outcome.kind === 'failure') return !outcome.failure.unopened;
	const { status } = outcome.response;
	return status >= 500 || (status >= 200 && status <= 299);
}
