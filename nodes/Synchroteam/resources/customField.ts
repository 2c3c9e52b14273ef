import { act, choice, list, resource } from '../../shared/schema/define';
import { customFieldsAs } from '../fields/common';
import { records } from '../records';

/** Sections "Custom fields" and "Custom field values". The record to act on is a job. */
export const customField = resource('customField', {
	label: 'Custom Field',
	record: records.job,
	customFields: 'job',
	fields: customFieldsAs('CustomFieldValues'),
	operations: {
		getAll: list('GET /customfield/list', {
			top: ['type'],
			required: ['type'],
			filters: {
				type: choice(
					'Type',
					'Kind of record whose custom fields to return',
					{ customer: 'Customer', equipment: 'Equipment', job: 'Job', site: 'Site', user: 'User' },
					{ default: 'job' },
				),
			},
			sort: { by: { label: 'Label', order: 'Order' }, order: 'ascending' },
		}),
		setJobValues: act(
			'POST /customfield/send',
			'Set Values on Job',
			'Set values of custom fields of a job; the others stay as they are',
			{
				action: 'Set custom field values of job',
				repeatable: true,
				idIn: 'body.Job',
				top: ['customFieldValues'],
				fields: 'all',
				oneOf: ['customFields', 'customFieldValues'],
				response: { as: 'under', key: 'CustomFieldValues' },
			},
		),
	},
});
