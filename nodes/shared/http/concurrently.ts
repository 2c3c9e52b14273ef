/**
 * Does the work for all, at most so many at once; results in order. After one has thrown nothing new is begun.
 * @throws what the first of them threw
 */
export async function concurrently<T, R>(list: T[], atOnce: number, work: (each: T) => Promise<R>): Promise<R[]> {
	const results = new Array<R>(list.length);
	let next = 0;
	const worker = async () => {
		while (next < list.length) {
			const at = next++;
			try {
				results[at] = await work(list[at]);
			} finally {
				if (!(at in results)) next = list.length;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
	return results;
}
