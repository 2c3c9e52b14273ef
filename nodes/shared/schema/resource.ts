import type { Fields } from './fields';
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
