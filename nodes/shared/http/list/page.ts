import type { IDataObject } from 'n8n-workflow';

/** One answer of a list, as the services give it (section "Pagination"): an envelope with the rows, or a bare array. */

/** The most rows a page can have. */
export const LARGEST = 100;
/** Rows of a page where none is asked for. */
export const USUAL = 25;

/** A part of a list, as the services count: rows from (page − 1) · size up to page · size. */
export interface Part {
	page: number;
	size: number;
}

export interface Page extends Part {
	rows: IDataObject[];
	/** How many rows the list says it has; undefined where it does not say so. */
	total: number | undefined;
	/** Rows of a full page by what the answer says itself. */
	announced: number | undefined;
}

/** Asks for a part, or without any paging. */
export type AskPage = (part?: Part) => Promise<Page>;

/** @returns undefined for what is no number of rows, be it as text */
function countOf(value: unknown): number | undefined {
	const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** @returns undefined where the body is not a list */
export function toPage(body: unknown, part: Part): Page | undefined {
	const envelope = (body ?? {}) as { data?: unknown; recordsTotal?: unknown; pageSize?: unknown };
	// Where there are no rows, some services give none.
	const data = Array.isArray(body) ? body : (envelope.data ?? (countOf(envelope.recordsTotal) === 0 ? [] : undefined));
	if (!Array.isArray(data)) return undefined;
	const rows = data.filter((row): row is IDataObject => typeof row === 'object' && row !== null);
	const { recordsTotal, pageSize } = Array.isArray(body) ? ({} as typeof envelope) : envelope;
	return {
		...part,
		rows,
		total: countOf(recordsTotal),
		announced: countOf(pageSize),
	};
}

export const endOf = ({ page, size }: Part) => page * size;

/** Whether an answer may be one page of several by the number of its rows: a service may give fewer than it is asked for. */
export const mayBeFull = ({ rows, size, announced = USUAL }: Page) =>
	rows.length > 0 && (rows.length === size || rows.length === announced);

/**
 * Whether a first answer is all there is: it is a snapshot then, in which nothing can be missing. It has to be as
 * long as it says that the list is, and not as long as a page. A few rows that say themselves to be all are: some services
 * give the number of rows for the size of the page.
 */
export const isWhole = (first: Page): boolean => {
	const { rows, size, total } = first;
	if (total === undefined) return !mayBeFull(first);
	return total === rows.length && (rows.length < Math.min(size, USUAL) || !mayBeFull(first));
};

/**
 * A key for each row: its id, else its content and the how-manieth of that content it is in the answer. Where rows of
 * several sources are in one list (notes and notifications), each source may have numbers of its own.
 */
export function keysOf(rows: IDataObject[]): string[] {
	const counts = new Map<string, number>();
	return rows.map((row) => {
		if (hasId(row)) return typeof row.source === 'string' ? `${String(row.id)} ${row.source}` : String(row.id);
		const content = `#${JSON.stringify(row)}`;
		const count = (counts.get(content) ?? 0) + 1;
		counts.set(content, count);
		return count === 1 ? content : `${content}${count}`;
	});
}

export const hasId = ({ id }: IDataObject) => id !== undefined && id !== null && id !== '';
