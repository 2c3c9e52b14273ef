import { flagOn, list, resource, text } from '../../shared/schema/define';
import { nameSort, show } from '../fields/common';
import { records } from '../records';

/** Section "Tax Rates". */
export const taxRate = resource('taxRate', {
	record: records.taxRate,
	operations: {
		getAll: list('GET /tax/list', {
			filters: {
				name: text('Name', 'Only rates whose name contains this text'),
				default: flagOn('Default', 'Whether they are default rates; on: only default rates, off: only the others'),
				show: show('rates'),
			},
			sort: nameSort,
		}),
	},
});
