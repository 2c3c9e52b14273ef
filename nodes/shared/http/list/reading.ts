import type { IDataObject } from 'n8n-workflow';
import { isWhole, keysOf, LARGEST, USUAL, type AskPage, type Page } from './page';
import { isAllAgain, readPass, servedSize, type Pass } from './pass';
import { Proof } from './proof';

/**
 * Reading a list so that it can be shown that no row is missing that was there throughout, whatever moved meanwhile. One
 * answer that holds the whole list is a snapshot; what else shows it is in `proof.ts`. Where nothing does, the list is read
 * again; after some readings it is said that it could not be shown.
 */

/** Rows that neighbouring parts share, pass by pass. */
const OVERLAPS = [5, 15, 40];
/** How often a list is read at least, and at most: as often as it takes few requests. */
const READINGS = { least: 5, most: 20, requests: 480 };

export type Outcome =
	| { is: 'whole'; rows: IDataObject[] }
	/** The service gives fewer rows than it says there are. */
	| { is: 'short'; found: number; total: number }
	/** It gives the same page again and again. */
	| { is: 'repeated'; found: number }
	/** Page after page came, and none was the last. */
	| { is: 'endless'; found: number }
	/** The pages never fitted together. */
	| { is: 'moving' }
	/** It has more rows than are taken at once. */
	| { is: 'tooMany'; total: number };

export interface ReadingOptions {
	/** Rows wanted at most; without a limit, all. */
	limit?: number;
	/** Requests at once. */
	atOnce: number;
	/** Rows that are taken at most. */
	most: number;
	/** False for lists that are not paged as far as their document says. */
	paged?: boolean;
	/**
	 * What the list's own number of rows is worth: `binding`, fewer rows are refused; `hint`, two readings that agree may
	 * contradict it.
	 */
	total: 'binding' | 'hint';
	/** True where rows may be moved without being changed: one pass alone shows nothing then. */
	confirm?: boolean;
	/** The first page, where it was read already. */
	first?: Page;
	/** Up to how many requests the list is read again; by default as long as anything may come of it. */
	requests?: number;
}

/** Reads a list, or as much of its beginning as is wanted, in the order of the service. */
export async function readList(ask: AskPage, options: ReadingOptions): Promise<Outcome> {
	const limit = options.limit ?? Infinity;
	const first = options.first ?? (await readFirst(ask, limit, options.paged !== false));
	if (first.rows.length >= limit) return { is: 'whole', rows: first.rows.slice(0, limit) };
	if (isWhole(first)) return { is: 'whole', rows: first.rows };
	const wanted = Math.min(first.total ?? 0, limit);
	if (wanted > options.most) return { is: 'tooMany', total: wanted };
	return await readOn(ask, first, { ...options, limit });
}

type Limited = ReadingOptions & { limit: number };

async function readOn(ask: AskPage, first: Page, options: Limited): Promise<Outcome> {
	const { limit, atOnce, most } = options;
	const proof = new Proof();
	let overlaps = true;
	for (let page = first; isWorthwhile(proof, options.requests); page = await ask({ page: 1, size: first.size })) {
		const size = servedSize(page);
		// Small pages share too few rows to tell for sure whether the list keeps its order.
		const confirm = options.confirm === true || (options.total === 'hint' && size < page.size);
		const overlap = overlaps ? overlapOf(proof.count, size, confirm && size < page.size) : 0;
		const pass = await readPass(ask, page, { limit, atOnce, size, overlap, most });
		if (pass.endless) return { is: 'endless', found: pass.places.length };
		// Where no number tells of more rows, only this shows that the service gives pages of one size.
		overlaps &&= pass.regular && (pass.exact || size === page.size || (page.total ?? 0) > page.rows.length);
		proof.add(pass);
		const outcome = judge(proof, pass, { ...options, confirm });
		if (outcome) return outcome;
	}
	return { is: 'moving' };
}

function isWorthwhile({ count, requests }: Proof, most?: number): boolean {
	if (most !== undefined) return count === 0 || requests + requests / count <= most;
	return count < READINGS.least || (count < READINGS.most && requests < READINGS.requests);
}

/** Each pass cuts the list into other parts: a row that a regular order hides from one comes up in the next. */
function overlapOf(pass: number, size: number, isConfirmed: boolean): number {
	const turn = pass % OVERLAPS.length;
	if (size >= LARGEST) return OVERLAPS[turn];
	return Math.min(size - 1, Math.ceil(size / 10) * (isConfirmed ? turn : turn + 1));
}

/** What is shown now; undefined where the list has to be read again. */
function judge(proof: Proof, pass: Pass, { limit, total, confirm }: Limited): Outcome | undefined {
	const said = Math.max(...pass.pages.map((page) => page.total ?? -1));
	if (pass.repeated) {
		const [{ rows, total: all }] = pass.pages;
		return isAllAgain(rows.length, all, pass.regular) ? whole(proof, limit) : { is: 'repeated', found: rows.length };
	}
	if (!confirm && proof.ofOnePass(limit)) return whole(proof, limit);
	if (proof.ofOneMoment()) return whole(proof, limit);
	const rows = proof.rows(limit);
	if (limit !== Infinity && proof.count > 1 && said >= limit && rows.length >= limit) return whole(proof, limit);
	if (!proof.ofOrder(limit)) return undefined;
	// In a list that grows, answers that came later than the one with the last rows count rows behind it.
	const atLast = pass.pages.filter((page) => page.rows.length > 0).pop()?.total ?? said;
	if (total === 'hint' || rows.length >= Math.min(atLast, limit)) return whole(proof, limit);
	const isSettled = pass.pages.every((page) => page.total === said);
	return isSettled ? { is: 'short', found: rows.length, total: said } : undefined;
}

const whole = (proof: Proof, limit: number): Outcome => ({ is: 'whole', rows: proof.rows(limit).slice(0, limit) });

/**
 * The first page. A list that is not paged is asked without page and size; where it answers like a page all the same (an
 * envelope with a total that is larger, or as many rows as a usual page has and others on the next) it is read in pages.
 */
async function readFirst(ask: AskPage, limit: number, paged: boolean): Promise<Page> {
	if (paged) return await ask({ page: 1, size: Math.min(limit, LARGEST) });
	const whole = await ask();
	if (whole.rows.length >= limit) return whole;
	if ((whole.total ?? 0) <= whole.rows.length) {
		if (whole.rows.length !== USUAL) return settled(whole);
		const second = await ask({ page: 2, size: USUAL });
		const known = new Set(keysOf(whole.rows));
		if (keysOf(second.rows).every((key) => known.has(key))) return settled(whole);
	}
	return await ask({ page: 1, size: Math.min(limit, LARGEST) });
}

/** An answer that is the whole list, whatever number of rows it has. */
const settled = (page: Page): Page => ({
	...page,
	page: 1,
	size: page.rows.length + 1,
	total: page.rows.length,
	announced: page.rows.length + 1,
});
