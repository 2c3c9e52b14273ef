import type { IDataObject, INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { parseDate, wallToUtc } from '../request/dates';
import type { FieldOf, Fields, Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { listSearchOf } from '../editor/lookup';
import { fits, poll as pollOnce, start, type News } from './polling';
import { readSample } from './sample';
import type { Plan, Ports, Told, Watch } from './watch';
import type { Service } from '../http/service';
import { openSession, type Session } from '../http/session';
import { simplified } from '../response/toItems';
import type { Call } from '../request/call';
import { toFilters } from '../request/filters';
import { offeredBy, triggerProperties } from './triggerPanel';
import { budgetOf, keyOf, polled } from './triggerRun';
import { isBlank } from '../request/scalars';
import { send, sendOrAbsent } from '../http/transport';

/** What a polling trigger over lists needs: its properties and its poll, between n8n and `polling.ts`. */

const OVERLAP = 120;

/** By node: the state that this process wrote last. Another one comes from an older copy. */
const written = new Map<string, number>();

/**
 * Builds a polling trigger.
 * @param events what "Trigger On" offers
 */
export function listTrigger(service: Service, events: Record<string, Watch>, resources: Resource[]) {
	const properties: INodeProperties[] = triggerProperties(events, OVERLAP);
	const methods = { listSearch: listSearchOf(service, resources) };

	async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await polled(this, { run: async () => await run(this, keyOf(this)), test: async () => await sample(this) });
	}

	/** Activation, or one poll. State is written at the very end: whatever fails before changes nothing. */
	async function run(context: IPollFunctions, key: string): Promise<INodeExecutionData[][] | null> {
		const { session, plan, ports, output } = await prepare(context);
		const memory = context.getWorkflowStaticData('node');
		const known = memory.state as IDataObject | undefined;
		const goesOn = known !== undefined && fits(known, plan);
		const state = goesOn ? known : await start(plan, ports);
		if (!goesOn && plan.startAt === undefined) return keep(memory, state, key, []);
		const outcome = await pollOnce(plan, state, ports, !goesOn || written.get(key) === state.turn);
		return keep(
			memory,
			outcome.state,
			key,
			outcome.news.map((news) => toItem(news, plan, session, output)),
		);
	}

	async function sample(context: IPollFunctions): Promise<INodeExecutionData[][]> {
		const { session, plan, ports, output } = await prepare(context);
		const news = await readSample(plan, ports);
		if (!news.length)
			throw new InputError(
				'There is no record to show',
				`Nothing in ${service.name} fits this event and its filters yet. Once the workflow is active, it starts when something does.`,
			);
		return [news.map((each) => toItem(each, plan, session, output))];
	}

	async function prepare(context: IPollFunctions) {
		const event = context.getNodeParameter('event') as string;
		const watch = events[event];
		if (!watch) throw new InputError(`There is no event "${event}"`, 'Choose one from the list.');
		const options = context.getNodeParameter('options', {}) as IDataObject;
		const { maxWaitMs, outOfTime } = budgetOf(context);
		const session = await openSession(service, context, { maxWaitMs });
		const output = String(options.output ?? 'simplified');
		return {
			session,
			output,
			plan: toPlan(event, watch, context, session, options, output === 'details'),
			ports: portsOf(session, outOfTime),
		};
	}

	return { properties, methods, poll };
}

function keep(
	memory: IDataObject,
	state: { turn: number },
	key: string,
	items: INodeExecutionData[],
): INodeExecutionData[][] | null {
	memory.state = state as unknown as IDataObject;
	written.set(key, state.turn);
	return items.length ? [items] : null;
}

function toItem({ row, whole }: News, { watch, details }: Plan, { zone }: Session, output: string): INodeExecutionData {
	const { simplify } = watch.resource.operations.getAll;
	if (details) return { json: whole ?? row };
	return { json: output === 'simplified' && simplify ? simplified(row, simplify, zone) : row };
}

/** @throws InputError for a filter or an option that cannot be */
function toPlan(
	event: string,
	watch: Watch,
	context: IPollFunctions,
	session: Session,
	options: IDataObject,
	details: boolean,
): Plan {
	const { getAll } = watch.resource.operations;
	const zone = session.zone;
	const given = context.getNodeParameter('filters', {});
	const query = toFilters(watch.resource, { ...getAll, filters: offeredBy(watch), top: [] }, () => given, {
		account: zone,
		workflow: context.getTimezone(),
	});
	const states = chosenStates(watch, query);
	const field = (getAll.filters as Fields)[watch.since] as FieldOf<'moment'>;
	const reading = watch.zoneUnknown ? ((options.filterZone ?? 'unknown') as Plan['reading']) : field.zone;
	const startAt = isBlank(options.startFrom) ? undefined : momentOf(options.startFrom, context.getTimezone());
	return {
		watch,
		query,
		zone,
		details,
		startAt,
		states,
		reading,
		signature: JSON.stringify([event, query, states ?? null, session.base, startAt ?? null]),
		precision: field.precision === 'minute' ? 'minute' : 'second',
		overlapMs: whole(options.overlap ?? OVERLAP, 'Overlap', 75) * 1000,
		limit: whole(options.maxRecords ?? 1000, 'Max Records per Poll', 1),
	};
}

/** Where the user chooses the states that count, the list is not filtered by them: leaving one has to be seen as well. */
function chosenStates({ news }: Watch, query: Call['query']): string[] | undefined {
	if (news.is !== 'entered' || news.into) return undefined;
	const chosen = query[news.value];
	delete query[news.value];
	return chosen === undefined ? undefined : String(chosen).split(',');
}

function whole(value: unknown, label: string, min: number): number {
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
			`Start From: "${String(value)}" is no date`,
			'Use the date picker, or ISO 8601, e.g. 2026-11-21T10:15:00+01:00.',
		);
	return 'at' in parsed ? parsed.at : wallToUtc(parsed.wall, zone);
}

function portsOf(session: Session, outOfTime: () => boolean): Ports {
	const ask = async (call: Call): Promise<Told> => await send(session, call);
	return {
		ask,
		outOfTime,
		find: async (call) => await sendOrAbsent(session, call),
	};
}
