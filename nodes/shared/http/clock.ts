import { sleep } from 'n8n-workflow';

/** Time, waiting and chance in one place, so that a test can let an hour pass at once. Milliseconds throughout. */
export const clock = {
	now: () => Date.now(),
	sleep: async (ms: number) => await sleep(ms),
	/** 0 ≤ x < 1. */
	random: () => Math.random(),
};
