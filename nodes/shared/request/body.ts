import {
	checksFirst,
	deciding,
	fieldOf,
	identifiersOf,
	isObject,
	type Fields,
	type Json,
	type Operation,
	type Resource,
	type Row,
} from '../schema/define';
import { InputError } from '../schema/errors';
import { labelOf, noun } from '../schema/labels';
import { toChecks, toKeys, type Request } from './call';
import { toFields } from './fields';
import type { Identity } from './identity';
import { toJson } from './json';
import { isOn, type ParameterReader } from './parameters';
import { refuseReversed, requireAny, requireFields } from './required';
import { unverifiedIn } from './unverified';
import { isBlank } from './scalars';
import type { Zones } from './values';

/** Builds the body of a request: the identifier of the record, its fields, and what the user adds as JSON. */

/**
 * @param identity the record acted on
 * @throws InputError that names the parameter
 */
export function toBody(
	resource: Resource,
	operation: Operation,
	read: ParameterReader,
	zones: Zones,
	identity: Identity | undefined,
): Content {
	const fields = toFields(resource, operation, read, zones);
	const more = (toJson(read('options.additionalBody'), 'Additional Body Fields (JSON)') ?? {}) as Row;
	const isMore = Object.keys(more).length > 0;
	refuseIdentifiers(resource, operation, more);
	const named = toNamed(operation, identity, fields);
	const { shared, several } = toSeveral(resource, operation, fields);
	const panel = several.map((own) => withoutOther({ ...named, ...shared, ...own }, more, resource));
	const records = panel.map((each) => merged(each, more, resource));
	for (const each of records) {
		requireFields(resource, operation, each, read);
		refuseReversed(resource.fields, each);
	}
	if (!isMore) requireAny(resource, operation, fields);
	const [first = {}] = records;
	const by = deciding(operation).find((each) => !isBlank(first[each]));
	const key = by ? { by, value: String(first[by]) } : identity;
	const keys = toKeys(resource, operation, key, first);
	const looksFirst =
		!checksFirst(resource, operation) || isOn(read, 'options.checkFirst', 'Check for Existing Record', true);
	// The user's JSON stays where it was written, wherever `shape` puts the fields of the panel.
	const shaped = records.flatMap((each, index) =>
		[operation.shape ? operation.shape(each, panel[index] ?? {}) : each]
			.flat()
			.map((one) => merged(one as Row, more, resource)),
	);
	const [single = {}] = shaped;
	const body: Json = operation.bodyList ? shaped : single;
	const isNothing = operation.idIn === 'query' && Object.keys(fields).length === 0 && !isMore;
	return {
		...(operation.wrap ? { body: { [operation.wrap]: body } } : !isNothing && { body }),
		keys,
		checks: looksFirst ? toChecks(operation, key, keys) : [],
		...(operation.entries && { sent: records }),
		unverified: unverifiedIn(resource, operation, records),
	};
}

/** The body of a request, and what follows from it. */
export type Content = Pick<Request, 'body' | 'keys' | 'checks' | 'sent' | 'unverified'>;

/**
 * Merges two objects; the second one wins. Lists and single values are replaced as a whole, and so is a reference that has
 * an identifier in the second one: with two identifiers it could mean two records.
 */
const merged = (one: Row, other: Row, { fields }: { fields: Fields } = { fields: {} }): Row => ({
	...one,
	...Object.fromEntries(
		Object.entries(other).map(([key, value]) => {
			const known = Object.hasOwn(one, key) ? one[key] : undefined;
			if (!isObject(known) || !isObject(value)) return [key, value];
			const field = Object.entries(fields).find(([name, each]) => [each.key ?? name, each.also].includes(key))?.[1];
			const isNamed =
				field?.kind === 'reference' &&
				field.modes.some((mode) => [field.keys?.[mode] ?? mode].flat().some((name) => Object.hasOwn(value, name)));
			return [key, isNamed ? value : merged(known, value)];
		}),
	),
});

/** For fields that are sent under two keys: if the JSON has only one of them, the other is dropped, as the two could differ. */
const withoutOther = (panel: Row, more: Row, { fields }: Resource): Row => {
	const others = Object.entries(fields).flatMap(([name, { key = name, also }]) =>
		also && (Object.hasOwn(more, key) || Object.hasOwn(more, also)) ? [key, also] : [],
	);
	return Object.fromEntries(Object.entries(panel).filter(([key]) => !others.includes(key) || Object.hasOwn(more, key)));
};

/** One record, or those of a JSON array. `shared`: the other fields, which apply to all of them. */
function toSeveral(resource: Resource, operation: Operation, fields: Row): { shared: Row; several: Row[] } {
	const { many } = operation;
	if (!many) return { shared: fields, several: [{}] };
	const { [many]: given, ...shared } = fields;
	const { label } = fieldOf(resource, many);
	const several = (given ?? [{}]) as Row[];
	if (!several.length)
		throw new InputError(`${label} is an empty list`, 'Give at least one element, or leave it out. Nothing was sent.');
	several.forEach((each, index) => {
		if (!isObject(each))
			throw new InputError(
				`${label}: element ${index + 1} is not an object`,
				'Give an array of objects. Nothing was sent.',
			);
		refuseIds(operation, each, `${label}: element ${index + 1}`);
	});
	return { shared, several };
}

/** The identifier in the body. @throws InputError if a field has another value for the same identifier */
function toNamed(operation: Operation, identity: Identity | undefined, fields: Row): Row {
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

// JSON that the user adds must not redirect a change to a different record.

/** The services ignore case in the names of keys. */
const lowered = (key: string) => key.trim().toLowerCase();

/** Key of the object that contains the identifier; undefined if it is at the top level. */
const frameOf = (idIn: Operation['idIn']): string | undefined => idIn?.split('.')[1];

/** Names, in lower case, under which the endpoint may take the identifier of the record acted on. */
function identifierNames(
	{ record, keys }: Resource,
	{ kind, by, idIn, idAlso = [], many, bodyList }: Operation,
): string[] {
	if (kind === 'act' && !by && !bodyList) return [];
	// A name identifies a record only if it is a natural key, or the identifier in the body; otherwise it is a field like any other.
	const known = identifiersOf(record).filter((each) => each !== 'name' && each !== 'email');
	const inBody = idIn?.startsWith('body') ? (by ?? []) : [];
	const inElements = many && record.name !== frameOf(idIn) ? [record.name] : [];
	return ['id', ...known, ...keys, ...inBody, ...idAlso, ...inElements].map(lowered);
}

/**
 * Refuses Additional Body Fields that identify the record acted on. A natural key of a new record is allowed: it is looked
 * up like one that was set in its field.
 * @throws InputError that names the key
 */
function refuseIdentifiers(resource: Resource, operation: Operation, more: Row): void {
	const names = identifierNames(resource, operation);
	const allowed: string[] = operation.kind === 'create' ? (operation.check ?? []) : [];
	const under = frameOf(operation.idIn);
	const named = (of: Row) => Object.keys(of).find((each) => names.includes(lowered(each)) && !allowed.includes(each));
	// If the identifier is inside an object of the body, the other keys of that object are allowed.
	const framed = Object.entries(more).find(
		([key, value]) => under && lowered(key) === lowered(under) && (!isObject(value) || named(value)),
	)?.[0];
	const key = framed ?? named(more);
	if (key !== undefined)
		throw new InputError(
			`Additional Body Fields can't contain ${key}`,
			operation.kind === 'create'
				? 'A new record gets it when it is created, or from its own field above. Remove it. Nothing was sent.'
				: `Choose the ${noun(resource.label)} above. Nothing was sent.`,
		);
}

/** Refuses the ID in one of several new records. @throws InputError that names the element and the key */
function refuseIds({ kind }: Operation, element: Row, name: string): void {
	const id = kind === 'create' ? Object.keys(element).find((key) => lowered(key) === 'id') : undefined;
	if (id)
		throw new InputError(
			`${name}: "${id}" belongs to a record that exists`,
			'A new record gets its ID when it is created. Remove it. Nothing was sent.',
		);
}
