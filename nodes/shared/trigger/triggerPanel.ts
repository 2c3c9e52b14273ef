import type { INodeProperties } from 'n8n-workflow';
import type { Fields } from '../schema/define';
import type { Watch } from './watch';
import { toProperties } from '../description/fieldProperties';

/** The panel of a trigger: events, filters of their lists, options. */

/** Filters that an event offers: those of its list but times, which the poll sets, and those that contradict the event. */
export function offeredBy({ resource, without = [] }: Watch): Fields {
	const all = resource.operations.getAll.filters ?? {};
	return Object.fromEntries(
		Object.entries(all).filter(([name, field]) => field.kind !== 'moment' && !without.includes(name)),
	);
}

const byLabel = <T extends { displayName: string }>(list: T[]): T[] =>
	[...list].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** One option for each filter and list that has it, shown for the events of that list. */
function filterOptions(events: Record<string, Watch>): INodeProperties[] {
	const options = new Map<string, { property: INodeProperties; events: string[] }>();
	for (const [event, watch] of Object.entries(events)) {
		for (const property of Object.entries(offeredBy(watch)).flatMap(([name, field]) => toProperties(name, field))) {
			// What is alike in several lists is one option; descriptions speak of one list only, but switches need theirs.
			const { description, ...alike } = property;
			const shared: INodeProperties = { ...alike, ...(property.type === 'boolean' && { description }) };
			const key = JSON.stringify(shared);
			const known = options.get(key) ?? { property: shared, events: [] };
			known.events.push(event);
			options.set(key, known);
		}
	}
	return byLabel(
		[...options.values()].map(({ property, events: event }) => ({
			...property,
			displayOptions: { show: { '/event': event } },
		})),
	);
}

/** @param overlap default, in seconds */
export function triggerProperties(events: Record<string, Watch>, overlap: number): INodeProperties[] {
	const entries = Object.entries(events);
	const filtered = entries.filter(([, watch]) => Object.keys(offeredBy(watch)).length).map(([name]) => name);
	const zoneUnknown = entries.filter(([, watch]) => watch.zoneUnknown && !watch.toKnown).map(([name]) => name);
	const detailed = entries.filter(([, { resource }]) => resource.operations.get).map(([name]) => name);
	const outputs = [
		{ name: 'Full as Listed', value: 'full', description: 'Everything that the list shows' },
		{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
		{
			name: 'With Details',
			value: 'details',
			description: 'The record in full, with report, parts and lines; takes one request more per record',
		},
	];
	const output: INodeProperties = {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		description: 'How much of each record is given',
		options: outputs,
	};
	return [
		{
			displayName: 'Trigger On',
			name: 'event',
			type: 'options',
			noDataExpression: true,
			default: 'jobStatusChanged',
			required: true,
			options: entries
				.map(([value, { label, description }]) => ({ name: label, value, description }))
				.sort((a, b) => a.name.localeCompare(b.name)),
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			displayOptions: { show: { event: filtered } },
			options: filterOptions(events),
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel<INodeProperties>([
				{ ...output, displayOptions: { show: { '/event': detailed } } },
				{ ...output, options: outputs.slice(0, 2), displayOptions: { hide: { '/event': detailed } } },
				{
					displayName: 'Start From',
					name: 'startFrom',
					type: 'dateTime',
					default: '',
					description: 'Also deliver what happened from this moment on, instead of starting at activation',
				},
				{
					displayName: 'Max Records per Poll',
					name: 'maxRecords',
					type: 'number',
					default: 1000,
					typeOptions: { minValue: 1 },
					description: 'How many records one poll delivers at most; the others follow with the next polls, in order',
				},
				{
					displayName: 'Overlap',
					name: 'overlap',
					type: 'number',
					default: overlap,
					typeOptions: { minValue: 75 },
					description:
						'How many seconds before the last poll are asked for again, for changes that the service shows late; nothing is delivered twice by it',
				},
				{
					displayName: 'Zone of Times',
					name: 'filterZone',
					type: 'options',
					default: 'unknown',
					displayOptions: { show: { '/event': zoneUnknown } },
					description:
						'In which zone the service reads the times of this list, which its document does not say; knowing it makes polls smaller',
					options: [
						{ name: 'Account', value: 'account', description: 'The time zone of the account' },
						{ name: 'Unknown', value: 'unknown', description: 'Ask so that neither reading misses anything' },
						{ name: 'UTC', value: 'utc' },
					],
				},
			]),
		},
	];
}
