/**
 * What the contract knows and a node does not send, with the reason. Every operation of a line has to need every place of
 * it; what is no longer needed fails the test.
 */
export interface Exception {
	/** Node, resource and operation, e.g. `synchroteam job create`. */
	operations: string[];
	/** Places in the request, e.g. `body.lines[].id`, or `body.status = late` for a single value. */
	places: string[];
	reason: string;
}

export const exceptions: Exception[] = [];
