import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { askOf } from '../http/list';
import { InputError, toNodeError } from '../schema/errors';
import type { Service } from '../http/service';
import { openSession, type Session } from '../http/session';
import { trySend } from '../http/transport';
import type { DateZones } from '../response/toItems';
import { operationOf } from '../schema/define';
import { activate } from './activation';
import { configure, type Chosen } from './configuration';
import type { Delivery } from './deliver';
import type { PollConfiguration, Ports, TriggerEvent } from './event';
import { toItem } from './item';
import { budgetOf, memoryStoreOf, polled } from './pollingNode';
import { pollSource, type SourceState } from './poll';
import { readSample } from './sample';

/** The poll of a trigger, which connects n8n and `poll.ts`. */

const VERSION = 4;

/** What n8n stores for the node. */
interface State {
	version: typeof VERSION;
	/** By name of the list source. */
	sources: Record<string, SourceState>;
}

interface Prepared extends Chosen {
	ports: Ports;
	zones: DateZones;
}

type Events = Record<string, TriggerEvent>;

/**
 * One poll of the lists, or a test in the editor.
 * @param events what "Trigger On" offers
 */
export async function pollLists(context: IPollFunctions, service: Service, events: Events) {
	return await polled(context, {
		run: async () => await pollAll(context, await prepare(context, service, events)),
		test: async () => await sample(await prepare(context, service, events), service),
	});
}

async function prepare(context: IPollFunctions, service: Service, events: Events): Promise<Prepared> {
	const { maxWaitMs, outOfTime } = budgetOf(context);
	const session = await openSession(service, context, { maxWaitMs });
	const chosen = configure(events, context, session);
	return { ...chosen, ports: portsOf(session, outOfTime), zones: session };
}

async function sample(prepared: Prepared, { name }: Service): Promise<INodeExecutionData[][]> {
	const deliveries = await readSample(prepared.configurations, prepared.ports);
	if (!deliveries.length)
		throw new InputError(
			'There is no record to show',
			`Nothing in ${name} matches this event and its filters yet. ` +
				'Once the workflow is published (n8n 1: active), it starts when something does.',
		);
	return [deliveries.map((each) => toItem(each, prepared))];
}

/** Activates or polls all sources. The memory is written at the very end, so that a failure before that changes nothing. */
async function pollAll(context: IPollFunctions, prepared: Prepared): Promise<INodeExecutionData[][] | null> {
	const store = memoryStoreOf<State>(context);
	const sources: State['sources'] = {};
	const deliveries: Delivery[] = [];
	const failures: Array<{ plural: string; error: Error }> = [];
	for (const configuration of prepared.configurations) {
		const { name, resource } = configuration.source;
		const known = knownOf(store.found, configuration);
		try {
			const result = await pollOne(configuration, known, prepared.ports, store.isLatest);
			sources[name] = result.state;
			deliveries.push(...result.deliveries);
		} catch (error) {
			// What other lists returned is delivered; the next poll reads this one again from the same cursor.
			if (known) sources[name] = known;
			failures.push({ plural: resource.plural, error: error as Error });
		}
	}
	const [failure] = failures;
	if (failure && !deliveries.length) throw toNodeError(context.getNode(), failure.error);
	for (const { plural, error } of failures) context.logger.warn(`${plural} could not be read: ${error.message}`);
	store.keep({ version: VERSION, sources });
	return deliveries.length ? [deliveries.map((each) => toItem(each, prepared))] : null;
}

async function pollOne(
	configuration: PollConfiguration,
	known: SourceState | undefined,
	ports: Ports,
	isTrusted: boolean,
): Promise<{ state: SourceState; deliveries: Delivery[] }> {
	const state = known ?? (await activate(configuration, ports));
	if (!known && configuration.startAt === undefined) return { state, deliveries: [] };
	return await pollSource(configuration, state, ports, !known || isTrusted);
}

/** What is remembered for this set-up; undefined for a new set-up, which starts with an activation. */
function knownOf(found: Array<Partial<State>>, { source, setUp }: PollConfiguration): SourceState | undefined {
	return found
		.filter(({ version }) => version === VERSION)
		.map(({ sources }) => sources?.[source.name])
		.find((known) => known?.setUp === setUp);
}

/** Whether a response is the record that was asked for. */
const isRecord = (record: unknown, id: unknown): record is IDataObject =>
	typeof record === 'object' && record !== null && String((record as { id?: unknown }).id) === String(id);

/** HTTP codes of failures that may concern one record only, while the service responds for others. */
const OF_ONE_RECORD = new Set(['400', '403', '405', '409', '410', '422', '500', '502', '503', '504', '200']);

function portsOf(session: Session, outOfTime: () => boolean): Ports {
	return {
		outOfTime,
		list: (call) => askOf(session, call),
		warn: (text) => session.caller.logger.warn(`${session.service.name}: ${text}`),
		async find(resource, { id }) {
			const { path } = operationOf(resource, 'get');
			const result = await trySend(session, { verb: 'GET', path, query: { id: id as string } });
			if (result.kind === 'absent') return { kind: 'absent' };
			if (result.kind === 'success') {
				const { body } = result.response;
				const record: unknown = Array.isArray(body) ? body[0] : body;
				return isRecord(record, id)
					? { kind: 'read', record }
					: { kind: 'unreadable', reason: 'the response is not this record' };
			}
			if (!OF_ONE_RECORD.has(String(result.error.httpCode))) throw toNodeError(session.caller.getNode(), result.error);
			return { kind: 'unreadable', reason: result.error.message };
		},
	};
}
