import type { INodeProperties } from 'n8n-workflow';
import {
	type Field,
	type FieldGroup,
	type Fields,
	type Operation,
	type Resource,
	collectedFields,
	collectedFilters,
	topField,
	topFields,
	fieldOf,
} from '../schema/define';
import { byAlphabet, noun } from '../schema/labels';
import { common, type Extras } from './common';
import { collectionProperty, groupProperty, jsonAlternative, optionsOf, sorted, toProperty } from './fieldProperties';
import { locator, named } from './locators';
import { joinPanels } from './panel';

/** Definitions → n8n properties. Nothing here holds an expression: each would be evaluated for every item. */

function collection(
	name: string,
	{ displayName, placeholder }: Pick<INodeProperties, 'displayName' | 'placeholder'>,
	options: INodeProperties[],
	{ shown = [] }: Operation,
): INodeProperties[] {
	if (!options.length) return [];
	const open = shown.map((each) => [each, options.find(({ name }) => name === each)?.default]);
	// n8n's lint wants the empty default written out; another one stands behind it.
	const property: INodeProperties = { displayName, placeholder, name, type: 'collection', default: {}, options };
	return [{ ...property, default: Object.fromEntries(open) }];
}

/** What is seldom set. Groups stand among single fields, those of the service's own bookkeeping below them. */
function fieldsCollection(resource: Resource, operation: Operation): INodeProperties[] {
	const changes = operation.kind === 'update';
	// In an Update a field of a group is added like any other: one that was emptied then differs from one that was left alone.
	const grouped = changes ? collectionProperty : groupProperty;
	const single: INodeProperties[] = [];
	const groups = new Map<FieldGroup, Fields>();
	for (const name of collectedFields(resource, operation)) {
		const field = fieldOf(resource, name);
		if (field.group) groups.set(field.group, { ...groups.get(field.group), [name]: field });
		else single.push(toProperty(name, { ...field, ...(field.when && { when: atTop(field.when) }) }));
	}
	const toGroups = (last: boolean) =>
		[...groups].flatMap(([{ name, label, description, last: low = false }, fields]) =>
			low === last ? [grouped({ ...named(name, label), description }, fields)] : [],
		);
	const kind = changes ? 'Update Fields' : 'Additional Fields';
	const properties = collection(
		`${resource.name}Fields`,
		{ displayName: kind, placeholder: 'Add Field' },
		[...sorted([...single, ...toGroups(false)]), ...toGroups(true)],
		operation,
	);
	return changes && properties.length
		? [notice(`${resource.name}UpdateNotice`, 'A field that is added and left empty is cleared'), ...properties]
		: properties;
}

/** Conditions on parameters of the top level, as they are written inside a collection. */
const atTop = (when: NonNullable<Field['when']>): Field['when'] =>
	Object.fromEntries(Object.entries(when).map(([name, values]) => [`/${name}`, values]));

const notice = (name: string, displayName: string): INodeProperties => ({
	...named(name, displayName),
	type: 'notice',
	default: '',
});

function filtersCollection(resource: Resource, operation: Operation): INodeProperties[] {
	const filters = Object.entries(collectedFilters(operation)).map(([key, field]) => toProperty(key, field));
	const texts = { displayName: 'Filters', placeholder: 'Add Filter' };
	return collection(`${resource.name}Filters`, texts, sorted(filters), operation);
}

/** By what and in which direction, added together. */
function sortGroup(resource: Resource, operation: Operation): INodeProperties[] {
	if (!operation.sort) return [];
	const { by, order } = operation.sort;
	return [
		{
			...named(`${resource.name}Sort`, 'Sort'),
			type: 'fixedCollection',
			placeholder: 'Add Sort',
			default: {},
			description: 'Order in which the service lists the records',
			options: [
				{
					...named('values', 'Sort'),
					values: [
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
				},
			],
		},
	];
}

/** Of which open fields one is needed, since none of them can be marked. */
function oneOfNotice(resource: Resource, { kind, oneOf }: Operation): INodeProperties[] {
	if (kind !== 'create' || !oneOf) return [];
	return [
		notice(
			`${resource.name}NeedsNotice`,
			`Fill in ${oneOf.map((each) => fieldOf(resource, each).label).join(' or ')}, or both`,
		),
	];
}

/** Not shown where several records are given as JSON: they say themselves what they are. */
const unlessMany = ({ many }: Operation): Pick<INodeProperties, 'displayOptions'> =>
	many ? { displayOptions: { hide: { [`/options.${many}`]: [{ _cnd: { exists: true } }] } } } : {};

/** What names the record acted on. */
function recordLocator(resource: Resource, operation: Operation): INodeProperties[] {
	if (!operation.by || operation.idIn === 'path') return [];
	const { record } = resource;
	const texts = { required: true, description: `The ${noun(record.label)} to act on`, ...unlessMany(operation) };
	return [locator(record.name, record, operation.by, texts, operation.namesakes !== undefined)];
}

/** What stands open. */
function openProperties(resource: Resource, operation: Operation): INodeProperties[] {
	return topFields(resource, operation).map((name) => {
		const required = operation.required?.includes(name) || (operation.key === name && !operation.orBy);
		const field = topField(resource, operation, name);
		// A choice that cannot be left open keeps its preset.
		const property = toProperty(name, field, required && field.kind === 'choice' ? 'collected' : 'open');
		return required ? { ...property, required: true, ...unlessMany(operation) } : property;
	});
}

/** The JSON that can be given instead of lists, among the options: few need it. */
function jsonProperties(resource: Resource, operation: Operation): INodeProperties[] {
	const names = [...topFields(resource, operation), ...collectedFields(resource, operation)];
	return [
		...(operation.many ? [toProperty(operation.many, fieldOf(resource, operation.many))] : []),
		...names.flatMap((name) => jsonAlternative(name, topField(resource, operation, name))),
	];
}

/**
 * The mapper reads the custom fields once, when it appears; n8n 2 shows a new node before it has given it its credential.
 * Behind a switch it appears when it is wanted, and again when the switch is turned off and on.
 */
function customFields(mapper: INodeProperties, { kind }: Operation): INodeProperties[] {
	return [
		{
			...named('setCustomFields', 'Set Custom Fields'),
			type: 'boolean',
			noDataExpression: true,
			default: kind === 'act',
			description: 'Whether to fill in custom fields of your account',
		},
		{ ...mapper, displayOptions: { show: { setCustomFields: [true] } } },
	];
}

/** The panel of an operation, from what it is about to its options. */
function panel(resource: Resource, operation: Operation, extras: Extras): INodeProperties[] {
	const open = openProperties(resource, operation);
	const isMapper = ({ type }: INodeProperties) => type === 'resourceMapper';
	return [
		...recordLocator(resource, operation),
		...oneOfNotice(resource, operation),
		...open.filter((each) => !isMapper(each)),
		...common.limits(operation),
		...fieldsCollection(resource, operation),
		...filtersCollection(resource, operation),
		...sortGroup(resource, operation),
		...open.filter(isMapper).flatMap((each) => customFields(each, operation)),
		...common.output(operation),
		...common.options(resource, operation, extras, jsonProperties(resource, operation)),
	];
}

/**
 * n8n lists the actions of a community node without a search box, so what people use most comes first; the rest follows in
 * the order of the alphabet.
 */
const FIRST = ['create', 'getAll', 'update', 'get', 'upsert', 'delete'];

function byUse(one: { name: string; value: string }, other: { name: string; value: string }): number {
	const rank = ({ value }: { value: string }) => (FIRST.includes(value) ? FIRST.indexOf(value) : FIRST.length);
	return rank(one) - rank(other) || byAlphabet(one.name, other.name);
}

function resourceProperty(resources: Resource[], defaultResource: string): INodeProperties {
	return {
		...named('resource', 'Resource'),
		type: 'options',
		noDataExpression: true,
		default: defaultResource,
		// Leads a single item to the one function in requestOperations, where n8n does not take customOperations.
		routing: { send: { paginate: true } },
		options: resources.map(({ name, label, description }) => ({
			name: label,
			value: name,
			...(description && { description }),
		})),
	};
}

function operationProperty({ name, operations }: Resource, { routes }: Extras): INodeProperties {
	const options = Object.entries(operations).map(([value, operation]) => ({
		name: operation.name,
		value,
		action: operation.action,
		description: operation.description,
		routing: { request: { method: operation.verb, url: routes + operation.path } },
	}));
	return {
		...named('operation', 'Operation'),
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [name] } },
		default: 'getAll' in operations ? 'getAll' : Object.keys(operations)[0],
		options: options.sort(byUse),
	};
}

/** What stands below an action node on the canvas: "Get Many: Job". */
export function toSubtitle(resources: Resource[]): string {
	const labels = resources.flatMap(
		({ name, label, operations }): Array<[string, string]> => [
			[name, label],
			...Object.entries(operations).map(([value, operation]): [string, string] => [value, operation.name]),
		],
	);
	return labelsOf('[$parameter.operation, $parameter.resource]', ': ', labels);
}

/**
 * What was chosen, in the words of the panel. Written out are only the labels that do not follow from their values, since n8n
 * evaluates a subtitle for every node of a workflow.
 * @param chosen gives the values, inside an expression
 * @returns the one expression of a description
 */
export function labelsOf(chosen: string, between: string, labels: Array<[string, string]> = []): string {
	const spaced = (value: string) => value.replace(/(?=[A-Z])/g, ' ').toLowerCase();
	const others = Object.fromEntries(labels.filter(([value, label]) => spaced(value) !== label.toLowerCase()));
	const label = `(${JSON.stringify(others)})[value] ?? value.replace(/(?=[A-Z])/g, " ").toTitleCase()`;
	return `={{ ${chosen}.map((value) => ${label}).join("${between}") }}`;
}

/**
 * All properties of a node.
 * @param resources in the order in which their fields shall appear
 * @param extras properties of this service that are not derived from fields (options)
 */
export function toDescription(resources: Resource[], extras: Extras): INodeProperties[] {
	const panels = resources.map((resource) => [
		resource.name,
		Object.fromEntries(
			Object.entries(resource.operations).map(([key, operation]) => [key, panel(resource, operation, extras)]),
		),
	]);
	return [
		resourceProperty(resources, extras.defaultResource),
		...resources.map((resource) => operationProperty(resource, extras)),
		...joinPanels(Object.fromEntries(panels)),
	];
}
