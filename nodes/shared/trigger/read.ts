import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { valueAt } from '../schema/path';
import { hashOf, type Marks, type State } from './memory';
import { readSafely } from './list';
import type { Plan, Ports } from './watch';
import { earliestReading, sinceText, spanOf, wallNumber } from './window';

/** What a poll reads: the window behind its watermark. */

const HOUR = 3_600_000;
const FUTURE = Date.UTC(2100, 0, 1);
/** More than two zones can differ by: a wrong one in the credential must not end the reading early. */
const ANY_ZONE = 26 * HOUR;
/** Pages that activation reads at most to find where the past begins. */
const PAGES_AT_START = 10;

export interface Read {
	/** The service's clock when it answered first; the next watermark. */
	at: number;
	/** Everything in `rows` was changed after this moment. */
	from: number;
	/** Rows of the window, in the order of the service. */
	rows: IDataObject[];
	/** Rows that came along and are older. */
	settled: IDataObject[];
	/** Whether the list was read to its end. */
	ended: boolean;
}

/**
 * How much further back marks are kept, and activation looks, in milliseconds. Where a date of creation decides, the hour
 * that occurs twice in autumn makes an older record look new.
 */
export const reachOf = ({ watch }: Plan): number => (watch.news.is === 'created' && watch.news.born ? 2 * HOUR : 0);

/** Reads the window of a poll, or of activation where there is no state yet. */
export async function read(plan: Plan, state: State | undefined, known: Marks, ports: Ports): Promise<Read> {
	const { watch } = plan;
	const { path, paged = true } = watch.resource.operations.getAll;
	const call: Call = { verb: 'GET', path, query: { ...watch.query, ...plan.query, ...watch.newestFirst } };
	const behind = state && Math.max(state.at - plan.overlapMs, state.since);
	const found = watch.toKnown ? await readToKnown(plan, behind, state?.ended === true, known, ports, call) : undefined;
	if (found) return found;

	const from = behind ?? (await clockOf(plan, ports, call, paged)) - reachOf(plan);
	const text = sinceText(from, plan);
	const { at, rows } = await readSafely(
		ports,
		{ ...call, query: { ...call.query, [watch.since]: text } },
		{ paged, newestFirst: Boolean(watch.newestFirst) },
	);
	return { at, from: earliestReading(text, plan), rows, settled: [], ended: false };
}

/** The service's clock, asked for with a list that is empty. */
async function clockOf(plan: Plan, ports: Ports, call: Call, paged: boolean): Promise<number> {
	const { at } = await readSafely(
		ports,
		{ ...call, query: { ...call.query, [plan.watch.since]: sinceText(FUTURE, plan) } },
		{ paged, newestFirst: true },
	);
	return at;
}

/**
 * Reads from the latest change down to a record that was known long enough to be older than anything new. Needs no filter,
 * which may leave records out, and trusts no zone: below a known record that did not change, nothing changed.
 * @param behind where the window begins; undefined at activation
 * @param allKnown whether the last poll saw every record of the list
 * @returns undefined where the rows are not in order of change after all
 */
async function readToKnown(
	plan: Plan,
	behind: number | undefined,
	allKnown: boolean,
	known: Marks,
	ports: Ports,
	call: Call,
): Promise<Read | undefined> {
	const changed = plan.watch.changed ?? '';
	const atStart = behind === undefined;
	const from = behind ?? 0;
	const isSettled = (row: IDataObject): boolean => {
		const mark = known.get(String(row.id));
		return mark !== undefined && mark.at < from && mark.row === hashOf(row);
	};
	// Without anything known left, the date of change has to tell.
	const isOld = (row: IDataObject, by = 0): boolean =>
		(spanOf(valueAt(row, changed), plan.zone)?.to ?? Infinity) + by <= from;
	let top: unknown;
	const enough = (page: IDataObject[], pages: number): boolean => {
		const last = page.at(-1);
		if (!last) return true;
		if (pages === 1) top = valueAt(page[0], changed);
		if (atStart) return pages >= PAGES_AT_START || valueAt(last, changed) !== top;
		return page.some(isSettled) || isOld(last, ANY_ZONE);
	};
	const { at, rows, ended } = await readSafely(ports, call, { paged: true, newestFirst: true, enough });
	if (!falls(rows.map((row) => wallNumber(valueAt(row, changed))))) return undefined;

	const settled = rows.findIndex(atStart ? (row) => valueAt(row, changed) !== top : isSettled);
	const cut =
		settled >= 0 || atStart || (allKnown && ended)
			? settled
			: rows.findIndex((row) => !known.has(String(row.id)) && isOld(row));
	const end = cut < 0 ? rows.length : cut;
	return { at, from, rows: rows.slice(0, end), settled: rows.slice(end), ended };
}

/** Whether dates go down, but for the hour that occurs twice in autumn. */
function falls(dates: Array<number | undefined>): boolean {
	return dates.every((date, index) => date !== undefined && (index === 0 || date <= dates[index - 1]! + HOUR));
}
