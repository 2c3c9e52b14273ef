import type { Operation, Resource, Row } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { topFields } from '../schema/layout';
import { fieldOf } from '../schema/resource';
import { toServiceDate } from './dates';
import type { ParameterReader } from './parameters';
import { isBlank, toPlainText } from './scalars';
import { isObject, toAmount, type Zones } from './values';

/** The custom fields mapper of the panel. */

/** A body with the values of the mapper; those entered by hand win. */
export function withCustomFields(
	resource: Resource,
	operation: Operation,
	read: ParameterReader,
	zones: Zones,
	body: Row,
): Row {
	if (read('setCustomFields') === false) return body;
	const added = topFields(resource, operation).flatMap((name) => {
		const field = fieldOf(resource, name);
		const mapped = field.kind === 'mapper' && toMapped(withCleared(name, read), zones, field.label);
		if (!mapped) return [];
		const key = field.key ?? name;
		const byHand = (body[key] ?? []) as Row[];
		const isByHand = ({ id }: Row) => byHand.some((other) => other.id !== undefined && String(other.id) === String(id));
		return [[key, [...mapped.filter((each) => !isByHand(each)), ...byHand]]];
	});
	return { ...body, ...(Object.fromEntries(added) as Row) };
}

/** In the mapper null is what n8n keeps for a field that was not filled in; by an expression it clears, like "". */
function withCleared(key: string, read: ParameterReader): unknown {
	const given = read(key);
	if (typeof given !== 'object' || given === null || !('value' in given)) return given;
	if (typeof given.value !== 'object' || given.value === null) return given;
	const values = Object.entries(given.value).map(([id, value]) => [
		id,
		value === null && read.isExpression?.(`${key}.value.${id}`) ? '' : value,
	]);
	return { ...given, value: Object.fromEntries(values) };
}

/**
 * The custom fields mapper: ids of the fields as keys. A field that was not filled in holds null and is not sent; an
 * emptied one is "" and clears. A checkbox is "1" or "0" (section "Custom field values"), a date its day, a number has a
 * decimal point.
 */
function toMapped(value: unknown, zones: Zones, name: string): Row[] | undefined {
	if (isBlank(value)) return undefined;
	const { mapped, schema } = isObject(value) && 'mappingMode' in value ? mapping(value) : { mapped: value, schema: [] };
	if (isBlank(mapped)) return undefined;
	if (!isObject(mapped))
		throw new InputError(
			`${name} has to map fields to values`,
			'Fill in the fields shown, or use Custom Fields by Label instead.',
		);
	const entries = Object.entries(mapped).filter(([, each]) => each !== undefined && each !== null);
	if (!entries.length) return undefined;
	return entries.map(([id, each]) => {
		const field = schema.find((one) => one.id === id);
		const label = `${name}: ${isBlank(field?.displayName) ? id : shown(field?.displayName)}`;
		return {
			...(ID.test(id) ? { id: Number(id) } : { label: id }),
			value: toMappedText(each, field?.type, zones, label),
		};
	});
}

/** A number that JavaScript can tell from its neighbors. */
const ID = /^\d{1,15}$/;

/** What n8n keeps for a mapper: the values, and what it knew of the fields when the panel was open. */
const mapping = ({ value: mapped, schema }: Record<string, unknown>) => ({
	mapped,
	schema: Array.isArray(schema) ? schema.filter(isObject) : [],
});

/** @param type type of the mapper's input */
function toMappedText(value: unknown, type: unknown, zones: Zones, name: string): string {
	if (type === 'dateTime' && !isBlank(value))
		return toServiceDate(value, name, { zone: zones.account, precision: 'day' }, zones.account);
	if (typeof value === 'boolean') return String(Number(value));
	const text = toPlainText(value, name);
	return type === 'number' && !isBlank(text) ? toAmount(value, name, '.') : text;
}
