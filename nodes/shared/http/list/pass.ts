import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../concurrently';
import { endOf, hasId, keysOf, LARGEST, mayBeFull, type AskPage, type Page } from './page';
import { plan } from './plan';

/** Reading a list once from its first page to its end, and what stood where. */

/** More parts than this are not asked for where a service gives smaller pages than it is asked for, or no number of rows. */
const MOST_PARTS = 1000;

export interface Pass {
	/** Answers, the first page first; the others were asked for after it was there, several at once. */
	pages: Page[];
	/** What stood at each place of the list, from its front. */
	places: Array<{ key: string; row: IDataObject }>;
	/** Whether the answers fit together: neighbouring parts share exactly the rows that they have to, no place is unknown. */
	fits: boolean;
	/** Whether they do so as if nothing had moved: no record stands at two places. */
	exact: boolean;
	/** Whether an answer showed that the list ends behind the last of these places, or all that are wanted were read. */
	ended: boolean;
	/** Whether the service gives pages of the size that it is asked for, as far as it can give so many rows. */
	regular: boolean;
	/** Whether neighbouring parts share rows. */
	overlaps: boolean;
	/** Whether the pages behind the first one were the first one again. */
	repeated: boolean;
	/** Whether it was broken off, since page after page came and none was the last. */
	endless: boolean;
}

export interface PassOptions {
	/** Rows wanted at most. */
	limit: number;
	/** Requests at once. */
	atOnce: number;
	/** Rows of a full page, as far as the first one shows. */
	size: number;
	/** Rows that neighbouring parts share; 0 where the service gives pages of one size only. */
	overlap: number;
	/** Rows that are taken at most. */
	most: number;
}

/** How many rows a full page has, as far as the first one shows: a service may give fewer than it is asked for. */
export const servedSize = (first: Page): number =>
	first.rows.length > 0 &&
	first.rows.length < first.size &&
	(mayBeFull(first) || (first.total ?? 0) > first.rows.length)
		? first.rows.length
		: first.size;

/** Reads parts that overlap, several at once: about one request in six more than without overlap. */
export async function readPass(ask: AskPage, asked: Page, options: PassOptions): Promise<Pass> {
	const { size, overlap } = options;
	const first = { ...asked, size };
	const pages = [first];
	const keys = new Set(keysOf(first.rows));
	let endless = false;
	for (;;) {
		const last = pages[pages.length - 1];
		const end = endOf(last);
		if (last.rows.length < last.size || end >= options.limit) break;
		endless = pages.length >= MOST_PARTS || keys.size > options.most;
		if (endless) break;
		// Until a second page has shown what pages are like, no more of them are asked for.
		const isOdd = pages.length === 1 && size < asked.size;
		const wanted = isOdd ? end + 1 : Math.max(Math.min(last.total ?? 0, options.limit), end + 1);
		const parts = plan(end, wanted, overlap, size).slice(0, MOST_PARTS - pages.length);
		const more = await concurrently(parts, options.atOnce, ask);
		pages.push(...more);
		const before = keys.size;
		for (const page of more) for (const key of keysOf(page.rows)) keys.add(key);
		// The service has no more rows, or pages of one size only: then parts that overlap do not fit.
		if (keys.size === before || (isOdd && more[0].rows.length > more[0].size)) break;
	}
	return { ...toPass(pages, options.limit), overlaps: overlap > 0, endless };
}

/** @param pages parts of a list, in order of their places */
export function toPass(pages: Page[], limit: number): Omit<Pass, 'overlaps' | 'endless'> {
	const begin = (pages[0].page - 1) * pages[0].size;
	const places: Pass['places'] = [];
	const placeOf = new Map<string, number>();
	let fits = pages.every(({ rows, size }) => rows.length <= size);
	const regular = fits;
	let once = true;
	for (const { rows, page, size } of pages)
		keysOf(rows).forEach((key, index) => {
			const row = rows[index];
			const place = (page - 1) * size + index - begin;
			const other = placeOf.get(key);
			fits &&= (places[place]?.key ?? key) === key;
			once &&= other === undefined || other === place || !hasId(row);
			places[place] = { key, row };
			placeOf.set(key, place);
		});
	const count = Object.keys(places).length;
	const last = pages[pages.length - 1];
	fits &&= count === places.length;
	return {
		pages,
		places: places.filter(Boolean),
		fits,
		exact: fits && once,
		ended: last.rows.length < last.size || count >= limit,
		regular,
		repeated: pages.length > 1 && pages.slice(1).every((page) => isAgain(page, pages[0])),
	};
}

/**
 * Whether a service that gives a page again has no more rows than it showed: it says so, or the page is not a full one of
 * the size that was asked for.
 */
export const isAllAgain = (found: number, total: number | undefined, isRegular: boolean): boolean =>
	total === undefined ? found < LARGEST || !isRegular : found >= total;

/** Whether a page is another one again, or as much of its beginning as was asked for. */
export function isAgain({ rows, size }: Page, other: Page): boolean {
	const [keys, others] = [keysOf(rows), keysOf(other.rows)];
	const least = Math.max(1, Math.min(size, others.length));
	return keys.length >= least && keys.every((key, index) => key === others[index]);
}
