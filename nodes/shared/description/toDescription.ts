import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldOf, Fields, Identifier, Operation, Resource } from '../schema/define';
import { common, type Extras, type Use } from './common';
import { noun, startOf } from '../schema/labels';
import { collectedFields, collectedFilters, topField, topFields } from '../schema/layout';
import { locator, named } from './locators';

/**
 * Definitions → n8n properties. The engine walks over every top-level property for every item, so each name occurs once,
 * with the display conditions of all its uses merged; nothing here holds an expression.
 */

/** Where a top-level property is shown, collected over all resources. */
class Panel {
	private readonly entries = new Map<string, { property: INodeProperties; uses: Use[] }>();

	constructor(private readonly resources: Resource[]) {}

	add(property: INodeProperties, use: Use) {
		const entry = this.entries.get(property.name);
		if (!entry) this.entries.set(property.name, { property, uses: [use] });
		else {
			merge(entry.property, property);
			entry.uses.push(use);
		}
	}

	/** @throws Error when conditions cannot be merged, so that a property would also show where nobody asked for it */
	build(): INodeProperties[] {
		return [...this.entries.values()].map(({ property, uses }) => {
			const show = {
				resource: unique(uses.map((use) => use.resource)),
				operation: unique(uses.map((use) => use.operation)),
				...property.displayOptions?.show,
			};
			const hide = Object.fromEntries(
				this.bystanders(show, uses).map((use) => [
					this.mark(property, use, uses),
					[{ _cnd: { exists: true as const } }],
				]),
			);
			return { ...property, displayOptions: { show, ...(Object.keys(hide).length && { hide }) } };
		});
	}

	/** Operations for which a property would show as well, since n8n joins resources and operations by "and". */
	private bystanders({ resource, operation }: { resource: string[]; operation: string[] }, uses: Use[]): Use[] {
		return this.resources
			.filter(({ name }) => resource.includes(name))
			.flatMap(({ name, operations }) =>
				Object.keys(operations)
					.filter(
						(key) => operation.includes(key) && !uses.some((use) => use.resource === name && use.operation === key),
					)
					.map((key) => ({ resource: name, operation: key })),
			);
	}

	/** A parameter by which a bystander is known: its collection of fields, where no user of the property has it. */
	private mark({ name }: INodeProperties, bystander: Use, uses: Use[]): string {
		const collection = `${bystander.resource}Fields`;
		const having = this.entries.get(collection)?.uses ?? [];
		const has = (use: Use) => having.some((each) => each.resource === use.resource && each.operation === use.operation);
		if (!has(bystander) || uses.some(has))
			throw new Error(
				`"${name}" would also be shown for ${bystander.resource}.${bystander.operation}; put it into a collection there`,
			);
		return collection;
	}
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** Joins a second use of a property into the first: modes of locators and options of collections. */
function merge(into: INodeProperties, from: INodeProperties) {
	if (into === from) return;
	// What one operation can do without is checked when the others run.
	if (!from.required) delete into.required;
	for (const mode of from.modes ?? []) {
		const known = into.modes?.find(({ name }) => name === mode.name);
		if (!known) into.modes?.push(mode);
		else if (mode.hint) known.hint = mode.hint;
	}
	if (into.type !== 'collection') return;
	for (const option of (from.options ?? []) as INodeProperties[]) {
		const known = (into.options as INodeProperties[]).find(({ name }) => name === option.name);
		if (!known) (into.options as INodeProperties[]).push(option);
		else {
			known.displayOptions ??= {};
			const shown = (known.displayOptions.show ?? {}) as Record<string, string[]>;
			const more = (option.displayOptions?.show ?? {}) as Record<string, string[]>;
			for (const key of Object.keys(more)) shown[key] = unique([...(shown[key] ?? []), ...more[key]]);
			known.displayOptions.show = shown;
		}
	}
}

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
			return [locator(name, field.to, field.modes ?? (Object.keys(field.to.by) as Identifier[]), base)];
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

function optionsOf(choices: FieldOf<'choice'>['choices']): INodePropertyOptions[] {
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
const sorted = <T extends { displayName?: string; name: string }>(list: T[]): T[] => {
	const label = ({ displayName, name }: T) => displayName ?? name;
	return list.length < 5 ? list : [...list].sort((a, b) => label(a).localeCompare(label(b)));
};

/**
 * A collection that several operations of a resource share; an option that only some of them take says so.
 * @param offered the options of each operation
 */
function sharedCollection(
	name: string,
	texts: { displayName: string; placeholder: string },
	offered: Record<string, Fields>,
): INodeProperties | undefined {
	const using = Object.keys(offered).filter((key) => Object.keys(offered[key]).length > 0);
	if (!using.length) return undefined;
	const options = new Map<string, INodeProperties>();
	for (const key of using.flatMap((each) => Object.keys(offered[each]))) {
		const takers = using.filter((each) => key in offered[each]);
		const condition = takers.length === using.length ? {} : { displayOptions: { show: { '/operation': takers } } };
		for (const property of toProperties(key, offered[takers[0]][key]))
			options.set(property.name, { ...property, ...condition });
	}
	return { ...texts, name, type: 'collection', default: {}, options: sorted([...options.values()]) };
}

const perOperation = (resource: Resource, fields: (operation: Operation) => Fields): Record<string, Fields> =>
	Object.fromEntries(Object.entries(resource.operations).map(([key, operation]) => [key, fields(operation)]));

function fieldsCollection(resource: Resource): INodeProperties | undefined {
	const offered = perOperation(resource, (operation) =>
		Object.fromEntries(collectedFields(resource, operation).map((name) => [name, resource.fields[name]])),
	);
	return sharedCollection(`${resource.name}Fields`, { displayName: 'Fields', placeholder: 'Add Field' }, offered);
}

function filtersCollection(resource: Resource): INodeProperties | undefined {
	return sharedCollection(
		`${resource.name}Filters`,
		{ displayName: 'Filters', placeholder: 'Add Filter' },
		perOperation(resource, collectedFilters),
	);
}

function sortCollection(resource: Resource, operation: Operation): INodeProperties | undefined {
	if (!operation.sort) return undefined;
	const { by, order } = operation.sort;
	return {
		displayName: 'Sort',
		name: `${resource.name}Sort`,
		type: 'collection',
		placeholder: 'Add Sort',
		default: {},
		options: [
			{
				...named('sort', 'Sort By'),
				type: 'options',
				default: Object.keys(by)[0],
				options: optionsOf(Object.entries(by).map(([value, label]) => ({ value, label }))),
				description: 'What to sort by',
			},
			{
				...named('sortOrder', 'Sort Order'),
				type: 'options',
				default: order,
				description: 'Direction of the sort',
				options: [
					{ name: 'Ascending', value: 'ascending' },
					{ name: 'Descending', value: 'descending' },
				],
			},
		],
	};
}

/** What has to be added to the collection, since a collection cannot mark it. */
function notice(resource: Resource, key: string, operation: Operation): INodeProperties | undefined {
	const collected = collectedFields(resource, operation);
	const labelled = (names: string[] = []) =>
		names.filter((name) => collected.includes(name)).map((name) => resource.fields[name].label);
	const needed = [
		...labelled(operation.required),
		...(operation.oneOf?.every((name) => collected.includes(name)) ? [labelled(operation.oneOf).join(' or ')] : []),
	];
	return needed.length
		? {
				displayName: `Needed under Fields: ${needed.join(', ')}`,
				name: `${resource.name}${startOf(key)}Notice`,
				type: 'notice',
				default: '',
			}
		: undefined;
}

/**
 * All properties of a node.
 * @param resources in the order in which their fields shall appear
 * @param extras properties of this service that are not derived from fields (options)
 */
export function toDescription(resources: Resource[], extras: Extras): INodeProperties[] {
	const head: INodeProperties[] = [
		{
			...named('resource', 'Resource'),
			type: 'options',
			noDataExpression: true,
			default: extras.defaultResource,
			// All requests of the node pass the one function in requestOperations.pagination.
			routing: { send: { paginate: true } },
			options: resources
				.map(({ name, label, description }) => ({ name: label, value: name, ...(description && { description }) }))
				.sort((a, b) => a.name.localeCompare(b.name)),
		},
		...resources.map(
			({ name, operations }): INodeProperties => ({
				...named('operation', 'Operation'),
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: [name] } },
				default: 'getAll' in operations ? 'getAll' : Object.keys(operations)[0],
				options: Object.entries(operations)
					.map(([value, operation]) => ({
						name: operation.name,
						value,
						action: operation.action,
						description: operation.description,
					}))
					.sort((a, b) => a.name.localeCompare(b.name)),
			}),
		),
	];

	const panel = new Panel(resources);
	for (const resource of resources) {
		const [fields, filters] = [fieldsCollection(resource), filtersCollection(resource)];
		for (const [key, operation] of Object.entries(resource.operations)) {
			const use = { resource: resource.name, operation: key };
			const add = (property: INodeProperties | undefined) => property && panel.add(property, use);
			if (operation.by && operation.idIn !== 'path') {
				const target = operation.record ?? resource.target;
				add(
					locator(
						target.name,
						target,
						operation.by,
						{ ...(!operation.many && { required: true }), description: `The ${noun(target.label)} to act on` },
						operation.namesakes !== undefined,
					),
				);
			}
			for (const name of topFields(resource, operation)) {
				const required = operation.required?.includes(name) || operation.key === name;
				for (const property of toProperties(name, topField(resource, operation, name)))
					add(required && !property.name.endsWith('Json') ? { ...property, required: true } : property);
			}
			if (collectedFields(resource, operation).length) add(fields);
			if (Object.keys(collectedFilters(operation)).length) add(filters);
			add(sortCollection(resource, operation));
			add(notice(resource, key, operation));
			for (const property of common.properties(operation, extras, use)) add(property);
		}
	}
	return [...head, ...inOrder(panel.build())];
}

/** What names the record comes first, options last, whichever resource brought them in. */
function inOrder(properties: INodeProperties[]): INodeProperties[] {
	const place = ({ name, type }: INodeProperties) => {
		const known = common.order.indexOf(name);
		if (known >= 0) return 100 + known;
		if (type === 'resourceLocator') return 0;
		if (type === 'notice') return 101;
		if (type === 'resourceMapper') return 101.6;
		// Many records in one text are for those who know what they do.
		if (type === 'string' && name.endsWith('Json')) return 100 + common.order.indexOf('additionalBody') - 0.5;
		// Collections of a resource follow Return All and Limit.
		return /(Fields|Filters|Sort)$/.test(name) && type === 'collection' ? 101.5 : 10;
	};
	return [...properties].sort((a, b) => place(a) - place(b));
}
