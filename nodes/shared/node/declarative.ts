import type {
	DeclarativeRestApiSettings,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { toDescription } from '../description/toDescription';
import { customFieldsOf, listSearchOf } from '../editor/lookup';
import { toNodeError } from '../schema/errors';
import type { Service } from '../http/service';
import { openSession, type HttpOptions } from '../http/session';
import type { Resource } from '../schema/define';
import { failedItem } from '../response/failedItem';
import { runBatch } from './batch';
import { Execution } from './execution';
import { batchItems, singleItem, withTimeout } from './items';
import { prepareItem, requestsAtOnce, type ActionNode } from './runItem';

/**
 * Builds what a declarative node needs: its properties, the function that handles a whole batch of items, and the one for
 * a single item.
 * @param customFields path of the list of custom fields, which the editor shows while the node is set up
 */
export function declarative(service: Service, resources: Resource[], defaultResource: string, customFields?: string) {
	const node: ActionNode = { service, resources: new Map(resources.map((each) => [each.name, each])) };

	/** All items of an execution. */
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = batchItems(this);
		try {
			return [await runBatch(this, node, items)];
		} catch (error) {
			const shown = this.getNode();
			// The error concerns all items, so each of them gets it; otherwise n8n would pass on the input items as a success.
			if (this.continueOnFail()) return [items.map((item) => failedItem(shown, item, error))];
			throw toNodeError(shown, error);
		}
	}

	return {
		properties: toDescription(resources, { ...service, defaultResource }),
		// Without a prototype: the engine looks up any name that it is given, e.g. `constructor`.
		customOperations: withoutPrototype(
			resources.map(({ name, operations }) => [
				name,
				withoutPrototype(Object.keys(operations).map((operation) => [operation, execute])),
			]),
		) satisfies INodeType['customOperations'],
		requestOperations: {
			async pagination(this: IExecutePaginationFunctions, { options }: DeclarativeRestApiSettings.ResultOptions) {
				return await runSingle(this, node, options as HttpOptions);
			},
		},
		methods: {
			listSearch: listSearchOf(service, resources),
			...(customFields && { resourceMapping: { customFields: customFieldsOf(service, customFields, resources) } }),
		},
	};
}

const withoutPrototype = <Value>(entries: Array<[string, Value]>): Record<string, Value> =>
	Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries));

/**
 * Runs one item. n8n 1.x calls this if the node is a tool of an agent, and so does every n8n that does not know
 * `customOperations`.
 */
async function runSingle(
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
