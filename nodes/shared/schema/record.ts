/** The kinds of records of a service: what they are called, how one is named, and how it reads in a list. */

/** Ways to name a record: from the list, or by one of the identifiers, called as the API calls it. */
export type Mode = 'list' | 'id' | 'myId' | 'num' | 'name' | 'email' | 'reference' | 'login' | 'rate';
export type Identifier = Exclude<Mode, 'list'>;

/** What an identifier looks like: only whole numbers, a number as text, or any text. */
export type IdType = 'integer' | 'decimal' | 'text';
export type Identifiers = Partial<Record<Identifier, IdType>>;

/** A kind of record that others refer to, or that an operation acts on. */
export interface RecordType<By extends Identifiers = Identifiers, Also extends Identifiers = Identifiers> {
	/** Name of its resource: that one's Get Many lists the choices. Also the name of its parameter. */
	name: string;
	/** Shown as the parameter's name, e.g. "Customer". */
	label: string;
	/** Identifiers with their type, in the order of the locator's modes. */
	by: By;
	/** Further identifiers, which only some references to it take. */
	alsoBy?: Also;
	/** An identifier of such a record, to show in its place. */
	examples?: Partial<Record<Identifier, string>>;
	/** How a choice of "From List" reads; without it there is no such mode. */
	listed?: Listed;
}

/** How the choices of a "From List" read; where they are listed says the resource of that name. */
export interface Listed {
	/** Keys of the row (or several with blanks between them): the first as the name, the others behind it. */
	text: string[];
	/** Sent with the list, e.g. to have the newest first. */
	query?: Record<string, string | number | boolean>;
	/** What a choice can stand for where a place takes no ID. */
	as?: Identifier[];
}

/** What a choice of the list stands for in a place that takes these identifiers. Undefined where no list can be offered. */
export const chosenBy = (
	{ listed }: Pick<RecordType, 'listed'>,
	modes: readonly Identifier[],
): Identifier | undefined => listed && (modes.includes('id') ? 'id' : modes.find((mode) => listed.as?.includes(mode)));

/** Name of the method that lists choices of a record, each standing for that identifier. */
export const searchMethod = (name: string, by: Identifier): string =>
	by === 'id' ? name : `${name}By${by.charAt(0).toUpperCase()}${by.slice(1)}`;

/** The identifiers of a kind of record, in the order of the locator's modes. */
export const identifiersOf = ({ by }: { by: object }): Identifier[] => Object.keys(by) as Identifier[];

/** What an identifier of such a record looks like, also of those that only some places take. */
export const idTypeOf = ({ by, alsoBy }: Pick<RecordType, 'by' | 'alsoBy'>, id: Identifier): IdType | undefined =>
	by[id] ?? alsoBy?.[id];

/** Declares kinds of records, each under the name of its resource. */
export const recordTypes = <Types extends Record<string, Omit<RecordType, 'name'>>>(types: Types) =>
	Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { name, ...type }])) as {
		[Name in keyof Types]: Types[Name] & { name: string };
	};

/** An object without keys, for what a line leaves out. */
export type Empty = Record<never, never>;

/** Reads a value of a record by its path; `customer.name` looks inside. Undefined where there is nothing. */
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

/** Name of the field into which the value at a path is put: `customer.name` becomes `customerName`. */
export const flatName = (path: string): string =>
	path
		.split('.')
		.map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
		.join('');
