import { act, number, reference, resource, type Row } from '../../shared/schema/define';
import { InputError } from '../../shared/schema/errors';
import { serialNumbers } from '../fields/common';
import { records } from '../records';

/** In the samples, the ID of a part is a text ("p666"); in the list of parts, it is a number. */
const part = { ...records.part, by: { ...records.part.by, id: 'text' } } as const;

/** Moves the quantity or the serial numbers into the part (section "Part Movements"). Numeric IDs are sent as numbers. */
function toBody({ part: moved, quantity, serials, ...others }: Row): Row {
	if (quantity !== undefined && serials !== undefined)
		throw new InputError(
			'Quantity and Serial Numbers are both filled in',
			'Enter the serial numbers of a part that has them, else the quantity. Nothing was sent.',
		);
	const named = moved as Row;
	const id = /^\d{1,15}$/.test(String(named.id)) ? { id: Number(named.id) } : {};
	return { ...others, part: { ...named, ...id, quantity, serials } };
}

/** Section "Part Movements". */
export const partMovement = resource('partMovement', {
	label: 'Part Movement',
	description: 'Moves parts from one depot to another',
	fields: {
		source: reference(records.depot, 'Depot that the parts come from', { label: 'From Depot' }),
		destination: reference(records.depot, 'Depot that the parts go to', { label: 'To Depot' }),
		part: reference(part, 'The part to move'),
		quantity: number('Quantity', 'How many; leave empty if you enter serial numbers', {
			integer: true,
			min: 1,
			placeholder: 'e.g. 2',
		}),
		serials: serialNumbers('Serial numbers of the pieces, separated by commas'),
	},
	operations: {
		move: act('POST /partmovement/do', 'Move', 'Move parts from one depot to another', {
			action: 'Move parts between depots',
			top: ['source', 'destination', 'part', 'quantity', 'serials'],
			required: ['source', 'destination', 'part'],
			oneOf: ['quantity', 'serials'],
			shape: (_, panel) => toBody(panel),
			guess: 'moved-part-id',
		}),
	},
});
