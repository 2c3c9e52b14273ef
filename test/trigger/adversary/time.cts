import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { built } from '../../engine/engine.cts';

/** Virtual time: what waits is woken in order as soon as nothing else goes on, so that an hour passes at once. */
export class Time {
	private timers: Array<{ at: number; order: number; go: () => void }> = [];
	private order = 0;
	private abroad = 0;

	/** @param now epoch milliseconds, the true time of the world */
	constructor(public now: number) {}

	/** Runs at that moment, whatever goes on then. */
	at(moment: number, go: () => void) {
		const timer = { at: moment, order: this.order++, go };
		const index = this.timers.findIndex((each) => each.at > moment);
		if (index < 0) this.timers.push(timer);
		else this.timers.splice(index, 0, timer);
	}

	sleep(ms: number): Promise<void> {
		return new Promise((done) => this.at(this.now + Math.max(0, ms), done));
	}

	/** Something that takes real time (a request over a socket): virtual time stands still meanwhile. */
	async outside<T>(work: () => Promise<T>): Promise<T> {
		this.abroad++;
		try {
			return await work();
		} finally {
			this.abroad--;
		}
	}

	/** Does the work and lets as much time pass as it waits for. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		let settled = false;
		const promise = work().finally(() => (settled = true));
		promise.catch(() => undefined);
		for (let idle = 0; !settled; ) {
			await new Promise<void>((next) => setImmediate(next));
			if (settled) break;
			if (this.abroad > 0) continue;
			if (this.timers.length) this.next();
			else if (++idle > 10_000) throw new Error('The work waits for something that never happens');
		}
		return await promise;
	}

	/** Lets time pass while nobody works. */
	pass(ms: number) {
		const until = this.now + ms;
		while (this.timers.length && this.timers[0].at <= until) this.next();
		this.now = until;
	}

	private next() {
		const { at, go } = this.timers.shift()!;
		this.now = Math.max(this.now, at);
		go();
	}
}

interface BuiltClock {
	now(): number;
	sleep(ms: number): Promise<void>;
	random(): number;
}

const nodes = resolve(__dirname, '../../../dist/nodes');

/** The built nodes take their time from one module, whatever room it stands in. */
let found: BuiltClock | undefined;
function builtClock(): BuiltClock {
	if (found) return found;
	const file = (readdirSync(nodes, { recursive: true }) as string[]).find((each) => /(^|[\\/])clock\.js$/.test(each));
	if (!file) throw new Error(`No clock.js below ${join('dist', 'nodes')}`);
	return (found = built<{ clock: BuiltClock }>(file.replace(/\.js$/, '')).clock);
}

/** Gives the built nodes this time. @param ahead milliseconds by which the clock of n8n's host is ahead of the true time */
export function takeTime(time: Time, ahead: number, random: () => number) {
	const clock = builtClock();
	clock.now = () => time.now + ahead;
	clock.sleep = async (ms) => await time.sleep(ms);
	clock.random = random;
}

/** Repeatable chance (mulberry32). */
export function chance(seed: number) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		next,
		/** A whole number, both ends included. */
		between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
		is: (probability: number) => next() < probability,
		of: <T,>(list: readonly T[]): T => list[Math.floor(next() * list.length)],
	};
}
export type Chance = ReturnType<typeof chance>;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
