/** The kinds of records of a service: what they are called, how one is looked up, and how it is shown in a list. */

/** Ways to look up a record: from the list, or by an identifier, which has its name in the API. */
export type Mode = 'list' | 'id' | 'myId' | 'num' | 'name' | 'email' | 'reference' | 'login' | 'rate';
export type Identifier = Exclude<Mode, 'list'>;

/** What an identifier looks like: only whole numbers, a number as text, or any text. */
export type IdType = 'integer' | 'decimal' | 'text';
export type Identifiers = Partial<Record<Identifier, IdType>>;

/** A kind of record that others refer to, or that an operation acts on. */
export interface RecordType<By extends Identifiers = Identifiers, Also extends Identifiers = Identifiers> {
	/** Name of its resource, whose Get Many lists the choices. Also the name of its parameter. */
	name: string;
	/** Shown as the parameter's name, e.g. "Customer". */
	label: string;
	/** Identifiers and their types, in the order of the locator's modes. */
	by: By;
	/** Further identifiers, which only some references to it take. */
	alsoBy?: Also;
	/** Examples of identifiers, shown as placeholders. */
	examples?: Partial<Record<Identifier, string>>;
	/** How "From List" shows a record; without it, there is no such mode. */
	listed?: Listed;
}

/** How "From List" shows records; the resource with the same name says which list they come from. */
export interface Listed {
	/** Keys of a row, each entry one or several separated by spaces: the first is the name, the others follow in parentheses. */
	text: string[];
	/** Sent with the request for the list, e.g. to get the newest first. */
	query?: Record<string, string | number | boolean>;
	/** Identifiers that a choice can give to a field that takes no ID. */
	as?: Identifier[];
}

/** The identifier that a choice gives to a field that takes these ones; undefined if "From List" cannot be offered. */
export const chosenBy = (
	{ listed }: Pick<RecordType, 'listed'>,
	modes: readonly Identifier[],
): Identifier | undefined => listed && (modes.includes('id') ? 'id' : modes.find((mode) => listed.as?.includes(mode)));

/** Name of the method that lists the choices of a kind of record, each giving that identifier. */
export const searchMethod = (name: string, by: Identifier): string =>
	by === 'id' ? name : `${name}By${by.charAt(0).toUpperCase()}${by.slice(1)}`;

/** The identifiers of a kind of record, in the order of the locator's modes. */
export const identifiersOf = ({ by }: { by: object }): Identifier[] => Object.keys(by) as Identifier[];

/** The type of an identifier, including those that only some references take. */
export const idTypeOf = ({ by, alsoBy }: Pick<RecordType, 'by' | 'alsoBy'>, id: Identifier): IdType | undefined =>
	by[id] ?? alsoBy?.[id];

/** Declares kinds of records, each under the name of its resource. */
export const recordTypes = <Types extends Record<string, Omit<RecordType, 'name'>>>(types: Types) =>
	Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { name, ...type }])) as {
		[Name in keyof Types]: Types[Name] & { name: string };
	};

/** An object without keys, as the default of type parameters. */
export type Empty = Record<never, never>;

/** Reads a value of a record by its path, e.g. `customer.name`; undefined if there is none. */
export const valueAt = (record: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, key)
					? (value as Record<string, unknown>)[key]
					: undefined,
			record,
		);

/** Name of the output field for the value at a path: `customer.name` becomes `customerName`. */
export const flatName = (path: string): string =>
	path
		.split('.')
		.map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
		.join('');
