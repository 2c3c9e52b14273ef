import { InputError } from '../schema/errors';
import type { Json } from '../schema/define';
import { inexact, isBlank, isExact } from './scalars';

/** JSON that the user wrote, or that an expression returned. */

/** The value of a JSON text; undefined if it is not valid. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Checks a value that is sent as it is: JSON would silently turn NaN into null and lose digits of long numbers.
 * @param name what to call the parameter in a message
 * @throws InputError for such numbers, and for an object that contains itself or is nested too deeply
 */
export function checkedContent<T>(value: T, name: string): T {
	let lossy: number | bigint | undefined;
	const isWritable = canBeWritten(value, (_, each: unknown) => {
		if (typeof each === 'bigint' || (typeof each === 'number' && !isExact(each))) lossy ??= each;
		return typeof each === 'bigint' ? String(each) : each;
	});
	if (lossy !== undefined) throw inexact(lossy, name);
	if (isWritable) return value;
	throw new InputError(
		`${name} cannot be written as JSON`,
		'It contains itself, or is nested too deeply. Pick the part of it that is meant with an expression. Nothing was sent.',
	);
}

function canBeWritten(value: unknown, replacer: (key: string, each: unknown) => unknown): boolean {
	try {
		JSON.stringify(value, replacer);
		return true;
	} catch {
		return false;
	}
}

/**
 * JSON as text or as a value.
 * @param name what to call the parameter in a message
 * @param array whether it has to be an array, instead of an object
 * @returns undefined if nothing was given
 * @throws InputError if it is not valid JSON, is the wrong kind of it, or cannot be sent as it is (`checkedContent`)
 */
export function toJson(value: unknown, name: string, array = false): Json | undefined {
	if (isBlank(value)) return undefined;
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	const isList = Array.isArray(parsed);
	if (typeof parsed !== 'object' || parsed === null || isList !== array) {
		throw new InputError(
			`${name} is not a valid JSON ${array ? 'array' : 'object'}`,
			array
				? 'Enter an array, e.g. [{"id": 1}], or an expression that returns one.'
				: 'Enter an object, e.g. {"key": "value"}, or an expression that returns one.',
		);
	}
	return checkedContent(parsed, name) as Json;
}
