import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Resource } from '../shared/schema/define';
import { InputError } from '../shared/schema/errors';
import { fitsKnown, lookAtAll, type KnownState } from '../shared/trigger/known';
import { openSession, type Session } from '../shared/http/session';
import { simplified, toRecords } from '../shared/response/toItems';
import { toRequest } from '../shared/request/toRequest';
import { sendOrAbsent } from '../shared/http/transport';
import { budgetOf, polled } from '../shared/trigger/triggerRun';
import { toList } from '../shared/request/values';
import { note } from './resources/note';
import { workOrder } from './resources/workOrder';
import { outSmartPortal } from './service';

/** The watching of records by their number: the portal has no list and no "changed since". */

/** Records that a test in the editor shows. */
const SHOWN = 5;

const watched: Record<string, Resource> = { workOrderUpdated: workOrder, noteUpdated: note };

/** Everything that is the same for all numbers of a poll. */
async function prepare(context: IPollFunctions) {
	const event = context.getNodeParameter('event') as string;
	const resource = watched[event];
	if (!resource) throw new InputError(`There is no event "${event}"`, 'Choose one from the list.');
	const { name, label } = resource.record;
	const given = toList(context.getNodeParameter(name, ''))
		.map((each) => String(each).trim())
		.filter((each) => each !== '');
	const numbers = [...new Set(given)];
	if (!numbers.length)
		throw new InputError(
			`${label}s is empty`,
			'Enter what to watch, with commas between, or give a list by an expression.',
		);
	const { maxWaitMs, outOfTime } = budgetOf(context);
	const session = await openSession(outSmartPortal, context, { maxWaitMs });
	return {
		numbers,
		session,
		resource,
		outOfTime,
		simplify: context.getNodeParameter('simplify', true) !== false,
		watch: JSON.stringify([event, session.base]),
		look: async (number: string) => await look(session, resource, number),
	};
}

/** Reads one record; undefined where there is none yet. */
async function look(session: Session, resource: Resource, number: string): Promise<IDataObject | undefined> {
	const request = toRequest(
		resource,
		resource.operations.get,
		(name) => (name === resource.record.name ? number : undefined),
		{ account: session.zone, workflow: session.zone },
	);
	const response = await sendOrAbsent(session, request);
	return response && toRecords(response.body, request)[0];
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

const shownAs = ({ simplify, resource, session }: Prepared, record: IDataObject): IDataObject =>
	simplify && resource.operations.get.simplify
		? simplified(record, resource.operations.get.simplify, session.zone)
		: record;

/** One poll; state is written at the very end. */
async function run(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const prepared = await prepare(context);
	const { watch, numbers, look: read, outOfTime } = prepared;
	const memory = context.getWorkflowStaticData('node');
	const known = memory.state as Partial<KnownState> | undefined;
	const { state, changes } = await lookAtAll(
		watch,
		numbers,
		fitsKnown(known, watch) ? known : undefined,
		read,
		outOfTime,
	);
	memory.state = state as unknown as IDataObject;
	if (!changes.length) return null;
	return [
		changes.map(({ record, appeared, changed }) => ({
			json: { ...shownAs(prepared, record), appeared, changedFields: changed as IDataObject },
		})),
	];
}

/** A test in the editor: the first records that there are, as they are. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const prepared = await prepare(context);
	const items: INodeExecutionData[] = [];
	for (const number of prepared.numbers) {
		const record = await prepared.look(number);
		if (record) items.push({ json: { ...shownAs(prepared, record), appeared: false, changedFields: {} } });
		if (items.length === SHOWN) break;
	}
	if (!items.length)
		throw new InputError(
			'There is no record to show',
			'None of the numbers exists in OutSmart Portal yet. Once the workflow is active, it starts when one appears.',
		);
	return [items];
}

/** The trigger's poll. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await polled(this, { run: async () => await run(this), test: async () => await test(this) });
}
