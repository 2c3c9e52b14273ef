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
	type Identifier,
} from '../../shared/schema/define';
import { address } from '../fields/address';
import { contact } from '../fields/contact';
import { customFieldsAs } from '../fields/customFields';
import { myId, priority } from '../fields/named';
import { person, planners } from '../fields/person';
import { targets } from '../targets';

const ids: Identifier[] = ['id', 'myId'];
// One recurrence is found by its system ID only.
const check = {
	path: '/recurrence/list',
	by: ['num', 'myId'] as Identifier[],
	lists: [{ show: 'ongoing' }, { show: 'closed' }],
};
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, index) => ({
	value: String(index + 1),
	label,
}));

/** Section "Recurrences". */
export const recurrence = resource('recurrence', {
	label: 'Recurrence',
	plural: 'Recurrences',
	description: 'Plans that make a job every so often',
	target: targets.recurrence,
	customFields: 'job',
	fields: {
		myId,
		num: number('Number', 'Number of the recurrence; given by the service when left out', { integer: true, min: 1 }),
		description: text('Description', 'What is to be done in its jobs', { multiline: true }),
		priority: priority('How urgent its jobs are'),
		customer: reference(targets.customer, 'Customer of its jobs; needed for a new one unless a site is given', {
			key: 'client',
			modes: ['id', 'myId', 'name'],
			guess: 'Sent as "client", as the sample does; the field table says "customer"',
		}),
		site: reference(targets.site, 'Site of its jobs; needed for a new one unless a customer is given'),
		equipment: reference(targets.equipment, 'Equipment to be worked on'),
		type: reference(targets.jobType, 'Type of its jobs', { label: 'Job Type' }),
		reportTemplate: reference(targets.reportTemplate, 'Form that technicians fill in'),
		...address,
		...contact,
		dateStart: localTime('Start', 'First day, in the time zone of the account', 'minute'),
		dateEnd: localTime('End', 'Last day, in the time zone of the account; empty for no end', 'minute'),
		frequencyLevel: choice(
			'Frequency Unit',
			'Unit in which the frequency counts',
			{ day: 'Day', month: 'Month', week: 'Week', year: 'Year' },
			{ default: 'month' },
		),
		frequency: number('Frequency', 'One job every so many units: 2 with Week is every second week', {
			integer: true,
			min: 1,
			default: 1,
		}),
		days: choices('Days', 'Days of the week for its jobs', weekdays, { joined: true }),
		...customFieldsAs('customFields'),
		preferences: group('Scheduling Preferences', 'How its jobs are planned', {
			...planners,
			flAutoSchedule: flag('Schedule Automatically', 'Whether jobs are planned by themselves', { optional: true }),
			autoScheduleDays: number('Days Ahead', 'How many days ahead jobs are planned by themselves', {
				integer: true,
				min: 0,
				optional: true,
				placeholder: 'e.g. 14',
			}),
			specificTime: text('Time of Day', 'Fixed time for its jobs', {
				placeholder: 'e.g. 08:30',
				guess: 'The document does not give its format',
			}),
		}),
		createdBy: person('Created By', 'User who made the recurrence', 'The document does not say whether it can be set'),
		isClosed: flag('Closed', 'Whether it makes no more jobs', {
			guess: 'The document does not say whether it can be set; Close is the documented way',
		}),
		idContract: reference(targets.contract, 'Contract it belongs to', {
			modes: ['id'],
			bare: true,
			guess: 'The document calls it a number, but contracts have a GUID',
		}),
	},
	simplify: {
		keep: [
			'id',
			'num',
			'myId',
			'description',
			'customer.name',
			'site.name',
			'frequency',
			'frequencyLevel',
			'dateStart',
			'dateEnd',
		],
		dates: ['dateStart', 'dateEnd'],
	},
	operations: {
		get: get('GET /recurrence/details', ['id']),
		create: create('POST /recurrence/send', { oneOf: ['customer', 'site'], check }),
		update: update('POST /recurrence/send', ['id', 'num', 'myId'], { check }),
		upsert: upsert('POST /recurrence/send', 'myId'),
		delete: remove('DELETE /recurrence/delete', ['id']),
		close: act('PUT /recurrence/close', 'Close', 'End a recurrence, so that it makes no more jobs', {
			by: ['id'],
			idIn: 'query',
			answer: { as: 'flag', flag: 'closed' },
		}),
		getAll: list('GET /recurrence/list', {
			filters: {
				dateFrom: day('Date From', 'Only recurrences that start after this day'),
				dateTo: day('Date To', 'Only recurrences that end before this day'),
				show: choice(
					'Show',
					'Whether ongoing or closed recurrences are wanted',
					{ closed: 'Closed', ongoing: 'Ongoing' },
					{ default: 'ongoing' },
				),
				customer: reference(targets.customer, 'Only recurrences for this customer', { modes: ids }),
				site: reference(targets.site, 'Only recurrences for this site', { modes: ids }),
				equipment: reference(targets.equipment, 'Only recurrences for this equipment', { modes: ids }),
				type: reference(targets.jobType, 'Only recurrences with this job type', { label: 'Job Type' }),
				reportTemplate: reference(targets.reportTemplate, 'Only recurrences with this report template'),
			},
		}),
	},
});
