import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/**
 * Something the user has to put right before a request can be sent: `message` names the parameter and what is wrong
 * with it, `advice` says what to do. It never leaves the nodes as it is (`toNodeError`), so it needs no class of n8n, whose
 * own for this purpose came late.
 */
export class InputError extends Error {
	/** @param type `input` unless the service was asked and what it showed stands in the way */
	constructor(
		message: string,
		readonly advice: string,
		readonly type: ErrorType = 'input',
	) {
		super(message);
	}
}

/**
 * What kept an item from its result, for workflows to branch on (`errorType` of an item at the error output). `uncertain`: a
 * change may have been made.
 */
export type ErrorType = 'notFound' | 'refused' | 'unavailable' | 'limit' | 'login' | 'input' | 'uncertain';

const LONGEST = 100;

/** A value for a sentence: text as it is, objects as JSON, both cut where they are long. */
export function shown(value: unknown): string {
	const text = typeof value === 'object' && value !== null ? written(value) : String(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** JSON of an object; one that JSON cannot hold (itself inside itself, thousands of levels) is only called by its kind. */
function written(value: object): string {
	try {
		return String(JSON.stringify(value));
	} catch {
		return Array.isArray(value) ? 'a list' : 'an object';
	}
}

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
