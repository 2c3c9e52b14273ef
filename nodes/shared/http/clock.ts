import { sleep } from 'n8n-workflow';

/** Time, waiting and chance in one place, so that a test can let an hour pass at once. Milliseconds throughout. */
export const clock = {
	now: () => Date.now(),
	sleep: async (ms: number) => await sleep(ms),
	/** 0 ≤ x < 1. */
	random: () => Math.random(),
};

/** The longest that a timer can take, in milliseconds; a longer one would go off at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;
