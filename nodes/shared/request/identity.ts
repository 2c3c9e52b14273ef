import { chosenBy, idTypeOf, type Identifier, type RecordType } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { labelOf, modeLabel, one, orList, wordOf } from '../schema/labels';
import { valueAt } from '../schema/record';
import { checkedText, isBlank, toNumberText, toPlainText } from './scalars';

/** Which record is meant: reads the value of a resource locator, however it was given. */

/** An identifier of a record, and its value. */
export interface Identity {
	by: Identifier;
	value: string | number;
	/** True if the record was picked from the list, which showed that it exists. */
	isPicked?: true;
}

/** What was given for a locator, before it is checked. */
type Located =
	| { as: 'choice'; mode: string; value: unknown }
	/** A record as the service returns it; its first identifier counts. */
	| { as: 'record'; mode: Identifier; value: unknown };

/**
 * Reads a locator: the locator itself or, from an expression, a bare identifier or a record as the service returns it
 * (`{id, myId, name}`). The first identifier that a record has counts, even if it is empty: with its name instead of an empty
 * ID, a different record could be meant.
 * @param modes identifiers that this field takes
 */
export function toLocated(value: unknown, modes: readonly Identifier[] = []): Located {
	if (typeof value === 'object' && value !== null) {
		const given = value as Record<string, unknown>;
		if (Object.hasOwn(given, 'mode')) return { as: 'choice', mode: shown(given.mode), value: given.value };
		const mode = modes.find((each) => Object.hasOwn(given, each));
		if (mode) return { as: 'record', mode, value: given[mode] };
	}
	return { as: 'choice', mode: '', value };
}

/** True if nothing was chosen: nothing was given, or a record whose identifiers are all empty, including its ID. */
export function isUnchosen(value: unknown, modes: readonly Identifier[] = []): boolean {
	const located = toLocated(value, modes);
	if (!isBlank(located.value)) return false;
	return located.as === 'choice' || ['id', ...modes].every((mode) => isBlank(valueAt(value, mode)));
}

/**
 * The identifier that a locator contains.
 * @param modes identifiers that this field takes
 * @param name what to call the parameter in a message
 * @throws InputError for a mode that this field does not take, for an empty value, and for one that is not valid
 */
export function toIdentity(record: RecordType, modes: readonly Identifier[], value: unknown, name: string): Identity {
	const located = toLocated(value, modes);
	// n8n leaves the mode empty if a locator is switched to an expression.
	const named = located.mode === 'list' || located.mode === '' ? (chosenBy(record, modes) ?? 'id') : located.mode;
	const by = modes.find((mode) => mode === named);
	if (!by)
		throw new InputError(`${name} can't be looked up by ${wordOf(named)} here`, `Choose ${ways(modes)} instead.`);
	if (isBlank(located.value)) throw emptyIdentity(record, modes, located, name);
	const given = checkedText(toPlainText(located.value, name), name);
	const picked = located.mode === 'list' ? { isPicked: true as const } : {};
	const type = idTypeOf(record, by);
	if (type === 'decimal') return { by, value: toDecimal(located.value, by, name), ...picked };
	if (type !== 'integer') {
		if (by === 'id' && !picked.isPicked && modes.includes('num') && SHORT_NUMBER.test(given))
			throw new InputError(
				`${name}: "${shown(given)}" looks like ${one(`${record.label} number`)}`,
				'Choose By Number instead, or give the long ID. Nothing was sent.',
			);
		return { by, value: given, ...picked };
	}
	if (!/^\s*\d{1,15}\s*$/.test(given)) {
		throw new InputError(
			`${name}: "${shown(given)}" is not a valid ${labelOf(by)}`,
			`The ${labelOf(by)} of ${one(record.label)} is a whole number. Nothing was sent.`,
		);
	}
	return { by, value: Number(given), ...picked };
}

/** @throws InputError unless it is a number */
function toDecimal(given: unknown, by: Identifier, name: string): string {
	const text = typeof given === 'number' ? String(given) : toNumberText(String(given), name);
	if (text !== undefined) return text;
	throw new InputError(`${name}: "${shown(given)}" is not a valid ${wordOf(by)}`, 'Enter a number. Nothing was sent.');
}

/** The short number that people use for a record whose ID is a long text. */
const SHORT_NUMBER = /^\s*\d{1,9}\s*$/;

/** "ID, own ID or name". */
const allowed = (modes: readonly Identifier[]) => orList(modes.map(wordOf));

/** "By ID, By Own ID or By Name". */
const ways = (modes: readonly Identifier[]) => orList(modes.map(modeLabel));

function emptyIdentity(record: RecordType, modes: readonly Identifier[], located: Located, name: string): InputError {
	if (located.as === 'record')
		return new InputError(
			`${name}: the ${labelOf(located.mode)} of the record given is empty`,
			`Give one value (${allowed(modes)}) instead of a whole record. Nothing was sent.`,
		);
	const how = record.listed
		? `Choose ${one(record.label)} or enter its ${allowed(modes)}`
		: modes.length > 1
			? `Enter its ${allowed(modes)}`
			: `Enter ${one(record.label)}`;
	return new InputError(`${name} is empty`, `${how}. If it is an expression, it returned nothing. Nothing was sent.`);
}
