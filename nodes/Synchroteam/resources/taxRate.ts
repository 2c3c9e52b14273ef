import { flag, list, resource, text } from '../../shared/schema/define';
import { nameSort, show } from '../fields/filters';
import { targets } from '../targets';

/** Section "Tax Rates". */
export const taxRate = resource('taxRate', {
	label: 'Tax Rate',
	plural: 'Tax Rates',
	target: targets.taxRate,
	operations: {
		getAll: list('GET /tax/list', {
			filters: {
				name: text('Name', 'Only rates whose name holds this text'),
				default: flag('Default', 'Whether to return default rates, or the others', { default: true }),
				show: show('rates'),
			},
			sort: nameSort,
		}),
	},
});
