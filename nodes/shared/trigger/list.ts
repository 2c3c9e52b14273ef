import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../schema/errors';
import type { Call } from '../request/call';
import type { Ports } from './watch';

/** Reading a list to its end while its rows move from page to page. */

const PAGE = 100;
const ATTEMPTS = 5;

/** Rows in the order of the service, and its clock when it answered first (epoch milliseconds). */
export interface Reading {
	at: number;
	rows: IDataObject[];
	/** Whether the end of the list was reached. */
	ended: boolean;
}

interface How {
	/** False where the list is a bare array. */
	paged: boolean;
	/** Whether the list gives the latest change first. */
	newestFirst: boolean;
	/** Looks at each page; true ends the reading there. */
	enough?: (page: IDataObject[], pages: number) => boolean;
}

/**
 * Reads all pages, one after the other, so that no row is missed that was there all the time.
 *
 * With the latest change first, rows join at the front only, which moves the others back: a row may come twice, but is
 * missed only when rows left the list before it, and then `recordsTotal` has become smaller. In any other order only two
 * readings that agree show that nothing moved.
 * @throws InputError when the list never stood still
 */
export async function readSafely(ports: Ports, call: Call, how: How): Promise<Reading> {
	let before: Pass | undefined;
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const pass = await readOnce(ports, call, how);
		const safe = how.newestFirst ? !pass.shrank : pass.pages === 1 || (before !== undefined && sameRows(before, pass));
		if (safe) return { at: pass.at, rows: once(pass.rows), ended: pass.ended };
		before = pass;
	}
	throw new InputError(
		'The list changed all the time while it was read',
		'Nothing is lost: the next poll reads it again.',
	);
}

interface Pass extends Reading {
	pages: number;
	shrank: boolean;
}

async function readOnce(ports: Ports, call: Call, { paged, enough }: How): Promise<Pass> {
	const pass: Pass = { at: 0, rows: [], ended: false, pages: 0, shrank: false };
	let total = 0;
	while (!pass.ended) {
		const page = pass.pages + 1;
		const { headers, body } = await ports.ask(
			paged ? { ...call, query: { ...call.query, page, pageSize: PAGE } } : call,
		);
		const { rows, of } = listOf(body);
		if (page === 1) pass.at = clockOf(headers);
		else if (of < total) pass.shrank = true;
		total = of;
		pass.rows.push(...rows);
		pass.pages = page;
		pass.ended = !paged || rows.length === 0 || pass.rows.length >= total;
		if (enough?.(rows, page)) break;
	}
	return pass;
}

/**
 * The rows of an answer, and how many there are in all.
 * @throws InputError where there is no list: taking it for an empty one would skip what is in it
 */
function listOf(body: unknown): { rows: IDataObject[]; of: number } {
	if (Array.isArray(body)) return { rows: body, of: body.length };
	const { data, recordsTotal } = (body ?? {}) as { data?: unknown; recordsTotal?: unknown };
	if (!Array.isArray(data) || !Number.isInteger(recordsTotal))
		throw new InputError(
			'The service answered without a list where one is due',
			'Nothing is lost: the next poll asks again. If it goes on, check the Base URL of the credential.',
		);
	return { rows: data, of: recordsTotal as number };
}

/**
 * The service's clock: its `Date` header, to the second.
 * @throws InputError without one: no other clock will do
 */
function clockOf(headers: Record<string, string>): number {
	const at = Date.parse(headers.date ?? '');
	if (Number.isNaN(at))
		throw new InputError(
			'The service does not tell its time (no Date header)',
			'A proxy between n8n and the service may take it away. Let the header pass.',
		);
	return at;
}

/** Each record once, in its first place, as it was read last. */
function once(rows: IDataObject[]): IDataObject[] {
	return [...new Map(rows.map((row) => [String(row.id), row])).values()];
}

const sameRows = (one: Pass, other: Pass): boolean =>
	one.rows.length === other.rows.length && one.rows.every(({ id }, at) => id === other.rows[at].id);
