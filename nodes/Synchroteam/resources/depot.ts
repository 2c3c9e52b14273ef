import { act, flagOn, get, json, list, number, resource, rows, text } from '../../shared/schema/define';
import { serialNumbers } from '../fields/common';
import { records } from '../records';

/** Section "Stock Depots". */
export const depot = resource('depot', {
	record: records.depot,
	description: 'Warehouses and vehicles that stock parts',
	fields: {
		depotsJson: json(
			'Depots (JSON)',
			'Array of depots with their parts for one request, for expressions. ' +
				'The other fields apply to each depot that does not set them itself.',
			{ array: true },
		),
		parts: rows('Parts', 'Part', 'Parts in the depot, with their stock', {
			productCode: text('Part Reference', 'Reference of the part', { placeholder: 'e.g. HV-11' }),
			quantity: number('Quantity', 'How many; leave empty if you enter serial numbers', {
				integer: true,
				min: 0,
				placeholder: 'e.g. 10',
			}),
			serials: serialNumbers('One for each piece of a part that has them, separated by commas'),
		}),
	},
	operations: {
		get: get('GET /depot/details', { by: ['id'] }),
		setQuantities: act(
			'POST /depot/quantities',
			'Set Quantities',
			'Set the stock of one or more depots; each returns its own result',
			{
				action: 'Set quantities of depot',
				repeatable: true,
				idIn: 'body.depot',
				top: ['parts'],
				required: ['parts'],
				bodyList: true,
				many: 'depotsJson',
				entries: {
					named: ['name', 'id'],
					refused: ({ error }) => [error].flat().filter(Boolean).join('; ') || undefined,
				},
			},
		),
		getAll: list('GET /depot/list', {
			details: true,
			filters: {
				name: text('Name', 'Only depots whose name contains this text'),
				isProvider: flagOn(
					'Provider',
					'Whether they supply other depots; on: only those that do, off: only those that do not',
				),
				isDefault: flagOn(
					'Default',
					'Whether it is the default depot; on: only the default depot, off: only the others',
				),
			},
			sort: { by: { isProvider: 'Provider', name: 'Name' }, order: 'ascending' },
		}),
	},
});
