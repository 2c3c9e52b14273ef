/**
 * Runs `work` for all elements of a list, at most `atOnce` at the same time. After one has thrown, no other is started.
 * @returns the results, in the order of the list
 * @throws what the first of them threw
 */
export async function concurrently<T, R>(list: T[], atOnce: number, work: (each: T) => Promise<R>): Promise<R[]> {
	const results = new Array<R>(list.length);
	// Shared by all workers.
	const entries = list.entries();
	let failed = false;
	const worker = async () => {
		for (const [at, each] of entries) {
			if (failed) return;
			try {
				results[at] = await work(each);
			} finally {
				failed ||= !(at in results);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
	return results;
}
