import { operationOf } from '../schema/define';
import type { IDataObject } from 'n8n-workflow';
import { LARGEST, type AskPage, type Page } from '../http/list';
import type { Call } from '../request/call';
import { InputError } from '../schema/errors';
import { valueAt } from '../schema/record';
import { wallNumber } from './dates';
import type { PollConfiguration, Ports } from './event';
import { idOf } from './memory';

/** How the list of a source is asked in a poll, and the service's clock. */

export type Order = 'newestFirst' | 'oldestFirst';

/** Asks for a page, numbered from 1. */
export type AskNumbered = (page: number, size: number) => Promise<Page>;

export class SourceList {
	/** Whether the service gives pages, as far as its document says. */
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

	/** The service's clock when it responded first, epoch milliseconds; no other clock will do. */
	get clock(): number {
		return this.date ?? 0;
	}

	/**
	 * @param since what the filter of the source is given; without it, the whole list is meant
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

	/** Rows of a page: a service may give fewer than it is asked for. */
	strideOf({ rows, total = 0 }: Page): number {
		return rows.length > 0 && rows.length < LARGEST && total > rows.length ? rows.length : LARGEST;
	}

	/** When a row says that it was changed, in wall time; undefined where it does not say so. */
	changeOf(row: IDataObject): number | undefined {
		const { changed } = this.configuration.source;
		return changed === undefined ? undefined : wallNumber(valueAt(row, changed));
	}
}

/** @throws InputError without a Date header */
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
