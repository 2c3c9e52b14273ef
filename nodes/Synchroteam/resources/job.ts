import {
	act,
	choice,
	choices,
	create,
	flag,
	flagOn,
	get,
	group,
	list,
	localTime,
	number,
	reference,
	remove,
	resource,
	rows,
	text,
	update,
	upsert,
	utcTime,
	words,
	type Choice,
	type Fields,
} from '../../shared/schema/define';
import { address, addressKeys, contact, contactKeys } from '../fields/place';
import { customFields, show, myId, priority, serialNumbers, skills } from '../fields/common';
import { account, jobPreferences, person, planners, idInRow } from '../fields/links';
import { ids, records } from '../records';

/** In the order of a job's life cycle. */
const statuses: Choice[] = [
	{ value: 'created', label: 'Created' },
	{ value: 'scheduled', label: 'Scheduled' },
	{ value: 'synchronized', label: 'Synchronized', description: "Scheduled, and on the technician's device" },
	{ value: 'started', label: 'Started' },
	{ value: 'paused', label: 'Paused' },
	{ value: 'completed', label: 'Completed' },
	{ value: 'validated', label: 'Validated' },
	{ value: 'cancelled', label: 'Cancelled' },
];
const partFields = {
	id: idInRow(records.part, 'the reference'),
	reference: text('Part Reference', 'Reference of the part; needed without an ID'),
	quantity: number('Quantity', 'How many', { placeholder: 'e.g. 2' }),
	serialNumbers: serialNumbers('One for each piece of a part that is tracked, separated by commas'),
} satisfies Fields;
/** For fields that other operations set: it is not documented whether Create and Update can set them as well. */
const extra: { guess: string; guessIn: string[] } = {
	guess: 'job-extras',
	guessIn: ['create', 'update', 'upsert'],
};
const actualStart = localTime('Actual Start', 'When the work began, in the time zone of the account', 'minute', extra);
const actualEnd = localTime('Actual End', 'When the work ended, in the time zone of the account', 'minute', {
	...extra,
	from: 'actualStart',
});

/** The service may add time entries and parts to those that are there, so a request with them is not repeated. */
const setsOnly = { unless: ['timeEntries', 'parts'] };

/** The API document does not state the time zone of these filters. */
const sinceZone = { guess: 'job-since-zone' };

/** What most people set for a new job. */
const essential = ['customer', 'site', 'type', 'description', 'technician', 'scheduledStart', 'scheduledEnd'] as const;

/** Sections "Jobs" and "Job Scheduling Preferences". */
export const job = resource('job', {
	record: records.job,
	keys: ['num', 'myId'],
	allRows: [{ show: 'all' }],
	fields: {
		myId,
		num: number('Number', 'Number of the job; Synchroteam assigns one if left out', {
			integer: true,
			min: 1,
			always: true,
		}),
		description: text('Description', 'What is to be done', { multiline: true }),
		priority: priority('How urgent the job is'),
		customer: reference(records.customer, 'Customer of the job; a new job needs a customer or a site', {
			modes: ids,
		}),
		site: reference(records.site, 'Site of the job; a new job needs a customer or a site', { modes: ids }),
		equipment: reference(records.equipment, 'Equipment to be worked on'),
		type: reference(records.jobType, 'Type of the job', { label: 'Job Type' }),
		reportTemplate: reference(records.reportTemplate, 'Form that the technician fills in'),
		technician: person('Technician', 'Who does the job'),
		otherTechnicians: rows('Other Technicians', 'Technician', 'Additional technicians on the job', {
			id: idInRow(records.user, 'the login or the name', 'Technician'),
			login: text('Login', 'Login of the technician'),
			name: text('Full Name', 'First and last name of the technician', { placeholder: 'e.g. Jane Doe' }),
		}),
		...address,
		geocoding: flagOn('Find Position From Address', 'Whether to work out the coordinates from the address'),
		...contact,
		scheduledStart: localTime('Scheduled Start', 'Planned start, in the time zone of the account'),
		scheduledEnd: localTime('Scheduled End', 'Planned end, in the time zone of the account', 'second', {
			from: 'scheduledStart',
		}),
		actualStart,
		actualEnd,
		status: choice('Status', 'Status of the job', statuses),
		duration: number('Duration', 'Minutes worked', { integer: true, min: 0, guess: 'job-extras' }),
		timeEntries: rows(
			'Time Entries',
			'Time Entry',
			'Periods of work on the job',
			{
				user: person('Technician', 'Who worked'),
				start: localTime('Start', 'When it starts, in the time zone of the account'),
				stop: localTime('End', 'When it ends, in the time zone of the account', 'second', { from: 'start' }),
			},
			{ guess: 'job-extras' },
		),
		parts: rows('Parts', 'Part', 'Parts used on the job', partFields, extra),
		report: rows(
			'Report Values',
			'Report Value',
			'Initial values of the report; used only when the job is created',
			{
				nmCategory: text('Block', 'Name of the block of the report'),
				nmItem: text('Item', 'Name of the item in the block'),
				value: text('Value'),
				iteration: number('Block Repetition', 'Which repetition of the block, counted from 0', {
					integer: true,
					min: 0,
					default: 0,
				}),
			},
			{
				guess: 'report-known-job',
				guessIn: ['upsert'],
			},
		),
		preferences: group('Scheduling Preferences', 'Preferences for planning the job', {
			...jobPreferences,
			...planners,
		}),
		skills: skills('Skills that the job requires'),
		createdBy: person('Created By', 'User who created the job', 'job-extras'),
		createdByCustomer: flag('Created by Customer', 'Whether the customer asked for the job', { guess: 'job-extras' }),
		validateBy: { ...account('Validated By', 'User who validates the job'), ...extra },
		...customFields,
	},
	simplify: {
		keep: [
			...words('id num myId status priority description type.id type.name customer.id customer.name site.id site.name'),
			...words('equipment.id equipment.name technician.id technician.name scheduledStart scheduledEnd actualStart'),
			...words('actualEnd address contact dateModified customFields otherTechnicians parts timeEntries preferences'),
		],
		dates: ['scheduledStart', 'scheduledEnd', 'actualStart', 'actualEnd', 'dateModified'],
		otherDates: ['timeEntries.start', 'timeEntries.stop'],
		optional: ['otherTechnicians', 'parts', 'timeEntries', 'preferences'],
		objects: { address: addressKeys, contact: contactKeys },
		customFields: 'customFieldValues',
		aliases: { 'job.id': 'id', 'job.num': 'num', 'job.myId': 'myId', startDate: 'actualStart' },
	},
	operations: {
		get: get('GET /job/details'),
		create: create('POST /job/send', { top: essential, oneOf: ['customer', 'site'] }),
		update: update('POST /job/send', { except: ['report'], repeatable: setsOnly }),
		upsert: upsert('POST /job/send', 'myId', { orBy: ['num'], top: essential, repeatable: setsOnly }),
		delete: remove('DELETE /job/delete'),
		schedule: act('POST /job/schedule', 'Schedule', 'Set when a job takes place and who does it', {
			action: 'Schedule job and assign technician',
			repeatable: true,
			top: ['scheduledStart', 'scheduledEnd', 'technician'],
			fields: ['otherTechnicians'],
			oneOf: ['scheduledStart', 'scheduledEnd', 'technician', 'otherTechnicians'],
			guess: 'schedule-dates',
			returns: 'some',
		}),
		unschedule: act('POST /job/unschedule', 'Unschedule', 'Remove a job from the schedule', {
			repeatable: true,
			returns: 'some',
		}),
		cancel: act('POST /job/cancel', 'Cancel', 'Cancel a job', { repeatable: true, returns: 'some' }),
		validate: act('POST /job/validate', 'Validate', 'Mark a completed job as validated', {
			repeatable: true,
			top: ['validateBy'],
			returns: 'some',
		}),
		start: act('POST /job/start', 'Start', 'Start a job; another started job of the technician is paused', {
			top: ['actualStart'],
			returns: 'some',
		}),
		confirm: act('POST /job/confirm', 'Confirm', 'Confirm the draft schedule of a job', {
			repeatable: true,
			returns: 'some',
		}),
		complete: act('POST /job/complete', 'Complete', 'Mark a job as completed', {
			repeatable: true,
			top: ['actualStart', 'actualEnd'],
			required: ['actualStart', 'actualEnd'],
			returns: 'some',
		}),
		getPhotos: act('GET /job/photos', 'Get Photos', 'Get the photos of a job, as details or as files', {
			action: 'Get photos of job',
			response: { as: 'under', key: 'photos' },
			// With this query, the response contains the files, so no link has to be followed.
			download: { label: 'Photo', fileName: 'photo.jpg', query: { getImageData: true }, key: 'imageData' },
			filters: { getImageData: flag('Include Base64 Data', 'Whether to include each photo as Base64 text') },
		}),
		addParts: act('POST /job/parts/send', 'Add Parts', 'Add parts used on a job', {
			action: 'Add parts to job',
			top: ['parts'],
			required: ['parts'],
			returns: 'some',
		}),
		getAll: list('GET /job/list', {
			details: true,
			filters: {
				myId: text('Own ID', 'Only the job with this own ID'),
				status: choices('Status', 'Only jobs with one of these statuses', statuses, { joined: true }),
				dateFrom: localTime(
					'Date From',
					'Only jobs planned, in progress or completed at or after this time, in the time zone of the account',
					'second',
					{ guess: 'job-dates-zone' },
				),
				dateTo: localTime(
					'Date To',
					'Only jobs planned, in progress or completed at or before this time, in the time zone of the account',
					'second',
					{ guess: 'job-dates-zone' },
				),
				changedSince: utcTime('Changed Since', 'Only jobs changed at or after this time', 'second', sinceZone),
				reportChangedSince: utcTime(
					'Report Changed Since',
					'Only jobs whose report was changed at or after this time',
					'second',
					sinceZone,
				),
				validatedSince: utcTime('Validated Since', 'Only jobs validated at or after this time', 'second', sinceZone),
				user: reference(records.user, 'Only jobs of this technician', { label: 'Technician' }),
				team: reference(records.team, 'Only jobs of technicians of this team', { modes: ['id'] }),
				team_id_pref: reference(records.team, 'Only jobs with this team in their scheduling preferences', {
					label: 'Preferred Team',
					modes: ['id'],
					key: 'team_id_pref',
				}),
				customer: reference(records.customer, 'Only jobs of this customer', { modes: ids }),
				site: reference(records.site, 'Only jobs at this site', { modes: ids }),
				equipment: reference(records.equipment, 'Only jobs on this piece of equipment', { modes: ids }),
				type: reference(records.jobType, 'Only jobs of this type'),
				reportTemplate: reference(records.reportTemplate, 'Only jobs with this report template'),
				hasPhotos: flagOn('Has Photos', 'Whether they have photos; on: only jobs with photos, off: only those without'),
				otherTechnicians: flagOn('Other Technicians', 'Whether to include the other technicians of each job'),
				show: show('jobs'),
			},
			sort: {
				by: {
					num: 'Number',
					scheduledstart: 'Scheduled Start',
					scheduledend: 'Scheduled End',
					actualstart: 'Actual Start',
					actualend: 'Actual End',
					datemodified: 'Date Modified',
				},
				order: 'ascending',
			},
			shown: ['status', 'customer', 'dateFrom'],
		}),
	},
});
