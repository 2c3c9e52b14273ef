import { type Empty, type Identifier, type Identifiers, identifiersOf, type RecordType } from './record';

/** The words for fields: what a parameter is called, what it takes, and under which name it is sent. */

interface Common {
	label: string;
	/** Sentence without a full stop; booleans start with "Whether". */
	description?: string;
	placeholder?: string;
	/** Stands below the input: what people have to know before they go on. */
	hint?: string;
	/** Name in the API, where it differs from the name of the parameter. */
	key?: string;
	/** Second name under which a body has it as well, where the document contradicts itself. */
	also?: string;
	/** Name of a filter that has to be given together with this one. */
	needs?: string;
	/** What is only supposed: id of a row of docs/guesses.md. */
	guess?: string;
	/** Kinds of operations in which that is so, where it is documented for others. */
	guessIn?: string[];
	/** Collected fields of one group stand in one entry of the collection. */
	group?: FieldGroup;
	/** In a row, left empty it clears what is there, and so is sent as well. */
	clears?: true;
	/** Shown, and sent, only while these parameters have one of these values. */
	when?: Record<string, Array<string | boolean>>;
}

/** Fields that people think of together, such as those of an address. They are sent as if each stood alone. */
export interface FieldGroup {
	/** Name of the parameter that holds them. */
	name: string;
	label: string;
	description: string;
	/** Stands below all others. */
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
	 * `clock` is a time of day, which is sent as `HH:mm`; `decimals` makes it a number, and says with which sign the service
	 * writes it; `always`: a record is never without it.
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
	/** `unsent` only decides what else is shown. */
	| (Common & { kind: 'choice'; choices: Choice[]; default?: string | number | boolean; unsent?: boolean })
	| (Common & { kind: 'choices'; choices: Choice[]; joined?: boolean })
	/**
	 * `zone` is the zone in which the service reads it; `format` the way OutSmart writes days and moments; an end is not before
	 * the field `from`.
	 */
	| (Common & {
			kind: 'moment';
			zone: 'account' | 'utc';
			precision: Precision;
			format?: 'dd-MM-yyyy' | 'timestamp';
			from?: string;
	  })
	/** A list of texts; `joined` sends it as one text with commas. */
	| (Common & { kind: 'texts'; joined?: boolean; numbers?: boolean })
	/**
	 * `bare` sends the identifier itself instead of an object, where a row or a body has a key for it; `keys` says what the
	 * object calls the identifiers, where that differs: several names, where the document contradicts itself.
	 */
	| (Common & {
			kind: 'reference';
			to: RecordType;
			/** Identifiers that this place takes. */
			modes: readonly Identifier[];
			bare?: boolean;
			keys?: Partial<Record<Identifier, string | string[]>>;
	  })
	/** `map` shapes what was filled in. */
	| (Common & { kind: 'group'; fields: Fields; map?: (row: Row) => Row })
	/**
	 * A list of objects; `options.<name>Json` takes it as JSON. `map` shapes each, `whole` all together. `pairs` sends one object
	 * instead, in which the `key` of each row names its `value`; then the JSON is an object.
	 */
	| (Common & {
			kind: 'rows';
			fields: Fields;
			row: string;
			map?: (row: Row) => Row;
			whole?: (list: Row[]) => Json;
			pairs?: boolean;
			/** Names of the fields that stand open in each row; n8n 2 offers the others under Add Field. */
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
/** Wall time of the account; `precision` is what the endpoint takes. */
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
/** @param rest `modes`: the identifiers that this place takes, where it does not take all of them */
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

/** What a field is called in a sentence, with the group in which it stands. */
export const labelInGroup = ({ label, group }: Field): string => (group ? `${group.label}: ${label}` : label);

/** The same fields under names with a prefix, for objects that the API spreads over flat keys. */
export const prefixed = <Prefix extends string, Of extends Fields>(prefix: Prefix, fields: Of) =>
	Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${prefix}${name}`, field])) as {
		[Name in keyof Of & string as `${Prefix}${Name}`]: Of[Name];
	};

/** True for an object with keys, and so for no list. */
export const isObject = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in a list of a body. */
export const rowsIn = (list: Json | undefined): Row[] => (Array.isArray(list) ? list.filter(isObject) : []);

type Words<List extends string> = List extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : List;

/** The names in a text with blanks between them, for lists that would take a line for each. */
export const words = <const List extends string>(list: List) => list.split(' ') as Array<Words<List>>;
