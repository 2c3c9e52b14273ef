import { sleep } from 'n8n-workflow';

/** Time, waiting and randomness in one place, so that a test can skip an hour. All values are in milliseconds. */
export const clock = {
	now: () => Date.now(),
	sleep: async (ms: number) => await sleep(ms),
	/** 0 ≤ x < 1. */
	random: () => Math.random(),
};

/** The longest delay of a timer, in milliseconds; with a longer one it would go off immediately. */
export const LONGEST_TIMER = 2 ** 31 - 1;
