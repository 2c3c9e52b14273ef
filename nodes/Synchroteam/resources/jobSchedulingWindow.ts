import { list, resource } from '../../shared/schema/define';
import { nameSort } from '../fields/common';
import { records } from '../records';

/** Section "Job Scheduling Windows". */
export const jobSchedulingWindow = resource('jobSchedulingWindow', {
	label: 'Job Scheduling Window',
	record: records.jobSchedulingWindow,
	description: 'Parts of the day in which customers want their job',
	operations: { getAll: list('GET /jobschedulingwindow/list', { sort: nameSort }) },
});
