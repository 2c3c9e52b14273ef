import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldOf, Fields } from '../schema/define';
import { locator, named } from './locators';

/** Fields → what the editor shows for them. */

/** A field → the property (or, for lists of objects, the two properties) that stand for it. */
export function toProperties(name: string, field: Field): INodeProperties[] {
	const base = {
		displayName: field.label,
		name,
		...(field.description && { description: field.description }),
		...(field.placeholder && { placeholder: field.placeholder }),
	};
	switch (field.kind) {
		case 'text':
			return [
				{
					...base,
					type: 'string',
					default: '',
					...((field.multiline || field.password) && {
						typeOptions: { ...(field.multiline && { rows: 4 }), ...(field.password && { password: true }) },
					}),
				},
			];
		case 'number': {
			const typeOptions = {
				...(field.min !== undefined && { minValue: field.min }),
				...(field.max !== undefined && { maxValue: field.max }),
				...(field.integer && { numberPrecision: 0 }),
			};
			// In a row every field is present: an optional number has to be able to be empty.
			if (field.optional) return [{ ...base, type: 'string', default: '' }];
			return [
				{
					...base,
					type: 'number',
					default: field.default ?? 0,
					...(Object.keys(typeOptions).length && { typeOptions }),
				},
			];
		}
		case 'flag':
			if (field.optional)
				return [
					{
						...base,
						type: 'options',
						default: '',
						options: [
							{ name: 'Not Set', value: '' },
							{ name: 'Yes', value: true },
							{ name: 'No', value: false },
						],
					},
				];
			return [{ ...base, type: 'boolean', default: field.default ?? false }];
		case 'choice': {
			const options = optionsOf([...(field.optional ? [{ label: 'Not Set', value: '' }] : []), ...field.choices]);
			return [
				{ ...base, type: 'options', default: field.default ?? (field.optional ? '' : field.choices[0].value), options },
			];
		}
		case 'choices':
			return [{ ...base, type: 'multiOptions', default: [], options: optionsOf(field.choices) }];
		case 'moment':
			return [{ ...base, type: 'dateTime', default: '' }];
		case 'texts':
			return [{ ...base, type: 'string', default: '', placeholder: field.placeholder ?? 'e.g. first, second' }];
		// The JSON editor marks an empty text as wrong, so it starts with an empty object; a list may be left empty.
		case 'json':
			return [
				field.array
					? { ...base, type: 'string', default: '', typeOptions: { rows: 4 } }
					: { ...base, type: 'json', default: '{}' },
			];
		case 'reference':
			return [locator(name, field.to, field.modes, base)];
		case 'group':
			return [collection({ ...base, placeholder: `Add ${field.label}` }, field.fields, false, field.label)];
		case 'rows':
			return [
				collection({ ...base, placeholder: `Add ${field.row}` }, field.fields, true, field.row),
				{
					...named(`${name}Json`, `${field.label} (JSON)`),
					type: 'json',
					default: field.pairs ? '{}' : '[]',
					description: `${field.pairs ? 'Object of keys and values' : 'Array of objects'}, for expressions; used instead of ${field.label} where it is given`,
				},
			];
		case 'mapper':
			return [customFields(base)];
	}
}

export function optionsOf(choices: FieldOf<'choice'>['choices']): INodePropertyOptions[] {
	return sorted(
		choices.map(({ value, label, description }) => ({ name: label, value, ...(description && { description }) })),
	);
}

function collection(
	base: Partial<INodeProperties> & { displayName: string; name: string },
	fields: Fields,
	multipleValues: boolean,
	label: string,
): INodeProperties {
	const values = Object.entries(fields).flatMap(([name, field]) => toProperties(name, field));
	return {
		...base,
		type: 'fixedCollection',
		default: {},
		...(multipleValues && { typeOptions: { multipleValues } }),
		options: [{ displayName: label, name: 'values', values: sorted(values) } as INodePropertyCollection],
	};
}

function customFields(base: Partial<INodeProperties> & { displayName: string; name: string }): INodeProperties {
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
