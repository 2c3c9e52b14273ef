import type { IDataObject } from 'n8n-workflow';
import { concurrently } from './concurrently';
import { InputError } from '../schema/errors';
import { toListError, toMovingError, type Answer } from './messages';
import type { Session } from './service';
import type { Call } from '../request/call';
import { send } from './transport';

/**
 * Lists. The services page by number and size only, so a row that is inserted or deleted while the pages are read moves
 * all rows behind it: one may slip over a border between two pages and be missed, or be seen twice.
 */

/** The most rows a page can have (section "Pagination"). */
const PAGE = 100;
/** n8n puts the rows of an item on its stack: 125,000 fit (Node.js 20 and 24), 150,000 do not. */
const MOST = 100_000;
/** Rows that neighbouring pages share when a list is read with overlap: first tries small, then larger. */
const OVERLAPS = [5, 15, 40, 40];
/** How often parts are added for rows that came while the others were read. */
const EXTENSIONS = 10;

/** A part of a list, as the services count: rows from (page − 1) · size up to page · size. */
export interface Part {
	page: number;
	size: number;
}
interface Read extends Part {
	rows: IDataObject[];
	total: number;
}

/**
 * Reads the rows of a list, all or up to a limit, in order, with the query on every page.
 * @param paged false for lists that answer a bare array
 * @throws NodeApiError as `send`, and for an answer that is no list
 */
export async function readRows(
	session: Session,
	call: Call,
	limit: number | undefined,
	paged: boolean,
): Promise<IDataObject[]> {
	if (paged) return (await readPages(session, call, limit ?? Infinity)).slice(0, limit);
	const answer = await send(session, call);
	return rowsOf(session, call, answer).slice(0, limit);
}

/**
 * The first page, then the others several at once. When the pages do not fit together (another total, a row twice) the
 * list has changed meanwhile and is read again, with parts that overlap.
 */
async function readPages(session: Session, call: Call, limit: number): Promise<IDataObject[]> {
	const first = await readPart(session, call, { page: 1, size: Math.min(limit, PAGE) });
	const wanted = Math.min(first.total, limit);
	if (wanted <= first.rows.length) return first.rows;
	if (wanted > MOST)
		throw new InputError(
			`The list has ${wanted} rows, more than n8n takes at once`,
			`At most ${MOST} can be read at a time: switch off Return All, or take filters, one span of time after the other.`,
		);
	// A service that gives fewer rows than it is asked for tells its size by that.
	const size = first.rows.length || first.size;
	return (await readBySize(session, call, first, size, limit)) ?? (await readOverlapping(session, call, size, limit));
}

/** @returns undefined when the pages do not fit together */
async function readBySize(
	session: Session,
	call: Call,
	first: Read,
	size: number,
	limit: number,
): Promise<IDataObject[] | undefined> {
	const wanted = Math.min(first.total, limit);
	const rest = Array.from({ length: Math.ceil(wanted / size) - 1 }, (_, index) => ({ page: index + 2, size }));
	const parts = [first, ...(await readParts(session, call, rest))];
	const rows = parts.flatMap((part) => part.rows);
	const ids = rows.map(({ id }) => id).filter((id) => id !== undefined);
	const fits =
		parts.every(({ total }) => total === first.total) && rows.length >= wanted && new Set(ids).size === ids.length;
	return fits ? rows : undefined;
}

/**
 * Reads with parts that share rows with those before them, about one request in eight more. A row that is there throughout and stands between two shared
 * ones is in the part that holds both, whenever that was read: so when every part shares a row with the earlier ones, and
 * the last one reaches the end, nothing was missed. Where one shares none, more rows came or went meanwhile than overlap,
 * and it is tried again with more.
 */
export async function readOverlapping(
	session: Session,
	call: Call,
	size: number,
	limit: number,
): Promise<IDataObject[]> {
	for (const overlap of OVERLAPS) {
		const first = await readPart(session, call, { page: 1, size });
		const parts = [first];
		let rows: IDataObject[] | undefined = first.rows;
		for (let last = first, more = 0; rows && more < EXTENSIONS; last = parts[parts.length - 1], more++) {
			const wanted = Math.min(last.total, limit);
			if (endOf(last) >= wanted) return rows;
			parts.push(
				...(await readParts(session, call, plan(endOf(last), wanted, Math.min(overlap, Math.floor(size / 2)), size))),
			);
			rows = joined(parts);
		}
	}
	throw toMovingError(session, call);
}

const endOf = ({ page, size }: Part) => page * size;

/** Parts from `end` to `total`, each beginning at least `overlap` rows before the end of the one before it. */
export function plan(end: number, total: number, overlap: number, largest: number): Part[] {
	const parts: Part[] = [];
	for (let reached = end; reached < total; reached = endOf(parts[parts.length - 1]))
		parts.push(nextPart(reached, overlap, largest));
	return parts;
}

/** The part that holds the rows before `end` and goes as far beyond it as can be: a size begins at its own multiples only. */
function nextPart(end: number, overlap: number, largest: number): Part {
	let best: Part = { page: end + 1, size: 1 };
	for (let size = largest; size > overlap; size--) {
		const part = { page: Math.floor(Math.max(0, end - overlap) / size) + 1, size };
		if (endOf(part) > endOf(best)) best = part;
	}
	return best;
}

const keyOf = (row: IDataObject) => row.id ?? JSON.stringify(row);

/** The rows of parts that overlap, each once; undefined when one shares none with those before it. */
function joined(parts: Read[]): IDataObject[] | undefined {
	const seen = new Map<unknown, IDataObject>();
	for (const [index, { rows }] of parts.entries()) {
		if (index > 0 && !rows.some((row) => seen.has(keyOf(row)))) return undefined;
		for (const row of rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
	}
	return [...seen.values()];
}

const readParts = async (session: Session, call: Call, parts: Part[]) =>
	await concurrently(parts, session.concurrency, async (part) => await readPart(session, call, part));

/** One page of a list, and how many rows there are in all. */
export async function readPart(session: Session, call: Call, { page, size }: Part): Promise<Read> {
	const answer = await send(session, { ...call, query: { ...call.query, page, pageSize: size } });
	const rows = rowsOf(session, call, answer);
	const total = Array.isArray(answer.body) ? rows.length : (answer.body as IDataObject).recordsTotal;
	if (typeof total === 'number') return { page, size, rows, total };
	// Without a total, a page that is full would not say whether there are more.
	if (rows.length >= size) throw toListError(session, call, answer);
	return { page, size, rows, total: (page - 1) * size + rows.length };
}

/** The rows of a list's answer: of its envelope, or a bare array. */
function rowsOf(session: Session, call: Call, answer: Answer): IDataObject[] {
	const { body } = answer;
	const rows = Array.isArray(body) ? body : (body as IDataObject | null | undefined)?.data;
	if (!Array.isArray(rows)) throw toListError(session, call, answer);
	return rows as IDataObject[];
}
