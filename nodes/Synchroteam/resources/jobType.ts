import { create, flag, get, list, reference, resource, text, update, upsert } from '../../shared/schema/define';
import { nameSort, priority, skills } from '../fields/common';
import { records } from '../records';

/** Section "Job Types". */
export const jobType = resource('jobType', {
	record: records.jobType,
	keys: ['name'],
	allRows: [{}],
	fields: {
		name: text('Name', undefined, { placeholder: 'e.g. Yearly maintenance' }),
		duration: text('Duration', 'Usual duration of its jobs: hours, minutes, seconds', {
			placeholder: 'e.g. 01:30:00',
			pattern: /^\d{2}:\d{2}:\d{2}$/,
			rule: 'Write it as HH:mm:ss, e.g. 01:30:00.',
		}),
		isDefault: flag('Default', 'Whether new jobs get this type'),
		priority: priority('How urgent its jobs are'),
		customHeader: text('Custom Header', 'Address in the header of its reports'),
		customLogoUrl: text('Custom Logo URL', 'Web address of the logo in the header of its reports', {
			placeholder: 'e.g. https://example.com/logo.png',
		}),
		defaultJobReport: reference(records.reportTemplate, 'Form that technicians fill in for its jobs', {
			label: 'Default Report Template',
		}),
		skills: skills('Skills that its jobs require'),
	},
	operations: {
		get: get('GET /jobtype/details'),
		create: create('POST /jobtype/send', {
			top: ['name', 'duration', 'defaultJobReport'],
			required: ['name'],
		}),
		update: update('POST /jobtype/send', {
			description: 'Change fields of a job type; whether the other fields keep their values is not documented',
			guess: 'unsent-fields',
		}),
		upsert: upsert('POST /jobtype/send', 'name', {
			top: ['duration', 'defaultJobReport'],
			guess: 'unsent-fields',
		}),
		getAll: list('GET /jobtype/list', {
			filters: { name: text('Name', 'Only types whose name contains this text') },
			sort: nameSort,
		}),
	},
});
