import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { InputError } from '../schema/errors';

/** Anything thrown → what n8n shows: a message, and what to do. @param itemIndex item that it is about */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	const shown =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(node, error as Error, {
					...(error instanceof InputError && { message: error.message, description: error.advice }),
				});
	if (itemIndex !== undefined) shown.context.itemIndex = itemIndex;
	return shown;
}
