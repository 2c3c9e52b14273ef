import { type Definition, type Handlers, standardHandlers } from '../resource.cts';
import { agreementHandlers, contracts, recurrences } from './agreements.cts';
import { billingHandlers, creditNotes, invoices, quotations } from './billing.cts';
import { jobHandlers } from './jobHandlers.cts';
import { jobs } from './jobs.cts';
import { attachments, messages, officeHandlers, tasks, timeline } from './office.cts';
import { activities, peopleHandlers, users } from './people.cts';
import { customers, equipment, sites } from './places.cts';
import * as setup from './setup.cts';
import { depots, partRequests, parts, stockHandlers } from './stock.cts';

/** All resources by the name that their operations begin with in the contract. */
export const definitions: Record<string, Definition> = {
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
