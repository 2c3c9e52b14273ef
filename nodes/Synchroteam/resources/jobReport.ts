import { get, resource } from '../../shared/schema/define';
import { targets } from '../targets';

/** Section "Job Reports". It is named by its job; samples answer a list of blocks, the field table an object that holds it. */
export const jobReport = resource('jobReport', {
	label: 'Job Report',
	plural: 'Job Reports',
	target: targets.job,
	operations: {
		get: get('GET /jobReport/details', ['id', 'num', 'myId'], {
			description: 'Get what was filled in on a job, one item per block of the report',
			answer: { as: 'under', key: 'blocks' },
		}),
	},
});
