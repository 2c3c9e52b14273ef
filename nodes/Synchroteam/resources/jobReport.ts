import { get, resource } from '../../shared/schema/define';
import { records } from '../records';

/** Section "Job Reports". It is looked up by its job; samples answer a list of blocks, the field table an object that holds it. */
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
