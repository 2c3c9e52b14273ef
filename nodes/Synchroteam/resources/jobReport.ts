import { get, resource } from '../../shared/schema/define';
import { records } from '../records';

/** Section "Job Reports". Looked up by its job. The samples return a list of blocks, the table an object that contains it. */
export const jobReport = resource('jobReport', {
	label: 'Job Report',
	record: records.job,
	operations: {
		get: get('GET /jobReport/details', {
			description: 'Get the report of a job, one item per block',
			response: { as: 'under', key: 'blocks' },
		}),
	},
});
