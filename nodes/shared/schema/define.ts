import type { Fields } from './fields';
import type { Maker } from './makers';
import type { ListQuery, Lookup, Owner, Path, Route, Simplify } from './operation';
import type { Resource, ResourceWith } from './resource';
import { identifiersOf, type Empty, type Identifier, type Identifiers, type RecordType } from './record';

/**
 * The vocabulary in which resources are written: what an operation is called, which endpoint it uses, which fields it
 * takes. Plain data; `description/` turns it into n8n properties, `request/` reads parameters by it, `response/` shapes the
 * response by it.
 */

export * from './record';
export * from './fields';
export * from './operation';
export * from './makers';
export * from './resource';

/** What `resource` takes. */
interface ResourceSpec<Of extends Fields, By extends Identifiers, Operations, Kept extends string> {
	/** That of the record unless given; one of the two has to be there. */
	label?: string;
	/** The label with an s unless given. */
	plural?: string;
	description?: string;
	/** Left out where no operation names a record. */
	record?: RecordType<By>;
	/** Natural keys: identifiers that no two records share. Create and Update look for the record first by those given. */
	keys?: ReadonlyArray<NoInfer<keyof By & Identifier>>;
	/** Queries of Get Many that together list every record that Get finds, inactive and deleted ones included. */
	allRows?: ListQuery[];
	customFields?: string;
	fields?: Of;
	/** Applies to get and lists that do not say otherwise. */
	simplify?: Simplify<Kept>;
	operations: Operations;
}

/** What the operations of a resource are held against. */
type OwnerOf<Of extends Fields, By extends Identifiers> = Omit<Owner, 'fields' | 'record'> & {
	fields: Of;
	record: { by: By };
};

/**
 * Declares a resource. The compiler refuses an operation that names a field or an identifier which the resource does not
 * have.
 * @param name value of the resource dropdown, stable
 */
export function resource<
	Operations extends Record<string, Maker<OwnerOf<NoInfer<Of>, NoInfer<By>>>>,
	Of extends Fields = Empty,
	By extends Identifiers = Empty,
	Kept extends string = string,
>(
	name: string,
	spec: ResourceSpec<Of, By, Operations, Kept>,
): ResourceWith<{ [Key in keyof Operations]: ReturnType<Operations[Key]['make']> }> {
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
	const done: Resource = { ...made, lookup, operations };
	return done as ResourceWith<{ [Key in keyof Operations]: ReturnType<Operations[Key]['make']> }>;
}

function lookupOf(
	{ get, getAll }: Record<string, Pick<Maker<never>, 'route' | 'by'>>,
	record: RecordType,
	queries: ListQuery[] | undefined,
): Lookup {
	const pathOf = (route: Route) => route.split(' ')[1] as Path;
	return {
		...(get && { get: { path: pathOf(get.route), by: get.by ? [...get.by] : identifiersOf(record) } }),
		...(getAll && queries && { lists: { path: pathOf(getAll.route), queries } }),
	};
}
