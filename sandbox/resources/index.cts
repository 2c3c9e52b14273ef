import { type Definition, type Handlers, standardHandlers } from '../resource.cts';
import type { StoreName } from '../account.cts';
import { agreementHandlers, contracts, recurrences } from './agreements.cts';
import { billingHandlers, creditNotes, invoices, quotations } from './billing.cts';
import { jobHandlers } from './jobHandlers.cts';
import { jobs } from './jobs.cts';
import { attachments, messages, officeHandlers, tasks, timeline } from './office.cts';
import { activities, peopleHandlers, users } from './people.cts';
import { customers, equipment, sites } from './places.cts';
import * as setup from './setup.cts';
import { notes, workOrders } from './outSmart.cts';
import { depots, partRequests, parts, stockHandlers } from './stock.cts';

/**
 * All resources by the name that their operations begin with in the contract. One that is not mentioned elsewhere in the
 * sandbox needs no more than a line here, e.g. `vehicle: { fields: plains('name', 'plate'), seed: [{ name: 'Van 1' }] }`.
 */
const described: Record<string, Omit<Definition, 'store'> & { store?: StoreName }> = {
	activity: activities,
	activityType: setup.activityTypes,
	attachment: attachments,
	block: setup.blocks,
	contract: contracts,
	creditNote: creditNotes,
	customField: setup.fieldDefinitions,
	customer: customers,
	depot: depots,
	equipment,
	invoice: invoices,
	job: jobs,
	jobSchedulingWindow: setup.schedulingWindows,
	jobType: setup.jobTypes,
	message: messages,
	part: parts,
	partRequest: partRequests,
	quotation: quotations,
	recurrence: recurrences,
	reportTemplate: setup.reportTemplates,
	site: sites,
	task: tasks,
	taxRate: setup.taxes,
	team: setup.teams,
	timeline,
	user: users,
};

/** The same, each with its store: the one it names, or one under its own name. */
export const definitions: Record<string, Definition> = Object.fromEntries(
	Object.entries(described).map(([name, one]) => [name, { ...one, store: one.store ?? (name as StoreName) }]),
);

export const storeNames: StoreName[] = [
	...[...Object.values(definitions), workOrders, notes].map(({ store }) => store),
	// The API does not list them.
	'partCategories',
];

/** What answers each operation of the contract; special handlers go before the standard ones. */
export const handlers: Handlers = {
	...Object.assign({}, ...Object.entries(definitions).map(([name, definition]) => standardHandlers(name, definition))),
	...jobHandlers,
	...billingHandlers,
	...stockHandlers,
	...officeHandlers,
	...peopleHandlers,
	...agreementHandlers,
};
