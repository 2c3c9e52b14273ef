import type { INodeProperties } from 'n8n-workflow';
import type { Fields, Operation, Resource } from '../schema/define';
import { noun, startOf } from '../schema/labels';
import { collectedFields, collectedFilters, topField, topFields } from '../schema/layout';
import { common, type Extras } from './common';
import { optionsOf, sorted, toProperties } from './fieldProperties';
import { locator, named } from './locators';
import { joinPanels } from './panel';

/** Definitions → n8n properties. Nothing here holds an expression: each would be evaluated for every item. */

function collection(
	name: string,
	texts: { displayName: string; placeholder: string },
	fields: Fields,
): INodeProperties[] {
	const options = Object.entries(fields).flatMap(([key, field]) => toProperties(key, field));
	return options.length ? [{ ...texts, name, type: 'collection', default: {}, options: sorted(options) }] : [];
}

function fieldsCollection(resource: Resource, operation: Operation): INodeProperties[] {
	const fields = collectedFields(resource, operation).map((name) => [name, resource.fields[name]]);
	return collection(
		`${resource.name}Fields`,
		{ displayName: 'Fields', placeholder: 'Add Field' },
		Object.fromEntries(fields),
	);
}

function filtersCollection(resource: Resource, operation: Operation): INodeProperties[] {
	return collection(
		`${resource.name}Filters`,
		{ displayName: 'Filters', placeholder: 'Add Filter' },
		collectedFilters(operation),
	);
}

function sortCollection(resource: Resource, operation: Operation): INodeProperties[] {
	if (!operation.sort) return [];
	const { by, order } = operation.sort;
	return [
		{
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
		},
	];
}

/** What has to be added to the collection, since a collection cannot mark it. */
function notice(resource: Resource, key: string, operation: Operation): INodeProperties[] {
	const collected = collectedFields(resource, operation);
	const labelled = (names: string[] = []) =>
		names.filter((name) => collected.includes(name)).map((name) => resource.fields[name].label);
	const needed = [
		...labelled(operation.required),
		...(operation.oneOf?.every((name) => collected.includes(name)) ? [labelled(operation.oneOf).join(' or ')] : []),
	];
	return needed.length
		? [
				{
					displayName: `Needed under Fields: ${needed.join(', ')}`,
					name: `${resource.name}${startOf(key)}Notice`,
					type: 'notice',
					default: '',
				},
			]
		: [];
}

/** What names the record acted on. */
function recordLocator(resource: Resource, operation: Operation): INodeProperties[] {
	if (!operation.by || operation.idIn === 'path') return [];
	const { record } = resource;
	const texts = { ...(!operation.many && { required: true }), description: `The ${noun(record.label)} to act on` };
	return [locator(record.name, record, operation.by, texts, operation.namesakes !== undefined)];
}

function topProperties(resource: Resource, operation: Operation): INodeProperties[] {
	return topFields(resource, operation).flatMap((name) => {
		const required = operation.required?.includes(name) || operation.key === name;
		return toProperties(name, topField(resource, operation, name)).map((property) =>
			required && !property.name.endsWith('Json') ? { ...property, required: true } : property,
		);
	});
}

/** The panel of an operation, from what it is about to its options. */
function panel(resource: Resource, key: string, operation: Operation, extras: Extras): INodeProperties[] {
	const top = topProperties(resource, operation);
	const isMapper = ({ type }: INodeProperties) => type === 'resourceMapper';
	return [
		...recordLocator(resource, operation),
		...top.filter((each) => !isMapper(each)),
		...common.limits(operation),
		...notice(resource, key, operation),
		...fieldsCollection(resource, operation),
		...filtersCollection(resource, operation),
		...sortCollection(resource, operation),
		...top.filter(isMapper),
		...common.output(operation),
		...common.options(resource, operation, extras),
	];
}

const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);

function resourceProperty(resources: Resource[], defaultResource: string): INodeProperties {
	return {
		...named('resource', 'Resource'),
		type: 'options',
		noDataExpression: true,
		default: defaultResource,
		// Leads a single item to the one function in requestOperations, where n8n does not take customOperations.
		routing: { send: { paginate: true } },
		options: resources
			.map(({ name, label, description }) => ({ name: label, value: name, ...(description && { description }) }))
			.sort(byName),
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
		options: options.sort(byName),
	};
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
			Object.entries(resource.operations).map(([key, operation]) => [key, panel(resource, key, operation, extras)]),
		),
	]);
	return [
		resourceProperty(resources, extras.defaultResource),
		...resources.map((resource) => operationProperty(resource, extras)),
		...joinPanels(Object.fromEntries(panels)),
	];
}
