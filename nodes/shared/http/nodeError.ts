import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { InputError, type ErrorType } from '../schema/errors';

/**
 * Any error as one that n8n shows with a message and what to do. Errors of requests and of n8n itself stay as they are.
 * @param itemIndex the item that it came from, where there are items
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	const shown =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(node, error as Error, {
					...(error instanceof InputError && { message: error.message, description: error.advice }),
				});
	if (error instanceof InputError) shown.context.errorType = error.type;
	if (itemIndex !== undefined) shown.context.itemIndex = itemIndex;
	return shown;
}

/** Says what kept an item from its result (`errorType` at the error output). */
export function typed<Of extends NodeApiError>(error: Of, type: ErrorType): Of {
	error.context.errorType = type;
	return error;
}
