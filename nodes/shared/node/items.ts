import type { IExecuteFunctions, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { parameterReaders, type Files, type Item } from '../request/parameters';
import { LONGEST_TIMER } from '../http/clock';
import type { HttpOptions } from '../http/session';
import { isBlank, toExactNumber } from '../request/scalars';
import { InputError, shown } from '../schema/errors';

/** Converts what n8n passes to the two entry points into one form: items, and the Request Options. */

/** All items of an execution. */
export function batchItems(context: IExecuteFunctions): Item[] {
	// Called once: each call copies the whole node.
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

/** The item of a context that has only one. */
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

/** An older n8n finds a file only by the name of its field; every n8n can read a file by its ID. */
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

// n8n's own Request Options, which the engine reads itself only when it runs the node declaratively.

/** The value of the parameter Request Options; everything in it may be missing. */
interface RequestOptions {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	proxy?: string;
	/** Milliseconds. */
	timeout?: unknown;
	allowUnauthorizedCerts?: boolean;
}

/** `size` items may start at once, and as many again after each `intervalMs`, counted from the start of the batch. */
export interface Pace {
	size: number;
	intervalMs: number;
}

/**
 * @param given value of the parameter `requestOptions`
 * @throws InputError for a proxy that is not an address
 */
export function fromRequestOptions(given: unknown): { http: HttpOptions; pace?: Pace } {
	const { batching, proxy, timeout, allowUnauthorizedCerts } = (given ?? {}) as RequestOptions;
	const { batchSize = 50, batchInterval = 0 } = batching?.batch ?? {};
	return {
		http: {
			...(proxy && { proxy: toProxy(proxy) }),
			...withTimeout(timeout),
			...(allowUnauthorizedCerts && { skipSslCertificateValidation: true }),
		},
		...(batchInterval > 0 && { pace: { size: Math.max(1, batchSize), intervalMs: batchInterval } }),
	};
}

/**
 * Timeout of the Request Options, in whole milliseconds. If it is empty or 0, the node's own timeout applies.
 * @throws InputError for what is not a number of milliseconds
 */
export function withTimeout(given: unknown): Pick<HttpOptions, 'timeout'> {
	if (isBlank(given)) return {};
	const value = toExactNumber(given, 'Timeout');
	if (!(value >= 0))
		throw new InputError(
			`Timeout: "${shown(given)}" is not a number of milliseconds`,
			'Change it under Request Options. Nothing was sent.',
		);
	return value === 0 ? {} : { timeout: Math.min(LONGEST_TIMER, Math.ceil(value)) };
}

const PROXY = /^(?:(https?):\/\/)?(?:([^:@/\s]*)(?::([^@/\s]*))?@)?(\[[\da-f:.]+\]|[^:/@\s[\]]+):(\d{1,5})\/?$/i;

function toProxy(given: string): IHttpRequestOptions['proxy'] {
	const match = PROXY.exec(given.trim());
	if (!match) {
		throw new InputError(
			'Proxy is not a valid address',
			'Enter it under Request Options with host and port, e.g. http://proxy.example.com:8080.',
		);
	}
	const [, protocol = 'http', username, password = '', host = '', port] = match;
	return {
		protocol: protocol.toLowerCase(),
		host,
		port: Number(port),
		...(username && { auth: { username, password } }),
	};
}
