import { list, resource, text } from '../../shared/schema/define';
import { nameSort, show } from '../fields/common';
import { records } from '../records';

/** Section "Teams". */
export const team = resource('team', {
	record: records.team,
	operations: {
		getAll: list('GET /team/list', {
			filters: { name: text('Name', 'Only teams whose name contains this text'), show: show('teams') },
			sort: nameSort,
		}),
	},
});
