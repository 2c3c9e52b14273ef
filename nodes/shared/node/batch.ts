import { type IExecuteFunctions, type INodeExecutionData, sleep } from 'n8n-workflow';
import { clock } from '../http/clock';
import { concurrently } from '../http/concurrently';
import { toNodeError } from '../schema/errors';
import { cancelBatch } from '../http/requestQueue';
import { type Batch, openSession } from '../http/session';
import type { Item } from '../request/parameters';
import { failedItem } from '../response/failedItem';
import { Execution } from './execution';
import { fromRequestOptions, type Pace } from './items';
import { type ActionNode, prepareItem, requestsAtOnce, type RunItem } from './runItem';

/** The items of one execution, and what becomes of them when one fails. */

/** Number of items prepared in one go; n8n can do other work in between. */
const PREPARED_AT_ONCE = 50;

/**
 * Runs all items. First every item is read and checked, so that nothing is sent if one of them is not valid; then they are
 * sent, a few at a time. After the first failure nothing more is sent, unless the user wants to continue.
 * @returns items in the order of the input, each linked to the one it comes from
 * @throws NodeApiError or NodeOperationError of the first item that failed, unless Continue On Fail
 */
export async function runBatch(context: IExecuteFunctions, node: ActionNode, items: Item[]) {
	const [first] = items;
	if (!first) return [];
	const batch: Batch = { failed: false, requests: 0 };
	const results = new Map<Item, INodeExecutionData[]>();
	let failure: Error | undefined;
	// Called once: each call copies the whole node.
	const shown = context.getNode();
	const fail = (item: Item, error: unknown) => {
		if (item.continueOnFail) results.set(item, [failedItem(shown, item, error)]);
		else if (!failure) {
			failure = toNodeError(shown, error, item.index);
			batch.failed = true;
			cancelBatch(batch);
		}
	};

	const { http, pace } = fromRequestOptions(first.read('requestOptions'));
	const atOnce = requestsAtOnce(first.read, node);
	// By account: with an expression in the credential, items may use different ones.
	const executions = new Map<string, Execution>();
	const prepared: Array<{ item: Item; run: RunItem }> = [];
	for (const [index, item] of items.entries()) {
		if (index % PREPARED_AT_ONCE === 0 && index > 0) await sleep(0);
		try {
			const credentials = await item.credentials(node.service.credential);
			const session = await openSession(node.service, context, { concurrency: atOnce, batch, http, credentials });
			const execution = executions.get(session.queueKey) ?? new Execution();
			executions.set(session.queueKey, execution);
			prepared.push({ item, run: prepareItem(node, item, session, execution) });
		} catch (error) {
			fail(item, error);
		}
		if (failure) throw failure;
	}

	const wait = pacer(pace);
	await concurrently(prepared, atOnce, async ({ item, run }) => {
		await wait();
		if (failure) return;
		try {
			results.set(item, await run());
		} catch (error) {
			fail(item, error);
		}
	});
	if (failure) throw failure;
	return items.flatMap((item) => results.get(item) ?? []);
}

/** @returns a function that waits until the next item may start (Batching, under Request Options) */
function pacer(pace?: Pace) {
	const start = clock.now();
	let begun = 0;
	return async () => {
		if (!pace) return;
		const due = start + Math.floor(begun++ / pace.size) * pace.intervalMs;
		if (due > clock.now()) await clock.sleep(due - clock.now());
	};
}
