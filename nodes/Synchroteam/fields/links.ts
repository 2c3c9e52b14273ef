import {
	day,
	flag,
	localTime,
	reference,
	type Fields,
	type Identifiers,
	type IdType,
	type RecordType,
} from '../../shared/schema/define';
import { ids, records } from '../records';

/**
 * The records that invoices, quotations, notes, tasks and files belong to.
 * @param noun the record that belongs to them, e.g. "task"
 * @param named identifiers of customers, sites and equipment; most bodies take their name as well
 */
export const links = (noun: string, named: ReadonlyArray<'id' | 'myId' | 'name'> = [...ids, 'name']) => ({
	customer: reference(records.customer, `Customer that the ${noun} belongs to`, { modes: named }),
	site: reference(records.site, `Site that the ${noun} belongs to`, { modes: named }),
	equipment: reference(records.equipment, `Equipment that the ${noun} belongs to`, { modes: named }),
	job: reference(records.job, `Job that the ${noun} belongs to`),
});

/** Filters by these records. */
export const linkFilters = (plural: string) => ({
	customer: reference(records.customer, `Only ${plural} of this customer`, { modes: ids }),
	site: reference(records.site, `Only ${plural} of this site`, { modes: ids }),
	equipment: reference(records.equipment, `Only ${plural} of this equipment`, { modes: ids }),
	job: reference(records.job, `Only ${plural} of this job`),
});

/**
 * The ID of a record in a row that can also identify it in another way.
 * @param instead what the row needs if it has no ID, e.g. "the name"
 */
export const idInRow = <By extends Identifiers>(
	of: RecordType<By & { id: IdType }>,
	instead: string,
	label = of.label,
) => reference(of, `Choose From List or By ID; leave empty to use ${instead}`, { label, modes: ['id'], bare: true });

/** A technician or another user, in a body; bodies take the full name as well, filters do not (sections "Jobs", "Schedule a job"). */
export const person = (label: string, description?: string, guess?: string) =>
	reference(records.user, description, { label, modes: ['id', 'login', 'name'], guess });

/** A user, for endpoints whose document does not allow a name. */
export const account = (label: string, description?: string) =>
	reference(records.user, description, { label, modes: ['id', 'login'] });

/** Preferences for the schedule of a job. */
export const jobPreferences = {
	date: day('Preferred Date', 'Day on which the customer prefers the work to be done'),
	dateTime: localTime('Appointment', 'Agreed date and time, in the time zone of the account'),
	isDraft: flag('Draft', 'Whether the schedule is a draft that is not sent to devices yet'),
	isPool: flag('Job Pool', 'Whether the job belongs to the pool'),
} satisfies Fields;

/** When and by whom a job is to be done, inside scheduling preferences. */
export const planners = {
	schedulingWindow: reference(records.jobSchedulingWindow, 'Part of the day for the visit'),
	team: reference(records.team, 'Team that is to do the job'),
	user: account('Technician', 'Technician who is to do the job'),
} satisfies Fields;
