import type { IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';
import { type Files, type Item, parameterReaders } from '../request/parameters';

/** The items of n8n's two entry points, in one form. */

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
		files: filesOf(
			context.helpers,
			(field) => context.helpers.assertBinaryData(index, field),
			async (field) => await context.helpers.getBinaryDataBuffer(index, field),
		),
	}));
}

/** The one item of a context that knows of no more. */
export function singleItem(context: IExecuteSingleFunctions): Item {
	return {
		index: context.getItemIndex(),
		input: context.getInputData(),
		continueOnFail: context.continueOnFail(),
		read: parameterReaders(context.getNode().parameters)((name) => context.getNodeParameter(name, null)),
		credentials: async (type) => await context.getCredentials(type),
		files: filesOf(
			context.helpers,
			(field) => context.helpers.assertBinaryData(field),
			async (field) => await context.helpers.getBinaryDataBuffer(field),
		),
	};
}

/** An older n8n finds files by the names of their fields only; any n8n reads one by its ID. */
const filesOf = (
	helpers: IExecuteFunctions['helpers'] | IExecuteSingleFunctions['helpers'],
	find: Files['find'],
	contentOf: (field: string) => Promise<Buffer>,
): Files => ({
	find,
	content: async (file) => {
		if (typeof file === 'string') return await contentOf(file);
		return file.id
			? await helpers.binaryToBuffer(await helpers.getBinaryStream(file.id))
			: Buffer.from(file.data, 'base64');
	},
	prepare: async (content, fileName) => await helpers.prepareBinaryData(content, fileName),
});
