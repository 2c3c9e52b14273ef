import {
	act,
	choice,
	choices,
	create,
	day,
	flag,
	get,
	group,
	list,
	localTime,
	number,
	reference,
	remove,
	resource,
	text,
	update,
	upsert,
	words,
	type Fields,
} from '../../shared/schema/define';
import { address, contact } from '../fields/place';
import { customFieldsAs, myId, priority } from '../fields/common';
import { jobPreferences, person, planners } from '../fields/links';
import { ids, records } from '../records';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, index) => ({
	value: String(index + 1),
	label,
}));

/** What most people set for a new recurrence. */
const essential = [
	'customer',
	'site',
	'type',
	'description',
	'dateStart',
	'dateEnd',
	'frequency',
	'frequencyLevel',
] as const;

/** The table refers to the preferences of a job, but the samples show different ones. */
const asJobs = Object.fromEntries(
	Object.entries(jobPreferences).map(([name, field]) => [name, { ...field, guess: 'recurrence-preferences' }]),
) as Fields;

/** Section "Recurrences". */
export const recurrence = resource('recurrence', {
	record: records.recurrence,
	keys: ['num', 'myId'],
	allRows: [{ show: 'ongoing' }, { show: 'closed' }],
	description: 'Plans that create jobs at regular intervals',
	customFields: 'job',
	fields: {
		myId,
		num: number('Number', 'Number of the recurrence; Synchroteam assigns one if left out', {
			integer: true,
			min: 1,
			always: true,
		}),
		description: text('Description', 'What is to be done in its jobs', { multiline: true }),
		priority: priority('How urgent its jobs are'),
		customer: reference(records.customer, 'Customer of its jobs; a new recurrence needs a customer or a site', {
			key: 'client',
			also: 'customer',
			modes: ['id', 'myId', 'name'],
			guess: 'recurrence-customer-key',
		}),
		site: reference(records.site, 'Site of its jobs; a new recurrence needs a customer or a site'),
		equipment: reference(records.equipment, 'Equipment to be worked on'),
		type: reference(records.jobType, 'Type of its jobs', { label: 'Job Type' }),
		reportTemplate: reference(records.reportTemplate, 'Form that technicians fill in'),
		...address,
		...contact,
		dateStart: localTime('Start', 'First day, in the time zone of the account', 'minute'),
		dateEnd: localTime('End', 'Last day, in the time zone of the account; empty for no end', 'minute', {
			from: 'dateStart',
		}),
		frequencyLevel: choice('Repeat Unit', 'Unit in which Repeat Every counts', {
			day: 'Day',
			week: 'Week',
			month: 'Month',
			year: 'Year',
		}),
		frequency: number('Repeat Every', 'Units from one job to the next: 2 with the unit Week means every other week', {
			integer: true,
			min: 1,
			placeholder: 'e.g. 2',
		}),
		days: choices('Days', 'Days of the week for its jobs', weekdays, { joined: true }),
		...customFieldsAs('customFields'),
		preferences: group('Scheduling Preferences', 'How its jobs are planned', {
			...asJobs,
			...planners,
			flAutoSchedule: flag('Schedule Automatically', 'Whether to schedule its jobs automatically'),
			autoScheduleDays: number('Days Ahead', 'How many days ahead its jobs are scheduled automatically', {
				integer: true,
				min: 0,
				placeholder: 'e.g. 14',
			}),
			specificTime: text('Time of Day', 'Fixed time for its jobs', {
				placeholder: 'e.g. 08:30',
				guess: 'recurrence-time',
			}),
		}),
		createdBy: person('Created By', 'User who created the recurrence', 'recurrence-extras'),
		isClosed: flag('Closed', 'Whether it no longer creates jobs', {
			guess: 'recurrence-extras',
		}),
		idContract: reference(records.contract, 'Contract it belongs to', {
			modes: ['id'],
			bare: true,
			guess: 'recurrence-contract-id',
		}),
	},
	simplify: {
		keep: [
			...words('id num myId description customer.id customer.name site.id site.name type.id'),
			...words('type.name frequency frequencyLevel days dateStart dateEnd isClosed customFields'),
		],
		dates: ['dateStart', 'dateEnd'],
		aliases: { client: 'customer', flClosed: 'isClosed' },
		customFields: 'customFields',
	},
	operations: {
		get: get('GET /recurrence/details', { by: ['id'] }),
		create: create('POST /recurrence/send', { top: essential, oneOf: ['customer', 'site'] }),
		update: update('POST /recurrence/send', {
			description: 'Change fields of a recurrence; whether the other fields keep their values is not documented',
		}),
		upsert: upsert('POST /recurrence/send', 'myId', { top: essential }),
		delete: remove('DELETE /recurrence/delete', { by: ['id'] }),
		close: act('PUT /recurrence/close', 'Close', 'End a recurrence, so that it creates no more jobs', {
			by: ['id'],
			repeatable: true,
			idIn: 'query',
			response: { as: 'flag', flag: 'closed' },
		}),
		getAll: list('GET /recurrence/list', {
			filters: {
				dateFrom: day('Date From', 'Only recurrences that start after this day'),
				dateTo: day('Date To', 'Only recurrences that end before this day'),
				show: choice('Status', 'Only recurrences with this status', { ongoing: 'Ongoing', closed: 'Closed' }),
				customer: reference(records.customer, 'Only recurrences for this customer', { modes: ids }),
				site: reference(records.site, 'Only recurrences for this site', { modes: ids }),
				equipment: reference(records.equipment, 'Only recurrences for this equipment', { modes: ids }),
				type: reference(records.jobType, 'Only recurrences with this job type', { label: 'Job Type' }),
				reportTemplate: reference(records.reportTemplate, 'Only recurrences with this report template'),
			},
		}),
	},
});
