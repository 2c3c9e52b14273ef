import {
	choice,
	create,
	flag,
	get,
	list,
	reference,
	remove,
	resource,
	text,
	texts,
	update,
	upsert,
	words,
} from '../../shared/schema/define';
import { customFields, show, skills } from '../fields/common';
import { position } from '../fields/place';
import { records } from '../records';

/** Section "Users". */
export const user = resource('user', {
	record: records.user,
	keys: ['login'],
	allRows: [{ show: 'all' }],
	fields: {
		login: text('Login', 'Name with which the user signs in', { placeholder: 'e.g. jdoe', always: true }),
		password: text('Password', 'Password of the user; a new user needs one', { password: true, always: true }),
		firstName: text('First Name'),
		lastName: text('Last Name'),
		email: text('Email', undefined, { placeholder: 'e.g. name@email.com' }),
		phone: text('Phone'),
		language: choice('Language', 'Language of the user', {
			CZ: 'Czech',
			EN: 'English',
			FR: 'French',
			RO: 'Romanian',
			ES: 'Spanish',
		}),
		profile: choice('Profile', 'What the user may do', {
			administrator: 'Administrator',
			manager: 'Manager',
			technician: 'Technician',
		}),
		teams: texts('Teams', 'Names of the teams, separated by commas, or a list from an expression', {
			placeholder: 'e.g. North, South',
		}),
		skilledTrades: skills('What the technician can do'),
		startLocation: position('Start Location', 'Where the working day starts', {
			fullAddress: text('Full Address', 'Whole address on one line'),
		}),
		timezone: text('Time Zone', 'Windows name of the time zone; the one of the account if left out', {
			placeholder: 'e.g. Romance Standard Time',
		}),
		isSubcontractor: flag('Subcontractor', 'Whether the user works for another company'),
		...customFields,
	},
	simplify: {
		keep: words('id firstName lastName login email phone profile teams lastConnection deleted customFields'),
		customFields: 'customFieldValues',
		dates: ['lastConnection', 'deleted'],
	},
	operations: {
		get: get('GET /user/details', {
			filters: {
				phoneFormat: choice('Phone Format', 'How the phone number is written', {
					intl: 'International',
					local: 'Local',
				}),
			},
		}),
		create: create('POST /user/send', {
			top: ['login', 'password', 'firstName', 'lastName', 'email', 'profile'],
			required: ['login', 'password'],
		}),
		update: update('POST /user/send'),
		upsert: upsert('POST /user/send', 'login', { top: ['password', 'firstName', 'lastName', 'email', 'profile'] }),
		delete: remove('DELETE /user/delete'),
		getAll: list('GET /user/list', {
			filters: {
				team: reference(records.team, 'Only users in this team', { key: '{stem}{By}' }),
				skilledTrade: text('Skill', 'Only users with this skill'),
				show: show('users'),
			},
			sort: { by: { login: 'Login', dateModified: 'Date Modified' }, order: 'ascending' },
			guess: 'user-sort',
		}),
	},
});
