import { operationOf, type Resource } from '../shared/schema/define';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { InputError, toNodeError } from '../shared/schema/errors';
import { openSession, type Session } from '../shared/http/session';
import { trySend } from '../shared/http/transport';
import { toRequest } from '../shared/request/toRequest';
import { toList } from '../shared/request/values';
import { simplified, toRecords } from '../shared/response/toItems';
import { toTriggerOutput } from '../shared/trigger/item';
import { budgetOf, memoryStoreOf, polled } from '../shared/trigger/pollingNode';
import { lookAtAll, type Look, type Round, type WatchedState } from '../shared/trigger/watchedRecords';
import { note } from './resources/note';
import { workOrder } from './resources/workOrder';
import { outSmartPortal } from './service';

/** Watches records by their number, since the portal has no list and no "changed since". */

/** How many records a test in the editor shows. */
const SHOWN = 5;
const VERSION = 3;

const watched: Record<string, Resource> = { workOrderUpdated: workOrder, noteUpdated: note };

/** What n8n stores between polls. */
interface State {
	version: typeof VERSION;
	/** The portal that it belongs to. */
	base: string;
	events: Record<string, WatchedState>;
}

/** One event and what it watches. */
interface Watch {
	event: string;
	resource: Resource;
	numbers: string[];
}

/** Prepares what is the same for all numbers of a poll. */
async function prepare(context: IPollFunctions) {
	const events = [...new Set(toList(context.getNodeParameter('events', [])).map((each) => String(each).trim()))].sort();
	if (!events.length) throw new InputError('Trigger On is empty', 'Choose at least one event from the list.');
	const watches = events.map((event): Watch => {
		const resource = watched[event];
		if (!resource) throw new InputError(`There is no event "${event}"`, 'Choose events from the list.');
		return { event, resource, numbers: numbersOf(context, resource) };
	});
	const { maxWaitMs, outOfTime } = budgetOf(context);
	const session = await openSession(outSmartPortal, context, { maxWaitMs });
	const { output } = context.getNodeParameter('options', {}) as IDataObject;
	return { watches, session, outOfTime, simplify: toTriggerOutput(output, ['simplified', 'full']) === 'simplified' };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** @throws InputError if no number is given */
function numbersOf(context: IPollFunctions, { record: { name, label } }: Resource): string[] {
	const given = toList(context.getNodeParameter(name, ''))
		.map((each) => String(each ?? '').trim())
		.filter((each) => each !== '');
	if (!given.length)
		throw new InputError(
			`${label}s is empty`,
			'Enter what to watch, separated by commas, or use an expression that returns a list.',
		);
	return [...new Set(given)];
}

/** Reads one record. */
async function look(session: Session, resource: Resource, number: string): Promise<Look> {
	const request = toRequest(
		resource,
		operationOf(resource, 'get'),
		(name) => (name === resource.record.name ? number : undefined),
		{ account: session.zone, workflow: session.zone },
	);
	const result = await trySend(session, request);
	const [record] = result.kind === 'success' ? toRecords(result.response.body, request) : [];
	if (record) return { kind: 'read', record };
	if (result.kind === 'absent' || result.kind === 'success') return { kind: 'absent' };
	// A refused login concerns all numbers, not just this one.
	if (result.error.httpCode === '401') throw toNodeError(session.caller.getNode(), result.error);
	return { kind: 'failed', error: result.error };
}

function toItem(
	{ simplify, session, watches }: Prepared,
	{ event, resource }: Watch,
	record: IDataObject,
	more: IDataObject,
) {
	const how = operationOf(resource, 'get').simplify;
	const json = simplify && how ? simplified(record, how, session) : record;
	return { json: { ...(watches.length > 1 && { event }), ...json, ...more } };
}

/** One poll; the state is written at the very end. */
async function run(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const prepared = await prepare(context);
	const { watches, session, outOfTime } = prepared;
	const store = memoryStoreOf<State>(context);
	const known = store.found.find(({ version, base }) => version === VERSION && base === session.base)?.events ?? {};
	const items: INodeExecutionData[] = [];
	const events: State['events'] = {};
	for (const watch of watches) {
		const { event, numbers, resource } = watch;
		// Activation reads all numbers, however long that takes, unless n8n sets a time budget: then later polls read the rest.
		const until = known[event] || 'getPollBudgetMs' in context ? outOfTime : () => false;
		const round = await lookAtAll(numbers, known[event], async (number) => await look(session, resource, number), {
			concurrency: session.concurrency,
			outOfTime: until,
		});
		logFailures(context, resource, round.failed);
		events[event] = round.state;
		for (const { record, appeared, changed } of round.changes)
			items.push(toItem(prepared, watch, record, { appeared, changedFields: changed as IDataObject }));
	}
	store.keep({ version: VERSION, base: session.base, events });
	return items.length ? [items] : null;
}

function logFailures(context: IPollFunctions, { label }: Resource, failed: Round['failed']): void {
	for (const { number, error } of failed.slice(0, SHOWN))
		context.logger.warn(
			`${label} ${number} could not be read (${error.message}); it is tried again with the next poll`,
		);
	if (failed.length > SHOWN) context.logger.warn(`${failed.length - SHOWN} more could not be read`);
}

/** A test in the editor: the first records that exist, as they are now. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const prepared = await prepare(context);
	const items: INodeExecutionData[] = [];
	for (const watch of prepared.watches) {
		for (const number of watch.numbers) {
			if (items.length === SHOWN) break;
			const found = await look(prepared.session, watch.resource, number);
			if (found.kind === 'failed') throw toNodeError(context.getNode(), found.error);
			if (found.kind === 'read')
				items.push(toItem(prepared, watch, found.record, { appeared: false, changedFields: {} }));
		}
	}
	if (!items.length)
		throw new InputError(
			'There is no record to show',
			'None of the numbers exists in OutSmart Portal yet. Once the workflow is published (n8n 1: active), it starts when one appears.',
		);
	return [items];
}

/** The trigger's poll. */
export async function pollNumbers(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await polled(context, { run: async () => await run(context), test: async () => await test(context) });
}
