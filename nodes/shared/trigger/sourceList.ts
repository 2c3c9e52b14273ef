import { operationOf } from '../schema/define';
import type { IDataObject } from 'n8n-workflow';
import { LARGEST, SMALLER, readList, type AskPage, type Page } from '../http/list';
import type { Call } from '../request/call';
import { InputError } from '../schema/errors';
import { valueAt } from '../schema/record';
import { wallNumber } from './dates';
import type { PollConfiguration, Ports } from './event';
import { fingerprint, idOf } from './memory';

/** The list of a source: how it is queried, the service's clock, and how changes are read. */

/** Lists with more pages than this are read over several polls, see `backlog.ts`. */
const MOST_PAGES = 10;
/** Maximum number of passes if rows come twice; the next poll reads them again anyway. */
const PASSES = 4;
/** Number of concurrent requests, for pages and for full records. */
export const CONCURRENCY = 8;

export interface Changes {
	/** In the order of the list; in an unfiltered list, only those above what was read before. */
	rows: IDataObject[];
	/** Rows below them on the same page. */
	below: IDataObject[];
	/** How many rows the list has. */
	total: number | undefined;
	/** Rows per full page. */
	size: number;
	/** True if the list has more than {@link MOST_PAGES} pages to read, so that a backlog is needed. */
	isLong: boolean;
	/** True if the list kept changing, so that rows may be missing. */
	isMoving: boolean;
}

export type Order = 'newestFirst' | 'oldestFirst';

export class SourceList {
	/** Whether the list is paged, according to the API document. */
	readonly isPaged: boolean;
	readonly isSorted: boolean;
	/** The newest change that rows have shown, in wall time. */
	newest = -Infinity;
	private readonly call: Call;
	private date: number | undefined;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
	) {
		const { source, query, events } = configuration;
		const deleted = events.find(({ ofDeleted }) => ofDeleted)?.ofDeleted;
		const { path, paged } = operationOf(source.resource, 'getAll');
		this.isPaged = paged !== false;
		this.isSorted = source.sort !== undefined;
		this.call = {
			verb: 'GET',
			path,
			query: { ...(deleted && (events.length === 1 ? deleted.query : deleted.together)), ...query },
		};
	}

	/** The service's clock at its first response, in epoch milliseconds; n8n's own clock may differ from it. */
	get clock(): number {
		return this.date ?? 0;
	}

	/**
	 * @param since value of the source's filter; undefined for the whole list
	 * @param more further filters
	 */
	asking(since: string | undefined, order: Order = 'newestFirst', more: Call['query'] = {}): AskPage {
		const { source } = this.configuration;
		const sorted = source.sort !== undefined && {
			sort: source.sort,
			sortOrder: order === 'newestFirst' ? 'descending' : 'ascending',
		};
		const query = { ...this.call.query, ...more, ...(since !== undefined && { [source.since]: since }), ...sorted };
		const ask = this.ports.list({ ...this.call, query });
		let before: { number?: number; size: number; ids: string } | undefined;
		return async (number, size) => {
			const page = await ask(number, size);
			this.date ??= dateOf(page);
			for (const row of page.rows) this.newest = Math.max(this.newest, this.changeOf(row) ?? -Infinity);
			const ids = page.rows.map(idOf).join();
			const isOther = before?.number !== number && before?.size === size;
			if (isOther && ids !== '' && ids === before?.ids) throw toRepeatedPage();
			if (size === page.rows.length) before = { number, size, ids };
			return page;
		};
	}

	/** When a row says that it was changed, in wall time; undefined if it does not say so. */
	changeOf(row: IDataObject): number | undefined {
		const { changed } = this.configuration.source;
		return changed === undefined ? undefined : wallNumber(valueAt(row, changed));
	}

	/**
	 * Reads what changed: all that the filter shows, or an unfiltered list from its latest change down.
	 * @param wasRead whether everything from a row down was read before; undefined if a filter bounds the list
	 */
	async readChanges(ask: AskPage, wasRead?: (row: IDataObject) => boolean): Promise<Changes> {
		const first = this.isPaged ? await ask(1, LARGEST) : await ask();
		const { rows, total } = first;
		// The service may return fewer rows per page than it was asked for.
		const size = rows.length > 0 && rows.length < (total ?? 0) ? rows.length : LARGEST;
		const changes = { rows, below: [], total, size, isLong: false, isMoving: false };
		if (wasRead) return await readDown(ask, first, wasRead, changes);
		if ((total ?? 0) > MOST_PAGES * size) return { ...changes, isLong: true };
		const reading = await readList(ask, { concurrency: CONCURRENCY, paged: this.isPaged, first });
		return { ...changes, rows: reading.rows, total: reading.total, isMoving: reading.outcome === 'moving' };
	}
}

/** Reads pages, latest change first, until one has a row from which on everything was read before. */
async function readDown(
	ask: AskPage,
	first: Page,
	wasRead: (row: IDataObject) => boolean,
	changes: Changes,
): Promise<Changes> {
	let rows: IDataObject[] = [];
	let below: IDataObject[] = [];
	for (let pass = 0; ; pass++) {
		const size = Math.max(1, Math.floor(changes.size * (1 - pass * SMALLER)));
		const pages = [pass === 0 ? first : await ask(1, size)];
		while (!isLast(pages, size, wasRead)) {
			if (pages.length >= MOST_PAGES)
				return { ...changes, rows: unique(pages.flatMap((page) => page.rows)), isLong: true };
			pages.push(await ask(pages.length + 1, size));
		}
		const all = pages.flatMap((page) => page.rows);
		// Rows that change meanwhile move to the front and push others onto the next page: read the first page again.
		const front = pages.length > 1 ? (await ask(1, size)).rows : [];
		const end = all.findIndex(wasRead);
		rows = unique([...front, ...(end < 0 ? all : all.slice(0, end)), ...rows]);
		below = end < 0 ? below : all.slice(end);
		const seen = new Set(all.map(fingerprint));
		const came = front.filter((row) => !seen.has(fingerprint(row))).length;
		// If more rows than that come twice, their dates are equal and each page orders them differently: read all pages again.
		if (all.length - unique(all).length > came && pass + 1 < PASSES) continue;
		const above = new Set(rows.map(idOf));
		return { ...changes, rows, below: below.filter((row) => !above.has(idOf(row))) };
	}
}

function isLast(pages: Page[], size: number, wasRead: (row: IDataObject) => boolean): boolean {
	const { rows = [], total = Infinity } = pages.at(-1) ?? {};
	return rows.length < size || pages.length * size >= total || rows.some(wasRead);
}

/** The first row of each record. */
export function unique(rows: IDataObject[]): IDataObject[] {
	return [...new Map([...rows].reverse().map((row) => [idOf(row), row])).values()].reverse();
}

/** @throws InputError if the response has no Date header */
function dateOf({ date }: Page): number {
	if (date === undefined)
		throw new InputError(
			'The response has no Date header',
			'The trigger goes by the clock of the service. A proxy between n8n and the service may remove this header: allow it. ' +
				'Nothing is lost: the next poll asks again.',
		);
	return date;
}

const toRepeatedPage = () =>
	new InputError(
		'The service gives the same page of the list again and again',
		'Nothing is lost: the next poll asks again. If it keeps happening, report it to the support of the service.',
	);
