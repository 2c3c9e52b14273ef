import { choice, create, get, json, resource, text, words } from '../../shared/schema/define';
import { entries, results } from '../fields/answers';

/** Requests "Portal Post Notes JSON" and "Portal Get Notes JSON". */
export const note = resource('note', {
	label: 'Note',
	record: { name: 'nte_reference', label: 'Note Reference', by: { id: 'text' } },
	fields: {
		nte_reference: text('Note Reference', 'Your own reference of the note, by which it can be read again', {
			placeholder: 'e.g. REF-1001',
		}),
		nte_entity: text('Entity', 'Kind of record that the note is on', {
			placeholder: 'e.g. worksheets',
			guess: 'Only "worksheets" is known from samples',
		}),
		nte_column: choice(
			'Named By',
			'What the number of the record is',
			{ OrderNr: 'Order Number', WorkorderNo: 'Work Order Number' },
			{ guess: 'The two values are those of the samples' },
		),
		nte_primary: text('Record Number', 'Number of the order or work order that the note is on', {
			placeholder: 'e.g. WO-1001',
		}),
		nte_content: text('Content', 'Text of the note', { multiline: true }),
		notesJson: json(
			'Notes (JSON)',
			'Array of notes for one request, for expressions; what is set here counts for each note that does not say otherwise',
			{ array: true },
		),
	},
	simplify: {
		keep: words(
			'nte_id nte_reference nte_entity nte_column nte_primary nte_content nte_created_by nte_timestamp_created nte_timestamp_modified nte_timestamp_read',
		),
		utcDates: ['nte_timestamp_created', 'nte_timestamp_modified', 'nte_timestamp_read'],
	},
	operations: {
		get: get('GET /notes/{nte_reference}', { response: results }),
		create: create('POST /notes', {
			description: 'Write a note on an order or work order, or several notes at once',
			top: ['nte_reference', 'notesJson'],
			wrap: 'notes',
			bodyList: true,
			many: 'notesJson',
			response: results,
			entries: entries('nte_reference'),
		}),
	},
});
