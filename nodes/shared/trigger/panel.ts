import { fieldOf, operationOf, type Fields } from '../schema/define';
import type { INodeProperties } from 'n8n-workflow';
import { statusParameter, type TriggerEvent } from './event';
import { toProperty } from '../description/fieldProperties';
import { byAlphabet } from '../schema/labels';

/** The panel of a trigger: events, filters of their lists, options. */

/** Default of Look Back, then its minimum, in seconds. */
export const LOOK_BACK = 120;
export const LEAST_LOOK_BACK = 75;

/** Filters that an event offers: those of its list, without dates, which the poll sets, and without those that contradict it. */
export function offeredBy({ source: { resource }, without = [] }: TriggerEvent): Fields {
	const all: Fields = operationOf(resource, 'getAll').filters ?? {};
	return Object.fromEntries(
		Object.entries(all).filter(([name, field]) => field.kind !== 'moment' && !without.includes(name)),
	);
}

const byLabel = <T extends { displayName: string }>(list: T[]): T[] =>
	[...list].sort((a, b) => byAlphabet(a.displayName, b.displayName));

type Entries = Array<[string, TriggerEvent]>;

/**
 * One option for each filter, shown for the events whose list has it; but hidden if an event of the same list is chosen that
 * does not offer it, since the filter would hide records from that event.
 */
function filterOptions(entries: Entries): INodeProperties[] {
	const options = new Map<string, { property: INodeProperties; events: Entries }>();
	for (const entry of entries) {
		for (const [name, field] of Object.entries(offeredBy(entry[1]))) {
			const { description, ...alike } = toProperty(name, field);
			// The same filter in several lists is one option. Its description is about one list and left out, but switches need one.
			const shared: INodeProperties = { ...alike, ...(alike.type === 'boolean' && { description }) };
			const key = JSON.stringify(shared);
			const known = options.get(key) ?? { property: shared, events: [] };
			known.events.push(entry);
			options.set(key, known);
		}
	}
	return byLabel(
		[...options.values()].map(({ property, events }) => {
			const lists = new Set(events.map(([, { source }]) => source.resource));
			const against = entries.filter((entry) => lists.has(entry[1].source.resource) && !events.includes(entry));
			return {
				...property,
				displayOptions: {
					show: { '/events': events.map(([value]) => value) },
					...(against.length > 0 && { hide: { '/events': against.map(([value]) => value) } }),
				},
			};
		}),
	);
}

/** The choice of statuses, at the top of the panel, for events that let the user choose them. */
function statusProperties(entries: Entries): INodeProperties[] {
	return entries.flatMap(([value, event]) => {
		const { source } = event;
		const path = statusParameter(event);
		if (path === undefined) return [];
		const filters = operationOf(source.resource, 'getAll').filters ?? {};
		return {
			...toProperty(path, fieldOf({ name: source.resource.name, fields: filters }, path)),
			displayName: 'New Status',
			description: 'Statuses that start the workflow; any if none is chosen',
			displayOptions: { show: { events: [value] } },
		};
	});
}

const outputs = [
	{ name: 'Raw', value: 'full', description: 'Everything that the list shows' },
	{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
	{
		name: 'With Details',
		value: 'details',
		description: 'The record in full, with report, parts and lines; takes one extra request per record',
	},
];

/** The option in two versions: with details for records that have them, without for the others. */
function outputOptions(detailed: string[]): INodeProperties[] {
	const output: INodeProperties = {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		description: 'How much of each record to return',
		options: outputs,
	};
	return [
		{ ...output, displayOptions: { show: { '/events': detailed } } },
		{ ...output, options: outputs.slice(0, 2), displayOptions: { hide: { '/events': detailed } } },
	];
}

/** Options for what a poll reads. */
const readingOptions = (zoneUnknown: string[]): INodeProperties[] => [
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'dateTime',
		default: '',
		description:
			'Also deliver what happened since this time, instead of starting when the workflow is published (n8n 1: activated). ' +
			'It counts once, when the trigger starts.',
	},
	{
		displayName: 'Max Items per Poll',
		name: 'maxRecords',
		type: 'number',
		default: 1000,
		typeOptions: { minValue: 1 },
		description:
			'Maximum number of items per poll and kind of record; the rest follow with the next polls, in order. ' +
			'Without it, a poll delivers all that it can read in its time.',
	},
	{
		displayName: 'Look Back (Seconds)',
		name: 'overlap',
		type: 'number',
		default: LOOK_BACK,
		typeOptions: { minValue: LEAST_LOOK_BACK },
		description:
			'How far each poll looks back before the last one, for changes that the service shows late; some minutes come on top. ' +
			'What was delivered is not delivered again.',
	},
	{
		displayName: 'Time Zone of This List',
		name: 'filterZone',
		type: 'options',
		default: 'unknown',
		displayOptions: { show: { '/events': zoneUnknown } },
		description:
			'Time zone in which the service reads the dates of this list. Its document does not say; if you know it, polls read less.',
		options: [
			{ name: 'Account', value: 'account', description: 'The time zone of the account' },
			{ name: 'Unknown', value: 'unknown', description: 'Read enough to miss nothing either way' },
			{ name: 'UTC', value: 'utc' },
		],
	},
];

function eventsProperty(entries: Entries): INodeProperties {
	return {
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		default: ['jobStatusChanged'],
		required: true,
		description: 'Events of the same kind of record share their requests',
		options: entries
			.map(([value, { label, description }]) => ({ name: label, value, description }))
			.sort((a, b) => byAlphabet(a.name, b.name)),
	};
}

/** All parameters of a trigger, in the order of its panel. @param events by their value in "Trigger On" */
export function triggerProperties(events: Record<string, TriggerEvent>): INodeProperties[] {
	const entries = Object.entries(events);
	const namesOf = (some: Entries) => some.map(([name]) => name);
	const filtered = namesOf(entries.filter(([, event]) => Object.keys(offeredBy(event)).length));
	const zoneUnknown = namesOf(entries.filter(([, { source }]) => source.zoneUnknown && !source.unfiltered));
	const detailed = namesOf(entries.filter(([, { source }]) => source.resource.operations.get));
	return [
		eventsProperty(entries),
		...statusProperties(entries),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			displayOptions: { show: { events: filtered } },
			options: filterOptions(entries),
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel<INodeProperties>([...outputOptions(detailed), ...readingOptions(zoneUnknown)]),
		},
	];
}
