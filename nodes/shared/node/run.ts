import type { IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { openSession, type HttpOptions } from '../http/session';
import { failedItem } from '../response/failedItem';
import { toNodeError } from '../schema/errors';
import { runBatch } from './batch';
import { Execution } from './execution';
import { batchItems, singleItem, withTimeout } from './items';
import { prepareItem, requestsAtOnce, type ActionNode } from './runItem';

/** What the two entry points do. */

/** Runs all items of an execution. */
export async function runAll(context: IExecuteFunctions, node: ActionNode): Promise<INodeExecutionData[][]> {
	const items = batchItems(context);
	try {
		return [await runBatch(context, node, items)];
	} catch (error) {
		const shown = context.getNode();
		// The error concerns all items, so each of them gets it; otherwise n8n would pass on the input items as a success.
		if (context.continueOnFail()) return [items.map((item) => failedItem(shown, item, error))];
		throw toNodeError(shown, error);
	}
}

/**
 * Runs one item. n8n 1.x calls this if the node is a tool of an agent, and so does every n8n that does not know
 * `customOperations`.
 */
export async function runSingle(
	context: IExecutePaginationFunctions,
	node: ActionNode,
	{ proxy, timeout, skipSslCertificateValidation }: HttpOptions,
): Promise<INodeExecutionData[]> {
	const item = singleItem(context);
	try {
		const session = await openSession(node.service, context, {
			concurrency: requestsAtOnce(item.read, node),
			batch: { failed: false, requests: 0 },
			http: { proxy, ...withTimeout(timeout), skipSslCertificateValidation },
		});
		return await prepareItem(node, item, session, new Execution())();
	} catch (error) {
		if (item.continueOnFail) return [failedItem(context.getNode(), item, error)];
		throw toNodeError(context.getNode(), error, item.index);
	}
}
