import type { Field, FieldOf, Fields, Json, Row } from './fields';
import type { Identifier, IdType } from './record';

/** An operation once it belongs to a resource: a union by kind, so that no kind has properties that make no sense for it. */

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Path below the base address; `{name}` stands for the field that identifies the record. */
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
	/** The elements under a key; `data.results` is a path. */
	| { as: 'under'; key: string };

/** For requests with several records: how to read what the response says about each, in the order of the request. */
export interface Entries {
	/** Why the service refused an entry; undefined if it was accepted. */
	refused: (entry: Record<string, unknown>) => string | undefined;
	/** Keys that identify an entry; they are taken from the request if the response leaves them out. */
	named: string[];
	/** True if a refused entry makes the item fail; otherwise the output contains what the service says about it. */
	failsItem?: boolean;
}

/**
 * Which fields the Simplified output keeps, as paths into the record. `dates` lists those that are converted to ISO 8601.
 */
export interface Simplify<Kept extends string = string> {
	keep: readonly Kept[];
	dates?: ReadonlyArray<NoInfer<Kept>>;
	/** Dates that only Selected Fields can return; `rows.start` is the one of each row in `rows`. */
	otherDates?: readonly string[];
	/** Dates that the service writes in UTC rather than in the account's time zone. */
	utcDates?: ReadonlyArray<NoInfer<Kept>>;
	/** Fields that not every response has, e.g. not the rows of a list: if missing, they are left out instead of null. */
	optional?: ReadonlyArray<NoInfer<Kept>> | 'all';
	/** Objects that combine several fields of the record: their name in `keep`, and the fields. */
	objects?: Partial<Record<Kept, readonly string[]>>;
	/** Field with the values of custom fields; `customFields` in `keep` returns an object of them, by label. */
	customFields?: string;
	/** Names under which some responses have a field instead: their name, and the name in `keep`. */
	aliases?: Record<string, string>;
	/** Field that only a response other than the record has: if it is there, the response is returned unchanged. */
	unlessField?: string;
}

/**
 * For idempotent changes, which may be retried even if the first request may have been carried out. `unless` lists fields whose
 * rows are added to what is there, so that a request with them must not be repeated.
 */
export type Repeatable = true | { unless: readonly string[] };

/** What a list can be sorted by: value and label. `order`: the service's default. */
export interface Sort {
	by: Record<string, string>;
	order: 'ascending' | 'descending';
}

/** How the records of a resource are looked up. */
export interface Lookup {
	/** The endpoint for one record, by one of these identifiers. */
	get?: { path: Path; by: readonly Identifier[] };
	/** Lists that together contain every record that Get finds. */
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
	/** Id of a row of docs/guesses.md, if the operation rests on an assumption. */
	guess?: string;
	/** Second verb that the API document mentions; it is tried if the service refuses the first one (405), and used from then on. */
	otherVerb?: Verb;
}

/** Which record is meant, and where its identifier is sent. */
interface ByRecord {
	by: readonly Identifier[];
	idIn: IdPlace;
	/** Further body keys with the same identifier, if the API document contradicts itself. */
	idAlso?: readonly string[];
}

interface Query {
	filters?: Fields;
}

/** Which fields are at the top level; the required ones are marked, and refused if empty. */
interface Open {
	top?: readonly string[];
	required?: readonly string[];
	/** Filters, or groups of fields, that the collection shows from the start; they have no effect if left empty. */
	shown?: readonly string[];
}

interface Body extends Open {
	/** At least one of these has to be given. */
	oneOf?: readonly string[];
	/** Alternatives, of which one is enough; if expressions leave all of them empty, the item fails. */
	either?: readonly string[];
	/** Names of the fields in the collection; `'all'` takes every field of the resource but those in `except`. */
	fields?: readonly string[] | 'all';
	except?: readonly string[];
	/** The request's body is a list (one element per record). */
	bodyList?: boolean;
	/** Key under which the body's object or list is sent. */
	wrap?: string;
	/** Name of a field with several records as a JSON array; the other fields are the defaults for each of them. */
	many?: string;
	entries?: Entries;
	/**
	 * Converts the finished body for endpoints with a format of their own. `panel` is the body without Additional Body Fields, which
	 * are added afterwards, so that only values from the panel are moved.
	 */
	shape?: (body: Row, panel: Row) => Json;
}

type Shapes =
	| (Common<'get'> & ByRecord & Query & Open)
	| (Common<'list'> &
			Query &
			Open & {
				sort?: Sort;
				/** False for lists that return a bare array without paging. */
				paged?: boolean;
				/** Path of Get, for Include Details; keyed by the row's id. */
				details?: Path;
			})
	/** `check`: identifiers by which the record is looked up first. `upload`: a file is sent. */
	| (Common<'create'> & Body & { check?: Identifier[]; upload?: true })
	| (Common<'update'> & Body & ByRecord & { check?: Identifier[] })
	/** `key`: the natural key that decides, shown at the top level. `orBy`: keys that may be given instead. */
	| (Common<'upsert'> & Body & { key: Identifier; orBy?: readonly Identifier[] })
	| (Common<'act'> &
			Body &
			Partial<ByRecord> &
			Query & {
				download?: Download;
				/** Given if the action by name affects every record with that name; deleted records cannot be counted beforehand. */
				namesakes?: 'counted' | 'uncounted';
			});

/** Files that come with the response if they are asked for. */
export interface Download {
	/** What such a file is called in the panel, and its file name if the service gives none. */
	label: string;
	fileName: string;
	/** The query that asks for them. */
	query: Record<string, boolean>;
	/** Key of the file in a record, as Base64. */
	key: string;
}

type KeyOf<T> = T extends unknown ? keyof T : never;
/** A union whose members have the keys of all others as undefined: code can read a key without checking the kind first. */
type Closed<T, All extends PropertyKey = KeyOf<T>> = T extends unknown
	? T & { [Key in Exclude<All, keyof T>]?: undefined }
	: never;

/** One entry of the operation dropdown. */
export type Operation = Closed<Shapes>;
export type OperationKind = Operation['kind'];
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;
export type ListOperation = OperationOf<'list'>;

/**
 * What an operation requires of its resource: fields with these names, and a record with these identifiers. The compiler
 * checks the resource against it.
 */
export interface Owner<Name extends string = never, By extends Identifier = never, Many extends string = never> {
	name: string;
	label: string;
	plural: string;
	fields: { [Key in Name | Many]: Key extends Many ? FieldOf<'json'> : Field };
	record: { by: { [Key in By]: IdType } };
	/** Identifiers that no two records share. */
	keys: Identifier[];
	simplify?: Simplify;
	lookup: Lookup;
}
