import {
	choice,
	create,
	day,
	flagOn,
	get,
	list,
	number,
	reference,
	resource,
	rows,
	text,
	update,
	words,
	type Row,
} from '../../shared/schema/define';
import { idInRow } from '../fields/links';
import { ids, records } from '../records';

const action = choice(
	'Action',
	'Whether to add the entry to the contract or remove it',
	{ add: 'Add', remove: 'Remove' },
	{ default: 'add' },
);
const minutes = (label: string, meaning: string) =>
	number(label, `Minutes (not verified) ${meaning}`, {
		integer: true,
		min: 0,
		placeholder: 'e.g. 240',
		guess: 'sla-minutes',
	});

/** The own ID of a piece of equipment is `myID` in the samples, but `myId` everywhere else: both are sent. */
const withMyID = ({ myId, ...others }: Row): Row => (myId === undefined ? others : { ...others, myId, myID: myId });

/** Section "Contracts". */
export const contract = resource('contract', {
	record: records.contract,
	keys: ['num'],
	allRows: [{ active: true }, { active: false }],
	description: 'Contracts with customers; Synchroteam announces them as upcoming',
	fields: {
		name: text('Name', undefined, { placeholder: 'e.g. Full service 2026' }),
		customer: reference(records.customer, 'Customer that the contract is with', { modes: ids }),
		site: reference(records.site, 'Site that the contract covers', { modes: ids }),
		note: text('Note', undefined, { multiline: true }),
		start: day('Start', 'First day of the contract'),
		end: day('End', 'Last day of the contract', { from: 'start' }),
		hours: number('Included Time (Minutes)', 'Working time that the contract includes, in minutes', {
			integer: true,
			min: 0,
		}),
		equipment: rows(
			'Equipment',
			'Equipment',
			'Equipment to add to the contract or remove from it',
			{
				id: idInRow(records.equipment, 'your own ID'),
				myId: text('Equipment Own ID', 'Your own ID of the equipment; needed without an ID'),
				action,
			},
			{ map: withMyID, also: 'equipments' },
		),
		jobTypes: rows('Job Types', 'Job Type', 'Job types to add to the contract or remove from it', {
			id: idInRow(records.jobType, 'the name'),
			name: text('Job Type Name', 'Name of the job type; needed without an ID'),
			sla: text('Service Level', 'Name of the service level that applies to jobs of this type'),
			action,
		}),
		sla: rows('Service Levels', 'Service Level', 'How soon your company has to react', {
			name: text('Name', undefined, { placeholder: 'e.g. Gold' }),
			tto: minutes('Time to Take Charge (TTO)', 'until somebody takes charge'),
			tts: minutes('Time to Start (TTS)', 'until the work starts'),
			ttr: minutes('Time to Resolve (TTR)', 'until the work is done'),
		}),
		active: flagOn('Active', 'Whether the contract is in force'),
	},
	simplify: {
		keep: words('id num name customer.id customer.name site.id site.name start end hours hoursUsed active'),
		optional: ['hoursUsed'],
	},
	operations: {
		get: get('GET /contract/details'),
		create: create('POST /contract/send', {
			top: ['name', 'customer', 'site', 'start', 'end'],
			required: ['customer'],
		}),
		update: update('POST /contract/send', { repeatable: { unless: ['equipment', 'jobTypes', 'sla'] } }),
		getAll: list('GET /contract/list', {
			details: true,
			filters: {
				name: text('Name', 'Filter by contract name'),
				customer: reference(records.customer, 'Only contracts with this customer', { modes: ids }),
				site: reference(records.site, 'Only contracts for this site', { modes: ids }),
				start: day('Start', 'Only contracts planned, running or ended on or after this day'),
				end: day('End', 'Only contracts planned, running or ended on or before this day'),
				active: flagOn('Active', 'Whether they are in force; on: only contracts in force, off: only the others'),
			},
		}),
	},
});
