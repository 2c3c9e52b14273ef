import type { INodeParameters, INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { locator } from '../engine/engine.cts';
import { deciding, inside, shownFor, type Shown } from '../quality/panel.cts';

/**
 * Fills a panel with what a sample of the API documents says. All it knows of a node is the built description: which
 * parameters an operation shows, and what they are called. What the panel does not offer is left for JSON.
 */

export type Row = Record<string, unknown>;

export interface Filled {
	parameters: INodeParameters;
	/** What the panel cannot say, by the keys of the sample. */
	left: Row;
}

export interface How {
	/** Whether lists of objects are given by their JSON alternatives. */
	lists: 'rows' | 'json';
}

/** What the samples call otherwise than the panel does. */
const called: Record<string, string> = { client: 'customer', requestId: 'id', idStock: 'id', nmStock: 'name' };

export const isObject = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
export const isEmpty = (value: unknown) =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0) || value === undefined;
const isList = ({ type, typeOptions }: INodeProperties) =>
	type === 'fixedCollection' && typeOptions?.multipleValues === true;
const valuesOf = (property: INodeProperties) => (property.options as INodePropertyCollection[])[0].values;
const opened = (properties: INodeProperties[]): Row =>
	Object.fromEntries(properties.map((each) => [each.name, structuredClone(each.default)]));

/** The parameters that are shown, once the sample has made the choices that decide it; and these choices. */
export function openFor(description: INodeTypeDescription, shown: Shown, sample: Row) {
	const choices = deciding(description, shown)
		.map(({ name, options = [] }): [string, unknown] => [
			name,
			sample[name] ?? (options as Array<{ value: string }>).find(({ value }) => Object.hasOwn(sample, value))?.value,
		])
		.filter(([, value]) => value !== undefined);
	const decided = Object.fromEntries(choices) as INodeParameters;
	return { decided, properties: shownFor(description, shown, decided) };
}

/** Fills the panel of one operation. */
export function fillWith(description: INodeTypeDescription, shown: Shown, sample: Row, how: How): Filled {
	const { resource, operation } = shown;
	const { decided, properties } = openFor(description, shown, sample);
	const collection = properties.find(({ name }) => name === `${resource}Fields`);
	const options = properties.find(({ name }) => name === 'options');
	const acted = properties.find(({ name, type }) => name === resource && type === 'resourceLocator');
	// A record that stands inside an object is a locator like any other.
	const record = acted && isObject(sample[acted.name]) ? undefined : acted;
	const top: Row = {};
	const more: Row = {};
	const inOptions: Row = {};
	const left: Row = {};
	const named = record && identify(record, sample);
	if (named) top[resource] = named.value;
	const places: Array<[properties: INodeProperties[], into: () => Row]> = [
		[properties, () => top],
		[inside(collection ?? ({} as INodeProperties)), () => more],
		...inside(collection ?? ({} as INodeProperties))
			.filter(({ name, type }) => name.endsWith('Fields') && (type === 'collection' || type === 'fixedCollection'))
			.map((group): [INodeProperties[], () => Row] => [inside(group), () => groupIn(more, group)]),
		[inside(options ?? ({} as INodeProperties)), () => inOptions],
	];
	for (const [key, value] of Object.entries(sample)) {
		if (named?.key === key) continue;
		const name = (called[key] ?? key).toLowerCase();
		const find = (wanted: string) =>
			places
				.flatMap(([list, into]) => list.map((property) => ({ property, into })))
				.find(({ property }) => property !== record && property.name.toLowerCase() === wanted);
		const found = find(name);
		const json = find(`${name}json`);
		const placed =
			found && (how.lists === 'rows' || !json) ? place(found.property, value, operation === 'update') : undefined;
		const written = json && !placed ? toJson(json.property, value) : undefined;
		if (placed) found!.into()[found!.property.name] = placed.value;
		if (written) json!.into()[json!.property.name] = written;
		if (!placed?.isWhole && !written) left[key] = value;
	}
	if (Object.keys(left).length) inOptions.additionalBody = JSON.stringify(left);
	return {
		left,
		parameters: {
			...shown,
			...decided,
			...top,
			...(collection && { [collection.name]: more }),
			...(Object.keys(inOptions).length && { options: inOptions }),
		} as INodeParameters,
	};
}

/** A list for its JSON alternative, which opens with what kind of JSON it takes. */
function toJson(property: INodeProperties, value: unknown): string | undefined {
	if (isEmpty(value) || typeof value !== 'object') return undefined;
	const isDue = Array.isArray(value) === (property.default === '[]');
	return JSON.stringify(isDue ? value : (value as Row).data);
}

/** A group of flat keys: with a frame in which every field is there, or fields added one by one. */
function groupIn(more: Row, group: INodeProperties): Row {
	if (group.type === 'collection') return (more[group.name] ??= {}) as Row;
	more[group.name] ??= { values: opened(valuesOf(group)) };
	return (more[group.name] as { values: Row }).values;
}

/** The locator of the record acted on, by the first identifier that the sample fills in. */
export function identify({ modes = [] }: INodeProperties, sample: Row) {
	for (const { name } of modes)
		for (const [key, value] of Object.entries(sample))
			if ((called[key] ?? key) === name && !isEmpty(value) && value !== 0 && !isObject(value))
				return { key, mode: name, value: locator(name, value as string) };
	return undefined;
}

/**
 * One value for one parameter.
 * @param clears whether something empty says that the field is emptied; elsewhere JSON has to say it
 * @returns undefined where the parameter cannot take it
 */
function place(
	property: INodeProperties,
	value: unknown,
	clears: boolean,
): { value: unknown; isWhole: boolean } | undefined {
	const whole = (each: unknown) => ({ value: each, isWhole: true });
	if (isEmpty(value) && !clears) return undefined;
	if (isList(property)) return rows(property, value);
	switch (property.type) {
		case 'resourceLocator': {
			if (value === null) return whole(locator('list', ''));
			if (!isObject(value)) return whole(locator(property.modes![1].name, value as string));
			const named = identify(property, value);
			return named && { value: named.value, isWhole: Object.keys(value).length === 1 };
		}
		case 'fixedCollection': {
			if (!isObject(value)) return undefined;
			const said = Object.fromEntries(Object.entries(value).filter(([, each]) => !isEmpty(each)));
			const filled = row(valuesOf(property), said);
			return filled && { value: { values: filled }, isWhole: Object.keys(said).length === Object.keys(value).length };
		}
		case 'options': {
			const isOffered = (property.options as Array<{ value: unknown }>).some((each) => each.value === value);
			return isOffered ? whole(value) : undefined;
		}
		case 'multiOptions':
			return typeof value === 'string' ? whole(value.split(',').map(Number)) : undefined;
		case 'string':
			if (Array.isArray(value)) return whole(value.join(', '));
			return isObject(value) ? undefined : whole(value === null ? '={{ null }}' : value);
		default:
			return isObject(value) || Array.isArray(value) ? undefined : whole(value);
	}
}

/** Rows of the panel; undefined where a row says something that they cannot say. */
function rows(property: INodeProperties, value: unknown) {
	const fields = valuesOf(property);
	const list = Array.isArray(value) ? value : isObject(value) ? listOf(fields, value) : undefined;
	const filled = list?.map((each) => (isObject(each) ? row(fields, each) : undefined));
	if (!filled || filled.some((each) => each === undefined)) return undefined;
	return { value: { values: filled }, isWhole: true };
}

/** An object that the panel offers as rows: of keys with values, or one that says what its list is. */
function listOf(fields: INodeProperties[], value: Row): unknown[] | undefined {
	if (fields.map(({ name }) => name).join() === 'key,value')
		return Object.entries(value).map(([key, each]) => ({ key, value: each }));
	return Array.isArray(value.data) ? value.data : undefined;
}

/** A row or group as the editor saves it: what was filled in, the others as they open. */
function row(fields: INodeProperties[], given: Row): Row | undefined {
	const filled = opened(fields);
	for (const [key, value] of Object.entries(given)) {
		const field = fields.find(({ name }) => name === key);
		// Of a row, only the value of a custom field can be said to be empty.
		if (!field || (isEmpty(value) && !(key === 'value' && 'label' in given))) return undefined;
		const placed = place(field, value, true);
		if (!placed?.isWhole) return undefined;
		filled[key] = placed.value;
	}
	return filled;
}
