import { list, resource } from '../../shared/schema/define';
import { nameSort } from '../fields/filters';
import { targets } from '../targets';

/** Section "Job Scheduling Windows". */
export const jobSchedulingWindow = resource('jobSchedulingWindow', {
	label: 'Job Scheduling Window',
	plural: 'Job Scheduling Windows',
	description: 'Parts of the day in which customers want their job',
	target: targets.schedulingWindow,
	operations: { getAll: list('GET /jobschedulingwindow/list', { sort: nameSort }) },
});
