import { InputError, shown } from '../schema/errors';

/** Single values as they were given: by hand, or by an expression of any type. */

/** True for what counts as empty: nothing, or text of white space only. */
export const isBlank = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** True for a number that JSON can contain, and that is small enough for whole numbers to be exact. */
export const isExact = (value: number) => Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/**
 * The text of a single value.
 * @param name what to call the parameter in a message
 * @throws InputError for an object or a list, for a number that may have lost digits, and for NaN or Infinity
 */
export function toPlainText(value: unknown, name: string): string {
	if (typeof value === 'object' && value !== null)
		throw new InputError(
			`${name} has to be a single value, but an object or a list was given`,
			'Pick one value of it with an expression. Nothing was sent.',
		);
	if (typeof value === 'number' && !isExact(value)) throw inexact(value, name);
	return String(value);
}

/** The error for a number that cannot be sent as it was meant. */
export const inexact = (value: number | bigint, name: string) =>
	typeof value === 'bigint' || Number.isFinite(value)
		? new InputError(
				`${name} contains the number ${value}, which is too long to be exact`,
				'Give it as text, with quotes around it in JSON. Nothing was sent.',
			)
		: new InputError(
				`${name} is ${value} instead of a number`,
				'Check the expression: it calculates with something that is not a number. Nothing was sent.',
			);

/** A number with a decimal point or a decimal comma, if it has decimals. */
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;
/** Thousands and decimals, each with a separator of their own. */
const GROUPED = /^-?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)$/;
/** One separator before three digits: it may be that of thousands or of decimals. */
const TWO_WAYS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Reads a number from text, and writes it with a decimal point and without thousands separators.
 * @param name what to call the parameter in a message
 * @param max the largest possible value; a reading above it does not count
 * @returns undefined for text that is not a number
 * @throws InputError for text that can be read as two numbers
 */
export function toNumberText(given: string, name: string, max = Infinity): string | undefined {
	const text = given.trim();
	const whole = text.replace(/[.,]/, '');
	if (TWO_WAYS.test(text) && Math.abs(Number(whole)) <= max)
		throw new InputError(
			`${name}: "${text}" can be read as ${whole} and as ${text.replace(',', '.')}`,
			`Enter ${whole} or ${text.replace(',', '.')}0, or use an expression that returns a number. Nothing was sent.`,
		);
	if (GROUPED.test(text)) {
		const decimals = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
		return `${text.slice(0, decimals).replace(/[.,]/g, '')}.${text.slice(decimals + 1)}`;
	}
	return NUMBER.test(text) ? text.replace(',', '.') : undefined;
}

/**
 * A number, or text that is one (`toNumberText`).
 * @returns NaN for anything else, and for what would lose digits
 * @throws InputError for text that can be read as two numbers
 */
export function toExactNumber(value: unknown, name: string, max?: number): number {
	const given = typeof value === 'string' ? Number(toNumberText(value, name, max) ?? NaN) : value;
	return typeof given === 'number' && isExact(given) ? given : NaN;
}

const CLOCK = /^\s*([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?\s*$/;

/**
 * A time of day as `HH:mm`, with its seconds if they were given. "8.30" is not accepted: as a number it would be 8.3.
 * @throws InputError for what is not a time of day
 */
export function toClock(given: string, name: string): string {
	const [, hours, minutes, seconds = ''] = CLOCK.exec(given) ?? [];
	if (hours === undefined)
		throw new InputError(
			`${name}: "${shown(given)}" is not a valid time`,
			'Enter hours and minutes with a colon, e.g. 08:30. Nothing was sent.',
		);
	return `${hours.padStart(2, '0')}:${minutes}${seconds}`;
}

const flags = new Map([
	['true', true],
	['false', false],
	['1', true],
	['0', false],
	['yes', true],
	['no', false],
]);

/**
 * A switch. An expression may give true, 1 or "yes" as well as false, 0 or "no", in any case.
 * @returns undefined if nothing was given
 * @throws InputError for what is neither true nor false
 */
export function toFlag(value: unknown, name: string): boolean | undefined {
	if (isBlank(value)) return undefined;
	const found = flags.get(shown(value).toLowerCase().trim());
	if (found === undefined)
		throw new InputError(
			`${name}: "${shown(value)}" is neither true nor false`,
			'Use the switch, or an expression that returns true or false.',
		);
	return found;
}

/**
 * The choice that is meant: by its value or, as people and the models of agents write it, by its label, in any case.
 * @returns undefined if there is none
 */
export function findChoice<Each extends { value: string | number | boolean; label: string }>(
	choices: Each[],
	given: unknown,
): Each | undefined {
	const text = shown(given).trim();
	const isAlike = (each: string | number | boolean) => String(each).toLowerCase() === text.toLowerCase();
	return (
		choices.find(({ value }) => String(value) === text) ??
		choices.find(({ value }) => isAlike(value)) ??
		choices.find(({ label }) => isAlike(label))
	);
}

/**
 * The value of the choice that is meant (`findChoice`).
 * @throws InputError if there is none
 */
export function toChosen<Value extends string | number | boolean>(
	choices: Array<{ value: Value; label: string }>,
	given: unknown,
	name: string,
): Value {
	const found = findChoice(choices, given);
	if (found) return found.value;
	throw new InputError(
		`${name}: "${shown(given)}" is not one of its values`,
		`Use one of ${choices.map(({ value }) => value).join(', ')}. Nothing was sent.`,
	);
}

/** @throws InputError for text with an unpaired surrogate, which cannot be encoded in an address */
export function checkedText(given: string, name: string): string {
	if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(given)) {
		throw new InputError(`${name} contains an incomplete character`, 'Check where the text was cut. Nothing was sent.');
	}
	return given;
}

export const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
