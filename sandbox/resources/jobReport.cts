import type { Account } from '../account.cts';
import { badRequest } from '../errors.cts';
import type { Row } from '../types.cts';

interface Value {
	nmCategory?: string;
	nmItem?: string;
	value?: string;
	iteration?: number;
	comment?: string;
	issue?: string;
}

/** The blocks of a template as an empty report: items with value, comment and issue (section "Job Reports"). */
function emptyReport({ stores }: Account, template: unknown): any[] {
	const blocks: any[] = stores.reportTemplates.get(template)?.blocks ?? [];
	return blocks.map(({ id, name, isShared, isMandatory, position, items }) => ({
		id,
		name,
		isShared,
		iteration: 0,
		isMandatory,
		position,
		items: items.map((item: object) => ({ ...item, value: '', comment: '', issue: '-' })),
	}));
}

/**
 * Puts values into a report, by the names of block and item; a further iteration of a block is made as needed.
 * @throws 400 where the report has no such item
 */
export function fillReport(report: any[], values: Value[]): any[] {
	const filled = structuredClone(report);
	values.forEach(({ nmCategory, nmItem, iteration = 0, value, comment, issue }, at) => {
		const named = filled.filter((block) => block.name === nmCategory);
		let block = named.find((one) => one.iteration === iteration);
		if (!block && named.length > 0) {
			block = structuredClone(named[0]);
			block.iteration = iteration;
			for (const item of block.items) Object.assign(item, { value: '', comment: '', issue: '-' });
			filled.splice(filled.indexOf(named[named.length - 1]) + 1, 0, block);
		}
		const item = block?.items.find((one: any) => one.name === nmItem);
		if (!item) {
			throw badRequest(`report.${at}: the report has no item "${nmItem}" in a block "${nmCategory}"`);
		}
		if (value !== undefined) item.value = value;
		if (comment !== undefined) item.comment = comment;
		if (issue !== undefined) item.issue = issue;
	});
	return filled;
}

/** The report of a new job. */
export const initialReport = (account: Account, template: unknown, values: Value[]): any[] =>
	fillReport(emptyReport(account, template), values);

/** Fills the report of a job, as a technician's device does. */
export function report(account: Account, job: Row, values: Value[]): void {
	account.stores.jobs.change(job, {
		report: fillReport(job.report, values),
		reportChangedAt: account.now(),
	});
}
