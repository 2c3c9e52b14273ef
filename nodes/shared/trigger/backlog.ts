import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { LARGEST, type AskPage, type Page } from '../http/list/page';
import { toPass } from '../http/list/pass';
import { plan } from '../http/list/plan';
import { MOST_KNOWN, type Backlog, type KnownRecords } from './memory';
import { idsOf } from './sourceReading';

/**
 * A backlog of thousands of records: read from the end of the list to its front, since places counted from the end stay
 * where they are while the latest changes come in front. Each part is delivered before the next one is read, and each poll
 * goes on where the last one stopped.
 */

const AT_ONCE = 8;
const OVERLAP = 5;
/** So many readings of a list that is longer than what can be remembered, then it is taken as it is: it cannot be counted. */
const READINGS = 3;

export interface BacklogOptions {
	/** The front of the list. */
	first: Page;
	backlog: Backlog;
	known: KnownRecords;
	/** Compares and delivers rows. */
	deal: (rows: IDataObject[]) => Promise<void>;
	/** Whether the poll has to end. */
	stops: () => boolean;
	hasDelivered: () => boolean;
	/** Items that a poll may deliver. */
	limit: number;
}

/** @returns where to go on, undefined where the list was read so that nothing is missing; and how many rows it has */
export async function readBacklog(
	ask: AskPage,
	options: BacklogOptions,
): Promise<{ backlog: Backlog | undefined; total: number }> {
	const progress = { backlog: { ...options.backlog }, total: options.first.total ?? 0 };
	let failure: unknown;
	const isDone = await readOn(ask, options, progress).catch((error: unknown) => void (failure = error));
	// What was read before a request failed is delivered; the next poll goes on from there.
	if (failure !== undefined && !options.hasDelivered()) await Promise.reject(failure);
	return isDone ? { backlog: undefined, total: progress.total } : progress;
}

/** @returns whether the list was read so that nothing is missing */
async function readOn(
	ask: AskPage,
	{ known, deal, stops, limit }: BacklogOptions,
	progress: { backlog: Backlog; total: number },
): Promise<boolean> {
	const { backlog } = progress;
	const isRead = (id: string) => (known.get(id)?.listed ?? 0) >= backlog.begun;
	for (let readings = 0; readings < 2; readings++) {
		while (progress.total - backlog.read > 0) {
			if (stops()) return false;
			const pages = await readSegment(ask, progress.total - backlog.read, limit);
			const rows = pages.flatMap((page) => page.rows);
			const ids = idsOf(rows);
			const unique = new Map(ids.map((id, index) => [id, rows[index]]));
			// Shares rows with what was read before, so that none that keeps its place among the others lies between.
			backlog.torn ||= backlog.read > 0 && !idsOf(pages[pages.length - 1].rows).some(isRead);
			backlog.moved ||= !toPass(pages, 0).exact;
			backlog.grew ||= !ids.every(isRead);
			await deal([...unique.values()]);
			if (stops()) return false;
			backlog.read = Math.max(backlog.read + 1, progress.total - startOf(pages[0]));
			progress.total = pages[pages.length - 1].total ?? progress.total;
		}
		const { grew, moved, torn } = backlog;
		const isCounted = [...known.keys()].filter(isRead).length >= progress.total;
		if (!torn && (isCounted || (!grew && !moved))) return true;
		if (++backlog.readings >= READINGS && progress.total > MOST_KNOWN) return true;
		Object.assign(backlog, { read: 0, grew: false, moved: false, torn: false });
	}
	return false;
}

const startOf = ({ page, size }: Page) => (page - 1) * size;

/** Some parts that overlap, of which the last one reaches beyond that row. */
async function readSegment(ask: AskPage, end: number, limit: number): Promise<Page[]> {
	const most = LARGEST - 2 * OVERLAP;
	const begin = Math.max(0, end - Math.min((AT_ONCE - 1) * most, Math.ceil(limit / most) * most));
	const parts =
		begin === 0
			? [{ page: 1, size: LARGEST }, ...plan(LARGEST, end + OVERLAP, OVERLAP, LARGEST)]
			: plan(begin + OVERLAP, end + OVERLAP, OVERLAP, LARGEST);
	return await concurrently(parts, AT_ONCE, ask);
}
