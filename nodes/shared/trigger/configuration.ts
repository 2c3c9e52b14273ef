import { operationOf, type FieldOf, type Fields } from '../schema/define';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { Session } from '../http/session';
import type { Call } from '../request/call';
import { parseDate, wallToUtc } from '../request/dates';
import { toFilters } from '../request/filters';
import { hasExpressionAt, type ParameterReader } from '../request/parameters';
import { isBlank } from '../request/scalars';
import { toList } from '../request/values';
import { InputError } from '../schema/errors';
import { byAlphabet } from '../schema/labels';
import { statusParameter, type ChosenEvent, type ListSource, type PollConfiguration, type TriggerEvent } from './event';
import { toTriggerOutput, type TriggerOutput } from './item';
import { writtenOf } from './pollingNode';
import { LEAST_LOOK_BACK, LOOK_BACK, offeredBy } from './panel';

/** Turns the parameters of a trigger into what is polled: one configuration per list source of the chosen events. */

export interface Chosen {
	configurations: PollConfiguration[];
	/** Whether each item says which event it is. */
	several: boolean;
	output: TriggerOutput;
}

/** @throws InputError for an event, a filter or an option that is not valid */
export function configure(events: Record<string, TriggerEvent>, context: IPollFunctions, session: Session): Chosen {
	const chosen = chosenEvents(events, context);
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const output = toTriggerOutput(options.output, ['simplified', 'full', 'details']);
	const used = chosen.map(({ source }) => source);
	const sourceOf = ({ source, shares }: ChosenEvent) => (shares && used.includes(shares) ? shares : source);
	const sources = [...new Set(chosen.map(sourceOf))];
	return {
		several: chosen.length > 1,
		output,
		configurations: sources.map((source) =>
			toConfiguration(
				source,
				chosen.filter((event) => sourceOf(event) === source),
				context,
				session,
				{ ...options, output },
			),
		),
	};
}

/** The chosen events, sorted by label. */
function chosenEvents(events: Record<string, TriggerEvent>, context: IPollFunctions): ChosenEvent[] {
	const names = [...new Set(toList(context.getNodeParameter('events', [])).map((each) => String(each).trim()))];
	const unknown = names.find((name) => !Object.hasOwn(events, name));
	if (unknown !== undefined) throw new InputError(`There is no event "${unknown}"`, 'Choose events from the list.');
	if (names.length === 0) throw new InputError('Trigger On is empty', 'Choose at least one event from the list.');
	return names
		.flatMap((name) => {
			const event = events[name];
			if (!event) return [];
			return { ...event, name, statuses: chosenStatuses(event, context) };
		})
		.sort((a, b) => byAlphabet(a.label, b.label));
}

/** The chosen statuses; undefined for all of them. */
function chosenStatuses(event: TriggerEvent, context: IPollFunctions): string[] | undefined {
	const name = statusParameter(event);
	if (name === undefined) return undefined;
	const statuses = toList(context.getNodeParameter(name, [])).map((each) => String(each).trim());
	return statuses.length && statuses.some((each) => each !== '') ? statuses : undefined;
}

function toConfiguration(
	source: ListSource,
	events: ChosenEvent[],
	context: IPollFunctions,
	session: Session,
	options: IDataObject,
): PollConfiguration {
	const { zone } = session;
	const { get } = source.resource.operations;
	const getAll = operationOf(source.resource, 'getAll');
	const query = filtersOf(events, context, zone);
	const field = (getAll.filters as Fields)[source.since] as FieldOf<'moment'>;
	const startAt = isBlank(options.startFrom) ? undefined : momentOf(options.startFrom, context.getTimezone());
	return {
		source,
		events,
		query,
		zone: session.responseZone,
		filterZone: session.zone,
		startAt,
		details: options.output === 'details' && get !== undefined,
		reading: source.zoneUnknown ? ((options.filterZone ?? 'unknown') as PollConfiguration['reading']) : field.zone,
		setUp: setUpOf(events, context, session),
		precision: field.precision === 'minute' ? 'minute' : 'second',
		lookBack: wholeNumber(options.overlap ?? LOOK_BACK, 'Look Back', LEAST_LOOK_BACK) * 1000,
		...(options.maxRecords !== undefined && {
			limit: wholeNumber(options.maxRecords, 'Max Items per Poll', 1),
		}),
	};
}

/**
 * Identifies a set-up by what the user entered, with expressions unresolved, and by the account: what an expression returns may
 * differ from poll to poll, and an API key may be replaced.
 */
function setUpOf(events: ChosenEvent[], context: IPollFunctions, { base, service, credentials }: Session): string {
	const paths = ['filters', 'options.startFrom', ...events.flatMap((event) => statusParameter(event) ?? [])];
	const parameters = paths.map((path) => writtenOf(context, path));
	return JSON.stringify([
		base.toLowerCase(),
		service.account(credentials).toLowerCase(),
		events.map(({ name }) => name).sort(),
		...parameters,
	]);
}

/** Reads the filters that all chosen events of a list offer: any other filter would hide records from an event without it. */
function filtersOf(events: ChosenEvent[], context: IPollFunctions, zone: string): Call['query'] {
	const [first] = events;
	if (!first) return {};
	const { resource } = first.source;
	const offered = Object.fromEntries(
		Object.entries(offeredBy(first)).filter(([name]) => events.every((event) => name in offeredBy(event))),
	);
	const given = context.getNodeParameter('filters', {});
	const read: ParameterReader = Object.assign(() => given, {
		isExpression: (path: string) => hasExpressionAt(context.getNode().parameters, path.replace(/^\w+/, 'filters')),
	});
	return toFilters(resource, { ...operationOf(resource, 'getAll'), filters: offered, top: [], shown: [] }, read, {
		account: zone,
		workflow: context.getTimezone(),
	});
}

function wholeNumber(value: unknown, label: string, min: number): number {
	const parsed = isBlank(value) ? NaN : Number(value);
	if (!Number.isInteger(parsed) || parsed < min)
		throw new InputError(
			`${label}: "${String(value)}" is not a whole number of at least ${min}`,
			'Enter one under Options, or remove the option.',
		);
	return parsed;
}

function momentOf(value: unknown, zone: string): number {
	const parsed = parseDate(value);
	if (!parsed)
		throw new InputError(
			`Start From: "${String(value)}" is not a valid date`,
			'Use the date picker, or ISO 8601, e.g. 2026-11-21T10:15:00+01:00.',
		);
	return 'at' in parsed ? parsed.at : wallToUtc(parsed.wall, zone);
}
