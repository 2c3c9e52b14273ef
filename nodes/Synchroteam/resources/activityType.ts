import { choice, list, resource, text } from '../../shared/schema/define';
import { records } from '../records';

/** Section "Activity types". */
export const activityType = resource('activityType', {
	record: records.activityType,
	operations: {
		getAll: list('GET /activityType/list', {
			filters: {
				category: choice('Category', 'Only types of this category', {
					atwork: 'At Work',
					clock: 'Clock',
					travel: 'Travel',
					unavail: 'Unavailability',
				}),
				name: text('Name', 'Only types whose name contains this text'),
			},
			sort: { by: { name: 'Name', category: 'Category' }, order: 'ascending' },
		}),
	},
});
