import { flagOn, get, list, resource, text } from '../../shared/schema/define';
import { nameSort } from '../fields/common';
import { records } from '../records';

/** Section "Report Templates". */
export const reportTemplate = resource('reportTemplate', {
	record: records.reportTemplate,
	description: 'Forms that technicians fill in',
	operations: {
		get: get('GET /jobReportTemplate/details', { by: ['id'] }),
		getAll: list('GET /jobReportTemplate/list', {
			details: true,
			filters: {
				name: text('Name', 'Only templates whose name contains this text'),
				isPublished: flagOn('Published', 'Whether they are published; on: only published, off: only not published'),
			},
			sort: nameSort,
		}),
	},
});
