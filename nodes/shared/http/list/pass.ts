import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../concurrently';
import { endOf, hasId, keysOf, mayBeFull, type AskPage, type Page, type Part } from './page';
import { plan } from './plan';

/** Reading a list once from its first page to its end, and what that one pass has shown. */

/** How often parts are added for rows that came while the others were read. */
const EXTENSIONS = 10;
/** More pages than this are not asked for where a service gives smaller ones than it is asked for. */
const MOST_PAGES = 1000;

export interface Pass {
	/** Each record once, in order of its first place; those without id as often as they came. */
	rows: IDataObject[];
	/** How many rows the list said it had, answer by answer. */
	totals: number[];
	/** Whether each part shared a row with the earlier ones: then rows that keep their order cannot have slipped through. */
	joined: boolean;
	/** Whether something showed that the list ends here. */
	ended: boolean;
	/** Whether the pages behind the first one brought anything that it had not. */
	grew: boolean;
	/** Whether a row came twice: its place changed meanwhile. */
	shuffled: boolean;
	/** Whether an answer had rows beyond the number that it says there are: then that number shows nothing. */
	disproved: boolean;
	/** Whether it was broken off, since page after page came and none was the last. */
	endless: boolean;
}

export interface PassOptions {
	/** Rows wanted at most. */
	limit: number;
	/** Requests at once. */
	atOnce: number;
	/** Rows that neighbouring parts share. */
	overlap: number;
	/** Rows that are taken at most. */
	most: number;
}

/** Whether the service gives pages of the size that it is asked for, as far as a first page can show it. */
export const isRegular = ({ rows, size, total }: Page): boolean =>
	rows.length === size && total !== undefined && total > size && rows.every(hasId);

/**
 * A pass over parts that overlap, several at once: about one request in six more than without overlap.
 * @returns undefined where the service turns out to give other sizes than it is asked for
 */
export async function readParts(ask: AskPage, first: Page, options: PassOptions): Promise<Pass | undefined> {
	const { limit, atOnce } = options;
	const overlap = Math.min(options.overlap, Math.floor(first.size / 2));
	const pages = [first];
	for (let more = 0, last = first; more < EXTENSIONS; more++, last = pages[pages.length - 1]) {
		const total = last.total ?? 0;
		const end = endOf(last);
		const isOpen = end < total || (more > 0 && last.rows.length === last.size);
		if (!isOpen || end >= limit) break;
		const parts = plan(end, Math.max(Math.min(total, limit), end + 1), overlap, first.size);
		pages.push(...(await concurrently(parts, atOnce, ask)));
	}
	if (pages.some(isOdd)) return undefined;
	const isSteady = pages.every(({ total }) => total === first.total);
	// A record that was changed meanwhile may stand in front now.
	if (!isSteady && limit === Infinity) pages.push(await ask({ page: 1, size: first.size }));
	const pass = toPass(pages, limit, areJoined(pages));
	return { ...pass, shuffled: !pass.joined || (isSteady && pass.rows.length < Math.min(first.total ?? 0, limit)) };
}

/** A part with fewer rows than there have to be in it by its own total, or with more. */
const isOdd = ({ rows, page, size, total }: Page): boolean =>
	total === undefined ||
	rows.length > size ||
	(rows.length < size && rows.length < Math.min(size, total - (page - 1) * size));

function areJoined(pages: Page[]): boolean {
	const seen = new Set<string>();
	return pages.every(({ rows }, index) => {
		const keys = keysOf(rows);
		const shares = index === 0 || rows.length === 0 || keys.some((key) => seen.has(key));
		for (const key of keys) seen.add(key);
		return shares;
	});
}

/**
 * A pass over pages as they come, until an empty one, for services that give fewer rows than they are asked for or do not
 * say how many there are. The size of a page is taken from the second one, never from the first alone.
 */
export async function readInOrder(ask: AskPage, first: Page, { limit, atOnce, most }: PassOptions): Promise<Pass> {
	const { size } = first;
	const pages = [first];
	const count = () => pages.reduce((sum, { rows }) => sum + rows.length, 0);
	const next = async () => pages.push(await ask({ page: pages.length + 1, size }));
	const isOver = () => {
		const last = pages[pages.length - 1];
		return last.rows.length === 0 || (last.total === undefined && last.page > 1 && !mayBeFull(last));
	};
	if (count() < limit) await next();
	const served = Math.max(first.rows.length, pages[pages.length - 1].rows.length);
	const wanted = Math.min(limit, first.total ?? 0, MOST_PAGES * served);
	const sure = Math.max(0, Math.ceil((wanted - count()) / Math.max(1, served)));
	if (!isOver()) {
		const parts: Part[] = Array.from({ length: sure }, (_, index) => ({ page: index + 3, size }));
		pages.push(...(await concurrently(parts, atOnce, ask)));
	}
	const isOpen = () => !isOver() && count() < limit;
	const isTooLong = () => pages.length >= MOST_PAGES || count() > most;
	for (const repeats = repetitions(pages); isOpen() && !isTooLong() && !repeats(); ) await next();
	const pass = toPass(pages, limit, true);
	const disproved =
		pass.totals.some((total) => count() > total) && pass.totals.every((total) => total === pass.totals[0]);
	return { ...pass, shuffled: pass.rows.length < count(), disproved, endless: isOpen() && isTooLong() };
}

/** @returns tells of the pages so far whether the last one brought nothing new: going on would not end then */
function repetitions(pages: Page[]): () => boolean {
	const seen = new Set<string>();
	let known = 0;
	return () => {
		const last = pages[pages.length - 1];
		for (; known < pages.length - 1; known++) for (const key of keysOf(pages[known].rows)) seen.add(key);
		return last.rows.every(hasId) && keysOf(last.rows).every((key) => seen.has(key));
	};
}

function toPass(pages: Page[], limit: number, joined: boolean): Omit<Pass, 'shuffled'> {
	const seen = new Set<string>();
	const rows = pages.flatMap((page) =>
		page.rows.filter((row) => (!hasId(row) || !seen.has(String(row.id)) ? (seen.add(String(row.id)), true) : false)),
	);
	const last = [...pages].reverse().find(({ page }) => page > 1) ?? pages[0];
	return {
		rows,
		totals: pages.flatMap(({ total }) => total ?? []),
		joined,
		ended: rows.length >= limit || !(last.rows.length === last.size && last.page > 1) || isPast(last),
		grew: rows.length > pages[0].rows.length || pages.every(({ page, rows: of }) => page === 1 || of.length === 0),
		disproved: pages.some(isBeyond),
		endless: false,
	};
}

const isBeyond = ({ rows, page, size, total }: Page) =>
	total !== undefined && rows.length > 0 && (page - 1) * size + rows.length > total;

/** A part that begins within the list and reaches beyond its end, by its own total. */
const isPast = ({ page, size, total }: Page) => total !== undefined && page * size > total;
