import type { Json, Operation, Resource, Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf } from '../schema/labels';
import { checksFirst, deciding } from '../schema/layout';
import { toChecks, toKeys } from './checks';
import { toFields } from './fields';
import { toJson } from './json';
import { isOn, type ParameterReader } from './parameters';
import { refuseIdentifiers, refuseIds } from './redirect';
import type { Request } from './request';
import { requireAny, requireFields } from './required';
import { unverifiedIn } from './unverified';
import { isBlank } from './scalars';
import type { Zones } from './values';

/** The body of a request: which record is meant, what is said of it, and what the user adds as JSON. */

export function toBody(
	resource: Resource,
	operation: Operation,
	read: ParameterReader,
	zones: Zones,
	request: Request,
): Json | undefined {
	const fields = toFields(resource, operation, read, zones);
	const more = toJson(read('options.additionalBody'), 'Additional Body Fields (JSON)') as Row | undefined;
	refuseIdentifiers(resource, operation, more);
	const named = toNamed(operation, request, fields);
	const { shared, several } = toSeveral(resource, operation, fields);
	const panel = several.map((own) => ({ ...named, ...shared, ...own }));
	const records = panel.map((each) => ({ ...each, ...more }));
	for (const each of records) requireFields(resource, operation, each, read);
	if (!more) requireAny(resource, operation, fields);
	const key = deciding(operation).find((by) => !isBlank(records[0][by]));
	const identity = key ? { by: key, value: String(records[0][key]) } : request.identity;
	request.keys = toKeys(resource, operation, identity, records[0]);
	if (!checksFirst(resource, operation) || isOn(read, 'options.checkFirst', 'Check First', true))
		request.checks = toChecks(operation, identity, request.keys);
	if (operation.entries) request.sent = records;
	request.unverified = unverifiedIn(resource, operation, records);
	// JSON stands where it was written, whatever becomes of the fields of the panel.
	const shaped = records.flatMap((each, index) =>
		[operation.shape ? operation.shape(each, panel[index]) : each].flat().map((one) => ({ ...(one as Row), ...more })),
	);
	const body: Json = operation.bodyList ? shaped : shaped[0];
	if (operation.wrap) return { [operation.wrap]: body };
	return operation.idIn === 'query' && Object.keys(fields).length === 0 && !more ? undefined : body;
}

/** One record, or those of a JSON array with what the other fields say of all of them. */
function toSeveral(resource: Resource, operation: Operation, fields: Row): { shared: Row; several: Row[] } {
	const { many } = operation;
	if (!many) return { shared: fields, several: [{}] };
	const { [many]: given, ...shared } = fields;
	const { label } = resource.fields[many];
	const several = (given ?? [{}]) as Row[];
	if (!several.length)
		throw new InputError(`${label} is an empty list`, 'Give at least one element, or leave it out. Nothing was sent.');
	several.forEach((each, index) => {
		if (typeof each !== 'object' || each === null || Array.isArray(each))
			throw new InputError(
				`${label}: element ${index + 1} is not an object`,
				'Give an array of objects. Nothing was sent.',
			);
		refuseIds(operation, each, `${label}: element ${index + 1}`);
	});
	return { shared, several };
}

/** The identifier in the body; @throws InputError when a field says another value for the same identifier */
function toNamed(operation: Operation, request: Request, fields: Row): Row {
	const { identity } = request;
	if (!identity || !operation.idIn?.startsWith('body')) return {};
	const { by, value } = identity;
	if (fields[by] !== undefined && String(fields[by]) !== String(value)) {
		throw new InputError(
			`${labelOf(by)} identifies the record and cannot be changed at the same time`,
			'Choose the record by its ID to change this field.',
		);
	}
	const named: Row = { [by]: value };
	for (const also of operation.idAlso ?? []) named[also] = value;
	const [, under] = operation.idIn.split('.');
	return under ? { [under]: named } : named;
}
