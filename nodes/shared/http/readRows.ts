import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { InputError } from '../schema/errors';
import { askOf, LARGEST, MOST_ROWS, readList, type AskPage, type Page } from './list';
import { toPartialListError } from './requestErrors';
import type { Session } from './session';

/** Lists, as the nodes read them. */

/**
 * Reads the rows of a list, all or up to a limit, in order, with the query on every page.
 * @param paged false for lists that answer a bare array, as far as their document says
 * @throws NodeApiError as `send`; for an answer that is not a list; where rows may be missing
 */
export async function readRows(
	session: Session,
	call: Call,
	limit: number | undefined,
	paged = true,
): Promise<IDataObject[]> {
	const { is, rows, total = 0 } = await readList(askOf(session, call), { limit, paged, atOnce: session.concurrency });
	switch (is) {
		case 'whole':
			return rows;
		case 'tooMany':
			throw new InputError(
				`The list has ${total} rows, more than n8n can take at once`,
				`At most ${MOST_ROWS} can be read at a time. Turn off Return All, or use filters, for example one period at a time.`,
			);
		default:
			throw toPartialListError(session, call, is, { found: rows.length, total });
	}
}

/**
 * Reads lists whole where all of them together take few requests; their first pages tell how long they are.
 * @param requests fewer than these, about, besides one for each list
 * @returns undefined where it takes more, or where rows may be missing
 * @throws NodeApiError as `send`, and for an answer that is not a list
 */
export async function readWhole(session: Session, calls: Call[], requests: number): Promise<IDataObject[] | undefined> {
	const lists: Array<{ ask: AskPage; first: Page }> = [];
	let needed = 0;
	for (const call of calls) {
		const ask = askOf(session, call);
		const first = await ask(1, LARGEST);
		needed += Math.max(0, Math.ceil((first.total ?? Infinity) / Math.max(1, first.rows.length)) - 1);
		if (needed >= requests) return undefined;
		lists.push({ ask, first });
	}
	const rows: IDataObject[] = [];
	for (const { ask, first } of lists) {
		// A second reading has to pay as well.
		const passes = 2 * needed < requests ? 2 : 1;
		const read = await readList(ask, { atOnce: session.concurrency, first, passes });
		if (read.is !== 'whole') return undefined;
		rows.push(...read.rows);
	}
	return rows;
}
