import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { display } from '../engine/core.cts';

/**
 * What a user sees of a built node for one operation, and a way to fill in all of it. Knows nothing of the definitions
 * that the description was made from: only what n8n itself is given.
 */

export interface Shown {
	resource: string;
	operation: string;
}

export type Values = Record<string, unknown>;

/** What fills the panel: which of several choices is taken where there are some, and what each record is named by. */
export interface Filling {
	/** Number of the filling, from 0: picks the choices, and makes typed values differ from those of another number. */
	turn: number;
	/** Picks the modes of locators instead, for items that share one node and so its modes. */
	modes?: number;
	/** Identifiers that the operation takes for its record. */
	identifiers?: string[];
	/** Names of properties that are left out. */
	without?: string[];
}

const isShown = (property: INodeProperties, values: INodeParameters, root: INodeParameters) =>
	display(values, property, root);

/** The top-level properties that an operation shows, without resource and operation. */
export function shownFor(
	description: INodeTypeDescription,
	shown: Shown,
	more: INodeParameters = {},
): INodeProperties[] {
	const root: INodeParameters = { returnAll: false, setCustomFields: true, ...shown, ...more };
	return description.properties
		.filter(
			({ name, type }) => name !== 'resource' && name !== 'operation' && name !== 'requestOptions' && type !== 'notice',
		)
		.filter((property) => isShown(property, root, root))
		.map((property) => narrowed(property, root));
}

/** What is chosen at the top level decides which others are shown. */
export function deciding(description: INodeTypeDescription, shown: Shown): INodeProperties[] {
	const names = new Set(
		description.properties.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
	);
	return shownFor(description, shown).filter(({ name, type }) => type === 'options' && names.has(name));
}

/** One combination of these choices, by its number. */
export const decided = (choices: INodeProperties[], number: number): INodeParameters =>
	Object.fromEntries(
		choices.map(({ name, options = [] }, place) => {
			const before = choices.slice(0, place).reduce((product, each) => product * (each.options?.length ?? 1), 1);
			return [name, pick(options as INodePropertyOptions[], Math.floor(number / before)).value];
		}),
	);

/** The same property with only those options of a collection that are shown. */
function narrowed(property: INodeProperties, root: INodeParameters): INodeProperties {
	if (property.type !== 'collection') return property;
	return {
		...property,
		options: (property.options as INodeProperties[]).filter((option) => isShown(option, {}, root)),
	};
}

/** The properties inside a property: of a collection, or of the group of a fixedCollection. */
export function inside(property: INodeProperties): INodeProperties[] {
	if (property.type === 'collection') return property.options as INodeProperties[];
	if (property.type === 'fixedCollection')
		return (property.options as INodePropertyCollection[]).flatMap(({ values }) => values);
	return [];
}

/** Every property of a list, those within others included. */
export const everyProperty = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [property, ...everyProperty(inside(property))]);

/** How many fillings it takes until each choice of each property was taken once. */
export function turnsNeeded(properties: INodeProperties[]): number {
	const choices = everyProperty(properties).map(({ type, options, modes }) => {
		if (type === 'options' || type === 'multiOptions') return options?.length ?? 0;
		return type === 'resourceLocator' ? (modes?.length ?? 0) : 0;
	});
	return Math.max(2, ...choices);
}

/** The other way to give a list of objects, or several records at once; where it is given, it counts. */
const isJsonList = ({ name }: INodeProperties) => name.endsWith('Json');

/**
 * A valid value for every property, nested ones included.
 * @param properties as `shownFor` gives them; the first locator of the top level names the record
 */
export function fill(properties: INodeProperties[], filling: Filling): Values {
	const { identifiers, without = [] } = filling;
	const record = identifiers && properties.find(({ type }) => type === 'resourceLocator');
	const values: Values = {};
	let named: string | undefined;
	for (const property of properties) {
		if (without.includes(property.name) || isJsonList(property)) continue;
		if (property === record) {
			const located = locate(property, filling, identifiers);
			named = located.mode;
			values[property.name] = located;
		} else values[property.name] = valueOf(property, filling);
	}
	// The identifier that names the record cannot be changed by the same request.
	for (const value of Object.values(values)) {
		if (record && named && isObject(value) && !('__rl' in value)) delete value[named];
	}
	return values;
}

const isObject = (value: unknown): value is Values =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function valueOf(property: INodeProperties, filling: Filling): unknown {
	const { type, options = [], typeOptions = {} } = property;
	const { turn } = filling;
	switch (type) {
		case 'string':
			return typed(property, turn);
		case 'number':
			return Math.min((typeOptions.minValue ?? 1) + turn, typeOptions.maxValue ?? Infinity);
		case 'boolean':
			return turn % 2 === 0;
		case 'options':
			return pick(
				(options as INodePropertyOptions[]).filter(({ value }) => value !== ''),
				turn,
			).value;
		case 'multiOptions':
			return [pick(options as INodePropertyOptions[], turn).value];
		case 'dateTime':
			return `2026-03-${String(1 + (turn % 28)).padStart(2, '0')}T10:00:00`;
		case 'resourceLocator':
			return locate(property, filling);
		case 'resourceMapper':
			return { mappingMode: 'defineBelow', value: { 7: `value ${turn}` } };
		case 'collection':
			return fill(inside(property), { ...filling, identifiers: undefined });
		case 'fixedCollection': {
			const values = fill(inside(property), { ...filling, identifiers: undefined });
			return { values: typeOptions.multipleValues ? [values] : values };
		}
		case 'json':
			return { [`key_${turn}`]: `value ${turn}` };
		default:
			throw new Error(`${property.name}: no value is known for the type ${type}`);
	}
}

const pick = <T,>(choices: T[], turn: number): T => choices[turn % choices.length];

/** The example of the placeholder, changed a little with every turn: what the panel shows as an example has to be valid. */
function typed({ placeholder }: { placeholder?: string }, turn: number): string {
	const example = placeholder?.replace(/^e\.g\. /, '');
	if (!example) return String(12 + turn);
	if (turn === 0) return example;
	return /\d$/.test(example)
		? example.slice(0, -1) + (((Number(example.slice(-1)) + turn - 1) % 6) + 1)
		: `${example} ${turn}`;
}

/** What stands behind a choice of the list is the system id: the example of one, or any number. */
function listed(modes: NonNullable<INodeProperties['modes']>, turn: number): string {
	const example = modes.find(({ name }) => name === 'id')?.placeholder ?? '';
	return /^e\.g\. \d*$|^$/.test(example) ? String(35604 + turn) : typed({ placeholder: example }, turn);
}

function locate(
	{ modes = [] }: INodeProperties,
	{ turn, modes: picked = turn }: Filling,
	identifiers?: string[],
): { __rl: true; mode: string; value: string } {
	const allowed = modes.filter(({ name }) => !identifiers || name === 'list' || identifiers.includes(name));
	const mode = pick(allowed, picked);
	return { __rl: true, mode: mode.name, value: mode.name === 'list' ? listed(modes, turn) : typed(mode, turn) };
}

/** The same values read from the item: `{a: 1}` becomes `{a: '={{ $json.a }}'}`; nested objects stay in the form the editor saves. */
export function byExpression(values: Values, path = '$json'): INodeParameters {
	const entries = Array.isArray(values)
		? values.map((value, index) => [index, value] as const)
		: Object.entries(values);
	const read = entries.map(([key, value]) => {
		const at = typeof key === 'number' ? `${path}[${key}]` : `${path}[${JSON.stringify(key)}]`;
		// The editor keeps mode and mapping as they are; a JSON field and a list of choices are one expression.
		if (key === '__rl' || key === 'mode' || key === 'mappingMode') return [key, value];
		return [
			key,
			isObject(value) || (Array.isArray(value) && value.some(isObject))
				? byExpression(value as Values, at)
				: `={{ ${at} }}`,
		];
	});
	return (Array.isArray(values) ? read.map(([, value]) => value) : Object.fromEntries(read)) as INodeParameters;
}

/** Copies of the values with one field less each, by the path of what is missing. */
export function eachWithout(values: Values, path = ''): Array<[path: string, values: Values]> {
	return Object.entries(values).flatMap(([name, value]): Array<[string, Values]> => {
		const { [name]: _, ...others } = values;
		const at = path ? `${path}.${name}` : name;
		const whole: [string, Values] = [at, others];
		if (isLeaf(value)) return [whole];
		const inner = Array.isArray(value) ? (value[0] as Values) : (value as Values);
		return [
			whole,
			...eachWithout(inner, at).map(([place, less]): [string, Values] => [
				place,
				{ ...values, [name]: Array.isArray(value) ? [less] : less },
			]),
		];
	});
}

/** Locators and mappers are one field, however much stands in them. */
const isLeaf = (value: unknown) =>
	Array.isArray(value) ? !isObject(value[0]) : !isObject(value) || '__rl' in value || 'mappingMode' in value;
