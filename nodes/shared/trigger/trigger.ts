import type { IDataObject, INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { listSearchOf } from '../editor/lookup';
import { toNodeError } from '../http/nodeError';
import type { Service } from '../http/service';
import { openSession, type Session } from '../http/session';
import { send, trySend } from '../http/transport';
import { simplified } from '../response/toItems';
import type { Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { valueAt } from '../schema/path';
import { configure, OVERLAP, type Chosen } from './configuration';
import { SLACK } from './changeDetection';
import type { Delivery } from './delivery';
import type { ChosenEvent, PollConfiguration, Ports, TriggerEvent } from './event';
import { trace } from './fingerprint';
import { VERSION, type SourceState, type State } from './memory';
import { fromV1, isV1 } from './migrate';
import { triggerProperties } from './panel';
import { pollSource } from './poll';
import { budgetOf, keyOf, polled } from './run';
import { readSample } from './sample';
import { startSource } from './start';
import { storageOf } from './storage';

/** What a polling trigger over lists needs: its properties and its poll, between n8n and `poll.ts`. */

/** By node: the revision that this process wrote last. Another one comes from an older copy. */
const written = new Map<string, number>();

interface Prepared extends Chosen {
	session: Session;
	ports: Ports;
}

/**
 * Builds a polling trigger.
 * @param events what "Trigger On" offers
 */
export function listTrigger(service: Service, events: Record<string, TriggerEvent>, resources: Resource[]) {
	const properties: INodeProperties[] = triggerProperties(events, OVERLAP);
	const methods = { listSearch: listSearchOf(service, resources) };

	async function prepare(context: IPollFunctions): Promise<Prepared> {
		const { maxWaitMs, outOfTime } = budgetOf(context);
		const session = await openSession(service, context, { maxWaitMs });
		return { ...configure(events, context, session), session, ports: portsOf(session, outOfTime) };
	}

	async function sample(context: IPollFunctions): Promise<INodeExecutionData[][]> {
		const prepared = await prepare(context);
		const deliveries = await readSample(prepared.configurations, prepared.ports);
		if (!deliveries.length)
			throw new InputError(
				'There is no record to show',
				`Nothing in ${service.name} matches this event and its filters yet. Once the workflow is published (n8n 1: active), it starts when something does.`,
			);
		return [deliveries.map((each) => toItem(each, prepared))];
	}

	async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const run = async () => await pollAll(this, await prepare(this));
		return await polled(this, { run, test: async () => await sample(this) });
	}

	return { properties, methods, poll };
}

/** Activation, or one poll, of all sources. State is written at the very end: whatever fails before changes nothing. */
async function pollAll(context: IPollFunctions, prepared: Prepared): Promise<INodeExecutionData[][] | null> {
	const key = keyOf(context);
	const storage = storageOf<State>(context);
	const before = storage.known;
	const trusted = before?.version === VERSION && written.get(key) === before.revision;
	const sources: State['sources'] = {};
	const deliveries: Delivery[] = [];
	const failures: Array<{ plural: string; error: Error }> = [];
	for (const configuration of prepared.configurations) {
		const { name } = configuration.source;
		const known = knownOf(before, configuration);
		try {
			const result = await pollOne(configuration, known, prepared.ports, trusted);
			sources[name] = result.state;
			deliveries.push(...result.deliveries);
		} catch (error) {
			// What other lists gave is delivered; this one is asked again from where it was.
			if (known) sources[name] = known;
			failures.push({ plural: configuration.source.resource.plural, error: error as Error });
		}
	}
	if (failures.length && !deliveries.length) throw toNodeError(context.getNode(), failures[0].error);
	for (const { plural, error } of failures) context.logger.warn(`${plural} could not be read: ${error.message}`);
	const revision = (before?.revision ?? 0) + 1;
	storage.keep({ version: VERSION, revision, sources });
	written.set(key, revision);
	return deliveries.length ? [deliveries.map((each) => toItem(each, prepared))] : null;
}

async function pollOne(
	configuration: PollConfiguration,
	known: SourceState | undefined,
	ports: Ports,
	trusted: boolean,
): Promise<{ state: SourceState; deliveries: Delivery[] }> {
	const state = known ?? (await startSource(configuration, ports));
	if (!known && configuration.startAt === undefined) return { state, deliveries: [] };
	return await pollSource(configuration, state, ports, !known || trusted);
}

/** What is remembered for this set-up; another one starts anew. */
function knownOf(state: Partial<State> | undefined, configuration: PollConfiguration): SourceState | undefined {
	if (isV1(state)) return fromV1(state, configuration, SLACK);
	const known = state?.version === VERSION ? state.sources?.[configuration.source.name] : undefined;
	return known?.signature === configuration.signature ? known : undefined;
}

function toItem(
	{ event, row, record, unreadable }: Delivery,
	{ session, output, several }: Prepared,
): INodeExecutionData {
	const { getAll, get } = event.source.resource.operations;
	const shown = output === 'details' && get ? (record ? withState(record, row, event) : row) : undefined;
	const json: IDataObject =
		shown ?? (output !== 'full' && getAll.simplify ? simplified(row, getAll.simplify, session.zone) : row);
	if (!several && unreadable === undefined) return { json };
	const { event: own, ...rest } = json;
	return {
		json: {
			...rest,
			...(own !== undefined && (several ? { recordEvent: own } : { event: own })),
			...(several && { event: event.name }),
			...(unreadable !== undefined && { detailsNote: `The details could not be read: ${unreadable}` }),
		},
	};
}

/** A record that was read after its row may be in another state already: the item shows the one that made the event. */
function withState(record: IDataObject, row: IDataObject, { detects }: ChosenEvent): IDataObject {
	const paths = detects.kind === 'entered' ? [detects.state] : detects.kind === 'dated' ? [detects.date] : [];
	const isOther = paths.some((path) => trace(valueAt(record, path)) !== trace(valueAt(row, path)));
	return isOther ? { ...record, ...row } : record;
}

/** Whether a response is the record that was asked for. */
const isRecord = (record: unknown, id: unknown): record is Record<string, unknown> =>
	typeof record === 'object' && record !== null && String((record as { id?: unknown }).id) === String(id);

/** Failures of one record only: the service does not know what to do with it, while it answers for others. */
const OF_ONE_RECORD = new Set(['400', '403', '405', '409', '410', '422', '500', '502', '503', '504', '200']);

function portsOf(session: Session, outOfTime: () => boolean): Ports {
	return {
		outOfTime,
		ask: async (call) => await send(session, call),
		warn: (text) => session.caller.logger.warn(`${session.service.name}: ${text}`),
		async find(call) {
			const result = await trySend(session, call);
			if (result.kind === 'absent') return { kind: 'absent' };
			if (result.kind === 'success') {
				const { body } = result.response;
				const record: unknown = Array.isArray(body) ? body[0] : body;
				return isRecord(record, call.query.id)
					? { kind: 'read', record }
					: { kind: 'unreadable', reason: 'the response is not this record' };
			}
			if (!OF_ONE_RECORD.has(String(result.error.httpCode))) throw toNodeError(session.caller.getNode(), result.error);
			return { kind: 'unreadable', reason: result.error.message };
		},
	};
}
