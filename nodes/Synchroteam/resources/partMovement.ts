import { act, group, number, reference, resource, rowsIn, text, texts, type Row } from '../../shared/schema/define';
import { idInRow } from '../fields/links';
import { records } from '../records';

/** The samples name a part by text ("p666"), the list of parts by number. */
const part = { ...records.part, by: { ...records.part.by, id: 'text' } } as const;

/** IDs that are numbers are sent as such. */
const withNumber = (moved: Row): Row =>
	/^\d{1,15}$/.test(String(moved.id)) ? { ...moved, id: Number(moved.id) } : moved;

/** Section "Part Movements". */
export const partMovement = resource('partMovement', {
	label: 'Part Movement',
	description: 'Moves parts from one depot to another',
	fields: {
		source: reference(records.depot, 'Depot that the parts come from', { label: 'Source' }),
		destination: reference(records.depot, 'Depot that the parts go to', { label: 'Destination' }),
		part: group('Part', 'What is moved', {
			id: idInRow(part, 'the reference'),
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
			guess: 'The samples contradict each other; they name a part by text as well as by number',
			shape: ({ part: moved, ...others }) => ({ ...others, part: rowsIn([moved ?? null]).map(withNumber)[0] }),
		}),
	},
});
