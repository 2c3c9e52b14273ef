import type {
	DeclarativeRestApiSettings,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { toDescription } from '../description/toDescription';
import type { Service } from '../http/service';
import type { HttpOptions } from '../http/session';
import type { Resource } from '../schema/define';
import type { ActionNode } from './runItem';

/**
 * Builds what a declarative node needs: its properties, the function that handles a whole batch of items, and the one for
 * a single item. What runs items is loaded with the first of them.
 */
export function declarative(service: Service, resources: Resource[], defaultResource: string) {
	const node: ActionNode = { service, resources: new Map(resources.map((each) => [each.name, each])) };

	/** All items of an execution. */
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runAll } = await import('./run');
		return await runAll(this, node);
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
				const { runSingle } = await import('./run');
				return await runSingle(this, node, options as HttpOptions);
			},
		},
	};
}

const withoutPrototype = <Value>(entries: Array<[string, Value]>): Record<string, Value> =>
	Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries));
