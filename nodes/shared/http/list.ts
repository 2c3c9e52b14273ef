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
export const SMALLER = 0.03;

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
	/** Concurrent requests. */
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
export function rowKey(row: IDataObject): string {
	if (row.id === undefined || row.id === null || row.id === '') return JSON.stringify(row);
	return typeof row.source === 'string' ? `${String(row.id)} ${row.source}` : String(row.id);
}

/** Reads a list, or as much of its beginning as is wanted. @throws what `ask` throws */
export async function readList(ask: AskPage, options: ListOptions): Promise<ListReading> {
	const { limit = Infinity, paged = true } = options;
	const size = Math.min(limit, LARGEST);
	let first = options.first ?? (paged ? await ask(1, size) : await ask());
	const { date } = first;
	// A list that is not paged, as far as its document says, may be a page all the same.
	const isPart = first.rows.length === USUAL || (first.total ?? 0) > first.rows.length;
	const isPaged = paged || (isPart && first.rows.length < limit);
	if (isPaged && !paged) first = await ask(1, size);
	const { rows, total = isPaged ? Infinity : 0 } = first;
	if (rows.length === 0 ? !first.total : rows.length >= Math.min(total, limit))
		return { is: 'whole', rows: rows.slice(0, limit), total: first.total, date };
	return { ...(await new Reading(ask, options, Math.min(size, rows.length) || size).read(first)), date };
}

interface Answer extends Page {
	/** What its rows are known by. */
	keys: string[];
	/** Its number among the answers of the reading. */
	at: number;
}

/** One reading of a list, in passes from its first page to its end. */
class Reading {
	private answers = 0;
	private total: number | undefined;
	/** Rows that were read since the list last said another number. */
	private sinceChange = new Set<string>();
	/** Each begins with a first page; no other answer was on its way then. */
	private readonly passes: Answer[][] = [];
	private readonly limit: number;

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
			const start = this.take(count === 0 ? first : await this.ask(1, size));
			const pages = [start];
			this.passes.push(pages);
			const is = (await this.readOn(pages, size, inTurn ? 1 : this.options.atOnce)) ?? this.judge(pages, inTurn);
			if (is) return this.toReading(is);
			inTurn = pages.some(({ total = 0 }) => total > (start.total ?? 0));
		}
		// Where the order never is the same, any rows are the first ones.
		const reading = this.toReading('moving');
		return reading.rows.length >= this.limit ? { ...reading, is: 'whole' } : reading;
	}

	/** Reads the pages behind the first: by the number of rows several at once, without one until a page is not full. */
	private async readOn(pages: Answer[], size: number, atOnce: number): Promise<ListReading['is'] | undefined> {
		for (;;) {
			const end = Math.min(this.total ?? pages.length * size + 1, this.limit);
			const more = Math.ceil(end / size) - pages.length;
			const last = pages.at(-1);
			if (!last || more <= 0 || this.isComplete()) return undefined;
			if (end > MOST_ROWS) return this.total === undefined ? 'endless' : 'tooMany';
			if (pages.length + more > MOST_PAGES) return this.total === undefined ? 'endless' : 'short';
			let isRepeated = false;
			const numbers = Array.from({ length: more }, (_, index) => pages.length + index + 1);
			const answers = await concurrently(numbers, atOnce, async (number) => {
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

	private take(page: Page): Answer {
		if (page.total !== this.total) this.sinceChange = new Set();
		this.total = page.total;
		const keys = page.rows.map(rowKey);
		for (const key of keys) this.sinceChange.add(key);
		return { ...page, keys, at: ++this.answers };
	}

	/** What a pass shows together with those before it; undefined where the list has to be read again. */
	private judge(pages: Answer[], inTurn: boolean): ListReading['is'] | undefined {
		const { total, limit } = this;
		if (this.isComplete() || this.wasComplete() || (inTurn && onlyGrew(pages, limit))) return 'whole';
		const [keys = [], before = []] = this.passes.slice(-2).reverse().map(keysOf);
		const isEachOnce = new Set(keys).size === keys.length;
		// Where one of the first rows slipped past, another one came twice.
		if (keys.length >= limit && isEachOnce && pages.every((page) => page.total === total)) return 'whole';
		if (keys.length !== before.length || new Set([...keys, ...before]).size !== new Set(keys).size) return undefined;
		// A list may show a record twice, but at the same places then.
		if (!isEachOnce && keys.some((key, index) => key !== before[index])) return undefined;
		if (total === undefined || keys.length >= Math.min(total, limit)) return 'whole';
		return this.sinceChange.size >= keys.length ? 'short' : undefined;
	}

	/** Whether as many rows were read as the list has, all since it last said another number. */
	private isComplete(): boolean {
		return this.total !== undefined && this.sinceChange.size >= this.total;
	}

	/** Whether as many rows as the list had at a first page were read both before and after it: they were all there then. */
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

	/** All rows that were read, as the last pass orders them, then those that only passes before it showed. */
	private toReading(is: ListReading['is']): Omit<ListReading, 'date'> {
		const rows = new Map<string, IDataObject>();
		for (const pass of [...this.passes].reverse()) {
			const newer = new Set(rows.keys());
			for (const row of pass.flatMap((page) => page.rows)) {
				const key = rowKey(row);
				if (!newer.has(key)) rows.set(key, row);
			}
		}
		return { is, rows: [...rows.values()].slice(0, this.limit), total: this.total };
	}
}

const keysOf = (pages: Answer[]): string[] => pages.flatMap(({ keys }) => keys);

/** Whether a page is another one from its beginning. */
const isAgain = ({ keys }: Answer, other: Answer): boolean =>
	keys.length > 0 && keys.length >= other.keys.length && other.keys.every((key, index) => key === keys[index]);

/**
 * Whether a list only grew while its pages were read one after the other: each page begins with no more rows of those before
 * it than came meanwhile, and all others are new.
 */
function onlyGrew(pages: Answer[], limit: number): boolean {
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
