import {
	choice,
	create,
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
	words,
} from '../../shared/schema/define';
import { records } from '../records';

/** Section "Activities". */
export const activity = resource('activity', {
	record: records.activity,
	plural: 'Activities',
	description: 'Absences, travel and other time not spent on jobs',
	fields: {
		activityType: reference(records.activityType, 'Kind of activity'),
		user: reference(records.user, 'Who the activity is for'),
		team: reference(records.team, 'Team that is absent; for absences only'),
		dateStart: localTime('Start', 'When it starts, in the time zone of the account', 'minute'),
		dateEnd: localTime('End', 'When it ends, in the time zone of the account', 'minute', { from: 'dateStart' }),
		distance: group('Distance', 'Length of a journey, for travel', {
			km: number('Kilometers', undefined, { min: 0, placeholder: 'e.g. 12.5' }),
			mi: number('Miles', undefined, { min: 0, placeholder: 'e.g. 7.8' }),
		}),
		note: text('Note', undefined, { multiline: true }),
	},
	simplify: {
		keep: [
			...words('id activityType.id activityType.name activityType.category user.id user.login'),
			...words('user.firstName user.lastName team.id team.name dateStart dateEnd distance.km note'),
		],
		dates: ['dateStart', 'dateEnd'],
	},
	operations: {
		get: get('GET /activity/details'),
		create: create('POST /activity/send', { top: ['activityType', 'user', 'dateStart', 'dateEnd', 'note'] }),
		update: update('POST /activity/send'),
		delete: remove('DELETE /activity/delete'),
		getAll: list('GET /activity/list', {
			filters: {
				startDate: localTime(
					'Start Date',
					'Start of the period, in the time zone of the account; also requires End Date',
					'minute',
					{ needs: 'endDate', guess: 'activity-dates-zone' },
				),
				endDate: localTime(
					'End Date',
					'End of the period, in the time zone of the account; also requires Start Date',
					'minute',
					{ needs: 'startDate', guess: 'activity-dates-zone' },
				),
				activityType_name: text('Activity Type Name', 'Only activities of the type with exactly this name'),
				activityType_category: choice(
					'Activity Type Category',
					'Only activities of this category',
					{
						atwork: 'At Work',
						clock: 'Clock',
						travel: 'Travel',
						unavailability: 'Unavailability',
					},
					{ guess: 'unavailability-word' },
				),
				user: reference(records.user, 'Only activities of this user'),
				team: reference(records.team, 'Only activities of this team', { modes: ['id'] }),
			},
			sort: {
				by: {
					startDate: 'Start Date',
					endDate: 'End Date',
					activityType_name: 'Activity Type Name',
					user_login: 'User Login',
				},
				order: 'ascending',
			},
		}),
	},
});
