import { act, group, number, reference, resource, text, texts } from '../../shared/schema/define';
import { idInRow } from '../fields/links';
import { records } from '../records';

/** Section "Part Movements". */
export const partMovement = resource('partMovement', {
	label: 'Part Movement',
	description: 'Moves parts from one depot to another',
	fields: {
		source: reference(records.depot, 'Depot that the parts come from', { label: 'Source' }),
		destination: reference(records.depot, 'Depot that the parts go to', { label: 'Destination' }),
		part: group('Part', 'What is moved', {
			id: idInRow(records.part, 'the reference'),
			reference: text('Part Reference', 'Reference of the part; needed without an ID', { placeholder: 'e.g. HV-11' }),
			quantity: number('Quantity', 'How many; leave empty where serial numbers are given', {
				integer: true,
				min: 1,
				optional: true,
				placeholder: 'e.g. 2',
			}),
			serials: texts('Serial Numbers', 'Of the pieces that are moved, with commas between them'),
		}),
	},
	operations: {
		move: act('POST /partmovement/do', 'Move', 'Move parts from one depot to another', {
			action: 'Move parts',
			fields: 'all',
			required: ['source', 'destination', 'part'],
			guess: 'The samples contradict each other',
		}),
	},
});
