import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../schema/define';

/** What a service adds to its node beyond resources. */
export interface Extras {
	defaultResource: string;
	/** Requests at once, unless the user says otherwise. */
	concurrency: number;
}

/** The place where a property is used. */
export interface Use {
	resource: string;
	operation: string;
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
	description: 'Whether to read each record in full, with what the list leaves out; takes one request more per record',
};
const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
const additionalBody: INodeProperties = {
	displayName: 'Additional Body Fields (JSON)',
	name: 'additionalBody',
	type: 'json',
	default: '{}',
	description: 'JSON object merged into the body at the end, for fields that are not offered here',
};
const binaryPropertyName: INodeProperties = {
	displayName: 'Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the field with the file',
	description: 'Name of the binary field that holds the file, or into which it is put',
};
const download: INodeProperties = {
	displayName: 'Download Photos',
	name: 'download',
	type: 'boolean',
	default: false,
	description: 'Whether to return each photo as a file instead of its description only',
};

const checkFirst: INodeProperties = {
	displayName: 'Check First',
	name: 'checkFirst',
	type: 'boolean',
	default: true,
	description:
		'Whether to look for the record first, so that Create never changes an existing one and Update never creates a new one; takes one request more',
};
const uniqueName: INodeProperties = {
	displayName: 'Only If Name Is Unique',
	name: 'uniqueName',
	type: 'boolean',
	default: false,
	description:
		'Whether to go on only when exactly one record bears the name; without it every record of that name is affected',
};
const maxWait: INodeProperties = {
	displayName: 'Max Wait (Seconds)',
	name: 'maxWait',
	type: 'number',
	default: 300,
	typeOptions: { minValue: 0 },
	description: 'How long an item may wait in all for the rate limit of the service before it gives up',
};
const requestsAtOnce: INodeProperties = {
	displayName: 'Requests at Once',
	name: 'concurrency',
	type: 'number',
	default: 8,
	typeOptions: { minValue: 1, maxValue: 20 },
	description: 'How many requests may be under way at the same time with this credential',
};

/** True for an operation that sends a body. */
export const hasBody = (operation: Operation) => operation.verb === 'POST' && operation.idIn !== 'query';
/** True for an operation that looks for the record first, unless that is switched off. */
export const checksFirst = (operation: Operation) =>
	Boolean(operation.check) && (operation.kind === 'create' || operation.kind === 'update');

/** Options of an operation; those that only some operations know carry their condition. */
function options(operation: Operation, { concurrency }: Extras, use: Use): INodeProperties {
	const only = { displayOptions: { show: { '/resource': [use.resource], '/operation': [use.operation] } } };
	const list: INodeProperties[] = [
		...(checksFirst(operation) ? [{ ...checkFirst, ...only }] : []),
		...(operation.namesakes === 'counted' ? [{ ...uniqueName, ...only }] : []),
		maxWait,
		{ ...requestsAtOnce, default: concurrency },
	];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: list,
	};
}

/** Properties that many operations share, each under one name. */
export const common = {
	order: [
		'returnAll',
		'limit',
		'includeDetails',
		'download',
		'binaryPropertyName',
		'simplify',
		'additionalBody',
		'options',
	],
	properties(operation: Operation, extras: Extras, use: Use): INodeProperties[] {
		return [
			...(operation.kind === 'list' ? [returnAll, limit] : []),
			...(operation.details ? [includeDetails] : []),
			...(operation.extra === 'photos' ? [download] : []),
			...(operation.extra ? [binaryPropertyName] : []),
			...(operation.simplify ? [simplify] : []),
			...(hasBody(operation) ? [additionalBody] : []),
			options(operation, extras, use),
		];
	},
};
