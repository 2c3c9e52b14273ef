import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../schema/errors';
import type { Call } from '../request/call';
import { LARGEST, mayBeFull, toPage, type AskPage, type Page, type Part } from './list/page';
import { readList } from './list/reading';
import { toEndlessError, toListError, toMovingListError, toRepeatedError, toShortError } from './requestErrors';
import type { Session } from './session';
import { send } from './transport';

/** Lists, as the nodes read them. */

/** n8n puts the rows of an item on its stack: 125,000 fit (Node.js 20 and 24), 150,000 do not. */
const MOST = 100_000;

/**
 * Reads the rows of a list, all or up to a limit, in order, with the query on every page.
 * @param paged false for lists that answer a bare array, as far as their document says
 * @throws NodeApiError as `send`; for an answer that is not a list; where it cannot be shown that no row is missing
 */
export async function readRows(
	session: Session,
	call: Call,
	limit: number | undefined,
	paged: boolean,
): Promise<IDataObject[]> {
	const outcome = await readList(askOf(session, call), {
		limit,
		paged,
		atOnce: session.concurrency,
		most: MOST,
		total: 'binding',
	});
	switch (outcome.is) {
		case 'whole':
			return outcome.rows;
		case 'tooMany':
			throw new InputError(
				`The list has ${outcome.total} rows, more than n8n can take at once`,
				`At most ${MOST} can be read at a time. Turn off Return All, or use filters, for example one period at a time.`,
			);
		case 'short':
			throw toShortError(session, call, outcome);
		case 'repeated':
			throw toRepeatedError(session, call, outcome);
		case 'endless':
			throw toEndlessError(session, call, outcome);
		case 'moving':
			throw toMovingListError(session, call);
	}
}

/**
 * Reads lists whole, where all of them together take few requests. Their first pages tell how long they are.
 * @param requests fewer than these, about, besides one for each list; half of them where a list moves, so that it has to be
 *   read again
 * @returns undefined where it takes more, or where it cannot be shown that no row is missing: a list that does not say how
 *   many rows it has may end behind any page
 * @throws NodeApiError as `send`, for an answer that is not a list, and for a list that moves and is too long to be read again
 */
export async function readWhole(session: Session, calls: Call[], requests: number): Promise<IDataObject[] | undefined> {
	const lists: Array<{ ask: AskPage; first: Page }> = [];
	let needed = 0;
	for (const call of calls) {
		const ask = askOf(session, call);
		const first = await ask({ page: 1, size: LARGEST });
		const { rows, total = -1 } = first;
		const more = requestsAfter(first);
		needed += more;
		if (total < rows.length || needed >= requests) return undefined;
		const isReadOnce = 2 * (1 + more) > requests / 2;
		lists.push({ ask: isReadOnce ? unmoved(ask, total, toMovingListError(session, call)) : ask, first });
	}
	const rows: IDataObject[][] = [];
	for (const { ask, first } of lists) {
		const most = Math.min(MOST, requests * Math.max(1, first.rows.length));
		const outcome = await readList(ask, {
			atOnce: session.concurrency,
			most,
			total: 'binding',
			first,
			requests: requests / 2,
		});
		if (outcome.is !== 'whole') return undefined;
		rows.push(outcome.rows);
	}
	return rows.flat();
}

/** Requests that the rest of a list takes, about: parts overlap, and a service may give smaller pages than it is asked for. */
const requestsAfter = ({ rows, total = 0 }: Page): number =>
	total > rows.length ? Math.ceil((1.2 * (total - rows.length)) / Math.max(1, rows.length)) : 0;

/** @throws `moving` as soon as the list has another number of rows: one reading alone shows nothing then. */
const unmoved =
	(ask: AskPage, total: number, moving: Error): AskPage =>
	async (part) => {
		const page = await ask(part);
		if (page.total !== total) throw moving;
		return page;
	};

/** Asks for parts of a list; without one, for the list as it comes. */
const askOf =
	(session: Session, call: Call): AskPage =>
	async (part) =>
		await ask(session, part ? { ...call, query: { ...call.query, page: part.page, pageSize: part.size } } : call, part);

async function ask(session: Session, call: Call, part: Part = { page: 1, size: Infinity }): Promise<Page> {
	const response = await send(session, call);
	const page = toPage(response.body, part);
	if (!page) throw toListError(session, call, response);
	return page;
}

/** One page of a list, and how many rows there are in all, as far as it shows. */
export async function readPart(
	session: Session,
	call: Call,
	part: Part,
): Promise<Part & { rows: IDataObject[]; total: number }> {
	const page = await askOf(session, call)(part);
	const seen = (part.page - 1) * part.size + page.rows.length;
	// Without a total, a page that is full does not say whether there are more.
	return { ...page, total: page.total ?? (mayBeFull(page) ? seen + 1 : seen) };
}
