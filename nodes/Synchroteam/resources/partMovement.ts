import { act, number, reference, resource, type Row } from '../../shared/schema/define';
import { InputError } from '../../shared/schema/errors';
import { serialNumbers } from '../fields/common';
import { records } from '../records';

/** The samples name a part by text ("p666"), the list of parts by number. */
const part = { ...records.part, by: { ...records.part.by, id: 'text' } } as const;

/** How many, or which, belongs to the part (section "Part Movements"). IDs that are numbers are sent as such. */
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
