import { readdirSync } from 'node:fs';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Post } from './wholeTemplates.cts';

/** What is there after a run, as lines of text that can be compared: records, what was told, e-mails, files. */

export type Effects = Record<string, string[]>;

const kept: Record<string, string[]> = {
	workOrders:
		'workorder_nr status customer_name customer_debtor_nr employee_name date_work_start time_work_start date_work_end time_work_end external_reference'.split(
			' ',
		),
	invoices: ['reference', 'status', 'description', 'customer', 'job', 'lines', 'total'],
	quotations: ['reference', 'status', 'description', 'customer', 'job', 'lines'],
	tasks: ['content', 'job', 'user'],
	partRequests: ['source', 'destination', 'part', 'quantity'],
	customers: ['myId', 'name', 'contactEmail', 'contactPhone'],
	sites: ['myId', 'name', 'customer', 'addressZIP'],
	jobs: ['myId', 'description', 'status', 'customer', 'scheduledStart', 'actualStart', 'actualEnd'],
};

export async function effectsOf(sandbox: Sandbox, post: Post, files: string): Promise<Effects> {
	// The records are shown as an account in local time shows them.
	const dialect = { ...sandbox.dialect };
	delete sandbox.dialect['answer-zone'];
	const effects: Effects = {};
	for (const [store, fields] of Object.entries(kept)) {
		const rows = sandbox.state[store as 'jobs'].all() as Array<Record<string, unknown>>;
		effects[store] = rows.map(
			(row) =>
				`${store} ${JSON.stringify(fields.map((field) => (field === 'customer' ? nameOf(row[field]) : (row[field] ?? null))))}`,
		);
	}
	Object.assign(sandbox.dialect, dialect);
	for (const collection of ['customers', 'invoices', 'messages']) {
		const rows = (await (await fetch(`${sandbox.crm.url}/${collection}`)).json()) as Array<Record<string, unknown>>;
		const name = collection === 'messages' ? collection : `crm ${collection}`;
		effects[name] = rows.map(
			({ id, ...row }) =>
				`${name} ${collection === 'messages' ? steady(String(row.text)) : JSON.stringify([id, sorted(row)])}`,
		);
	}
	effects.mails = post.mails.map((mail) => `mail ${mail.to} ${mail.subject} ${mail.html}`);
	effects.files = readdirSync(files).map((name) => `file ${name}`);
	return effects;
}

/** Its number depends on what was created before. */
const nameOf = (customer: unknown) => (customer as { myId?: string; name?: string } | null)?.myId ?? null;

/** Minutes pass while a test runs. */
const steady = (text: string) => text.replace(/\d+ minutes ago/, 'minutes ago');
/** A moment is the same whatever zone it is written in. */
const sorted = (row: Record<string, unknown>) =>
	Object.entries(row)
		.map(([key, value]) => [key, /^\d{4}-.*T.*[+-]\d\d:\d\d$/.test(String(value)) ? Date.parse(String(value)) : value])
		.sort(([one], [other]) => String(one).localeCompare(String(other)));

/** What `one` has and `other` has not, each line as often as it is too much. */
export function more(one: Effects, other: Effects): string[] {
	return Object.entries(one).flatMap(([key, lines]) => {
		const rest = [...(other[key] ?? [])];
		return lines.filter((line) => {
			const at = rest.indexOf(line);
			if (at >= 0) rest.splice(at, 1);
			return at < 0;
		});
	});
}
export const less = (one: Effects, other: Effects): string[] => more(other, one);
