import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { isObject, type Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { isBlank, toFlag } from './scalars';

/**
 * An item and its parameters. A parameter without an expression is the same for every item and is taken as it was saved: asking
 * the engine for it costs more than sending it (docs/performance.md).
 */

/**
 * Reads a parameter of one item by its path, e.g. `options.maxWait`: undefined if it is missing (not shown, or not added),
 * or if an expression returned undefined.
 */
export interface ParameterReader {
	(path: string): unknown;
	/** Whether there is an expression at the path, above it or inside it. Missing if that is not known. */
	isExpression?(path: string): boolean;
}

/** One item of an execution, whichever entry point of n8n it came through. */
export interface Item {
	index: number;
	/** What came in: a failed item keeps it. */
	input: INodeExecutionData;
	read: ParameterReader;
	/** Whether the user wants an item that failed to become an item with the message (Continue On Fail). */
	continueOnFail: boolean;
	/** The credential of a type: it may contain expressions, whose values differ from item to item. */
	credentials(type: string): Promise<ICredentialDataDecryptedObject>;
	files: Files;
}

/** The binary fields of an item. */
export interface Files {
	/** @throws NodeOperationError if the item has no such field */
	find(field: string): IBinaryData;
	/** @param file name of the field, or the file itself */
	content(file: string | IBinaryData): Promise<Buffer>;
	prepare(content: Buffer, fileName: string): Promise<IBinaryData>;
}

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

const isFixed = (value: unknown): boolean =>
	typeof value === 'object' && value !== null ? Object.values(value).every(isFixed) : !isExpression(value);

/** Whether the parameters, as they were saved, have an expression at a path, above it or inside it. */
export function hasExpressionAt(parameters: INodeParameters, path: string): boolean {
	let value: unknown = parameters;
	const isBelow = path.split('.').some((key) => {
		value = (value as Record<string, unknown> | null | undefined)?.[key];
		return isExpression(value);
	});
	return isBelow || !isFixed(value);
}

/** True for the value of a resource locator. */
export const isLocator = (value: unknown): value is Row => isObject(value) && '__rl' in value;

/** What an expression returns was not picked from the list, whatever the locator's mode: it is an ID like any other. */
const unpicked = (value: unknown) => (isLocator(value) && value.mode === 'list' ? { ...value, mode: 'id' } : value);

/**
 * Finds out once which parameters of a node contain an expression.
 * @param parameters of the node, as they were saved
 * @returns a function that makes the reader of one item; `evaluate` asks the engine for a top-level parameter, at most once
 */
export function parameterReaders(parameters: INodeParameters) {
	const byExpression = { isExpression: (path: string) => hasExpressionAt(parameters, path) };
	const fixed = new Map(Object.entries(parameters).map(([name, value]) => [name, isFixed(value)]));
	return (evaluate: (name: string) => unknown): ParameterReader => {
		const evaluated = new Map<string, unknown>();
		const valueOf = (name: string): unknown => {
			if (fixed.get(name)) return parameters[name];
			if (!evaluated.has(name)) evaluated.set(name, unpicked(evaluate(name)));
			return evaluated.get(name);
		};
		const read = (path: string) => {
			const [top = '', ...below] = path.split('.');
			if (!fixed.has(top)) return undefined;
			return below.reduce<unknown>(
				(inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
				valueOf(top),
			);
		};
		return Object.assign(read, byExpression);
	};
}

/** The binary field that has a file or gets one, as the user chose it; an expression may return the file itself. */
export const binaryFieldOf = (read: ParameterReader): unknown => {
	const given = read('binaryPropertyName');
	return isBlank(given) ? 'data' : given;
};

/**
 * A switch that may be given by expression.
 * @param otherwise its value if it was left out
 * @throws InputError if it is neither true nor false, or its expression returned nothing
 */
export function isOn(read: ParameterReader, path: string, label: string, otherwise: boolean): boolean {
	const given = read(path);
	if (isBlank(given) && read.isExpression?.(path)) throw emptyByExpression(label);
	return toFlag(given, label) ?? otherwise;
}

/** The error for a parameter whose expression returned nothing, if that must not count as left out. */
export const emptyByExpression = (label: string) =>
	new InputError(`${label} is empty`, 'The expression returned nothing. Nothing was sent.');

/** The fields of a collection. @throws InputError for anything else that an expression returned */
export function toCollection(given: unknown, label: string): IDataObject {
	if (isBlank(given)) return {};
	if (typeof given !== 'object' || Array.isArray(given))
		throw new InputError(`${label} has to be an object`, 'Add them one by one instead. Nothing was sent.');
	return given as IDataObject;
}
