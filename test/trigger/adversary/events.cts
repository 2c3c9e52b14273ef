import type { ListName, Version } from './records.cts';

/** What each event promises (docs/triggers.md, "Synchroteam Trigger"), in words of the model. */

export type Kind =
	| { is: 'created' }
	| { is: 'updated' }
	/** Comes into a state. `date`: what shows the moment, where something does. */
	| { is: 'entered'; state: (version: Version) => string; into?: string[]; date?: (version: Version) => number | null }
	/** Is given a date; `exact` says how exactly rows show it. */
	| { is: 'dated'; date: (version: Version) => number | null; exact: 'minute' | 'day' }
	| { is: 'report' };

export interface Fact {
	list: ListName;
	kind: Kind;
	/** Whether the event sees the record at its end, as the list shows it. */
	sees: (version: Version) => boolean;
}

const there = ({ gone, deleted, active }: Version) => !gone && deleted === null && active;
const of = (list: ListName, kind: Kind, more: Partial<Fact> = {}): Fact => ({ list, kind, sees: there, ...more });

const status = ({ status }: Version) => status;
const statusDate = ({ status, ended, validated }: Version) =>
	status === 'completed' ? ended : status === 'validated' ? validated : null;
const entered = (into?: string[]): Kind => ({ is: 'entered', state: status, into, date: statusDate });

export const facts: Record<string, Fact> = {
	customerCreated: of('customer', { is: 'created' }),
	customerUpdated: of('customer', { is: 'updated' }),
	siteCreated: of('site', { is: 'created' }),
	siteUpdated: of('site', { is: 'updated' }),
	equipmentCreated: of('equipment', { is: 'created' }),
	equipmentUpdated: of('equipment', { is: 'updated' }),
	partUpdated: of('part', { is: 'updated' }),
	jobCreated: of('job', { is: 'created' }),
	jobUpdated: of('job', { is: 'updated' }),
	jobStatusChanged: of('job', entered()),
	jobCompleted: of('job', entered(['completed'])),
	jobCancelled: of('job', entered(['cancelled'])),
	jobValidated: of(
		'job',
		{ is: 'dated', date: ({ validated }) => validated, exact: 'minute' },
		{ sees: (version) => there(version) && version.status === 'validated' },
	),
	jobReportUpdated: of('job', { is: 'report' }),
	jobDeleted: of(
		'job',
		{ is: 'dated', date: ({ deleted }) => deleted, exact: 'minute' },
		{ sees: ({ gone, deleted }) => !gone && deleted !== null },
	),
	invoiceCreated: of('invoice', { is: 'created' }),
	invoiceUpdated: of('invoice', { is: 'updated' }),
	invoicePaid: of(
		'invoice',
		{ is: 'dated', date: ({ paid }) => paid, exact: 'day' },
		{ sees: (version) => there(version) && version.paid !== null },
	),
	quotationCreated: of('quotation', { is: 'created' }),
	quotationUpdated: of('quotation', { is: 'updated' }),
	quotationAccepted: of('quotation', { is: 'entered', state: status, into: ['accepted'] }),
	creditNoteCreated: of('creditnote', { is: 'created' }),
	creditNoteUpdated: of('creditnote', { is: 'updated' }),
	partRequestCreated: of('partrequest', { is: 'created' }),
	partRequestUpdated: of('partrequest', { is: 'updated' }),
	partRequestCompleted: of('partrequest', {
		is: 'entered',
		state: ({ complete }) => String(complete),
		into: ['true'],
	}),
	taskCreated: of('tasks', { is: 'created' }),
	taskUpdated: of('tasks', { is: 'updated' }),
	timelineCreated: of('timeline', { is: 'created' }),
	timelineUpdated: of('timeline', { is: 'updated' }),
};
export const eventNames = Object.keys(facts);
