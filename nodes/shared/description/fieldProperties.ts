import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldOf, Fields } from '../schema/define';
import { byAlphabet } from '../schema/labels';
import { locator, named } from './locators';

/** Turns fields into what the editor shows for them. */

type Base = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder' | 'hint' | 'displayOptions'>;

/**
 * Where a field is shown: in a collection, it is only there once it was added; at the top level, and inside rows and groups, it
 * is always there, so it must be possible to leave it empty.
 */
export type Place = 'collected' | 'open' | 'inside';

/** Turns a field into a property. */
export function toProperty(name: string, field: Field, place: Place = 'collected'): INodeProperties {
	const base: Base = {
		displayName: field.label,
		name,
		...(field.description && { description: field.description }),
		...(field.placeholder && { placeholder: field.placeholder }),
		...(field.hint && { hint: field.hint }),
		...(field.when && { displayOptions: { show: field.when } }),
	};
	const optional = place === 'open' || (place === 'inside' && !('default' in field));
	switch (field.kind) {
		case 'text':
			return textProperty(base, field);
		case 'number':
			return numberProperty(base, field, optional);
		case 'flag':
			return flagProperty(base, field, optional);
		case 'choice':
			return choiceProperty(base, field, place);
		case 'choices':
			return { ...base, type: 'multiOptions', default: [], options: optionsOf(field.choices) };
		case 'moment':
			return momentProperty(base, field);
		case 'texts':
			return { ...base, type: 'string', default: '', placeholder: field.placeholder ?? 'e.g. first, second' };
		case 'json':
			return jsonProperty(base, field);
		case 'reference':
			return locator(name, field.to, field.modes, base);
		case 'group':
			return groupProperty(base, field.fields);
		case 'rows':
			return rowsProperty(base, field);
		case 'mapper':
			return customFields(base);
	}
}

function textProperty(base: Base, { multiline, password }: FieldOf<'text'>): INodeProperties {
	const typeOptions = { ...(multiline && { rows: 4 }), ...(password && { password: true }) };
	return { ...base, type: 'string', default: '', ...(Object.keys(typeOptions).length && { typeOptions }) };
}

function numberProperty(base: Base, field: FieldOf<'number'>, optional: boolean): INodeProperties {
	// A number input cannot be left empty, but a text input can. If 0 is not allowed, the input must not start with 0.
	if (optional || (field.default === undefined && (field.min ?? 0) > 0))
		return { ...base, type: 'string', default: '' };
	const typeOptions = {
		...(field.min !== undefined && { minValue: field.min }),
		...(field.max !== undefined && { maxValue: field.max }),
		...(field.integer && { numberPrecision: 0 }),
	};
	return {
		...base,
		type: 'number',
		default: field.default ?? 0,
		...(Object.keys(typeOptions).length && { typeOptions }),
	};
}

function flagProperty(base: Base, field: FieldOf<'flag'>, optional: boolean): INodeProperties {
	if (!optional) return { ...base, type: 'boolean', default: field.default ?? false };
	const options = [
		{ name: 'Not Set', value: '' },
		{ name: 'Yes', value: true },
		{ name: 'No', value: false },
	];
	return { ...base, type: 'options', default: '', options };
}

/** Nothing is preselected, except a choice that is the service's own default. */
function choiceProperty(base: Base, field: FieldOf<'choice'>, place: Place): INodeProperties {
	const preset = place === 'open' ? undefined : field.default;
	const unset = preset === undefined ? [{ label: 'Not Set', value: '' }] : [];
	return {
		...base,
		type: 'options',
		default: preset ?? '',
		options: [...optionsOf(unset), ...optionsOf(field.choices)],
		...(field.unsent && { noDataExpression: true }),
	};
}

function momentProperty(base: Base, { precision, zone }: FieldOf<'moment'>): INodeProperties {
	if (precision === 'day') return { ...base, type: 'dateTime', default: '', typeOptions: { dateOnly: true } };
	// The time zone is shown where the date is picked, as in n8n's Google Calendar node.
	const hint = `Read in the time zone of ${zone === 'utc' ? 'this workflow' : 'your account'}`;
	return { ...base, type: 'dateTime', default: '', hint };
}

/** The JSON editor marks an empty text as wrong, so it starts with an empty object; a list gets a text input instead. */
function jsonProperty(base: Base, { array }: FieldOf<'json'>): INodeProperties {
	return array
		? { ...base, type: 'string', default: '', typeOptions: { rows: 4 } }
		: { ...base, type: 'json', default: '{}' };
}

const rowsProperty = (base: Base, { fields, row, shown }: FieldOf<'rows'>): INodeProperties => ({
	...base,
	placeholder: `Add ${row}`,
	type: 'fixedCollection',
	default: {},
	typeOptions: { multipleValues: true, ...titled(fields), ...(shown && othersHidden(row)) },
	options: [values(row, fields, shown)],
});

/** Only n8n 2 hides the other fields until they are filled in; the types of n8n 1 do not have these options. */
const othersHidden = (row: string): object => ({
	hideOptionalFields: true,
	addOptionalFieldButtonText: `Add ${row} Field`,
});
const neverHidden = (property: INodeProperties): INodeProperties => {
	const shown: object = { showEvenWhenOptional: true };
	return { ...property, typeOptions: { ...property.typeOptions, ...shown } };
};

/** The JSON alternative of a list of objects, for expressions. */
export function jsonAlternative(name: string, field: Field): INodeProperties[] {
	if (field.kind !== 'rows') return [];
	const takes = field.pairs ? 'Object of keys and values' : 'Array of objects';
	return [
		{
			...named(`${name}Json`, `${field.label} (JSON)`),
			type: 'json',
			default: field.pairs ? '{}' : '[]',
			description: `${takes}, for expressions; used instead of ${field.label} if given`,
		},
	];
}

/**
 * The title of a row is the first of its fields that is filled in: for a locator, the name of what was picked, or what was
 * entered. Titles are only shown by the new design of lists in n8n 2, which n8n turns on for some users.
 */
function titled(fields: Fields): object {
	const names = Object.entries(fields).map(([name, { kind }]) =>
		kind === 'reference' ? [`${name}?.cachedResultName`, `${name}?.value`] : [name],
	);
	const item = names.flat().map((name) => `$collection.item.value.${name}`);
	return { fixedCollection: { itemTitle: `={{ ${item.join(' || ')} }}` } };
}

/** In the order in which the resource lists them: by the life cycle of a record, or by use. */
export const optionsOf = (choices: FieldOf<'choice'>['choices']): INodePropertyOptions[] =>
	choices.map(({ value, label, description }) => ({ name: label, value, ...(description && { description }) }));

/**
 * Fields that are filled in together, in the order in which people think of them. The default shows them at once, and keeps a
 * group when another one is added: with an empty default, n8n's editor drops the first one. It contains the default of each
 * field, because the editor marks a choice without a value in red.
 */
export function groupProperty(base: Base, fields: Fields): INodeProperties {
	const group = values(base.displayName, fields);
	return {
		...base,
		placeholder: `Add ${base.displayName}`,
		type: 'fixedCollection',
		default: { values: Object.fromEntries(group.values.map((field) => [field.name, field.default])) },
		options: [group],
	};
}

/** The same as a collection, which contains only the fields that were added. */
export const collectionProperty = (base: Base, fields: Fields): INodeProperties => ({
	...base,
	placeholder: `Add ${base.displayName} Field`,
	type: 'collection',
	default: {},
	options: sorted(Object.entries(fields).map(([name, field]) => toProperty(name, field))),
});

const values = (displayName: string, fields: Fields, shown: string[] = []): INodePropertyCollection => ({
	...named('values', displayName),
	values: Object.entries(fields).map(([name, field]) => {
		const property = toProperty(name, field, 'inside');
		return shown.includes(name) ? neverHidden(property) : property;
	}),
});

function customFields(base: Base): INodeProperties {
	return {
		...base,
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		typeOptions: {
			// Each kind of record has its own fields; which are mandatory depends on the operation.
			loadOptionsDependsOn: ['resource', 'operation'],
			resourceMapper: {
				resourceMapperMethod: 'customFields',
				mode: 'add',
				supportAutoMap: false,
				addAllFields: true,
				valuesLabel: base.displayName,
				fieldWords: { singular: 'custom field', plural: 'custom fields' },
			},
		},
	};
}

/** Sorts five or more entries by label, as n8n's lint requires. */
export function sorted<T extends { displayName?: string; name: string }>(list: T[]): T[] {
	if (list.length < 5) return list;
	// The end of a period comes right after its start.
	const label = ({ displayName, name }: T) => (displayName ?? name).replace(/\bEnd\b/, 'Start\uffff');
	const labelled = list.map((each) => ({ each, label: label(each) }));
	return labelled.sort((one, other) => byAlphabet(one.label, other.label)).map(({ each }) => each);
}
