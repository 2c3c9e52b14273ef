import { type IDataObject, type INode, type INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { toNodeError } from '../schema/errors';
import type { Item } from '../request/parameters';

/** Keys that an earlier error output added to an item. They are not its own data. */
const ERROR_FIELDS = ['error', 'errorDescription', 'errorStatus', 'errorType'];

/**
 * The output for an item that failed: its own data, and what happened. n8n sends items with an `error` next to their json to the
 * error output, and overwrites the json of those that still have it at the end; so that `error` is not enumerable, and is lost
 * when n8n copies the item. With Retry On Fail, n8n would run the whole node again if the json of the first item had an `error`;
 * so the one in the json is only written when n8n reads the other one, which happens after that check.
 * @param more further values for the json
 */
export function failedItem(
	node: INode,
	{ index, input }: Item,
	error: unknown,
	more: IDataObject = {},
): INodeExecutionData {
	const shown = toNodeError(node, error, index);
	const status = Number(shown instanceof NodeApiError ? shown.httpCode : undefined);
	const own = Object.fromEntries(Object.entries(input.json).filter(([key]) => !ERROR_FIELDS.includes(key)));
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
