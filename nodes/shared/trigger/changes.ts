import type { IDataObject } from 'n8n-workflow';
import { LARGEST, readList, type AskPage, type ListReading, type Page } from '../http/list';
import { fingerprint } from './fingerprint';
import { idOf } from './memory';
import type { SourceList } from './sourceList';

/** Reading what was changed: everything behind the filter of a list, or a list from its latest change down to what is known. */

/** Longer lists are read part by part, see `backlog.ts`. */
export const MOST_PAGES = 10;
/** How often a list that moves is read in a poll. The next poll looks back over it again. */
const PASSES = 12;
/** By how many rows the pages of each reading are smaller: rows with equal dates may stand elsewhere then. */
const SMALLER = 3;
/** Pages, and records in full, that are asked for at the same time. */
export const AT_ONCE = 8;

export interface Changes {
	/** In the order of the list; of a list that is read down to what is known, those above that. */
	rows: IDataObject[];
	/** Rows below them that were read as well. */
	below: IDataObject[];
	/** How many rows the list has. */
	total: number | undefined;
	/** True where rows may be missing all the same: the list says that it has more, or it moved all the time. */
	isShort: boolean;
	/** True where there is more than is read at once. */
	isLong: boolean;
	/** Rows of a full page. */
	stride: number;
}

/** Reads all that the filter gives, where nothing sorts it by change. */
export async function readUnsorted(list: SourceList, ask: AskPage): Promise<Changes> {
	const first = list.isPaged ? await ask(1, LARGEST) : undefined;
	const stride = first ? list.strideOf(first) : LARGEST;
	if ((first?.total ?? 0) > MOST_PAGES * stride)
		return { rows: first?.rows ?? [], below: [], total: first?.total, isShort: false, isLong: true, stride };
	const options = { atOnce: AT_ONCE, paged: list.isPaged, ...(first && { first }) };
	let reading = await readList(ask, { ...options, passes: 1 });
	// A row that slipped past is found in the next polls, one that came in the meantime as well; many are not left to them.
	const isShort = ({ rows, total = 0 }: ListReading) => rows.length < Math.min(first?.total ?? 0, total);
	if (isShort(reading)) reading = await readList(ask, { ...options, first: undefined, passes: PASSES });
	return { rows: reading.rows, below: [], total: reading.total, isShort: isShort(reading), isLong: false, stride };
}

/**
 * Reads pages, latest change first, until one shows what is settled, or to the end. What is changed meanwhile moves to the
 * front, so that the first page is read once more; when rows may have slipped past, the pages are read again.
 * @param isSettled whether everything below a row was read before; nothing is where a filter bounds the list
 */
export async function readNewest(
	list: SourceList,
	ask: AskPage,
	isSettled?: (row: IDataObject) => boolean,
): Promise<Changes> {
	const first = await ask(1, LARGEST);
	const stride = list.strideOf(first);
	const isTooLong = !isSettled && (first.total ?? 0) > MOST_PAGES * stride;
	const found = new Found(isSettled);
	let idle = 0;
	for (let pass = 0; ; pass++) {
		const before = found.rows.size;
		const size = Math.max(1, stride - pass * SMALLER);
		const pages = [pass === 0 ? first : await ask(1, size)];
		while (!isLast(pages, size, isSettled)) {
			if (isTooLong || pages.length >= MOST_PAGES) return { ...found.changes(first.total, stride), isLong: true };
			pages.push(await ask(pages.length + 1, size));
		}
		found.take(pages);
		// Of rows that were deleted meanwhile some were read, so that the highest number counts.
		const most = Math.max(...pages.map(({ total }) => total ?? Infinity));
		const isCountable = !isSettled && most < Infinity;
		const again = pages.length > 1 && !(isCountable && found.rows.size >= most) ? await ask(1, size) : undefined;
		if (again) found.take([again]);
		const isDone = isCountable
			? found.rows.size >= Math.max(most, again?.total ?? 0)
			: !again || keptOrder(pages, again);
		idle = found.rows.size === before ? idle + 1 : 0;
		// Where the rows cannot be counted, a reading that brings nothing new is as good as it gets.
		if (isDone || pass + 1 >= PASSES || idle >= (isCountable ? 2 : 1))
			return { ...found.changes((again ?? pages.at(-1))?.total, stride), isShort: !isDone };
	}
}

function isLast(pages: Page[], size: number, isSettled: (row: IDataObject) => boolean = () => false): boolean {
	const { rows = [], total = Infinity } = pages.at(-1) ?? {};
	return rows.length < size || pages.length * size >= total || rows.some(isSettled);
}

/** The rows of several readings, united. */
class Found {
	rows = new Map<string, IDataObject>();
	private below: IDataObject[] = [];

	constructor(private readonly isSettled: (row: IDataObject) => boolean = () => false) {}

	/** Later responses count, and stand in front of what was read before. */
	take(pages: Page[]): void {
		const all = pages.flatMap(({ rows }) => rows);
		const end = all.findIndex(this.isSettled);
		const above = end < 0 ? all : all.slice(0, end);
		const rows = new Map(above.map((row) => [idOf(row), row]));
		for (const [id, row] of this.rows) if (!rows.has(id)) rows.set(id, row);
		this.rows = rows;
		if (end >= 0) this.below = all.slice(end);
	}

	changes(total: number | undefined, stride: number): Changes {
		// What was changed while the pages were read stands in front by now, and below as it was before.
		const below = this.below.filter((row) => !this.rows.has(idOf(row)));
		return { rows: [...this.rows.values()], below, total, isShort: false, isLong: false, stride };
	}
}

/**
 * Whether no row slipped past while pages of a list were read that cannot be counted: nothing was deleted, each page begins
 * with the rows that were pushed over its border, and as many came in front.
 */
function keptOrder(pages: Page[], again: Page): boolean {
	const [first = again] = pages;
	const seen = new Set<string>();
	let pushed = 0;
	let before: string[] = [];
	for (const { rows, total = 0 } of pages) {
		const ids = rows.map(idOf);
		const known = ids.filter((id) => seen.has(id));
		if (total < (first.total ?? 0) || known.join() !== ids.slice(0, known.length).join()) return false;
		if (known.length && known.join() !== before.slice(-known.length).join()) return false;
		pushed += known.length;
		for (const id of ids) seen.add(id);
		before = ids;
	}
	const marks = new Set(first.rows.map(markOf));
	const came = again.rows.filter((row) => !marks.has(markOf(row))).length;
	return (again.total ?? 0) >= (first.total ?? 0) && pushed <= came;
}

const markOf = (row: IDataObject) => `${idOf(row)} ${fingerprint(row)}`;
