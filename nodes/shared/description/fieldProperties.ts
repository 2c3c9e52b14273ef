import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldOf, Fields } from '../schema/define';
import { locator, named } from './locators';

/** Fields → what the editor shows for them. */

type Base = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder'>;

/** A field → the property (or, for lists of objects, the two properties) that stand for it. */
export function toProperties(name: string, field: Field): INodeProperties[] {
	const base: Base = {
		displayName: field.label,
		name,
		...(field.description && { description: field.description }),
		...(field.placeholder && { placeholder: field.placeholder }),
	};
	switch (field.kind) {
		case 'text':
			return [textProperty(base, field)];
		case 'number':
			return [numberProperty(base, field)];
		case 'flag':
			return [flagProperty(base, field)];
		case 'choice':
			return [choiceProperty(base, field)];
		case 'choices':
			return [{ ...base, type: 'multiOptions', default: [], options: optionsOf(field.choices) }];
		case 'moment':
			return [{ ...base, type: 'dateTime', default: '' }];
		case 'texts':
			return [{ ...base, type: 'string', default: '', placeholder: field.placeholder ?? 'e.g. first, second' }];
		case 'json':
			return [jsonProperty(base, field)];
		case 'reference':
			return [locator(name, field.to, field.modes, base)];
		case 'group':
			return [collection({ ...base, placeholder: `Add ${field.label}` }, field.fields, false, field.label)];
		case 'rows':
			return rowsProperties(base, field);
		case 'mapper':
			return [customFields(base)];
	}
}

function textProperty(base: Base, { multiline, password }: FieldOf<'text'>): INodeProperties {
	const typeOptions = { ...(multiline && { rows: 4 }), ...(password && { password: true }) };
	return { ...base, type: 'string', default: '', ...(Object.keys(typeOptions).length && { typeOptions }) };
}

function numberProperty(base: Base, field: FieldOf<'number'>): INodeProperties {
	// In a row every field is present: an optional number has to be able to be empty.
	if (field.optional) return { ...base, type: 'string', default: '' };
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

function flagProperty(base: Base, field: FieldOf<'flag'>): INodeProperties {
	if (!field.optional) return { ...base, type: 'boolean', default: field.default ?? false };
	const options = [
		{ name: 'Not Set', value: '' },
		{ name: 'Yes', value: true },
		{ name: 'No', value: false },
	];
	return { ...base, type: 'options', default: '', options };
}

function choiceProperty(base: Base, { choices, optional, default: preset }: FieldOf<'choice'>): INodeProperties {
	const options = optionsOf([...(optional ? [{ label: 'Not Set', value: '' }] : []), ...choices]);
	return { ...base, type: 'options', default: preset ?? (optional ? '' : choices[0].value), options };
}

/** The JSON editor marks an empty text as wrong, so it starts with an empty object; a list may be left empty. */
function jsonProperty(base: Base, { array }: FieldOf<'json'>): INodeProperties {
	return array
		? { ...base, type: 'string', default: '', typeOptions: { rows: 4 } }
		: { ...base, type: 'json', default: '{}' };
}

function rowsProperties(base: Base, { fields, row, label, pairs }: FieldOf<'rows'>): INodeProperties[] {
	const takes = pairs ? 'Object of keys and values' : 'Array of objects';
	return [
		collection({ ...base, placeholder: `Add ${row}` }, fields, true, row),
		{
			...named(`${base.name}Json`, `${label} (JSON)`),
			type: 'json',
			default: pairs ? '{}' : '[]',
			description: `${takes}, for expressions; used instead of ${label} where it is given`,
		},
	];
}

export function optionsOf(choices: FieldOf<'choice'>['choices']): INodePropertyOptions[] {
	return sorted(
		choices.map(({ value, label, description }) => ({ name: label, value, ...(description && { description }) })),
	);
}

function collection(base: Base, fields: Fields, multipleValues: boolean, label: string): INodeProperties {
	const values = Object.entries(fields).flatMap(([name, field]) => toProperties(name, field));
	return {
		...base,
		type: 'fixedCollection',
		default: {},
		...(multipleValues && { typeOptions: { multipleValues } }),
		options: [{ displayName: label, name: 'values', values: sorted(values) } as INodePropertyCollection],
	};
}

function customFields(base: Base): INodeProperties {
	return {
		...base,
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		typeOptions: {
			// Other kinds of records have other fields; which are mandatory depends on the operation.
			loadOptionsDependsOn: ['resource', 'operation'],
			resourceMapper: {
				resourceMapperMethod: 'customFields',
				mode: 'add',
				supportAutoMap: false,
				addAllFields: false,
				valuesLabel: base.displayName,
				fieldWords: { singular: 'custom field', plural: 'custom fields' },
			},
		},
	};
}

/** From five on, what can be chosen stands in the order of the alphabet. */
export const sorted = <T extends { displayName?: string; name: string }>(list: T[]): T[] => {
	const label = ({ displayName, name }: T) => displayName ?? name;
	return list.length < 5 ? list : [...list].sort((a, b) => label(a).localeCompare(label(b)));
};
