import type { Resource } from '../shared/schema/define';
import type { Kind, Watch } from '../shared/trigger/watch';
import type { Call } from '../shared/request/call';
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

/** What the trigger can be started by. How each list is asked and what it shows: sections "List …" of the API document. */

const latest = (sort: string) => ({ sort, sortOrder: 'descending' });

/** How a list of records is read, whatever is looked for in it. */
type Way = Pick<Watch, 'resource' | 'newestFirst' | 'toKnown' | 'zoneUnknown' | 'changed'>;

const way = (resource: Resource, more: Omit<Way, 'resource'> = {}): Way => ({ resource, ...more });
const ways = {
	customer: way(customer, { newestFirst: latest('dateModified'), changed: 'dateModified' }),
	site: way(site, { newestFirst: latest('dateModified'), changed: 'dateModified' }),
	equipment: way(equipment, { newestFirst: latest('dateModified'), changed: 'dateModified' }),
	part: way(part, { changed: 'dateModified' }),
	// "changedSince" of jobs speaks of planned, ongoing and completed ones only, so it is not relied on.
	job: way(job, { newestFirst: latest('datemodified'), changed: 'dateModified', toKnown: true, zoneUnknown: true }),
	invoice: way(invoice, { newestFirst: latest('changedSince'), changed: 'dateChanged' }),
	quotation: way(quotation, { newestFirst: latest('changedSince'), changed: 'dateChanged' }),
	creditNote: way(creditNote, { newestFirst: latest('changedSince'), changed: 'dateChanged' }),
	partRequest: way(partRequest, { zoneUnknown: true }),
	task: way(task),
	timeline: way(timeline),
};

const watch = (of: Way, label: string, description: string, news: Kind, more: Partial<Watch> = {}): Watch => ({
	...of,
	label,
	description,
	news,
	since: 'changedSince',
	...more,
});
const plural = ({ resource }: Way) => resource.plural.toLowerCase();

/** A new record: by `createdSince` where the list has it, else among the changed ones by its date of creation. */
function created(of: Way): Watch {
	const { label, operations } = of.resource;
	const asked = 'createdSince' in (operations.getAll.filters ?? {});
	return watch(
		of,
		`${label} Created`,
		`New ${plural(of)}`,
		{ is: 'created', ...(!asked && { born: 'dateCreated' }) },
		{
			at: 'dateCreated',
			...(asked && { since: 'createdSince' }),
		},
	);
}

const updated = (of: Way, hides?: 'parts'): Watch =>
	watch(
		of,
		`${of.resource.label} Created or Updated`,
		`New or changed ${plural(of)}`,
		{ is: 'changed', hides },
		of.newestFirst ? {} : { at: of.changed },
	);

/** Jobs show since when they are completed or validated; other states have no date. */
const statusDates = { completed: 'actualEnd', validated: 'validateBy.date' };
const ofJobs = (label: string, description: string, into?: string[]): Watch =>
	watch(
		ways.job,
		label,
		description,
		{
			is: 'entered',
			value: 'status',
			into,
			dates: statusDates,
			already: (states): Call['query'] => (states ? { status: states.join(',') } : {}),
		},
		{ without: into ? ['status', 'show'] : ['show'], ...(into && { sample: { status: into.join(',') } }) },
	);
/** The two filters of jobs that name what happened do without the reading down to what is known. */
const bySince = { ...ways.job, toKnown: false };

export const events: Record<string, Watch> = {
	customerCreated: created(ways.customer),
	customerUpdated: updated(ways.customer),
	siteCreated: created(ways.site),
	siteUpdated: updated(ways.site),
	equipmentCreated: created(ways.equipment),
	equipmentUpdated: updated(ways.equipment),
	partUpdated: updated(ways.part),
	jobCreated: { ...created(ways.job), without: ['show'] },
	jobUpdated: { ...updated(ways.job, 'parts'), without: ['show'] },
	jobStatusChanged: ofJobs(
		'Job Status Changed',
		'When a job comes into one of the states chosen under Filters, or into any other without a choice',
	),
	jobCompleted: ofJobs('Job Completed', 'When a job is marked as done', ['completed']),
	jobCancelled: ofJobs('Job Cancelled', 'When a job is cancelled', ['cancelled']),
	jobValidated: watch(
		bySince,
		'Job Validated',
		'When a completed job is checked',
		{ is: 'stamped', value: 'validateBy.date' },
		{
			since: 'validatedSince',
			at: 'validateBy.date',
			without: ['status', 'show'],
			sample: { status: 'validated' },
		},
	),
	jobReportUpdated: watch(
		bySince,
		'Job Report Updated',
		'When the report of a job is filled in or changed',
		{ is: 'changed', hides: 'report' },
		{
			since: 'reportChangedSince',
			without: ['show'],
		},
	),
	jobDeleted: watch(
		ways.job,
		'Job Deleted',
		'When a job is deleted',
		{ is: 'stamped', value: 'dateDeleted' },
		{ query: { show: 'deleted' }, without: ['show'] },
	),
	invoiceCreated: created(ways.invoice),
	invoiceUpdated: updated(ways.invoice),
	invoicePaid: watch(
		ways.invoice,
		'Invoice Paid',
		'When an invoice is paid',
		{ is: 'stamped', value: 'paymentDate' },
		{
			since: 'paidSince',
			without: ['status'],
			sample: { status: 'paid' },
		},
	),
	quotationCreated: created(ways.quotation),
	quotationUpdated: updated(ways.quotation),
	quotationAccepted: watch(
		ways.quotation,
		'Quotation Accepted',
		'When a quotation is accepted',
		{
			is: 'entered',
			value: 'status',
			into: ['accepted'],
			already: () => ({ status: 'accepted' }),
		},
		{ without: ['status'], sample: { status: 'accepted' } },
	),
	creditNoteCreated: created(ways.creditNote),
	creditNoteUpdated: updated(ways.creditNote),
	partRequestCreated: created(ways.partRequest),
	partRequestUpdated: updated(ways.partRequest),
	partRequestCompleted: watch(
		ways.partRequest,
		'Part Request Completed',
		'When a part request is fulfilled',
		{
			is: 'entered',
			value: 'isComplete',
			into: ['true'],
			already: () => ({ isComplete: true }),
		},
		{ without: ['isComplete', 'isSent'], sample: { isComplete: true } },
	),
	taskCreated: created(ways.task),
	taskUpdated: updated(ways.task),
	timelineCreated: created(ways.timeline),
	timelineUpdated: updated(ways.timeline),
};
