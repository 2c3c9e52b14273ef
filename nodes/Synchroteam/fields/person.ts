import { day, flag, localTime, reference, type Fields } from '../../shared/schema/define';
import { records } from '../records';

/** A technician or another user, in a body; bodies take the full name as well, filters do not (sections "Jobs", "Schedule a job"). */
export const person = (label: string, description?: string, guess?: string) =>
	reference(records.user, description, { label, modes: ['id', 'login', 'name'], guess });

/** A user where the document allows no name. */
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
