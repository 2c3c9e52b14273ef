import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** Numbers of one run. */
export interface Measured {
	/** Milliseconds of this process's CPU. */
	cpu: number;
	/** Milliseconds from begin to end. */
	wall: number;
	/** Longest time in which nothing else could run, in milliseconds. */
	block: number;
}

/** Runs once and measures. */
export async function measure(run: () => Promise<unknown>): Promise<Measured> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	// The first tick sets its clock.
	await new Promise((resolve) => setTimeout(resolve, 20));
	delay.enable();
	await new Promise((resolve) => setTimeout(resolve, 5));
	const before = process.cpuUsage();
	const start = performance.now();
	await run();
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(before);
	await new Promise((resolve) => setTimeout(resolve, 5));
	delay.disable();
	return { cpu: (user + system) / 1000, wall, block: delay.max / 1e6 };
}

/**
 * Runs several things by turns, so that all meet the same conditions, and gives the median of each number.
 * @param times how often each is measured
 * @param runsEach how often it runs in each measurement; the numbers are those of all these runs together. Short runs
 *   need many: what they leave to the garbage collector is cleared away in a few of them, which a median would not see.
 */
export async function compare<K extends string>(
	runs: Record<K, () => Promise<unknown>>,
	times: number,
	runsEach = 1,
): Promise<Record<K, Measured>> {
	const names = Object.keys(runs) as K[];
	const taken = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<K, Measured[]>;
	for (const name of names) await runs[name]();
	for (let time = 0; time < times; time++) {
		for (const name of names) {
			const all = async () => {
				for (let run = 0; run < runsEach; run++) await runs[name]();
			};
			taken[name].push(await measure(all));
		}
	}
	const median = (name: K, key: keyof Measured) =>
		taken[name].map((each) => each[key]).sort((a, b) => a - b)[Math.floor(times / 2)];
	return Object.fromEntries(
		names.map((name) => [name, { cpu: median(name, 'cpu'), wall: median(name, 'wall'), block: median(name, 'block') }]),
	) as Record<K, Measured>;
}

/** Bytes by which the process has grown at its largest while something ran. */
export async function peakOf(run: () => Promise<unknown>): Promise<number> {
	global.gc?.();
	const before = process.memoryUsage().rss;
	let peak = before;
	const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
	await run();
	clearInterval(look);
	return Math.max(peak, process.memoryUsage().rss) - before;
}
