import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** Time for tests in the real engine: whoever waits is let go at once, and the clock is put forward instead. */
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
			await new Promise(setImmediate);
			const { onWait } = time;
			time.onWait = undefined;
			await onWait?.();
			ahead += ms;
		},
	});
	return time;
}
