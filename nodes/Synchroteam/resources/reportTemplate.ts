import { flag, get, list, resource, text } from '../../shared/schema/define';
import { nameSort } from '../fields/filters';
import { targets } from '../targets';

/** Section "Report Templates". */
export const reportTemplate = resource('reportTemplate', {
	label: 'Report Template',
	plural: 'Report Templates',
	description: 'Forms that technicians fill in',
	target: targets.reportTemplate,
	operations: {
		get: get('GET /jobReportTemplate/details', ['id']),
		getAll: list('GET /jobReportTemplate/list', {
			details: '/jobReportTemplate/details',
			filters: {
				name: text('Name', 'Only templates whose name holds this text'),
				isPublished: flag('Published', 'Whether to return published templates, or those that are not', {
					default: true,
				}),
			},
			sort: nameSort,
		}),
	},
});
