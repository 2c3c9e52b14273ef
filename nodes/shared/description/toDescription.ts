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

/** Turns definitions into n8n properties. They contain no expressions, since n8n would evaluate each one for every item. */

function collection(
	name: string,
	{ displayName, placeholder }: Pick<INodeProperties, 'displayName' | 'placeholder'>,
	options: INodeProperties[],
	{ shown = [] }: Operation,
): INodeProperties[] {
	if (!options.length) return [];
	const open = shown.map((each) => [each, options.find(({ name }) => name === each)?.default]);
	// n8n's lint requires a literal empty default, so the real one is set below.
	const property: INodeProperties = { displayName, placeholder, name, type: 'collection', default: {}, options };
	return [{ ...property, default: Object.fromEntries(open) }];
}

/** Fields that are seldom set. Groups are sorted among the single fields; those marked `last` come below. */
function fieldsCollection(resource: Resource, operation: Operation): INodeProperties[] {
	const changes = operation.kind === 'update';
	// In Update, the fields of a group are added one by one, so that an emptied field differs from one that was left alone.
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

/** Conditions on parameters of the top level, as a collection has to write them. */
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

/** What to sort by and in which direction, added as one entry. */
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

/** A notice that one of several fields is needed, since none of them alone can be marked as required. */
function oneOfNotice(resource: Resource, { kind, oneOf }: Operation): INodeProperties[] {
	if (kind !== 'create' || !oneOf) return [];
	return [
		notice(
			`${resource.name}NeedsNotice`,
			`Fill in ${oneOf.map((each) => fieldOf(resource, each).label).join(' or ')}, or both`,
		),
	];
}

/** Hides a property if several records are given as JSON, since each of them then contains its own value. */
const unlessMany = ({ many }: Operation): Pick<INodeProperties, 'displayOptions'> =>
	many ? { displayOptions: { hide: { [`/options.${many}`]: [{ _cnd: { exists: true } }] } } } : {};

/** The locator for the record to act on. */
function recordLocator(resource: Resource, operation: Operation): INodeProperties[] {
	if (!operation.by || operation.idIn === 'path') return [];
	const { record } = resource;
	const texts = { required: true, description: `The ${noun(record.label)} to act on`, ...unlessMany(operation) };
	return [locator(record.name, record, operation.by, texts, operation.namesakes !== undefined)];
}

/** The fields at the top level. */
function openProperties(resource: Resource, operation: Operation): INodeProperties[] {
	return topFields(resource, operation).map((name) => {
		const required = operation.required?.includes(name) || (operation.key === name && !operation.orBy);
		const field = topField(resource, operation, name);
		// A required choice keeps its default.
		const property = toProperty(name, field, required && field.kind === 'choice' ? 'collected' : 'open');
		return required ? { ...property, required: true, ...unlessMany(operation) } : property;
	});
}

/** The JSON alternatives of lists. They are among the options, since few people need them. */
function jsonProperties(resource: Resource, operation: Operation): INodeProperties[] {
	const names = [...topFields(resource, operation), ...collectedFields(resource, operation)];
	return [
		...(operation.many ? [toProperty(operation.many, fieldOf(resource, operation.many))] : []),
		...names.flatMap((name) => jsonAlternative(name, topField(resource, operation, name))),
	];
}

/**
 * The mapper reads the custom fields once, when it appears, but n8n 2 shows a new node before it has selected its credential.
 * Behind a switch, the mapper appears when it is needed, and once more when the switch is turned off and on.
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

/** The panel of an operation, from the record it acts on to its options. */
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
 * n8n lists the actions of a community node without a search box, so the most used ones come first; the others follow in
 * alphabetical order.
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
		// Takes a single item to the one function in requestOperations, in versions of n8n that do not use customOperations.
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

/** The text below an action node on the canvas: "Get Many: Job". */
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
 * What was chosen, with the labels of the panel. Only labels that do not follow from their values are written out, to keep the
 * expression short: n8n evaluates a subtitle for every node of a workflow.
 * @param chosen JavaScript that gives the values, for use in an expression
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
 * @param resources in the order in which their fields are to appear
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
