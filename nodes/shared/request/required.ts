import { deciding, isObject, rowsIn, type Fields, type Operation, type Resource, type Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { noun, orList } from '../schema/labels';
import { isShown } from './fields';
import { emptyByExpression, type ParameterReader } from './parameters';
import { isBlank, isEmptyList } from './scalars';

/** Checks that a request has what it needs. */

/**
 * @param sent body of one record
 * @throws InputError for a required field that is empty
 */
export function requireFields(resource: Resource, operation: Operation, sent: Row, read: ParameterReader) {
	const { required = [], oneOf = [] } = operation;
	const label = (name: string) => resource.fields[name]?.label ?? name;
	const isMissing = (name: string) => {
		const field = resource.fields[name];
		if (!field || 'unsent' in field) return false;
		const values = [sent[field.key ?? name], field.also && sent[field.also]];
		return values.every((value) => isBlank(value) || isEmptyList(value)) && isShown(resource, field, read);
	};
	const empty = (name: string) =>
		new InputError(
			`${label(name)} is empty`,
			`"${operation.name}" needs it. ${read.isExpression?.(name) ? 'The expression returned nothing.' : 'Fill it in.'} Nothing was sent.`,
		);
	const keys = deciding(operation);
	const [only] = keys;
	if (only !== undefined && keys.every(isMissing))
		throw keys.length === 1
			? empty(only)
			: new InputError(`${orList(keys.map(label))} is needed`, 'Fill in one of them. Nothing was sent.');
	for (const name of required.filter(isMissing)) throw empty(name);
	for (const name of mandatoryFields(resource, operation).filter(
		(each) => isMissing(each) && read.isExpression?.(each),
	))
		if (!operation.either?.includes(name) || operation.either.every(isMissing)) throw emptyByExpression(label(name));
	if (!oneOf.length || !oneOf.every(isMissing)) return;
	// JSON may have it inside an object, as the samples of "Move parts" do.
	if (oneOf.some((name) => Object.values(sent).some((each) => isObject(each) && !isBlank(each[name])))) return;
	for (const name of oneOf.filter((each) => read.isExpression?.(each))) throw empty(name);
	const names = orList(oneOf.map(label));
	throw new InputError(`${names} is needed`, `Fill in ${names}. Nothing was sent.`);
}

/**
 * Fields that say who, when and how much. If an expression returned nothing and the field were left out, the action would
 * do something else than was meant.
 */
const mandatoryFields = ({ fields }: Resource, { kind, top = [], either = [] }: Operation): string[] =>
	kind === 'act'
		? top.filter((name) => ['reference', 'moment'].includes(fields[name]?.kind ?? '') || either.includes(name))
		: [];

/** @throws InputError if there is nothing to create or change, apart from what identifies the record */
export function requireAny(resource: Resource, { kind, name, upload }: Operation, fields: Row) {
	if ((kind !== 'create' && kind !== 'update') || upload) return;
	if (Object.keys(fields).some((each) => each !== resource.record.name)) return;
	throw kind === 'update'
		? new InputError('There is nothing to update', 'Add at least one field under Update Fields. Nothing was sent.')
		: new InputError(
				`The ${noun(resource.label)} has no content`,
				`"${name}" needs at least one more field. Nothing was sent.`,
			);
}

/**
 * @param sent fields as they are sent: wall times, which can be compared as text
 * @param where starts the message inside a list, e.g. "Time Entries 2: "
 * @throws InputError for a period that ends before it starts
 */
export function refuseReversed(fields: Fields, sent: Row, where = ''): void {
	for (const [name, field] of Object.entries(fields)) {
		const value = sent[field.key ?? name];
		if (field.kind === 'rows')
			rowsIn(value).forEach((row, index) => refuseReversed(field.fields, row, `${field.label} ${index + 1}: `));
		if (field.kind !== 'moment' || !field.from) continue;
		const startField = fields[field.from];
		if (!startField) continue;
		const start = sent[startField.key ?? field.from];
		if (typeof start === 'string' && typeof value === 'string' && value < start)
			throw new InputError(
				`${where}${field.label} is before ${startField.label}`,
				'Change one of them. Nothing was sent.',
			);
	}
}
