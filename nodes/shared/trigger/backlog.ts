import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { LARGEST, type AskPage, type Page } from '../http/list/page';
import { plan } from '../http/list/plan';
import type { Backlog, KnownRecords } from './memory';
import { idsOf } from './sourceReading';

/**
 * A backlog of thousands of records: read from the end of the list to its front, since places counted from the end stay
 * where they are while the latest changes come in front. Each part is delivered before the next one is read, and each poll
 * goes on where the last one stopped.
 */

const AT_ONCE = 8;
const OVERLAP = 5;
/** So many readings of the whole list, then it is taken as it is: the memory cannot count beyond its bound. */
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
	for (;;) {
		while (progress.total - backlog.read > 0) {
			if (stops()) return false;
			const pages = await readSegment(ask, progress.total - backlog.read, limit);
			const rows = pages.flatMap((page) => page.rows);
			const ids = idsOf(rows);
			const unique = new Map(ids.map((id, index) => [id, rows[index]]));
			backlog.grew ||= ids.some((id) => (known.get(id)?.listed ?? 0) < backlog.begun);
			await deal([...unique.values()]);
			if (stops()) return false;
			backlog.read = Math.max(backlog.read + 1, progress.total - startOf(pages[0]));
			progress.total = pages[pages.length - 1].total ?? progress.total;
		}
		const count = [...known.values()].filter(({ listed }) => listed >= backlog.begun).length;
		if (count >= progress.total || !backlog.grew || ++backlog.readings >= READINGS) return true;
		Object.assign(backlog, { read: 0, grew: false });
	}
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
