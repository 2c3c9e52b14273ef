import { endOf, type Part } from './page';

/** Parts that overlap: each shares rows with the one before it. */

/** Parts from `end` to `total`, each beginning at least `overlap` rows before the end of the one before it. */
export function plan(end: number, total: number, overlap: number, largest: number): Part[] {
	const parts: Part[] = [];
	for (let reached = end; reached < total; reached = endOf(parts[parts.length - 1]))
		parts.push(nextPart(reached, overlap, largest));
	return parts;
}

/** The part that holds the rows before `end` and goes as far beyond it as can be: a size begins at its own multiples only. */
function nextPart(end: number, overlap: number, largest: number): Part {
	let best: Part = { page: end + 1, size: 1 };
	for (let size = largest; size > overlap; size--) {
		const part = { page: Math.floor(Math.max(0, end - overlap) / size) + 1, size };
		if (endOf(part) > endOf(best)) best = part;
	}
	return best;
}
