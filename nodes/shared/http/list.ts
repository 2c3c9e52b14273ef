import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { concurrently } from './concurrently';
import { toListError } from './requestErrors';
import type { HttpResponse } from './response';
import type { Session } from './session';
import { send } from './transport';

/**
 * Reading a list page by page while others change it. The rows are united by id, and a list is whole when it holds as many
 * as the service says. What is given up: where a row that was read already is deleted (or moved) and another one is added
 * between the same two answers, the number stays the same, and the row that slipped over the border of a page is missed.
 */

/** The most rows a page can have (section "Pagination"). */
export const LARGEST = 100;
/** Rows of a page where no size is asked for. */
const USUAL = 25;
/** n8n puts the rows of an item on its stack: 125,000 fit (Node.js 20 and 24), 150,000 do not. */
export const MOST_ROWS = 100_000;
const MOST_PAGES = MOST_ROWS / USUAL;
/** How often a list that changes is read. */
const PASSES = 10;
/** By what part the pages of each pass are smaller: rows with equal dates may stand elsewhere then. */
const SMALLER = 0.03;

/** One answer of a list. */
export interface Page {
	rows: IDataObject[];
	/** How many rows the list says it has; undefined where it does not say so. */
	total: number | undefined;
	/** The service's clock from its Date header, epoch milliseconds, where there was one. */
	date: number | undefined;
}

/** Asks for a page, numbered from 1; without numbers for the list as it comes. */
export type AskPage = (page?: number, size?: number) => Promise<Page>;

export interface ListOptions {
	/** Rows wanted at most; without a limit, all. */
	limit?: number;
	/** Requests at once. */
	atOnce: number;
	/** False for lists that are not paged as far as their document says. */
	paged?: boolean;
	/** The first page of up to 100 rows, where it was read already. */
	first?: Page;
	/** How often the list is read at most. */
	passes?: number;
}

export interface ListReading {
	/**
	 * `whole`: no row is missing. `short`: the service gives fewer rows than it says there are. `repeated`: it gives the
	 * same page again and again. `endless`: page after page came, and none was the last. `moving`: the list kept changing.
	 * `tooMany`: it has more rows than {@link MOST_ROWS}.
	 */
	is: 'whole' | 'short' | 'repeated' | 'endless' | 'moving' | 'tooMany';
	/** What was read, in the order of the service; not all of it where the list is not whole. */
	rows: IDataObject[];
	/** What the list said last. */
	total: number | undefined;
	/** The service's clock before anything else was read. */
	date: number | undefined;
}

/** @returns undefined where the body is neither a list nor an envelope with one */
export function toPage({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): Page | undefined {
	const { data, recordsTotal } = (Array.isArray(body) ? { data: body } : (body ?? {})) as Record<string, unknown>;
	if (!Array.isArray(data)) return undefined;
	return {
		rows: data.filter((row): row is IDataObject => typeof row === 'object' && row !== null),
		total: typeof recordsTotal === 'number' ? recordsTotal : undefined,
		date: Date.parse(headers.date ?? '') || undefined,
	};
}

/** @returns a function that throws NodeApiError as `send`, and for an answer that is not a list */
export function askOf(session: Session, call: Call): AskPage {
	return async (page, pageSize) => {
		const paging = page !== undefined && { page, pageSize };
		const response = await send(session, { ...call, query: { ...call.query, ...paging } });
		const answer = toPage(response);
		if (!answer) throw toListError(session, call, response);
		return answer;
	};
}

/** What a row is known by: its id, else what it shows. Notes and notifications of one list have numbers of their own. */
export function keyOf(row: IDataObject): string {
	if (row.id === undefined || row.id === null || row.id === '') return JSON.stringify(row);
	return typeof row.source === 'string' ? `${String(row.id)} ${row.source}` : String(row.id);
}

/** Reads a list, or as much of its beginning as is wanted. @throws what `ask` throws */
export async function readList(ask: AskPage, options: ListOptions): Promise<ListReading> {
	const { limit = Infinity, paged = true } = options;
	const size = Math.min(limit, LARGEST);
	let first = options.first ?? (paged ? await ask(1, size) : await ask());
	const { date } = first;
	const isPaged = paged || first.rows.length === USUAL || (first.total ?? 0) > first.rows.length;
	if (isPaged && !paged) first = await ask(1, size);
	const { rows, total = isPaged ? Infinity : 0 } = first;
	if (rows.length === 0 ? !first.total : rows.length >= Math.min(total, limit))
		return { is: 'whole', rows: rows.slice(0, limit), total: first.total, date };
	return { ...(await new Reading(ask, options, Math.min(size, rows.length) || size).read(first)), date };
}

/** One reading of a list, in passes from its first page to its end. */
class Reading {
	/** When each row was read first and last, counted in answers. */
	private readonly seen = new Map<string, { row: IDataObject; first: number; last: number }>();
	private answers = 0;
	private total: number | undefined;
	/** Rows that were read since the list last said another number. */
	private sinceChange = new Set<string>();
	/** First pages, and what the list said then; no other answer was on its way. */
	private readonly moments: Array<{ at: number; total: number }> = [];
	private readonly passes: Page[][] = [];
	private readonly limit: number;
	/** Rows that a pass reads at most. */
	private places = Infinity;

	/** @param size rows of a page: the service may give fewer than it is asked for */
	constructor(
		private readonly ask: AskPage,
		private readonly options: ListOptions,
		private readonly size: number,
	) {
		this.limit = options.limit ?? Infinity;
	}

	async read(first: Page): Promise<Omit<ListReading, 'date'>> {
		// Where a list grows, only pages that are read one after the other show that no row slipped past.
		let inTurn = false;
		for (let count = 0; count < (this.options.passes ?? PASSES); count++) {
			const size = Math.max(1, Math.floor(this.size * (1 - count * SMALLER)));
			this.places = Math.ceil(this.limit / size) * size;
			// The beginning of a list is other rows by now.
			if (this.limit < Infinity) this.sinceChange = new Set();
			const pages = [this.take(count === 0 ? first : await this.ask(1, size))];
			this.moments.push({ at: this.answers, total: this.total ?? Infinity });
			this.passes.push(pages);
			const is = (await this.readOn(pages, size, inTurn ? 1 : this.options.atOnce)) ?? this.judge(pages, inTurn);
			if (is) return this.toReading(is);
			inTurn = pages.some(({ total = 0 }) => total > (pages[0].total ?? 0));
		}
		// Where the order never is the same, any rows are the first ones.
		return this.toReading(this.seen.size >= this.limit ? 'whole' : 'moving');
	}

	/** Reads the pages behind the first: by the number of rows several at once, without one until a page is not full. */
	private async readOn(pages: Page[], size: number, atOnce: number): Promise<ListReading['is'] | undefined> {
		for (;;) {
			const end = Math.min(this.total ?? pages.length * size + 1, this.limit);
			const more = Math.ceil(end / size) - pages.length;
			if (more <= 0 || this.isComplete()) return undefined;
			if (this.total !== undefined && end > MOST_ROWS) return 'tooMany';
			if (pages.length + more > MOST_PAGES || this.seen.size > MOST_ROWS)
				return this.total === undefined ? 'endless' : 'short';
			const numbers = Array.from({ length: more }, (_, index) => pages.length + index + 1);
			const answers = await concurrently(numbers, atOnce, async (page) =>
				this.isComplete() ? undefined : this.take(await this.ask(page, size)),
			);
			pages.push(...answers.filter((page) => page !== undefined));
			const [before, last] = pages.slice(-2);
			if (last.rows.length < size || isAgain(last, before)) return undefined;
		}
	}

	private take(page: Page): Page {
		this.answers++;
		if (page.total !== this.total) this.sinceChange = new Set();
		this.total = page.total;
		for (const row of page.rows) {
			const key = keyOf(row);
			this.sinceChange.add(key);
			this.seen.set(key, { row, first: this.seen.get(key)?.first ?? this.answers, last: this.answers });
		}
		return page;
	}

	/** What a pass shows together with those before it; undefined where the list has to be read again. */
	private judge(pages: Page[], inTurn: boolean): ListReading['is'] | undefined {
		const [first, second] = pages;
		const { total } = this;
		if (second && isAgain(second, first))
			return total === undefined && first.rows.length < LARGEST ? 'whole' : 'repeated';
		if (total === undefined && this.seen.size >= this.limit) return 'whole';
		if (this.isComplete() || this.wasComplete() || (inTurn && onlyGrew(pages, this.places))) return 'whole';
		const [before, keys] = this.passes.slice(-2).map(keysOf);
		// Twice the same, and no row twice.
		if (keys?.length !== before.length || new Set([...keys, ...before]).size !== keys.length) return undefined;
		if (total === undefined || keys.length >= Math.min(total, this.places)) return 'whole';
		return this.sinceChange.size >= keys.length ? 'short' : undefined;
	}

	/** Whether as many rows were read as the list has, all since it last said another number. */
	private isComplete(): boolean {
		return this.total !== undefined && this.sinceChange.size >= Math.min(this.total, this.places);
	}

	/** Whether as many rows as the list had at a first page were read both before and after it: they were all there then. */
	private wasComplete(): boolean {
		const seen = [...this.seen.values()];
		return this.moments.some(({ at, total }) => {
			const there = seen.filter(({ first, last }) => first <= at && last >= at);
			return there.length >= Math.min(total, this.places);
		});
	}

	/** All rows that were read, as the last pass orders them, then those that only passes before it showed. */
	private toReading(is: ListReading['is']): Omit<ListReading, 'date'> {
		const keys = new Set([...this.passes].reverse().flatMap(keysOf));
		return { is, rows: [...keys].slice(0, this.limit).map((key) => this.seen.get(key)!.row), total: this.total };
	}
}

const keysOf = (pages: Page[]): string[] => pages.flatMap(({ rows }) => rows.map(keyOf));

/** Whether a page is another one from its beginning. */
const isAgain = ({ rows }: Page, other: Page): boolean =>
	rows.length > 0 && rows.every((row, index) => index < other.rows.length && keyOf(row) === keyOf(other.rows[index]));

/**
 * Whether a list only grew while its pages were read one after the other: each page begins with no more rows of those before
 * it than came meanwhile, and all others are new.
 * @param places rows that were wanted at most
 */
function onlyGrew(pages: Page[], places: number): boolean {
	const known = new Set<string>();
	let read = 0;
	let { total: before = 0 } = pages[0];
	for (const { rows, total = 0 } of pages) {
		const repeats = rows.filter((row) => known.has(keyOf(row)));
		if (repeats.length > total - before || repeats.some((row, index) => row !== rows[index])) return false;
		for (const row of rows) known.add(keyOf(row));
		read += rows.length;
		before = total;
	}
	return read >= Math.min(before, places);
}
