type Words<List extends string> = List extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : List;

/** The names in a text with blanks between them, for lists that would take a line for each. */
export const words = <const List extends string>(list: List) => list.split(' ') as Array<Words<List>>;
