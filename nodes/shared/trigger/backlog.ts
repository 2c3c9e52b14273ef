import type { IDataObject } from 'n8n-workflow';
import { SMALLER, type Page } from '../http/list';
import { InputError } from '../schema/errors';
import type { Deliveries } from './deliver';
import { SECOND } from './dates';
import { idOf, type Memory } from './memory';
import { unique, type SourceList } from './sourceList';

/**
 * A backlog: more changes than one poll can deliver. It is read oldest change first, each page is delivered as it arrives, and
 * each poll continues where the last one stopped. The query stays the same meanwhile, so that positions keep their meaning; a
 * record that changes moves to the end. Each page starts with a row that was already read, so that no row can move up unseen.
 * Since rows with equal dates may change places, the rows are counted as well.
 */

/** Maximum number of passes over the list. */
const PASSES = 15;

export interface Backlog {
	/** Value of the filter; undefined if the list is read without one. */
	since?: string;
	/** Cursor and newest change from before the backlog, see `SourceState`. */
	cursor: number;
	newest?: number;
	/** When it started, by the service's clock. */
	begun: number;
	/** How many rows at the front of the list, oldest change first, were handled before the backlog. */
	start: number;
	/** How many rows from the start of the list have been handled. */
	position: number;
	/** Rows per page. */
	size: number;
	/** Completed passes. */
	passes: number;
	/** The total that the list reported last. */
	total: number;
	/** Since when the total has not dropped: rows listed before that may have left the list, and are not counted. */
	counted: number;
	/** When all of it had been delivered. For a while, polls then read later changes from its end on, instead of reading it again. */
	readAt?: number;
}

export class BacklogReader {
	/** @param isSettled whether everything up to a row was handled before the backlog; always false if a filter bounds the list */
	constructor(
		private readonly list: SourceList,
		private readonly memory: Memory,
		private readonly isSettled: (row: IDataObject) => boolean = () => false,
	) {}

	/**
	 * Continues a backlog.
	 * @returns the backlog for the next poll; `readAt` is set once everything has been delivered
	 */
	async readOn(given: Backlog, deliveries: Deliveries, outOfTime: () => boolean): Promise<Backlog> {
		const backlog = { ...given, readAt: undefined };
		const ask = this.list.asking(backlog.since, 'oldestFirst');
		let { number, size } = pageOver(backlog);
		/** Rows of later pages, kept until the page before them has been read. */
		let later: IDataObject[] = [];
		let isEnd = false;
		for (;;) {
			const page = await ask(number, size);
			const { rows, skipped } = this.ofBacklog(page.rows);
			if (page.total !== undefined && page.total < backlog.total) backlog.counted = this.list.clock + SECOND;
			backlog.total = page.total ?? 0;
			isEnd ||= page.rows.length < size;
			// The page starts with a row that was not read yet: rows have moved up, so the page before it is read first.
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

	/** The rows of a page that come after those handled before the backlog. */
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
	 * Searches an unfiltered list, oldest change first, for the number of rows that were handled before the backlog.
	 * @param guess where to look first
	 * @throws InputError if the list does not report a total
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
			// First the page next to the guess, then always the middle.
			number = turn === 0 && guess > 0 ? (skipped === 0 ? high : low) : Math.floor((low + high) / 2);
		}
	}
}

const pageOf = (place: number, size: number): number => Math.floor(Math.max(0, place) / size) + 1;

/** Chooses the page size so that the page with the row before the position reaches as far beyond it as possible. */
function pageOver({ position, size: largest, passes }: Backlog): { number: number; size: number } {
	const first = Math.floor(largest * (1 - passes * SMALLER));
	let best = { number: 1, size: first };
	for (let size = first; size > first / 2; size--) {
		const number = pageOf(position - 1, size);
		if (number * size > best.number * best.size) best = { number, size };
	}
	return best;
}
