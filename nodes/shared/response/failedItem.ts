import { type IDataObject, type INode, type INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { toNodeError } from '../schema/errors';
import type { Item } from '../request/parameters';

/** What an earlier error output said of an item is not its own data. */
const SAID = ['error', 'errorDescription', 'errorStatus', 'errorType'];

/**
 * The item that stands for one that failed: its own data, and what happened. n8n sends to the error output what has an `error`
 * next to its json, and overwrites the json of what still has one there at the end; so that one is not enumerable, and is lost
 * when n8n copies the item. With Retry On Fail n8n runs the whole node again where the first item's json has an `error`: there
 * it is written when n8n comes to look for the other one, which is after that.
 * @param more what else is known of it
 */
export function failedItem(
	node: INode,
	{ index, input }: Item,
	error: unknown,
	more: IDataObject = {},
): INodeExecutionData {
	const shown = toNodeError(node, error, index);
	const status = Number(shown instanceof NodeApiError ? shown.httpCode : undefined);
	// What an earlier error output said of it is not the item's own.
	const own = Object.fromEntries(Object.entries(input.json).filter(([key]) => !SAID.includes(key)));
	const failed: INodeExecutionData = {
		json: {
			...own,
			...more,
			...(!node.retryOnFail && { error: shown.message }),
			...(shown.description && { errorDescription: shown.description }),
			...(status && { errorStatus: status }),
			errorType: shown.context.errorType ?? 'input',
		},
		...(input.binary && { binary: input.binary }),
		pairedItem: { item: index },
	};
	let next = node.onError === 'continueErrorOutput' ? shown : undefined;
	return Object.defineProperty(failed, 'error', {
		get: () => {
			failed.json.error = shown.message;
			return next;
		},
		set: (value) => (next = value),
	});
}
