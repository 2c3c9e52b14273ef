import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { built } from '../engine/engine.cts';

let underWay = 0;
subscribe('http.client.request.start', (message) => {
	underWay++;
	(message as { request: ClientRequest }).request.once('close', () => void underWay--);
});

/** Waits until all answers are in, or broken off, and dealt with. */
async function answers() {
	for (let calm = 0; calm < 5; calm = underWay === 0 ? calm + 1 : 0) await new Promise(setImmediate);
}

/**
 * Time for tests in the real engine: when nothing is under way any more, the clock jumps to the moment for which somebody
 * waits first.
 */
export function fastTime(start = Date.now()) {
	const { clock } = built<{ clock: { now(): number; sleep(ms: number): Promise<void>; random(): number } }>(
		'shared/http/clock',
	);
	const begin = Date.now();
	let ahead = start - begin;
	const sleepers: Array<{ at: number; wake: () => void }> = [];
	let driving = false;
	const time = {
		now: () => Date.now() + ahead,
		pass: (ms: number) => void (ahead += ms),
		/** How long was waited, each time. */
		waits: [] as number[],
		/** Does something the next time somebody waits. */
		onWait: undefined as (() => Promise<void>) | undefined,
	};
	async function drive() {
		driving = true;
		while (sleepers.length > 0) {
			await answers();
			const { onWait } = time;
			time.onWait = undefined;
			await onWait?.();
			const next = sleepers.sort((a, b) => a.at - b.at).shift()!;
			ahead += Math.max(0, next.at - time.now());
			next.wake();
		}
		driving = false;
	}
	Object.assign(clock, {
		now: time.now,
		random: () => 0.5,
		sleep: async (ms: number) => {
			time.waits.push(ms);
			await new Promise<void>((wake) => {
				sleepers.push({ at: time.now() + ms, wake });
				if (!driving) void drive();
			});
		},
	});
	return time;
}
