import type { IDataObject } from 'n8n-workflow';
import { SMALLER, type Page } from '../http/list';
import { InputError } from '../schema/errors';
import type { Deliveries } from './deliver';
import { SECOND } from './dates';
import { idOf, type Memory } from './memory';
import { unique, type SourceList } from './sourceList';

/**
 * More than one poll delivers: it is read from the oldest change to the latest, each page is delivered as it comes, and each
 * poll goes on where the last one stopped. What the list is asked for stays the same meanwhile, so that places count from
 * the same beginning; what is changed goes to the end. Each page begins with a row that was read before, so that none can
 * move up past it. Where many rows have equal dates, they have to be counted as well.
 */

/** Readings from beginning to end. */
const PASSES = 15;

export interface Backlog {
	/** What the filter is given; undefined where the list is read without one. */
	since?: string;
	/** Up to where everything had been read before, see `SourceState`. */
	cursor: number;
	newest?: number;
	/** When it was begun, by the service's clock. */
	begun: number;
	/** How many rows of the list, oldest change first, were there before it. */
	start: number;
	/** How many rows from the beginning of the list are handled. */
	position: number;
	/** Rows of a page. */
	size: number;
	/** Readings that were made to the end. */
	passes: number;
	/** How many rows the list had last. */
	total: number;
	/** Since when it has lost none: rows that were listed earlier may have left it, and do not count. */
	counted: number;
	/** When everything of it was delivered: for a while, later changes are read behind it, so that it is not read again. */
	readAt?: number;
}

export class BacklogReader {
	/** @param isSettled whether everything up to a row was there before; nothing is where a filter bounds the list */
	constructor(
		private readonly list: SourceList,
		private readonly memory: Memory,
		private readonly isSettled: (row: IDataObject) => boolean = () => false,
	) {}

	/**
	 * Goes on with a backlog.
	 * @returns it, for the next poll; `readAt` says that everything was delivered
	 */
	async readOn(given: Backlog, deliveries: Deliveries, outOfTime: () => boolean): Promise<Backlog> {
		const backlog = { ...given, readAt: undefined };
		const ask = this.list.asking(backlog.since, 'oldestFirst');
		let { number, size } = pageOver(backlog);
		/** What pages have shown while the one in front of them was not read yet. */
		let later: IDataObject[] = [];
		let isEnd = false;
		for (;;) {
			const page = await ask(number, size);
			const { rows, skipped } = this.ofBacklog(page.rows);
			if (page.total !== undefined && page.total < backlog.total) backlog.counted = this.list.clock + SECOND;
			backlog.total = page.total ?? 0;
			isEnd ||= page.rows.length < size;
			// Rows have moved up past a page that begins with what is not known.
			if (number > 1 && skipped === 0 && !this.isRead(rows[0], backlog)) {
				later = [...rows, ...later];
				number--;
				continue;
			}
			const all = unique([...rows, ...later]);
			const left = await deliveries.deliver(all);
			backlog.position = (number - 1) * size + skipped + left;
			if (left < all.length) return backlog;
			if (isEnd || backlog.position >= (page.total ?? Infinity)) {
				if (await this.isComplete(backlog, page)) return { ...backlog, readAt: given.readAt ?? this.list.clock };
				return { ...backlog, position: backlog.start, passes: backlog.passes + 1 };
			}
			if (deliveries.isOver || outOfTime()) return backlog;
			({ number, size } = pageOver(backlog));
			later = [];
		}
	}

	/** Rows of a page behind those that were there before. */
	private ofBacklog(rows: IDataObject[]): { rows: IDataObject[]; skipped: number } {
		const skipped = rows.map(this.isSettled).lastIndexOf(true) + 1;
		return { rows: rows.slice(skipped), skipped };
	}

	private isRead(row: IDataObject | undefined, { begun }: Backlog): boolean {
		return row !== undefined && this.memory.isKnown(row) && (this.memory.get(idOf(row))?.listed ?? 0) >= begun;
	}

	private async isComplete(backlog: Backlog, { total }: Page): Promise<boolean> {
		if (total === undefined || backlog.passes + 1 >= PASSES) return true;
		if (backlog.since === undefined) backlog.start = await this.findStart(total, backlog.size, backlog.start);
		return this.memory.countSince(backlog.counted) >= total - backlog.start;
	}

	/**
	 * How many rows of a list that is read without a filter, oldest change first, were there before.
	 * @param guess where to look first
	 */
	async findStart(total: number | undefined, size: number, guess: number): Promise<number> {
		if (total === undefined)
			throw new InputError(
				'The list does not say how many rows it has',
				'Nothing is lost: the next poll asks again. Polls that follow each other more often read less.',
			);
		const ask = this.list.asking(undefined, 'oldestFirst');
		let [low, high] = [1, Math.max(1, Math.ceil(total / size))];
		let number = Math.min(high, pageOf(guess - 1, size));
		for (let turn = 0; ; turn++) {
			const { rows } = await ask(number, size);
			const { skipped } = this.ofBacklog(rows);
			if (skipped > 0 && skipped < rows.length) return (number - 1) * size + skipped;
			if (skipped === 0) high = number - 1;
			else low = number + 1;
			if (low > high) return Math.min((low - 1) * size, total);
			// Near the guess first, then halfway.
			number = turn === 0 && guess > 0 ? (skipped === 0 ? high : low) : Math.floor((low + high) / 2);
		}
	}
}

const pageOf = (place: number, size: number): number => Math.floor(Math.max(0, place) / size) + 1;

/** The page that begins before the position and shows most of what is behind it. */
function pageOver({ position, size: largest, passes }: Backlog): { number: number; size: number } {
	const first = Math.floor(largest * (1 - passes * SMALLER));
	let best = { number: 1, size: first };
	for (let size = first; size > first / 2; size--) {
		const number = pageOf(position - 1, size);
		if (number * size > best.number * best.size) best = { number, size };
	}
	return best;
}
