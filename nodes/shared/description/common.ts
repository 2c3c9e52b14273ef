import type { INodeProperties } from 'n8n-workflow';
import { type Download, type Operation, type Resource, checksFirst, collectedFilters, hasBody } from '../schema/define';
import { sorted } from './fieldProperties';

/** What a service defines for its node in addition to resources. */
export interface Extras {
	defaultResource: string;
	/** Start of every path, as in the API document. */
	routes: string;
	/** Default number of concurrent requests. */
	concurrency: number;
}

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};
const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};
const includeDetails: INodeProperties = {
	displayName: 'Include Details',
	name: 'includeDetails',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each record in full, including what the list leaves out; takes one extra request per record. ' +
		'Output: Raw shows all of it.',
};
const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'simplified',
	options: [
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'The most useful fields; custom fields by label; dates in ISO 8601',
		},
		{ name: 'Raw', value: 'raw', description: 'Everything, as the service returns it' },
		{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields you list' },
	],
	description: 'How much of each record to return',
};
const outputFields: INodeProperties = {
	displayName: 'Fields to Return',
	name: 'outputFields',
	type: 'string',
	default: '',
	placeholder: 'e.g. num, customer.name',
	hint:
		'Separate names with commas. Use a period for nested fields: customer.name is returned as customerName. ' +
		'The names of Simplified and labels of custom fields work too.',
	description: 'Names of the fields to return. A name that no record has is said next to the output.',
	displayOptions: { show: { output: ['selectedFields'] } },
};
const additionalBody: INodeProperties = {
	displayName: 'Additional Body Fields (JSON)',
	name: 'additionalBody',
	type: 'json',
	default: '{}',
	description: "JSON object to add to the request body, for fields that this node doesn't offer",
};
const download = ({ label }: Download): INodeProperties[] => [
	{
		displayName: `Download ${label}s`,
		name: 'download',
		type: 'boolean',
		default: false,
		description: `Whether to return each ${label.toLowerCase()} as a file instead of its details only`,
	},
	{
		displayName: 'Output Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: `The name of the output binary field to put the ${label.toLowerCase()} in`,
		displayOptions: { show: { download: [true] } },
	},
];
const upload: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field that contains the file',
	displayOptions: { show: { isExternalLink: [false] } },
};
const checkFirst: INodeProperties = {
	displayName: 'Check for Existing Record',
	name: 'checkFirst',
	type: 'boolean',
	default: true,
	description:
		'Whether to look for the record first, so that Create never changes an existing one and Update never creates a new ' +
		'one; takes one extra request per item, fewer for many items',
};
const uniqueName: INodeProperties = {
	displayName: 'Only If Name Is Unique',
	name: 'uniqueName',
	type: 'boolean',
	default: false,
	description:
		'Whether to continue only if exactly one record has that name; otherwise every record with that name is affected',
};
const ignoreEmptyFilters: INodeProperties = {
	displayName: 'Ignore Empty Filters',
	name: 'ignoreEmptyFilters',
	type: 'boolean',
	default: false,
	description:
		'Whether to leave out a filter whose expression returns nothing, so that more records are returned; otherwise the node stops there',
};
const maxWait: INodeProperties = {
	displayName: 'Max Wait (Seconds)',
	name: 'maxWait',
	type: 'number',
	default: 300,
	typeOptions: { minValue: 0 },
	description: 'How long an item waits while the rate limit blocks every request, before it stops',
};
const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Requests',
	name: 'concurrency',
	type: 'number',
	default: 8,
	typeOptions: { minValue: 1, maxValue: 20 },
	description: 'How many requests may run at the same time with this credential',
};

/** Properties that many operations share. */
export const common = {
	/** How many records, and how much of each. */
	limits: (operation: Operation): INodeProperties[] => [
		...(operation.kind === 'list' ? [returnAll, limit] : []),
		...(operation.details ? [includeDetails] : []),
		...(operation.download ? download(operation.download) : []),
		...(operation.upload ? [upload] : []),
	],
	output: (operation: Operation): INodeProperties[] => (operation.simplify ? [output, outputFields] : []),
	/** @param json JSON alternatives of fields, for expressions */
	options: (
		resource: Resource,
		operation: Operation,
		{ concurrency }: Extras,
		json: INodeProperties[],
	): INodeProperties[] => [
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: sorted([
				...(hasBody(operation) ? [additionalBody] : []),
				...(checksFirst(resource, operation) ? [checkFirst] : []),
				...json,
				...(operation.namesakes === 'counted' ? [uniqueName] : []),
				...(Object.keys(collectedFilters(operation)).length ? [ignoreEmptyFilters] : []),
				maxWait,
				{ ...maxConcurrent, default: concurrency },
			]),
		},
	],
};
