import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/**
 * Something the user has to correct before a request can be sent: `message` names the parameter and what is wrong with it,
 * `advice` says what to do. It never leaves the nodes as it is (see `toNodeError`), so it need not be a class of n8n, whose own
 * class for this purpose is missing in older versions.
 */
export class InputError extends Error {
	/** @param type `input`, unless the reason is something that the service returned */
	constructor(
		message: string,
		readonly advice: string,
		readonly type: ErrorType = 'input',
	) {
		super(message);
	}
}

/**
 * Why an item has no result, for workflows to branch on (`errorType` of an item at the error output). `uncertain`: a change may
 * have been made.
 */
export type ErrorType = 'notFound' | 'refused' | 'unavailable' | 'limit' | 'login' | 'input' | 'uncertain';

const LONGEST = 100;

/** A value for use in a sentence: text as it is, objects as JSON, both cut to {@link LONGEST} characters. */
export function shown(value: unknown): string {
	const text = typeof value === 'object' && value !== null ? written(value) : String(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** JSON of an object. If there is none (an object inside itself, thousands of levels), it says only what kind of value it is. */
function written(value: object): string {
	try {
		return String(JSON.stringify(value));
	} catch {
		return Array.isArray(value) ? 'a list' : 'an object';
	}
}

/**
 * Turns any error into one that n8n shows with a message and what to do. Node errors, e.g. of requests, stay as they are.
 * @param itemIndex index of the item that caused it, if there are items
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

/** Marks an error with the reason why an item has no result (`errorType` at the error output). */
export function typed<Of extends NodeApiError>(error: Of, type: ErrorType): Of {
	error.context.errorType = type;
	return error;
}
