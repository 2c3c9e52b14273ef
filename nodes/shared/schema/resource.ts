import type { Field, Fields } from './fields';
import type { Lookup, Operation } from './operation';
import type { Identifier, RecordType } from './record';

/** A resource: its fields once, its operations as data. */
export interface Resource {
	/** Value of the resource dropdown, stable. */
	name: string;
	label: string;
	plural: string;
	description?: string;
	/** What its operations act on. */
	record: RecordType;
	/** Type of its custom fields in the list of custom fields, where that is not the resource's name. */
	customFields?: string;
	/** Natural keys: identifiers that no two records share. */
	keys: Identifier[];
	lookup: Lookup;
	fields: Fields;
	operations: Record<string, Operation>;
}

/** A resource of which it is known which operations it has. */
export type ResourceWith<Operations> = Resource & { operations: Operations };

/** A field by its name. @throws Error for a name that the resource does not have */
export function fieldOf({ name: resource, fields }: Pick<Resource, 'name' | 'fields'>, name: string): Field {
	const field = fields[name];
	if (!field) throw new Error(`${resource} has no field "${name}"`);
	return field;
}

/** An operation by its name. @throws Error for a name that the resource does not have */
export function operationOf(
	{ name: resource, operations }: Pick<Resource, 'name' | 'operations'>,
	name: string,
): Operation {
	const operation = operations[name];
	if (!operation) throw new Error(`${resource} has no operation "${name}"`);
	return operation;
}
