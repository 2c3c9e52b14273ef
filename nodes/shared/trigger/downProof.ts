import type { IDataObject } from 'n8n-workflow';
import type { Page } from '../http/list/page';
import { toPass } from '../http/list/pass';
import { fingerprint } from './fingerprint';
import { idsOf } from './sourceReading';

/** One reading of a list from its latest change down, page after page. */
export interface DownPass {
	pages: Page[];
	/** Whether the end of the list was reached. */
	ended: boolean;
	/** Whether pages are as large as what is asked for, so that parts overlap. */
	regular: boolean;
}

interface Depth {
	/** Rows that show this date or a later one have to be read. */
	readonly bound: number | undefined;
	dateOf(row: IDataObject): number | undefined;
}

interface Seen {
	/** When it was read first and last, counted in answers, and the date that it showed first. */
	first: number;
	last: number;
	date: number;
}

/**
 * What shows that nothing is missing that was there throughout, of the rows that have to be read:
 *
 * 1. one answer, or one pass in which nothing moved and the list said the same number of rows in every answer;
 * 2. two passes whose parts share rows, where all rows that were not changed kept their order;
 * 3. as many rows that were read before and after an answer as stood above the bound in it, where it shows the bound.
 */
export class DownProof {
	/** The latest of each row, in the order in which they were found. */
	readonly found = new Map<string, IDataObject>();
	private readonly passes: Array<DownPass & { time: number }> = [];
	private readonly seen = new Map<string, Seen>();
	private time = 0;

	constructor(private readonly depth: Depth) {}

	add(pass: DownPass): void {
		for (const { rows } of pass.pages) {
			this.time++;
			idsOf(rows).forEach((id, index) => {
				const row = rows[index];
				const { first, date } = this.seen.get(id) ?? { first: this.time, date: this.depth.dateOf(row) ?? -Infinity };
				this.seen.set(id, { first, date, last: this.time });
				this.found.set(id, row);
			});
		}
		this.passes.push({ ...pass, time: this.time });
	}

	isGiven(): boolean {
		const [before, now = before] = this.passes.slice(-2);
		return isStill(now) || (before !== now && keepsOrder(before, now)) || this.isCounted();
	}

	private isCounted(): boolean {
		return this.passes.some(({ pages, ended, time }) =>
			pages.map(sized).some(({ rows, page, size }, index, all) => {
				if (all.slice(0, index).some((before) => before.rows.length !== before.size)) return false;
				const dates = rows.map((row) => this.depth.dateOf(row));
				const due = dates.map((date) => ended || this.isDue(date)).lastIndexOf(true) + 1;
				// What has to be read may go on behind an answer that does not show its end.
				if (rows.length === size && dates.slice(due).every((date) => date === undefined)) return false;
				return this.countAt(time - pages.length + index + 1, ended) === (page - 1) * size + due;
			}),
		);
	}

	/** How many of the rows that have to be read were there at that answer for sure. */
	private countAt(moment: number, ended: boolean): number {
		const isThere = ({ first, last, date }: Seen) => first <= moment && last >= moment && (ended || this.isDue(date));
		return [...this.seen.values()].filter(isThere).length;
	}

	private isDue(date = -Infinity): boolean {
		return date >= (this.depth.bound ?? -Infinity);
	}
}

const isStill = ({ pages }: DownPass): boolean =>
	pages.length === 1 ||
	(toPass(pages.map(sized), 0).exact && pages.every(({ total }) => total !== undefined && total === pages[0].total));

/** Pages that are smaller than what was asked for stand one behind the other. */
const sized = (page: Page, _index: number, [first]: Page[]): Page =>
	first.rows.length < first.size ? { ...page, size: first.rows.length } : page;

/** Whether parts share rows, and all rows that were not changed stand in the same order wherever they were read. */
function keepsOrder(before: DownPass, now: DownPass): boolean {
	if (!before.regular || !now.regular) return false;
	const [one, other] = [before, now].map(({ pages }) => pages.map(({ rows }) => marksOf(rows)));
	return [one, other].every(isJoined) && isInOrder([...new Set(one.flat())], [...new Set(other.flat())]);
}

const marksOf = (rows: IDataObject[]): string[] => {
	const ids = idsOf(rows);
	return rows.map((row, index) => `${ids[index]} ${fingerprint(row)}`);
};

/** Each page shares rows with the one before it only, in the same order. */
const isJoined = (pages: string[][]): boolean =>
	pages.every((page, index) => {
		if (index === 0 || page.length === 0) return true;
		const earlier = new Set(pages.slice(0, index - 1).flat());
		return (
			page.some((mark) => pages[index - 1].includes(mark)) &&
			!page.some((mark) => earlier.has(mark) && !pages[index - 1].includes(mark)) &&
			isInOrder(pages[index - 1], page)
		);
	});

/** Whether what both have stands in the same order in them. */
function isInOrder(one: string[], other: string[]): boolean {
	const places = new Map(other.map((mark, place) => [mark, place]));
	const shared = one.flatMap((mark) => places.get(mark) ?? []);
	return shared.every((place, index) => index === 0 || place > shared[index - 1]);
}
