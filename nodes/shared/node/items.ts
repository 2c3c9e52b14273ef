import type { IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';
import type { Item } from '../request/item';
import { parameterReaders } from '../request/parameters';

/** The items of the two doors of n8n, made alike. */

/** All items of an execution. */
export function batchItems(context: IExecuteFunctions): Item[] {
	// A copy of the whole node each time it is asked for: once is enough.
	const readerOf = parameterReaders(context.getNode().parameters);
	const continueOnFail = context.continueOnFail();
	return context.getInputData().map((input, index) => ({
		index,
		input,
		continueOnFail,
		read: readerOf((name) => context.getNodeParameter(name, index, null)),
		credentials: async (type) => await context.getCredentials(type, index),
		files: {
			find: (field) => context.helpers.assertBinaryData(index, field),
			content: async (field) => await context.helpers.getBinaryDataBuffer(index, field),
			prepare: async (content, fileName) => await context.helpers.prepareBinaryData(content, fileName),
		},
	}));
}

/** The one item of a context that knows no others. */
export function singleItem(context: IExecuteSingleFunctions): Item {
	return {
		index: context.getItemIndex(),
		input: context.getInputData(),
		continueOnFail: context.continueOnFail(),
		read: parameterReaders(context.getNode().parameters)((name) => context.getNodeParameter(name, null)),
		credentials: async (type) => await context.getCredentials(type),
		files: {
			find: (field) => context.helpers.assertBinaryData(field),
			content: async (field) => await context.helpers.getBinaryDataBuffer(field),
			prepare: async (content, fileName) => await context.helpers.prepareBinaryData(content, fileName),
		},
	};
}
