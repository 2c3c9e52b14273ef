import { choice, create, get, json, resource, text, words, type Row } from '../../shared/schema/define';
import { entries, results } from '../fields/answers';

/** A number without an entity belongs to a work order, as in the samples. */
const onWorkOrder = (note: Row): Row =>
	note.nte_primary === undefined ? note : { nte_entity: 'worksheets', nte_column: 'WorkorderNo', ...note };

/** Requests "Portal Post Notes JSON" and "Portal Get Notes JSON". */
export const note = resource('note', {
	label: 'Note',
	record: { name: 'nte_reference', label: 'Note Reference', by: { id: 'text' } },
	fields: {
		nte_reference: text('Note Reference', 'Your own reference for the note, used to read it again', {
			placeholder: 'e.g. REF-1001',
		}),
		nte_entity: text('Attach To', 'Kind of record that the note belongs to; worksheets if left out', {
			placeholder: 'e.g. worksheets',
			guess: 'note-entity',
		}),
		nte_column: choice(
			'Number Type',
			'What kind of number you enter; a work order number if left out',
			{ OrderNr: 'Order Number', WorkorderNo: 'Work Order Number' },
			{ guess: 'note-entity' },
		),
		nte_primary: text(
			'Work Order Number',
			'Number of the work order that the note belongs to; to use an order number, add Number Type',
			{ placeholder: 'e.g. WO-1001' },
		),
		nte_content: text('Content', 'Text of the note', { multiline: true }),
		notesJson: json(
			'Notes (JSON)',
			'Array of notes for one request, for expressions. The other fields apply to each note that does not set them itself.',
			{ array: true },
		),
	},
	simplify: {
		keep: [
			...words('nte_id nte_reference nte_entity nte_column nte_primary nte_content'),
			...words('nte_created_by nte_timestamp_created nte_timestamp_modified nte_timestamp_read'),
		],
		utcDates: ['nte_timestamp_created', 'nte_timestamp_modified', 'nte_timestamp_read'],
	},
	operations: {
		get: get('GET /notes/{nte_reference}', { response: results }),
		create: create('POST /notes', {
			description: 'Write a note on an order or work order, or several notes at once',
			top: ['nte_reference', 'nte_primary', 'nte_content'],
			required: ['nte_reference', 'nte_content'],
			shape: onWorkOrder,
			wrap: 'notes',
			bodyList: true,
			many: 'notesJson',
			response: results,
			entries: entries('nte_reference'),
		}),
	},
});
