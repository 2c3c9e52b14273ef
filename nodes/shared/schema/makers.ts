import type { Fields } from './fields';
import { noun, one } from './labels';
import type { IdPlace, Operation, OperationOf, Owner, Path, Route, Sort, Verb } from './operation';
import { identifiersOf, type Empty, type Identifier } from './record';

/**
 * The vocabulary for operations: `get`, `list`, `create`, `update`, `upsert`, `remove` and `act`. Each takes its route and its
 * peculiarities; names, actions, descriptions and the ways to look up a record follow from the resource.
 */

/** An operation as it is written, before it belongs to a resource. */
export interface Maker<In, Out extends Operation = Operation> {
	route: Route;
	by?: readonly Identifier[];
	make: (owner: In) => Out;
}

type Texts = Partial<
	Pick<Operation, 'name' | 'action' | 'description' | 'guess' | 'otherVerb' | 'response' | 'simplify' | 'repeatable'>
>;
/** `by`: identifiers of the record; all if left out. `idIn`: where they are sent; depends on the route if left out. */
interface Naming<By extends Identifier> {
	by?: readonly By[];
	idIn?: IdPlace;
	idAlso?: string[];
}
/** `top` fields are at the top level; `required` ones are marked, and refused if empty. */
interface Open<Name> {
	top?: readonly Name[];
	required?: readonly Name[];
}
interface Body<Name extends string, Many extends string>
	extends Open<Name>,
		Pick<OperationOf<'create'>, 'bodyList' | 'wrap' | 'entries' | 'shape' | 'shown'> {
	oneOf?: readonly Name[];
	either?: readonly Name[];
	fields?: readonly Name[] | 'all';
	except?: readonly Name[];
	many?: Many;
}

const lower = (label: string) => label.toLowerCase();

/** The name in the braces of a path: the field that identifies the record. */
type NameIn<Of extends string> = Of extends `${string}{${infer Name}}${string}` ? Name : never;
const nameIn = (route: Route): string | undefined => /\{(\w+)\}/.exec(route)?.[1];

function endpoint(route: Route): { verb: Verb; path: Path } {
	const [verb, path] = route.split(' ');
	return { verb: verb as Verb, path: path as Path };
}

/** The identifiers of the record and where they are sent. */
function naming<By extends Identifier>(route: Route, { by, idIn, idAlso }: Naming<By>, record: { by: object }) {
	const place: IdPlace = nameIn(route) ? 'path' : /^(POST|PUT)/.test(route) ? 'body' : 'query';
	return { by: by ?? identifiersOf(record), idIn: idIn ?? place, idAlso };
}

/** The identifiers by which a record can be looked up: Get takes them, or lists can be searched for them. */
function lookedUp({ lookup: { get, lists } }: Pick<Owner, 'lookup'>, by: readonly Identifier[]): Identifier[] {
	return by.filter((each) => get?.by.includes(each) || lists);
}

/** One record by identifier. */
export const get = <Of extends Route<'GET'>, By extends Identifier = never>(
	route: Of,
	{ by, idIn, idAlso, filters, ...texts }: Texts & Naming<By> & { filters?: Fields } = {},
): Maker<Owner<NameIn<Of>, By | 'id'>, OperationOf<'get'>> => ({
	route,
	by,
	make: ({ label, simplify, record }) => {
		const name = nameIn(route);
		return {
			kind: 'get',
			name: 'Get',
			action: `Get ${lower(label)}`,
			description: `Get one ${noun(label)} with all its details`,
			...endpoint(route),
			...naming(route, { by, idIn, idAlso }, record),
			...(name && { top: [name], required: [name] }),
			filters,
			simplify,
			...texts,
		};
	},
});

/** ", filtered and sorted", as far as the list supports it. */
const how = (filters: Fields | undefined, sort: Sort | undefined) =>
	[filters && ', filtered', sort && (filters ? ' and sorted' : ', sorted')].filter(Boolean).join('');

/**
 * Many records, filtered and sorted if the API supports it.
 * @param options `details`: the list leaves out something that Get of the same resource shows
 */
export const list = <Filters extends Fields = Empty>(
	route: Route<'GET'>,
	options: Texts &
		Open<keyof Filters & string> & {
			filters?: Filters;
			shown?: ReadonlyArray<keyof Filters & string>;
			sort?: Sort;
			paged?: boolean;
			details?: true;
		} = {},
): Maker<Owner, OperationOf<'list'>> => ({
	route,
	make: ({ plural, simplify, lookup }) => {
		const { details, ...rest } = options;
		return {
			kind: 'list',
			name: 'Get Many',
			action: `Get many ${lower(plural)}`,
			description: `Get a list of ${lower(plural)}${how(rest.filters, rest.sort)}`,
			...endpoint(route),
			...(details && { details: lookup.get?.path }),
			simplify,
			...rest,
		};
	},
});

/** Creates a record, and never sends an ID. First checks whether a record with the same key exists. */
export const create = <const Name extends string = never, const Many extends string = never>(
	route: Route<'POST' | 'PUT'>,
	options: Texts & Body<Name, Many> & { upload?: true } = {},
): Maker<Owner<Name, never, Many>, OperationOf<'create'>> => ({
	route,
	make: (owner) => {
		const keys = owner.keys.filter((key) => key in owner.fields);
		const check = lookedUp(owner, keys);
		return {
			kind: 'create',
			name: 'Create',
			action: `Create ${lower(owner.label)}`,
			description: `Create ${one(owner.label)}`,
			fields: 'all',
			...endpoint(route),
			...(!options.entries && { simplify: owner.simplify }),
			...options,
			...(check.length && { check }),
		};
	},
});

/**
 * Changes only the fields that were set. First checks whether the record exists.
 * @throws Error, while the nodes are loaded, if an identifier cannot be looked up: an unknown one would create a new record
 */
export const update = <
	const Name extends string = never,
	By extends Identifier = never,
	const Many extends string = never,
>(
	route: Route<'POST' | 'PUT'>,
	{ by, idIn, idAlso, ...options }: Texts & Naming<By> & Body<Name, Many> = {},
): Maker<Owner<Name, By | 'id', Many>, OperationOf<'update'>> => ({
	route,
	make: (owner) => {
		const named = naming(route, { by, idIn, idAlso }, owner.record);
		const check = lookedUp(owner, named.by);
		if (check.length < named.by.length)
			throw new Error(`${owner.name}: Update has to look first, so there has to be Get or allRows`);
		return {
			kind: 'update',
			name: 'Update',
			action: `Update ${lower(owner.label)}`,
			description: `Change fields of ${one(owner.label)}; the other fields keep their values`,
			fields: 'all',
			repeatable: true,
			...endpoint(route),
			...named,
			...(!options.entries && { simplify: owner.simplify }),
			...options,
			check,
		};
	},
});

/** Changes the record with that key, or creates it. */
export const upsert = <Key extends Identifier, const Name extends string = never, const Many extends string = never>(
	route: Route<'POST' | 'PUT'>,
	key: Key,
	{ orBy, ...options }: Texts & Body<Name, Many> & { orBy?: Key[] } = {},
): Maker<Owner<Name | Key, Key, Many>, OperationOf<'upsert'>> => ({
	route,
	make: ({ label, simplify }) => ({
		kind: 'upsert',
		name: 'Create or Update',
		action: `Create or update ${lower(label)}`,
		description: `Create a new ${noun(label)}, or update the current one if it already exists (upsert)`,
		fields: 'all',
		repeatable: true,
		...endpoint(route),
		key,
		...(orBy && { orBy }),
		...(!options.entries && { simplify }),
		...options,
	}),
});

type Act<Name extends string, By extends Identifier, Many extends string> = Texts &
	Naming<By> &
	Body<Name, Many> &
	Pick<OperationOf<'act'>, 'filters' | 'download' | 'namesakes'> & {
		/** Given if the response is the record as Get shows it, or some of its fields. */
		returns?: 'record' | 'some';
	};

/**
 * Any other action on a record, or, with `by: []`, an action that needs no record.
 * @param description a sentence, or a function that makes one from the resource's label
 */
export const act = <
	const Name extends string = never,
	By extends Identifier = never,
	const Many extends string = never,
>(
	route: Route,
	name: string,
	description: string | ((label: string) => string),
	{ by, idIn, idAlso, returns, ...options }: Act<Name, By, Many> = {},
): Maker<Owner<Name, By, Many>, OperationOf<'act'>> => ({
	route,
	by,
	make: ({ label, record, simplify }) => {
		const named = naming(route, { by, idIn, idAlso }, record);
		return {
			kind: 'act',
			name,
			action: `${name[0]}${lower(name.slice(1))} ${lower(label)}`,
			description: typeof description === 'string' ? description : description(label),
			...endpoint(route),
			...(named.by.length && named),
			...(returns && { simplify: returns === 'some' && simplify ? { ...simplify, optional: 'all' } : simplify }),
			...options,
		};
	},
});

/** Deletes a record; its output is the same for all resources. By name, it deletes every record with that name. */
export const remove = <By extends Identifier = never>(
	route: Route<'DELETE'>,
	options: Texts & Naming<By> = {},
): Maker<Owner<never, By | 'id'>, OperationOf<'act'>> => {
	const action = act<never, By>(route, 'Delete', (label) => `Delete ${one(label)}`, {
		response: { as: 'flag', flag: 'deleted' },
		repeatable: true,
		...options,
	});
	return {
		...action,
		make: (owner) => {
			const made = action.make(owner);
			return { ...made, ...(made.by?.includes('name') && { namesakes: 'counted' }) };
		},
	};
};
