import type { Resource } from '../shared/schema/define';
import type { Detection, ListSource, TriggerEvent } from '../shared/trigger/event';
import { creditNote } from './resources/creditNote';
import { customer } from './resources/customer';
import { equipment } from './resources/equipment';
import { invoice } from './resources/invoice';
import { job } from './resources/job';
import { part } from './resources/part';
import { partRequest } from './resources/partRequest';
import { quotation } from './resources/quotation';
import { site } from './resources/site';
import { task } from './resources/task';
import { timeline } from './resources/timeline';

/** The events of the trigger. How each list is queried and what it shows: sections "List …" of the API document. */

const source = (name: string, resource: Resource, more: Partial<ListSource> = {}): ListSource => ({
	name,
	resource,
	since: 'changedSince',
	...more,
});
const place = { sort: 'dateModified', changed: 'dateModified' };
const bill = { sort: 'changedSince', changed: 'dateChanged' };
const byJob = { sort: 'datemodified', changed: 'dateModified', zoneUnknown: true };

/** Lists that are asked for what changed. */
const changes = {
	customer: source('customer', customer, place),
	site: source('site', site, place),
	equipment: source('equipment', equipment, place),
	part: source('part', part, { changed: 'dateModified' }),
	// For jobs, "changedSince" is only documented for planned, ongoing and completed ones, so the list is read without it.
	job: source('job', job, { ...byJob, unfiltered: true, deleted: 'dateDeleted' }),
	invoice: source('invoice', invoice, bill),
	quotation: source('quotation', quotation, bill),
	creditNote: source('creditNote', creditNote, bill),
	partRequest: source('partRequest', partRequest, { zoneUnknown: true }),
	task: source('task', task),
	timeline: source('timeline', timeline),
};

/** Lists that are asked for what was created. */
const createdSince = (of: ListSource): ListSource => ({ ...of, name: `${of.name}Created`, since: 'createdSince' });
const creations = {
	invoice: createdSince(changes.invoice),
	quotation: createdSince(changes.quotation),
	creditNote: createdSince(changes.creditNote),
	partRequest: createdSince(changes.partRequest),
	task: createdSince(changes.task),
	timeline: createdSince(changes.timeline),
};
const payments = source('invoicePaid', invoice, { ...bill, since: 'paidSince', byDay: true });
const reports = source('jobReport', job, { ...byJob, since: 'reportChangedSince' });

const plural = ({ resource }: ListSource) => resource.plural.toLowerCase();
const event = (
	of: ListSource,
	label: string,
	description: string,
	detects: Detection,
	more: Partial<TriggerEvent> = {},
): TriggerEvent => ({ source: of, label, description, detects, ...more });

const newRecord = (of: ListSource, detects: Detection, more: Partial<TriggerEvent> = {}): TriggerEvent =>
	event(of, `${of.resource.label} Created`, `New ${plural(of)}`, detects, { at: 'dateCreated', ...more });

/** A new record, recognized among the changed ones by its creation date. */
const createdAmong = (of: ListSource, more?: Partial<TriggerEvent>): TriggerEvent =>
	newRecord(of, { kind: 'created', created: 'dateCreated' }, more);

/**
 * A new record, asked for by `createdSince`.
 * @param among the list of changed records, if there is one: if another event reads it already, new ones are found in it
 */
const created = (of: ListSource, among?: ListSource): TriggerEvent =>
	among
		? newRecord(of, { kind: 'created', created: 'dateCreated' }, { shares: among })
		: newRecord(of, { kind: 'created' });

/** @param more `settles`: see `Detection`; rows of jobs show neither report nor parts nor time entries */
const updated = (
	of: ListSource,
	{ settles, ...more }: Partial<TriggerEvent> & { settles?: boolean } = {},
): TriggerEvent =>
	event(
		of,
		`${of.resource.label} Created or Updated`,
		`New or changed ${plural(of)}`,
		{ kind: 'changed', settles },
		{ ...(!of.sort && { at: of.changed }), ...more },
	);

/** Jobs show since when they have been completed or validated; other statuses have no date. */
const statusDates = { completed: 'actualEnd', validated: 'validateBy.date' };
const ofJobs = (label: string, description: string, into?: string[]): TriggerEvent =>
	event(
		changes.job,
		label,
		description,
		{
			kind: 'entered',
			status: 'status',
			into,
			dates: statusDates,
			created: 'dateCreated',
			previous: 'previousStatus',
		},
		{ without: ['status', 'show'] },
	);

export const events: Record<string, TriggerEvent> = {
	customerCreated: createdAmong(changes.customer),
	customerUpdated: updated(changes.customer),
	siteCreated: createdAmong(changes.site),
	siteUpdated: updated(changes.site),
	equipmentCreated: createdAmong(changes.equipment),
	equipmentUpdated: updated(changes.equipment),
	partUpdated: updated(changes.part),
	jobCreated: createdAmong(changes.job, { without: ['show'] }),
	jobUpdated: updated(changes.job, { without: ['show'], settles: true }),
	jobStatusChanged: ofJobs('Job Status Changed', "When a job's status changes, optionally only to certain statuses"),
	jobCompleted: ofJobs('Job Completed', 'When a job is completed', ['completed']),
	jobCancelled: ofJobs('Job Cancelled', 'When a job is cancelled', ['cancelled']),
	jobValidated: event(
		changes.job,
		'Job Validated',
		'When a completed job is validated',
		{ kind: 'dated', date: 'validateBy.date' },
		{ at: 'validateBy.date', without: ['status', 'show'], sample: { status: 'validated' } },
	),
	jobReportUpdated: event(
		reports,
		'Job Report Updated',
		'When the report of a job is filled in or changed',
		{ kind: 'changed', settles: true, within: 'report' },
		{ without: ['show'] },
	),
	jobDeleted: event(
		changes.job,
		'Job Deleted',
		'When a job is deleted',
		{ kind: 'dated', date: 'dateDeleted' },
		{ ofDeleted: { query: { show: 'deleted' }, together: { show: 'all' } }, without: ['show'] },
	),
	invoiceCreated: created(creations.invoice, changes.invoice),
	invoiceUpdated: updated(changes.invoice),
	invoicePaid: event(
		payments,
		'Invoice Paid',
		'When an invoice is paid; a payment that is entered more than three days late is missed',
		{ kind: 'dated', date: 'paymentDate' },
		{ without: ['status'], sample: { status: 'paid' } },
	),
	quotationCreated: created(creations.quotation, changes.quotation),
	quotationUpdated: updated(changes.quotation),
	quotationAccepted: event(
		changes.quotation,
		'Quotation Accepted',
		'When a quotation is accepted',
		{ kind: 'entered', status: 'status', into: ['accepted'], previous: 'previousStatus' },
		{ without: ['status'] },
	),
	creditNoteCreated: created(creations.creditNote, changes.creditNote),
	creditNoteUpdated: updated(changes.creditNote),
	partRequestCreated: created(creations.partRequest),
	partRequestUpdated: updated(changes.partRequest),
	partRequestCompleted: event(
		changes.partRequest,
		'Part Request Completed',
		'When a part request is fulfilled',
		{ kind: 'entered', status: 'isComplete', into: ['true'] },
		{ without: ['isComplete', 'isSent'] },
	),
	taskCreated: created(creations.task),
	taskUpdated: updated(changes.task),
	timelineCreated: created(creations.timeline),
	timelineUpdated: updated(changes.timeline),
};
