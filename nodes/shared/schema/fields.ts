/** The words for fields: what a parameter is called, what it takes, and under which name it is sent. */

/** Ways to name a record: from the list, or by one of the identifiers, called as the API calls it. */
export type Mode = 'list' | 'id' | 'myId' | 'num' | 'name' | 'email' | 'reference' | 'login';
export type Identifier = Exclude<Mode, 'list'>;

/** What an identifier looks like: only whole numbers, or any text. */
export type IdType = 'integer' | 'text';

/** A record of the service that others refer to, or that an operation acts on. */
export interface Target {
	/** Name of its resource; also the name of its list search method where `listed` is given. */
	name: string;
	/** Shown as the field's name, e.g. "Customer". */
	label: string;
	/** Identifiers with their type, in the order of the locator's modes. */
	by: Partial<Record<Identifier, IdType>>;
	/** An identifier of such a record, to show in its place. */
	examples?: Partial<Record<Identifier, string>>;
	/** How "From List" reads its choices; without it there is no such mode. */
	listed?: Listed;
}

/** How the choices of a "From List" are read. */
export interface Listed {
	path: string;
	/** Query parameter that searches on the server; without it the rows read are filtered here. */
	search?: string;
	query?: Record<string, string | number | boolean>;
	/** Key of the identifier that the choice stands for, `id` unless given. */
	value?: Identifier;
	/** Text of a choice: keys of the row (or several with blanks between them), the first as the name, the others behind it. */
	text: string[];
	/** False where the API does not page the list. */
	paged?: boolean;
}

interface Common {
	label: string;
	/** Sentence without a full stop; booleans start with "Whether". */
	description?: string;
	placeholder?: string;
	/** Name in the API, where it differs from the name of the parameter. */
	key?: string;
	/** Says what is only supposed; goes into docs/operations.md. */
	guess?: string;
}

export type Precision = 'second' | 'minute' | 'day';
export interface Choice {
	value: string | number;
	label: string;
	description?: string;
}

export type Field =
	| (Common & { kind: 'text'; multiline?: boolean; password?: boolean; pattern?: RegExp; rule?: string })
	| (Common & { kind: 'number'; integer?: boolean; min?: number; max?: number; default?: number; optional?: boolean })
	/** `optional` can be left open, for rows and groups, where every field is present. */
	| (Common & { kind: 'flag'; default?: boolean; optional?: boolean })
	| (Common & { kind: 'choice'; choices: Choice[]; default?: string | number; optional?: boolean })
	| (Common & { kind: 'choices'; choices: Choice[]; joined?: boolean })
	/** `zone` is the zone in which the service reads it; `format` the way OutSmart writes days and moments. */
	| (Common & { kind: 'moment'; zone: 'account' | 'utc'; precision: Precision; format?: 'dd-MM-yyyy' | 'timestamp' })
	/** A list of texts; `joined` sends it as one text with commas. */
	| (Common & { kind: 'texts'; joined?: boolean; numbers?: boolean })
	/**
	 * `bare` sends the identifier itself instead of an object, where a row or a body has a key for it; `keys` says what the
	 * object calls the identifiers, where that differs.
	 */
	| (Common & {
			kind: 'reference';
			to: Target;
			modes?: Identifier[];
			bare?: boolean;
			keys?: Partial<Record<Identifier, string>>;
	  })
	| (Common & { kind: 'group'; fields: Fields })
	/**
	 * A list of objects; `<name>Json` stands beside it. `map` shapes each, `whole` all together. `pairs` sends one object
	 * instead, in which the `key` of each row names its `value`; then the Json twin takes an object.
	 */
	| (Common & {
			kind: 'rows';
			fields: Fields;
			row: string;
			map?: (row: Row) => Row;
			whole?: (list: Row[]) => Json;
			pairs?: boolean;
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
export const texts = field('texts');
export const json = field('json');
export const mapper = field('mapper');
/** Wall time of the account; `precision` is what the endpoint takes. */
export const localTime = (
	label: string,
	description?: string,
	precision: Precision = 'second',
	rest?: Partial<Rest<'moment'>>,
): Field => ({
	kind: 'moment',
	label,
	description,
	zone: 'account',
	precision,
	...rest,
});
/** A moment that the service reads as UTC. */
export const utcTime = (
	label: string,
	description?: string,
	precision: Precision = 'second',
	rest?: Partial<Rest<'moment'>>,
): Field => ({
	kind: 'moment',
	label,
	description,
	zone: 'utc',
	precision,
	...rest,
});
export const day = (label: string, description?: string, rest?: Partial<Rest<'moment'>>): Field => ({
	kind: 'moment',
	label,
	description,
	zone: 'account',
	precision: 'day',
	...rest,
});
export const choice = (
	label: string,
	description: string,
	choices: Record<string, string> | Choice[],
	rest?: Partial<Rest<'choice'>>,
): Field => ({
	kind: 'choice',
	label,
	description,
	choices: toChoices(choices),
	...rest,
});
export const choices = (
	label: string,
	description: string,
	of: Record<string, string> | Choice[],
	rest?: Partial<Rest<'choices'>>,
): Field => ({
	kind: 'choices',
	label,
	description,
	choices: toChoices(of),
	...rest,
});
export const reference = (
	to: Target,
	description?: string,
	rest?: Partial<Rest<'reference'>> & { label?: string },
): Field => ({
	kind: 'reference',
	label: to.label,
	description,
	to,
	...rest,
});
export const group = (label: string, description: string, fields: Fields): Field => ({
	kind: 'group',
	label,
	description,
	fields,
});
export const rows = (
	label: string,
	row: string,
	description: string,
	fields: Fields,
	rest?: Partial<Rest<'rows'>>,
): Field => ({
	kind: 'rows',
	label,
	row,
	description,
	fields,
	...rest,
});

function toChoices(from: Record<string, string> | Choice[]): Choice[] {
	return Array.isArray(from) ? from : Object.entries(from).map(([value, label]) => ({ value, label }));
}
