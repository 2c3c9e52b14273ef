import type { IDataObject } from 'n8n-workflow';
import { endOf, LARGEST, type AskPage, type Page } from '../http/list/page';
import { plan } from '../http/list/plan';
import { fingerprint } from './fingerprint';
import type { Bulk, KnownRecords } from './memory';
import { idsOf } from './sourceReading';

/**
 * After thousands of records were read and delivered they still lie within the slack for clocks. They are not read again:
 * the list says how many more rows it has than are known, and what changed stands in front.
 */

const OVERLAP = 5;

/** @returns the rows that were read, from the front down, and how many the list has */
export async function readBulk(
	ask: AskPage,
	first: Page,
	bulk: Bulk,
	known: KnownRecords,
): Promise<{ rows: IDataObject[]; total: number }> {
	const rows = new Map<string, IDataObject>();
	const isNew = (id: string, row: IDataObject) => known.get(id)?.row !== fingerprint(row);
	for (let page = first; ; ) {
		const ids = idsOf(page.rows);
		ids.forEach((id, index) => rows.set(id, page.rows[index]));
		const total = page.total ?? 0;
		const unknown = [...rows.keys()].filter((id) => !known.has(id)).length;
		const moved = ids.some((id, index) => isNew(id, page.rows[index]));
		// Behind its end, a service may give the last page again.
		const ended = page.rows.length === 0 || (page.rows.length < page.size && first.rows.length === LARGEST);
		if (ended || (!moved && unknown >= total - bulk.total)) return { rows: [...rows.values()], total };
		page = await ask(plan(endOf(page), endOf(page) + 1, OVERLAP, LARGEST)[0]);
	}
}
