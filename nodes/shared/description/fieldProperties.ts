import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldOf, Fields } from '../schema/define';
import { byAlphabet } from '../schema/labels';
import { locator, named } from './locators';

/** Fields → what the editor shows for them. */

type Base = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder' | 'hint' | 'displayOptions'>;

/**
 * Where a field stands: in a collection it is there only when it was added; at the top level, and inside rows and groups,
 * it always is, so that there it has to be able to be left open.
 */
export type Place = 'collected' | 'open' | 'inside';

/** A field → the property that stands for it. */
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
	// A number input cannot be left open, a text input can. Where 0 is refused, n8n must not open it with 0.
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

/** Nothing is chosen beforehand, unless the service would take that choice by itself. */
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
	// Which zone it is read in stands where the date is picked, as in n8n's Google Calendar.
	const hint = `Read in the time zone of ${zone === 'utc' ? 'this workflow' : 'your account'}`;
	return { ...base, type: 'dateTime', default: '', hint };
}

/** The JSON editor marks an empty text as wrong, so it starts with an empty object; a list may be left empty. */
function jsonProperty(base: Base, { array }: FieldOf<'json'>): INodeProperties {
	return array
		? { ...base, type: 'string', default: '', typeOptions: { rows: 4 } }
		: { ...base, type: 'json', default: '{}' };
}

const rowsProperty = (base: Base, { fields, row, shown }: FieldOf<'rows'>): INodeProperties => ({
	...groupProperty(base, fields),
	default: {},
	placeholder: `Add ${row}`,
	typeOptions: { multipleValues: true, ...titled(fields), ...(shown && othersHidden(row)) },
	options: [values(row, fields, shown)],
});

/** Only n8n 2 hides them, and shows those that are filled in; the types of n8n 1 do not know how. */
const othersHidden = (row: string): object => ({
	hideOptionalFields: true,
	addOptionalFieldButtonText: `Add ${row} Field`,
});
const neverHidden = (property: INodeProperties): INodeProperties => {
	const shown: object = { showEvenWhenOptional: true };
	return { ...property, typeOptions: { ...property.typeOptions, ...shown } };
};

/** For a list of objects: the same as JSON, for expressions. */
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
 * A row is called by the first of its fields that is filled in: a locator by the name of what was picked, or by what was
 * entered. Only the new design of lists in n8n 2 shows titles, which n8n turns on for some.
 */
function titled(fields: Fields): object {
	const names = Object.entries(fields).map(([name, { kind }]) =>
		kind === 'reference' ? [`${name}?.cachedResultName`, `${name}?.value`] : [name],
	);
	const item = names.flat().map((name) => `$collection.item.value.${name}`);
	return { fixedCollection: { itemTitle: `={{ ${item.join(' || ')} }}` } };
}

/** As the resource writes them: in the order of a record's life, or by use. */
export const optionsOf = (choices: FieldOf<'choice'>['choices']): INodePropertyOptions[] =>
	choices.map(({ value, label, description }) => ({ name: label, value, ...(description && { description }) }));

/**
 * Fields that are filled in together. Inside they keep the order in which one thinks of them. The default opens them at
 * once, and keeps a group that is there when another one is added: with an empty one n8n's editor drops the first.
 */
export const groupProperty = (base: Base, fields: Fields): INodeProperties => ({
	...base,
	placeholder: `Add ${base.displayName}`,
	type: 'fixedCollection',
	default: { values: {} },
	options: [values(base.displayName, fields)],
});

/** The same where only those that are added are there. */
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
			// Other kinds of records have other fields; which are mandatory depends on the operation.
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

/** From five on, what can be added stands in the order of the alphabet. */
export function sorted<T extends { displayName?: string; name: string }>(list: T[]): T[] {
	if (list.length < 5) return list;
	// The end of a span stands behind its start.
	const label = ({ displayName, name }: T) => (displayName ?? name).replace(/\bEnd\b/, 'Start\uffff');
	const labelled = list.map((each) => ({ each, label: label(each) }));
	return labelled.sort((one, other) => byAlphabet(one.label, other.label)).map(({ each }) => each);
}
