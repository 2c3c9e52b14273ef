import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { InputError } from '../schema/errors';
import { askOf, LARGEST, MOST_ROWS, readList, type AskPage, type Page } from './list';
import { toPartialListError } from './requestErrors';
import type { Session } from './session';

/** How the nodes read lists. */

/**
 * Reads the rows of a list, all or up to a limit, in order, with the query on every page.
 * @param paged false for lists that return a bare array according to the API document
 * @throws NodeApiError as `send` does, for a response that is not a list, and if rows may be missing; InputError for too many
 */
export async function readRows(
	session: Session,
	call: Call,
	limit: number | undefined,
	paged = true,
): Promise<IDataObject[]> {
	const {
		outcome,
		rows,
		total = 0,
	} = await readList(askOf(session, call), { limit, paged, concurrency: session.concurrency });
	switch (outcome) {
		case 'whole':
			return rows;
		case 'tooMany':
			throw new InputError(
				`The list has ${total} rows, more than n8n can take at once`,
				`At most ${MOST_ROWS} can be read at a time. Turn off Return All, or use filters, for example one period at a time.`,
			);
		default:
			throw toPartialListError(session, call, outcome, { found: rows.length, total });
	}
}

/**
 * Reads lists completely if all of them together take few requests; their first pages show how long they are.
 * @param requests how many it may cost to stay worthwhile, not counting the first page of each list
 * @returns undefined if it would take that many or more, or if rows may be missing
 * @throws NodeApiError as `send` does, and for a response that is not a list
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
		// A second pass is only worthwhile if both together stay below the limit.
		const passes = 2 * needed < requests ? 2 : 1;
		const read = await readList(ask, { concurrency: session.concurrency, first, passes });
		if (read.outcome !== 'whole') return undefined;
		rows.push(...read.rows);
	}
	return rows;
}
