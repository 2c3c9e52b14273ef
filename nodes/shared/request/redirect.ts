import { identifiersOf, type Operation, type Resource, type Row } from '../schema/define';
import { InputError } from '../schema/errors';
import { noun } from '../schema/labels';

/** JSON that the user adds must not lead a change to another record than the parameters name. */

/** The services do not tell upper from lower case in the names of keys. */
const folded = (key: string) => key.trim().toLowerCase();

/** Names, in lower case, under which the endpoint may take the identifier of a record. */
function identifierNames({ record, keys }: Resource, { by = [], idIn, idAlso = [], many }: Operation): Set<string> {
	const [place, under] = idIn?.split('.') ?? [];
	// A name identifies only where it is a key or names the record in a body; elsewhere it is a field like others.
	const others = identifiersOf(record).filter((each) => each !== 'name' && each !== 'email');
	const names: string[] = ['id', ...others, ...keys, ...(place === 'body' ? by : []), ...idAlso];
	if (under) names.push(under);
	if (many) names.push(record.name);
	return new Set(names.map(folded));
}

/**
 * Refuses Additional Body Fields that name the record acted on. A natural key of a new record is let through: it is looked
 * up like one that was set in its field.
 * @throws InputError that names the key
 */
export function refuseIdentifiers(resource: Resource, operation: Operation, more: Row = {}): void {
	const names = identifierNames(resource, operation);
	const allowed: string[] = operation.kind === 'create' ? (operation.check ?? []) : [];
	const key = Object.keys(more).find((each) => names.has(folded(each)) && !allowed.includes(each));
	if (key !== undefined)
		throw new InputError(
			`Additional Body Fields: "${key}" would lead to another ${noun(resource.label)}`,
			operation.kind === 'create'
				? 'A new record gets it when it is created, or from its own field in the panel. Remove it. Nothing was sent.'
				: 'The panel says which one is meant. Remove it. Nothing was sent.',
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
