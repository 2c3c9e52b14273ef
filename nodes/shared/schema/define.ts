import type { Fields, Identifier, Json, Row, Target } from './fields';
import { noun, one } from './labels';

/**
 * The vocabulary in which resources are written: what an operation is called, which endpoint it uses, which fields it
 * takes. Plain data; `toDescription` turns it into n8n properties, `toRequest` reads parameters by it, `toItems` shapes
 * the answer by it.
 */

export * from './fields';

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type OperationKind = 'get' | 'list' | 'create' | 'update' | 'upsert' | 'act';

/** How an answer becomes items. */
export type Answer =
	/** The object, or each element of a list. */
	| { as: 'records' }
	/** Answers of delete, activate …: one item per record, `{[flag]: true, id}`. */
	| { as: 'flag'; flag: string }
	/** The elements under a key; `data.results` looks inside. */
	| { as: 'under'; key: string };

/** For requests with several records: what the answer says of each, in the order of the request. */
export interface Entries {
	/** What the service says against an entry; undefined where it went well. */
	refused: (entry: Record<string, unknown>) => string | undefined;
	/** Keys by which an entry is called; taken over from what was sent where the answer leaves them out. */
	named: string[];
	/** True where a refused entry ends the item; else the entry's item carries what the service says. */
	ends?: boolean;
}

/** Which fields Simplify keeps (at most ten), as paths into the record; `dates` lists those that become ISO 8601. */
export interface Simplify {
	keep: string[];
	dates?: string[];
	/** Dates that the service answers in UTC rather than in the account's zone. */
	utcDates?: string[];
}

/** One entry of the operation dropdown. */
export interface Operation {
	kind: OperationKind;
	name: string;
	/** Sentence case, without articles, with the resource: "Get many customers". */
	action: string;
	description: string;
	verb: Verb;
	path: string;
	/** Identifiers that name the record, and where they travel. */
	by?: Identifier[];
	idIn?: 'query' | 'body' | `body.${string}` | 'path';
	/** Further body keys that carry the same identifier (where the document contradicts itself). */
	idAlso?: string[];
	/** Target of the record, where it is not the resource's own. */
	record?: Target;
	/** Names of fields (in lists: filters) that stand at the top level, and of those the obligatory ones. */
	top?: string[];
	required?: string[];
	/** At least one of these has to be given. */
	oneOf?: string[];
	/** Names of the fields in `<resource>Fields`; `'all'` takes every field of the resource but those in `except`. */
	fields?: string[] | 'all';
	except?: string[];
	/** Natural key of create-or-update, shown at the top level. */
	key?: Identifier;
	/**
	 * How a record is found by the natural keys it lists, before create and update: GET of one record, or of the lists with
	 * these queries where the API finds one record by its system id only.
	 */
	check?: { path: string; by: Identifier[]; lists?: Array<Record<string, string>> };
	filters?: Fields;
	sort?: { by: Record<string, string>; order: 'ascending' | 'descending' };
	/** False for lists that answer a bare array without paging. */
	paged?: boolean;
	/** Path of GET with the whole record, for Include Details; keyed by the row's id. */
	details?: string;
	/** The request's body is a list (one element per record). */
	bodyList?: boolean;
	/** Key under which the body's object or list is sent. */
	wrap?: string;
	/** Name of a field that holds several records as a JSON array: the other fields count for each that says nothing else. */
	many?: string;
	entries?: Entries;
	/** Shapes the body at the very end, where the endpoint is odd. */
	shape?: (body: Row) => Json;
	answer?: Answer;
	simplify?: Simplify;
	/** Names of shared extras: binary upload, photo download … */
	extra?: 'upload' | 'photos';
	/** Given where acting by name touches every record of that name; deleted records cannot be counted before. */
	namesakes?: 'counted' | 'uncounted';
	guess?: string;
}

/** A resource: its fields once, its operations as data. */
export interface Resource {
	name: string;
	label: string;
	plural: string;
	description?: string;
	target: Target;
	/** Type of its custom fields in the list of custom fields, where that is not the resource's name. */
	customFields?: string;
	fields: Fields;
	operations: Record<string, Operation>;
}

type Extra = Partial<Operation>;
type Maker = (at: { label: string; plural: string }) => Operation;
/** What `resource` takes. */
export interface ResourceSpec {
	label: string;
	plural: string;
	description?: string;
	/** Left out where no operation names a record. */
	target?: Target;
	customFields?: string;
	fields?: Fields;
	/** Applies to get and lists that do not say otherwise. */
	simplify?: Simplify;
	operations: Record<string, Maker>;
}

/**
 * Declares a resource.
 * @param name value of the resource dropdown, stable
 * @param spec its fields and operations; names, actions and descriptions of the usual operations follow from label and plural
 */
export function resource(name: string, spec: ResourceSpec): Resource {
	const operations = Object.fromEntries(
		Object.entries(spec.operations).map(([key, make]) => {
			const operation = make(spec);
			const reads = operation.kind === 'get' || operation.kind === 'list';
			return [key, reads && !operation.simplify ? { ...operation, simplify: spec.simplify } : operation];
		}),
	);
	return {
		...spec,
		name,
		target: spec.target ?? { name, label: spec.label, by: {} },
		fields: spec.fields ?? {},
		operations,
	};
}

function endpoint(of: string): Pick<Operation, 'verb' | 'path'> {
	const [verb, path] = of.split(' ');
	return { verb: verb as Verb, path };
}

const lower = (label: string) => label.toLowerCase();

/** One record by identifier. */
export const get =
	(of: string, by: Identifier[], extra: Extra = {}): Maker =>
	({ label }) => ({
		kind: 'get',
		name: 'Get',
		action: `Get ${lower(label)}`,
		description: `Get one ${noun(label)} with all its details`,
		...endpoint(of),
		by,
		idIn: 'query',
		...extra,
	});

/** ", filtered and sorted", as far as the list can be. */
const how = ({ filters, sort }: Extra) =>
	[filters && ', filtered', sort && (filters ? ' and sorted' : ', sorted')].filter(Boolean).join('');

/** Many records, filtered and sorted where the API can. */
export const list =
	(of: string, extra: Extra = {}): Maker =>
	({ plural }) => ({
		kind: 'list',
		name: 'Get Many',
		action: `Get many ${lower(plural)}`,
		description: `Get a list of ${lower(plural)}${how(extra)}`,
		...endpoint(of),
		...extra,
	});

/** A new record; never sends an id. */
export const create =
	(of: string, extra: Extra = {}): Maker =>
	({ label }) => ({
		kind: 'create',
		name: 'Create',
		action: `Create ${lower(label)}`,
		description: `Create ${one(label)}`,
		fields: 'all',
		...endpoint(of),
		...extra,
	});

/** Changes what was set, and nothing else. */
export const update =
	(of: string, by: Identifier[], extra: Extra = {}): Maker =>
	({ label }) => ({
		kind: 'update',
		name: 'Update',
		action: `Update ${lower(label)}`,
		description: `Change fields of ${one(label)}; the others stay as they are`,
		fields: 'all',
		...endpoint(of),
		by,
		idIn: 'body',
		...extra,
	});

/** Changes the record with that key, or creates it. */
export const upsert =
	(of: string, key: Identifier, extra: Extra = {}): Maker =>
	({ label }) => ({
		kind: 'upsert',
		name: 'Create or Update',
		action: `Create or update ${lower(label)}`,
		description: `Create a new ${noun(label)}, or update the current one if it already exists (upsert)`,
		fields: 'all',
		...endpoint(of),
		key,
		...extra,
	});

/** Anything else that is done to a record or without one. */
export const act =
	(of: string, name: string, description: string, extra: Extra = {}): Maker =>
	({ label }) => ({
		kind: 'act',
		name,
		action: `${name[0]}${lower(name.slice(1))} ${lower(label)}`,
		description,
		...endpoint(of),
		...extra,
	});

/** Deletes a record; the answer is made alike for all resources. */
export const remove =
	(of: string, by: Identifier[], extra: Extra = {}): Maker =>
	({ label }) =>
		act(of, 'Delete', `Delete ${one(label)}`, {
			by,
			idIn: 'query',
			answer: { as: 'flag', flag: 'deleted' },
			...(by.includes('name') && { namesakes: 'counted' as const }),
			...extra,
		})({ label, plural: '' });
