import type { IDataObject } from 'n8n-workflow';
import { isWhole, keysOf, LARGEST, USUAL, type AskPage, type Page } from './page';
import { isRegular, readInOrder, readParts, type Pass, type PassOptions } from './pass';

/**
 * Reading a list so that it can be shown that no row is missing that was there throughout, whatever moved meanwhile.
 *
 * - One answer that holds the whole list is a snapshot.
 * - Of several pages, those that overlap show that no row slipped over a border when others came or went before it, as
 *   long as the others keep their order. As many distinct rows as the list says it has, in every answer the same, show it
 *   in any order: a row that is missing leaves another one twice. Only where rows left and others came between the same two
 *   answers, and the order changed as well, does it take a second reading that brings nothing new.
 * - Where neither shows it, the list is read again and the rows are gathered; after some readings it is said that it could
 *   not be shown.
 */

/** Rows that neighbouring parts share, reading by reading. */
const OVERLAPS = [5, 15, 40];
/** Readings of a list of so many rows; longer ones get fewer. */
const SMALL = { rows: 2000, readings: 16 };
const READINGS = 5;
/** In a list whose order changes, so many readings in a row have to bring nothing new, where nothing else shows its end. */
const STILL = 6;

export type Outcome =
	| { is: 'whole'; rows: IDataObject[] }
	/** The service gives fewer rows than it says there are. */
	| { is: 'short'; found: number; total: number }
	/** It gives the same page again and again. */
	| { is: 'repeated'; found: number; total: number | undefined }
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
	/** Whether a reading that fits has to be confirmed by another one that brings nothing new. */
	confirm?: boolean;
	/** The first page, where it was read already. */
	first?: Page;
}

/** Reads a list, or as much of its beginning as is wanted, in the order of the service. */
export async function readList(ask: AskPage, options: ReadingOptions): Promise<Outcome> {
	const limit = options.limit ?? Infinity;
	const first = options.first ?? (await readFirst(ask, limit, options.paged !== false));
	if (first.rows.length >= limit) return { is: 'whole', rows: first.rows.slice(0, limit) };
	if (isWhole(first)) return { is: 'whole', rows: first.rows };
	const wanted = Math.min(first.total ?? 0, limit);
	if (wanted > options.most) return { is: 'tooMany', total: wanted };
	return await new Reading(ask, { ...options, limit }).read(first);
}

/**
 * The first page. A list that is not paged is asked without page and size; where it answers like a page all the same (an
 * envelope with a total that is larger, or as many rows as a usual page has) it is read in pages.
 */
async function readFirst(ask: AskPage, limit: number, paged: boolean): Promise<Page> {
	if (paged) return await ask({ page: 1, size: Math.min(limit, LARGEST) });
	const whole = await ask();
	if (whole.total !== undefined)
		return whole.total > whole.rows.length ? await ask({ page: 1, size: Math.min(limit, LARGEST) }) : settled(whole);
	if (whole.rows.length !== USUAL) return settled(whole);
	const second = await ask({ page: 2, size: USUAL });
	const known = new Set(keysOf(whole.rows));
	return keysOf(second.rows).every((key) => known.has(key)) ? settled(whole) : { ...whole, page: 1, size: USUAL };
}

/** An answer that is the whole list, whatever number of rows it has. */
const settled = (page: Page): Page => ({
	...page,
	page: 1,
	size: page.rows.length + 1,
	total: page.rows.length,
	announced: undefined,
});

class Reading {
	/** Rows of the readings that count, by key, as they were read last, in the order in which they were found. */
	private readonly found = new Map<string, IDataObject>();
	private totals: number[] = [];
	/** Readings one after the other that brought nothing new. */
	private still = 0;
	private passes = 0;
	private shuffled = false;
	private disproved = false;
	private overlaps = true;

	constructor(
		private readonly ask: AskPage,
		private readonly options: ReadingOptions & { limit: number },
	) {}

	async read(first: Page): Promise<Outcome> {
		const readings = (first.total ?? 0) <= SMALL.rows ? SMALL.readings : READINGS;
		for (let page = first; this.passes < readings; page = await this.ask({ page: 1, size: first.size })) {
			const pass = await this.pass(page, OVERLAPS[Math.min(this.passes, OVERLAPS.length - 1)]);
			const outcome = this.judge(pass);
			if (outcome) return outcome;
		}
		return { is: 'moving' };
	}

	private async pass(first: Page, overlap: number): Promise<Pass> {
		const { limit, atOnce, most } = this.options;
		const how: PassOptions = { limit, atOnce, overlap, most };
		const pass = this.overlaps && isRegular(first) ? await readParts(this.ask, first, how) : undefined;
		if (pass) return pass;
		this.overlaps = false;
		return await readInOrder(this.ask, first, how);
	}

	/** What is shown now; undefined where the list has to be read again. */
	private judge(pass: Pass): Outcome | undefined {
		const { limit, total, confirm } = this.options;
		const { length } = pass.rows;
		if (pass.endless) return { is: 'endless', found: length };
		this.gather(pass);
		const said = Math.max(...pass.totals, -1);
		const wanted = Math.min(said, limit);
		if (!pass.grew && length < wanted) return { is: 'repeated', found: length, total: said };
		const isSteady = pass.totals.every((each) => each === said);
		const isCounted =
			isSteady && said >= 0 && !this.disproved && (length === wanted || (length > wanted && limit <= said));
		const isConfirmed = !confirm || (this.passes > 1 && this.still > 0);
		if (pass.ended && pass.joined && isCounted && isConfirmed) return { is: 'whole', rows: pass.rows.slice(0, limit) };
		// Rows came and went, but those that overlap were enough to see that none slipped through.
		const isCarried = this.overlaps && pass.joined && pass.ended && length >= (pass.totals.at(-1) ?? Infinity);
		if (!isSteady && isCarried && !confirm && total === 'binding') return { is: 'whole', rows: pass.rows };
		return this.judgeAll(said, wanted);
	}

	/** The same of all readings together. */
	private judgeAll(said: number, wanted: number): Outcome | undefined {
		const { limit, total } = this.options;
		const rows = [...this.found.values()].slice(0, limit);
		const isConstant = !this.disproved && this.totals.every((each) => each === said);
		if (isConstant && rows.length === wanted && this.still > 0) return { is: 'whole', rows };
		if (this.still < (this.shuffled ? STILL : 1)) return undefined;
		if (rows.length >= wanted || total === 'hint') return { is: 'whole', rows };
		return { is: 'short', found: rows.length, total: said };
	}

	private gather(pass: Pass): void {
		this.passes++;
		this.shuffled ||= pass.shuffled;
		this.disproved ||= pass.disproved;
		const before = this.found.size;
		const add = () => keysOf(pass.rows).forEach((key, index) => this.found.set(key, pass.rows[index]));
		add();
		this.totals.push(...pass.totals);
		this.still = this.passes > 1 && pass.ended && this.found.size === before ? this.still + 1 : 0;
		// More than there are: some have left meanwhile, and what was gathered before counts no more.
		const said = pass.totals.at(-1);
		if (said === undefined || this.still > 0 || this.found.size <= said || pass.rows.length > said) return;
		this.found.clear();
		this.totals = [...pass.totals];
		add();
	}
}
