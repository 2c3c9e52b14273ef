import type { Field, Fields } from './fields';
import type { Maker } from './makers';
import type { ListQuery, Lookup, Operation, Owner, Path, Route, Simplify } from './operation';
import { identifiersOf, type Empty, type Identifier, type Identifiers, type RecordType } from './record';

/**
 * The vocabulary in which resources are written: what an operation is called, which endpoint it uses, which fields it takes.
 * Plain data, from which `description/` makes n8n properties, `request/` reads parameters and `response/` shapes the output.
 */

export * from './record';
export * from './fields';
export * from './operation';
export * from './makers';

/** A resource: its fields once, its operations as data. */
export interface Resource {
	/** Value of the resource dropdown, stable. */
	name: string;
	label: string;
	plural: string;
	description?: string;
	/** The kind of record that its operations act on. */
	record: RecordType;
	/** Type of its custom fields in the list of custom fields, if it differs from the resource's name. */
	customFields?: string;
	/** Natural keys: identifiers that no two records share. */
	keys: Identifier[];
	lookup: Lookup;
	fields: Fields;
	operations: Record<string, Operation>;
}

/** A field by name. @throws Error for a name that the resource does not have */
export function fieldOf({ name: resource, fields }: Pick<Resource, 'name' | 'fields'>, name: string): Field {
	const field = fields[name];
	if (!field) throw new Error(`${resource} has no field "${name}"`);
	return field;
}

/** An operation by name. @throws Error for a name that the resource does not have */
export function operationOf(
	{ name: resource, operations }: Pick<Resource, 'name' | 'operations'>,
	name: string,
): Operation {
	const operation = operations[name];
	if (!operation) throw new Error(`${resource} has no operation "${name}"`);
	return operation;
}

/** What `resource` takes. */
interface ResourceSpec<Of extends Fields, By extends Identifiers, Operations, Kept extends string> {
	/** The record's label if left out; one of the two is needed. */
	label?: string;
	/** The label with an s if left out. */
	plural?: string;
	description?: string;
	/** Left out if no operation needs a record to act on. */
	record?: RecordType<By>;
	/** Natural keys: identifiers that no two records share. Unless a record is chosen by ID, a change that sets one looks first. */
	keys?: ReadonlyArray<NoInfer<keyof By & Identifier>>;
	/** Queries of Get Many that together list every record that Get finds, inactive and deleted ones included. */
	allRows?: ListQuery[];
	customFields?: string;
	fields?: Of;
	/** Applies to all operations that return records and do not say otherwise. */
	simplify?: Simplify<Kept>;
	operations: Operations;
}

/** What the compiler checks the operations of a resource against. */
type OwnerOf<Of extends Fields, By extends Identifiers> = Omit<Owner, 'fields' | 'record'> & {
	fields: Of;
	record: { by: By };
};

/**
 * Declares a resource. The compiler refuses an operation with a field or an identifier that the resource does not have.
 * @param name value of the resource dropdown, stable
 */
export function resource<
	Operations extends Record<string, Maker<OwnerOf<NoInfer<Of>, NoInfer<By>>>>,
	Of extends Fields = Empty,
	By extends Identifiers = Empty,
	Kept extends string = string,
>(name: string, spec: ResourceSpec<Of, By, Operations, Kept>): Resource {
	const { keys = [], allRows, simplify, operations: makers, ...rest } = spec;
	const label = rest.label ?? rest.record?.label ?? name;
	const made = {
		...rest,
		name,
		label,
		plural: rest.plural ?? `${label}s`,
		record: rest.record ?? { name, label, by: {} },
		keys: [...keys],
		fields: rest.fields ?? {},
	};
	const lookup = lookupOf(makers, made.record, allRows);
	// What is left out has the type of its default.
	const owner = { ...made, simplify, lookup } as unknown as OwnerOf<Of, By>;
	const operations = Object.fromEntries(Object.entries(makers).map(([key, { make }]) => [key, make(owner)]));
	return { ...made, lookup, operations };
}

function lookupOf(
	{ get, getAll }: Record<string, Pick<Maker<never>, 'route' | 'by'>>,
	record: RecordType,
	queries: ListQuery[] | undefined,
): Lookup {
	const pathOf = (route: Route) => route.split(' ')[1] as Path;
	return {
		...(get && { get: { path: pathOf(get.route), by: get.by ?? identifiersOf(record) } }),
		...(getAll && queries && { lists: { path: pathOf(getAll.route), queries } }),
	};
}

// Which fields and filters of an operation are at the top level of the panel, and which in a collection.

/** Names of the fields that an operation takes, wherever the panel shows them. */
function taken(resource: Resource, { fields = [], except = [] }: Operation): string[] {
	return (fields === 'all' ? Object.keys(resource.fields) : fields).filter((name) => !except.includes(name));
}

/** Identifiers by which Create or Update decides whether the record exists. */
export const deciding = ({ key, orBy = [] }: Operation): Identifier[] => (key ? [key, ...orBy] : []);

/** Names of the fields that an operation takes in its collection. */
export function collectedFields(resource: Resource, operation: Operation): string[] {
	const { top = [], many } = operation;
	const above = [...top, ...deciding(operation), ...(many ? [many] : [])];
	return taken(resource, operation).filter((name) => !above.includes(name) && resource.fields[name]?.kind !== 'mapper');
}

/** Names of the fields that an operation has at the top level. */
export function topFields(resource: Resource, operation: Operation): string[] {
	const mappers = taken(resource, operation).filter((name) => resource.fields[name]?.kind === 'mapper');
	return [...new Set([...deciding(operation), ...(operation.top ?? []), ...mappers])];
}

/** A field at the top level: a field of the resource, or a filter that a list requires. */
export const topField = (resource: Resource, { filters = {} }: Operation, name: string): Field =>
	filters[name] ?? fieldOf(resource, name);

/** Filters that are in the collection. */
export const collectedFilters = ({ filters = {}, top = [] }: Operation): Fields =>
	Object.fromEntries(Object.entries(filters).filter(([name]) => !top.includes(name)));

/** True for an operation that sends a body. */
export const hasBody = (operation: Operation) => operation.verb === 'POST' && operation.idIn !== 'query';
/** True for an operation that looks for the record first, unless the user turns that off. */
export const checksFirst = ({ keys }: Resource, { kind, check, key }: Operation) =>
	Boolean(check) || (kind === 'upsert' && keys.some((each) => each !== key));
