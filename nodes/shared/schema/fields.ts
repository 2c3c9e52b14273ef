import { type Empty, type Identifier, type Identifiers, identifiersOf, type RecordType } from './record';

/** The vocabulary for fields: what a parameter is called, what it takes, and under which name it is sent. */

interface Common {
	label: string;
	/** Sentence without a full stop; booleans start with "Whether". */
	description?: string;
	placeholder?: string;
	/** Shown below the input: what people have to know before they go on. */
	hint?: string;
	/** Name in the API, if it differs from the name of the parameter. */
	key?: string;
	/** Second name under which it is sent as well, if the API document contradicts itself. */
	also?: string;
	/** Name of a filter that has to be given together with this one. */
	needs?: string;
	/** Id of a row of docs/guesses.md, if the field rests on an assumption. */
	guess?: string;
	/** Kinds of operations in which it is an assumption, if it is documented for others. */
	guessIn?: string[];
	/** In a collection, the fields of one group are one entry. */
	group?: FieldGroup;
	/** In a row, it is sent even if left empty, to clear the current value. */
	clears?: true;
	/** Shown, and sent, only while these parameters have one of these values. */
	when?: Record<string, Array<string | boolean>>;
}

/** Fields that people think of together, such as those of an address. They are sent as if they had no group. */
export interface FieldGroup {
	/** Name of the parameter that contains them. */
	name: string;
	label: string;
	description: string;
	/** Shown below all others. */
	last?: boolean;
}

export type Precision = 'second' | 'minute' | 'day';
export interface Choice {
	value: string | number | boolean;
	label: string;
	description?: string;
}

export type Field =
	/**
	 * `clock`: a time of day, sent as `HH:mm`. `decimals`: a number, sent with this decimal separator. `always`: a record is
	 * never without it.
	 */
	| (Common & {
			kind: 'text';
			multiline?: boolean;
			password?: boolean;
			pattern?: RegExp;
			rule?: string;
			clock?: boolean;
			decimals?: '.' | ',';
			always?: true;
	  })
	/** `always`: a record is never without it. */
	| (Common & {
			kind: 'number';
			integer?: boolean;
			min?: number;
			max?: number;
			default?: number;
			always?: true;
	  })
	| (Common & { kind: 'flag'; default?: boolean })
	/** `unsent`: it is not sent, and only decides what else is shown. */
	| (Common & { kind: 'choice'; choices: Choice[]; default?: string | number | boolean; unsent?: boolean })
	| (Common & { kind: 'choices'; choices: Choice[]; joined?: boolean })
	/**
	 * `zone`: time zone in which the service reads it. `format`: how OutSmart writes dates and times. `from`: name of the field
	 * with the start, if this is the end of a period.
	 */
	| (Common & {
			kind: 'moment';
			zone: 'account' | 'utc';
			precision: Precision;
			format?: 'dd-MM-yyyy' | 'timestamp';
			from?: string;
	  })
	/** A list of texts; `joined` sends it as one text, separated by commas. */
	| (Common & { kind: 'texts'; joined?: boolean; numbers?: boolean })
	/**
	 * `bare`: the identifier itself is sent, instead of an object with it. `keys`: names of the identifiers in that object, if
	 * they differ; several names, if the API document contradicts itself.
	 */
	| (Common & {
			kind: 'reference';
			to: RecordType;
			/** Identifiers that this field takes. */
			modes: readonly Identifier[];
			bare?: boolean;
			keys?: Partial<Record<Identifier, string | string[]>>;
	  })
	/** `map` converts what was filled in. */
	| (Common & { kind: 'group'; fields: Fields; map?: (row: Row) => Row })
	/**
	 * A list of objects; `options.<name>Json` takes it as JSON. `map` converts each row, `whole` the whole list. `pairs`: one
	 * object is sent instead, with the `key` and the `value` of each row; then the JSON is an object, too.
	 */
	| (Common & {
			kind: 'rows';
			fields: Fields;
			row: string;
			map?: (row: Row) => Row;
			whole?: (list: Row[]) => Json;
			pairs?: boolean;
			/** Names of the fields that each row shows from the start; n8n 2 offers the others under Add Field. */
			shown?: string[];
	  })
	/** Any JSON object or array. */
	| (Common & { kind: 'json'; array?: boolean })
	/** The custom fields mapper; fills `customFieldValues`. */
	| (Common & { kind: 'mapper' });

export type Fields = Record<string, Field>;
export type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;
export type Json = null | string | number | boolean | Json[] | { [key: string]: Json | undefined };
export type Row = { [key: string]: Json | undefined };

type Rest<K extends Field['kind']> = Omit<FieldOf<K>, 'kind' | 'label' | 'description'>;
const field =
	<K extends Field['kind']>(kind: K) =>
	(label: string, description?: string, rest?: Rest<K>): FieldOf<K> =>
		({ kind, label, description, ...rest }) as FieldOf<K>;

export const text = field('text');
export const number = field('number');
export const flag = field('flag');
/** A flag that is on as soon as it is added. */
export const flagOn = (label: string, description: string, rest?: Rest<'flag'>) =>
	flag(label, description, { default: true, ...rest });
export const texts = field('texts');
export const json = field('json');
export const mapper = field('mapper');
const moment =
	(zone: 'account' | 'utc') =>
	(
		label: string,
		description?: string,
		precision: Precision = 'second',
		rest?: Partial<Rest<'moment'>>,
	): FieldOf<'moment'> => ({ kind: 'moment', label, description, zone, precision, ...rest });
/** Wall time of the account; `precision` is the smallest unit that the endpoint takes. */
export const localTime = moment('account');
/** A moment that the service reads as UTC. */
export const utcTime = moment('utc');
export const day = (label: string, description?: string, rest?: Partial<Rest<'moment'>>): FieldOf<'moment'> =>
	localTime(label, description, 'day', rest);
const chosen =
	<K extends 'choice' | 'choices'>(kind: K) =>
	(label: string, description: string, of: Record<string, string> | Choice[], rest?: Partial<Rest<K>>): FieldOf<K> =>
		({ kind, label, description, choices: toChoices(of), ...rest }) as FieldOf<K>;
export const choice = chosen('choice');
export const choices = chosen('choices');
/** @param rest `modes`: the identifiers that this field takes, if not all of them */
export const reference = <By extends Identifiers, Also extends Identifiers = Empty>(
	to: RecordType<By, Also>,
	description?: string,
	{
		modes,
		...rest
	}: Partial<Omit<Rest<'reference'>, 'modes' | 'to'>> & {
		label?: string;
		modes?: ReadonlyArray<Identifier & (keyof By | keyof Also)>;
	} = {},
): FieldOf<'reference'> => ({
	kind: 'reference',
	label: to.label,
	description,
	to,
	modes: modes ?? identifiersOf(to),
	...rest,
});
export const group = (
	label: string,
	description: string,
	fields: Fields,
	map?: (row: Row) => Row,
): FieldOf<'group'> => ({ kind: 'group', label, description, fields, ...(map && { map }) });
export const rows = (
	label: string,
	row: string,
	description: string,
	fields: Fields,
	rest?: Partial<Rest<'rows'>>,
): FieldOf<'rows'> => ({ kind: 'rows', label, row, description, fields, ...rest });

function toChoices(from: Record<string, string> | Choice[]): Choice[] {
	return Array.isArray(from) ? from : Object.entries(from).map(([value, label]) => ({ value, label }));
}

/** The same fields as members of a group. */
export const grouped = <Of extends Fields>(group: FieldGroup, fields: Of) =>
	Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, group }])) as Of;

/** What a field is called in a sentence, with its group if it has one. */
export const labelInGroup = ({ label, group }: Field): string => (group ? `${group.label}: ${label}` : label);

/** The same fields with a prefix before their names, for objects that the API flattens into the record. */
export const prefixed = <Prefix extends string, Of extends Fields>(prefix: Prefix, fields: Of) =>
	Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${prefix}${name}`, field])) as {
		[Name in keyof Of & string as `${Prefix}${Name}`]: Of[Name];
	};

/** True for an object that is not a list. */
export const isObject = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in a list, e.g. of a body. */
export const rowsIn = (list: Json | undefined): Row[] => (Array.isArray(list) ? list.filter(isObject) : []);

type Words<List extends string> = List extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : List;

/** Splits a text at its spaces, for lists of names that would otherwise take a line each. */
export const words = <const List extends string>(list: List) => list.split(' ') as Array<Words<List>>;
