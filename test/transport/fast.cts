import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

let underWay = 0;
subscribe('http.client.request.start', () => void underWay++);
subscribe('http.client.response.finish', () => void underWay--);
subscribe('http.client.request.error', () => void underWay--);

/** Answers that are under way come first; one that was cut off never ends. */
async function answers() {
	for (let tries = 0; underWay > 0 && tries < 50; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
	await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Time for tests in the real engine: whoever waits is let go soon, and the clock is put forward instead. */
export function fastTime() {
	const { clock } = createRequire(__filename)(resolve(__dirname, '../../dist/nodes/shared/clock.js')) as { clock: { now: () => number; sleep: (ms: number) => Promise<void>; random: () => number } };
	let ahead = 0;
	/** How long was waited, each time. */
	const waits: number[] = [];
	const time = {
		waits,
		now: () => Date.now() + ahead,
		pass: (ms: number) => void (ahead += ms),
		/** Does something the next time somebody waits. */
		onWait: undefined as (() => Promise<void>) | undefined,
	};
	Object.assign(clock, {
		now: time.now,
		random: () => 0.5,
		sleep: async (ms: number) => {
			waits.push(ms);
			await answers();
			const { onWait } = time;
			time.onWait = undefined;
			await onWait?.();
			ahead += ms;
		},
	});
	return time;
}
