import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { concurrently } from './concurrently';
import { toListError } from './requestErrors';
import type { HttpResponse } from './response';
import type { Session } from './session';
import { send } from './transport';

/**
 * Reads a list page by page while others change it. Rows are deduplicated by id, and the list is complete when it has as many
 * rows as the service reports. Known limit: if a row that was already read is deleted (or moved) and another one is added
 * between the same two responses, the total stays the same, and the row that moved to the page before is missed.
 */

/** The largest page size (section "Pagination"). */
export const LARGEST = 100;
/** The page size if none is asked for. */
const USUAL = 25;
/** n8n puts all rows of an item on the call stack: 125,000 fit (Node.js 20 and 24), 150,000 do not. */
export const MOST_ROWS = 100_000;
const MOST_PAGES = MOST_ROWS / USUAL;
/** Maximum number of passes over a list that keeps changing. */
const PASSES = 10;
/** The share by which pages get smaller with each pass, so that rows with equal dates may come on other pages. */
export const SMALLER = 0.03;

/** One response of a list. */
export interface Page {
	rows: IDataObject[];
	/** How many rows the list says it has; undefined if it does not say so. */
	total: number | undefined;
	/** The service's clock from the Date header, in epoch milliseconds; undefined without one. */
	date: number | undefined;
}

/** Asks for a page, numbered from 1; without arguments, for the list without paging. */
export type AskPage = (page?: number, size?: number) => Promise<Page>;

export interface ListOptions {
	/** Maximum number of rows; all if left out. */
	limit?: number;
	/** Concurrent requests. */
	concurrency: number;
	/** False for lists that are not paged according to the API document. */
	paged?: boolean;
	/** The first page (up to 100 rows), if it was already read. */
	first?: Page;
	/** Maximum number of passes. */
	passes?: number;
}

export interface ListReading {
	/**
	 * `whole`: no row is missing. `short`: the service returns fewer rows than it reports. `repeated`: it returns the same page
	 * again and again. `endless`: none of the pages was the last one. `moving`: the list kept changing.
	 * `tooMany`: it has more rows than {@link MOST_ROWS}.
	 */
	outcome: 'whole' | 'short' | 'repeated' | 'endless' | 'moving' | 'tooMany';
	/** What was read, in the order of the service; incomplete unless the reading is `whole`. */
	rows: IDataObject[];
	/** The total that the list reported last. */
	total: number | undefined;
	/** The service's clock at the first response. */
	date: number | undefined;
}

/** @returns undefined if the body is neither a list nor an envelope with one */
export function toPage({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): Page | undefined {
	const { data, recordsTotal } = (Array.isArray(body) ? { data: body } : (body ?? {})) as Record<string, unknown>;
	if (!Array.isArray(data)) return undefined;
	return {
		rows: data.filter((row): row is IDataObject => typeof row === 'object' && row !== null),
		total: typeof recordsTotal === 'number' ? recordsTotal : undefined,
		date: Date.parse(headers.date ?? '') || undefined,
	};
}

/** @returns a function that throws NodeApiError as `send` does, and for a response that is not a list */
export function askOf(session: Session, call: Call): AskPage {
	return async (page, pageSize) => {
		const paging = page !== undefined && { page, pageSize };
		const response = await send(session, { ...call, query: { ...call.query, ...paging } });
		const answer = toPage(response);
		if (!answer) throw toListError(session, call, response);
		return answer;
	};
}

/** The key of a row: its id, else its content. Notes and notifications in one list are numbered separately. */
export function rowKey(row: IDataObject): string {
	if (row.id === undefined || row.id === null || row.id === '') return JSON.stringify(row);
	return typeof row.source === 'string' ? `${String(row.id)} ${row.source}` : String(row.id);
}

/** Reads a list, all or up to the limit. @throws what `ask` throws */
export async function readList(ask: AskPage, options: ListOptions): Promise<ListReading> {
	const { limit = Infinity, paged = true } = options;
	const size = Math.min(limit, LARGEST);
	let first = options.first ?? (paged ? await ask(1, size) : await ask());
	const { date } = first;
	// A list that is not paged according to the API document may be paged after all.
	const isPart = first.rows.length === USUAL || (first.total ?? 0) > first.rows.length;
	const isPaged = paged || (isPart && first.rows.length < limit);
	if (isPaged && !paged) first = await ask(1, size);
	const { rows, total = isPaged ? Infinity : 0 } = first;
	if (rows.length === 0 ? !first.total : rows.length >= Math.min(total, limit))
		return { outcome: 'whole', rows: rows.slice(0, limit), total: first.total, date };
	return { ...(await new Reading(ask, options, Math.min(size, rows.length) || size).read(first)), date };
}

interface NumberedPage extends Page {
	/** The keys of its rows. */
	keys: string[];
	/** Its position among the responses of the reading. */
	at: number;
}

/** One reading of a list, in passes from its first page to its end. */
class Reading {
	private answers = 0;
	private total: number | undefined;
	/** Keys of the rows that were read since the total last changed. */
	private sinceChange = new Set<string>();
	/** Each pass starts with the first page, which is asked for while no other request is under way. */
	private readonly passes: NumberedPage[][] = [];
	private readonly limit: number;

	/** @param size rows per page: the service may return fewer than it is asked for */
	constructor(
		private readonly ask: AskPage,
		private readonly options: ListOptions,
		private readonly size: number,
	) {
		this.limit = options.limit ?? Infinity;
	}

	async read(first: Page): Promise<Omit<ListReading, 'date'>> {
		// If the list grows, only pages that are read one after the other can show that no row was missed.
		let inTurn = false;
		for (let count = 0; count < (this.options.passes ?? PASSES); count++) {
			const size = Math.max(1, Math.floor(this.size * (1 - count * SMALLER)));
			const start = this.take(count === 0 ? first : await this.ask(1, size));
			const pages = [start];
			this.passes.push(pages);
			const outcome =
				(await this.readOn(pages, size, inTurn ? 1 : this.options.concurrency)) ?? this.judge(pages, inTurn);
			if (outcome) return this.toReading(outcome);
			inTurn = pages.some(({ total = 0 }) => total > (start.total ?? 0));
		}
		// If the order is different each time, any rows can count as the first ones.
		const reading = this.toReading('moving');
		return reading.rows.length >= this.limit ? { ...reading, outcome: 'whole' } : reading;
	}

	/** Reads the pages after the first: concurrently if the total is known, otherwise one by one until a page is not full. */
	private async readOn(
		pages: NumberedPage[],
		size: number,
		concurrency: number,
	): Promise<ListReading['outcome'] | undefined> {
		for (;;) {
			const end = Math.min(this.total ?? pages.length * size + 1, this.limit);
			const more = Math.ceil(end / size) - pages.length;
			const last = pages.at(-1);
			if (!last || more <= 0 || this.isComplete()) return undefined;
			if (end > MOST_ROWS) return this.total === undefined ? 'endless' : 'tooMany';
			if (pages.length + more > MOST_PAGES) return this.total === undefined ? 'endless' : 'short';
			let isRepeated = false;
			const numbers = Array.from({ length: more }, (_, index) => pages.length + index + 1);
			const answers = await concurrently(numbers, concurrency, async (number) => {
				if (this.isComplete() || isRepeated) return undefined;
				const page = this.take(await this.ask(number, size));
				isRepeated ||= isAgain(page, last);
				return page;
			});
			if (isRepeated && pages.length === 1)
				return this.total === undefined && last.rows.length < LARGEST ? 'whole' : 'repeated';
			pages.push(...answers.filter((page) => page !== undefined));
			if (isRepeated || (pages.at(-1)?.rows.length ?? 0) < size) return undefined;
		}
	}

	private take(page: Page): NumberedPage {
		if (page.total !== this.total) this.sinceChange = new Set();
		this.total = page.total;
		const keys = page.rows.map(rowKey);
		for (const key of keys) this.sinceChange.add(key);
		return { ...page, keys, at: ++this.answers };
	}

	/** The result of a pass, together with those before it; undefined if the list has to be read again. */
	private judge(pages: NumberedPage[], inTurn: boolean): ListReading['outcome'] | undefined {
		const { total, limit } = this;
		if (this.isComplete() || this.wasComplete() || (inTurn && onlyGrew(pages, limit))) return 'whole';
		const [keys = [], before = []] = this.passes.slice(-2).reverse().map(keysOf);
		const isEachOnce = new Set(keys).size === keys.length;
		// If one of the first rows had been missed, another one would have come twice.
		if (keys.length >= limit && isEachOnce && pages.every((page) => page.total === total)) return 'whole';
		if (keys.length !== before.length || new Set([...keys, ...before]).size !== new Set(keys).size) return undefined;
		// A list may contain a record twice, but then in the same places each time.
		if (!isEachOnce && keys.some((key, index) => key !== before[index])) return undefined;
		if (total === undefined || keys.length >= Math.min(total, limit)) return 'whole';
		return this.sinceChange.size >= keys.length ? 'short' : undefined;
	}

	/** Whether as many rows as the list has were read since its total last changed. */
	private isComplete(): boolean {
		return this.total !== undefined && this.sinceChange.size >= this.total;
	}

	/** Whether the rows read both before and after a first page are as many as its total: they are all that the list had then. */
	private wasComplete(): boolean {
		const answers = this.passes.flat();
		return this.passes.some(([first]) => {
			if (!first) return false;
			const { at, total = Infinity } = first;
			const before = new Set(keysOf(answers.filter((answer) => answer.at <= at)));
			const after = new Set(keysOf(answers.filter((answer) => answer.at >= at)));
			return [...before].filter((key) => after.has(key)).length >= total;
		});
	}

	/** All rows that were read: first in the order of the last pass, then those that only earlier passes showed. */
	private toReading(outcome: ListReading['outcome']): Omit<ListReading, 'date'> {
		const rows = new Map<string, IDataObject>();
		for (const pass of [...this.passes].reverse()) {
			const newer = new Set(rows.keys());
			for (const row of pass.flatMap((page) => page.rows)) {
				const key = rowKey(row);
				if (!newer.has(key)) rows.set(key, row);
			}
		}
		return { outcome, rows: [...rows.values()].slice(0, this.limit), total: this.total };
	}
}

const keysOf = (pages: NumberedPage[]): string[] => pages.flatMap(({ keys }) => keys);

/** Whether a page repeats another page from its first row on. */
const isAgain = ({ keys }: NumberedPage, other: NumberedPage): boolean =>
	keys.length > 0 && keys.length >= other.keys.length && other.keys.every((key, index) => key === keys[index]);

/**
 * Whether a list only grew while its pages were read one after the other: each page starts with at most as many known rows as
 * were added meanwhile, and all its other rows are new.
 */
function onlyGrew(pages: NumberedPage[], limit: number): boolean {
	const known = new Set<string>();
	let read = 0;
	let before = pages[0]?.total ?? 0;
	for (const { keys, total = 0 } of pages) {
		const repeats = keys.filter((key) => known.has(key));
		if (repeats.length > total - before || repeats.some((key, index) => key !== keys[index])) return false;
		for (const key of keys) known.add(key);
		read += keys.length;
		before = total;
	}
	return read >= Math.min(before, limit);
}
