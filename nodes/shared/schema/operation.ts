import type { Field, FieldOf, Fields, Json, Row } from './fields';
import type { Identifier, IdType } from './record';

/** What an operation is, once it belongs to a resource: a union by kind, so that no kind holds what it cannot do. */

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Path below the base address; `{name}` stands for the field that names the record. */
export type Path = `/${string}`;
/** An endpoint as the API document writes it: `GET /customer/list`. */
export type Route<V extends Verb = Verb> = `${V} ${Path}`;
export type IdPlace = 'query' | 'body' | `body.${string}` | 'path';

/** How a response becomes items. */
export type ResponseShape =
	/** The object, or each element of a list. */
	| { as: 'records' }
	/** Responses of delete, activate …: one item per record, `{[flag]: true, id}`. */
	| { as: 'flag'; flag: string }
	/** The elements under a key; `data.results` looks inside. */
	| { as: 'under'; key: string };

/** For requests with several records: what the response says of each, in the order of the request. */
export interface Entries {
	/** What the service says against an entry; undefined where it went well. */
	refused: (entry: Record<string, unknown>) => string | undefined;
	/** Keys by which an entry is called; taken over from what was sent where the response leaves them out. */
	named: string[];
	/** True where a refused entry ends the item; else the entry's item carries what the service says. */
	ends?: boolean;
}

/**
 * Which fields the output Simplified keeps, as paths into the record. `dates` lists those that become ISO 8601.
 */
export interface Simplify<Kept extends string = string> {
	keep: readonly Kept[];
	dates?: ReadonlyArray<NoInfer<Kept>>;
	/** Dates that only Selected Fields gives; `rows.start` is that of each row in `rows`. */
	otherDates?: readonly string[];
	/** Dates that the service writes in UTC rather than in the account's zone. */
	utcDates?: ReadonlyArray<NoInfer<Kept>>;
	/** Those that not every response has, such as rows of a list: left out where they are not there, instead of null. */
	ifShown?: ReadonlyArray<NoInfer<Kept>> | 'all';
	/** Objects that stand for several fields of the record: name in `keep`, and the fields. */
	objects?: Partial<Record<Kept, readonly string[]>>;
	/** Field with the values of custom fields; `customFields` in `keep` is an object of them, by their labels. */
	customFields?: string;
	/** Other names under which some responses have a field: theirs, and the one in `keep`. */
	also?: Record<string, string>;
	/** Field that only another response has, which is not the record: where it stands, the response is given whole. */
	unless?: string;
}

/**
 * For changes that may be tried again although the first try may have been carried out: doing them twice is doing them
 * once. `unless` names fields whose rows are added to what is there, so that twice is more than once.
 */
export type Repeatable = true | { unless: readonly string[] };

/** What a list can be sorted by: value and label; `order` is the one that the service takes unless it is told. */
export interface Sort {
	by: Record<string, string>;
	order: 'ascending' | 'descending';
}

/** Where the records of a resource are looked up. */
export interface Lookup {
	/** GET of one, by one of these identifiers. */
	get?: { path: Path; by: readonly Identifier[] };
	/** Lists that together hold every record that Get finds. */
	lists?: { path: Path; queries: ListQuery[] };
}
export type ListQuery = Record<string, string | boolean>;

interface Common<Kind extends string> {
	kind: Kind;
	name: string;
	/** Sentence case, without articles, with the resource: "Get many customers". */
	action: string;
	description: string;
	verb: Verb;
	path: Path;
	response?: ResponseShape;
	simplify?: Simplify;
	repeatable?: Repeatable;
	/** What is only supposed: id of a row of docs/guesses.md. */
	guess?: string;
	/** Verb that the document names as well; it is tried where the service refuses the other one (405), and kept then. */
	otherVerb?: Verb;
}

/** Which record is meant, and where its identifier travels. */
interface ByRecord {
	by: readonly Identifier[];
	idIn: IdPlace;
	/** Further body keys that carry the same identifier (where the document contradicts itself). */
	idAlso?: readonly string[];
}

interface Query {
	filters?: Fields;
}

/** Which fields stand open; the required ones are marked and refused when they are empty. */
interface Open {
	top?: readonly string[];
	required?: readonly string[];
	/** Filters, or groups of fields, that the collection has from the beginning; left empty they say nothing. */
	shown?: readonly string[];
}

interface Body extends Open {
	/** At least one of these has to be given. */
	oneOf?: readonly string[];
	/** Fields that stand for each other: one is enough, and where an expression left all of them empty, that is said. */
	either?: readonly string[];
	/** Names of the fields in the collection; `'all'` takes every field of the resource but those in `except`. */
	fields?: readonly string[] | 'all';
	except?: readonly string[];
	/** The request's body is a list (one element per record). */
	bodyList?: boolean;
	/** Key under which the body's object or list is sent. */
	wrap?: string;
	/** Name of a field that holds several records as a JSON array: the other fields count for each that says nothing else. */
	many?: string;
	entries?: Entries;
	/**
	 * Shapes the body at the end, where the endpoint is odd. `panel` is the body without Additional Body Fields, which are put on
	 * top afterwards: a shape that moves something moves what the panel says only.
	 */
	shape?: (body: Row, panel: Row) => Json;
}

type Shapes =
	| (Common<'get'> & ByRecord & Query & Open)
	| (Common<'list'> &
			Query &
			Open & {
				sort?: Sort;
				/** False for lists that answer a bare array without paging. */
				paged?: boolean;
				/** Path of Get, for Include Details; keyed by the row's id. */
				details?: Path;
			})
	/** `check`: identifiers by which the record is looked up first. `upload`: a file is sent. */
	| (Common<'create'> & Body & { check?: Identifier[]; upload?: true })
	| (Common<'update'> & Body & ByRecord & { check?: Identifier[] })
	/** `key`: the natural key that decides, shown at the top level. `orBy`: those that may be given instead. */
	| (Common<'upsert'> & Body & { key: Identifier; orBy?: readonly Identifier[] })
	| (Common<'act'> &
			Body &
			Partial<ByRecord> &
			Query & {
				download?: Download;
				/** Given where acting by name touches every record of that name; deleted records cannot be counted before. */
				namesakes?: 'counted' | 'uncounted';
			});

/** Files that come with the response where they are wanted. */
export interface Download {
	/** What one of them is called, and what it is named unless the service names it. */
	label: string;
	fileName: string;
	/** Asks for them. */
	query: Record<string, boolean>;
	/** Where a record has the file, in Base64. */
	key: string;
}

type KeyOf<T> = T extends unknown ? keyof T : never;
/** A union whose members know all the keys of the others, as absent: code that reads one need not ask for the kind first. */
type Closed<T, All extends PropertyKey = KeyOf<T>> = T extends unknown
	? T & { [Key in Exclude<All, keyof T>]?: undefined }
	: never;

/** One entry of the operation dropdown. */
export type Operation = Closed<Shapes>;
export type OperationKind = Operation['kind'];
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;
export type ListOperation = OperationOf<'list'>;

/**
 * What an operation asks of the resource it is written in: fields of these names, and a record that has these identifiers.
 * The compiler holds it against the resource.
 */
export interface Owner<Name extends string = never, By extends Identifier = never, Many extends string = never> {
	name: string;
	label: string;
	plural: string;
	fields: { [Key in Name | Many]: Key extends Many ? FieldOf<'json'> : Field };
	record: { by: { [Key in By]: IdType } };
	/** Identifiers that belong to one record only. */
	keys: Identifier[];
	simplify?: Simplify;
	lookup: Lookup;
}
