import { identifiersOf, type Operation, type Resource, type Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { noun } from '../schema/labels';
import { isObject } from './values';

/** JSON that the user adds must not lead a change to another record than the parameters name. */

/** The services do not tell upper from lower case in the names of keys. */
const folded = (key: string) => key.trim().toLowerCase();

/** Key of the object in which the identifier stands. */
const frameOf = (idIn: Operation['idIn']): string | undefined => idIn?.split('.')[1];

/** Names, in lower case, under which the endpoint may take the identifier of the record acted on; none where there is no such record. */
function identifierNames(
	{ record, keys }: Resource,
	{ kind, by, idIn, idAlso = [], many, bodyList }: Operation,
): string[] {
	if (kind === 'act' && !by && !bodyList) return [];
	// A name identifies only where it is a key or names the record in a body; elsewhere it is a field like any other.
	const known = identifiersOf(record).filter((each) => each !== 'name' && each !== 'email');
	const inBody = idIn?.startsWith('body') ? (by ?? []) : [];
	const inElements = many && record.name !== frameOf(idIn) ? [record.name] : [];
	return ['id', ...known, ...keys, ...inBody, ...idAlso, ...inElements].map(folded);
}

/**
 * Refuses Additional Body Fields that name the record acted on. A natural key of a new record is let through: it is looked
 * up like one that was set in its field.
 * @throws InputError that names the key
 */
export function refuseIdentifiers(resource: Resource, operation: Operation, more: Row): void {
	const names = identifierNames(resource, operation);
	const allowed: string[] = operation.kind === 'create' ? (operation.check ?? []) : [];
	const under = frameOf(operation.idIn);
	const named = (of: Row) => Object.keys(of).find((each) => names.includes(folded(each)) && !allowed.includes(each));
	// Where the identifier stands inside an object of the body, the other keys of that object are free.
	const framed = Object.entries(more).find(
		([key, value]) => under && folded(key) === folded(under) && (!isObject(value) || named(value)),
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
export function refuseIds({ kind }: Operation, element: Row, name: string): void {
	const id = kind === 'create' ? Object.keys(element).find((key) => folded(key) === 'id') : undefined;
	if (id)
		throw new InputError(
			`${name}: "${id}" belongs to a record that exists`,
			'A new record gets its ID when it is created. Remove it. Nothing was sent.',
		);
}
