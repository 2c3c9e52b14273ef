import type { Operation, Resource } from '../schema/define';
import { InputError } from '../schema/errors';
import { toBody } from './body';
import { toFilters, toLimit, toSort } from './filters';
import { isUnchosen, toIdentity } from './identity';
import { toOutput } from './output';
import { isOn, type ParameterReader } from './parameters';
import { isRepeatable } from './repeatable';
import type { Request } from './request';
import { isBlank } from './scalars';
import type { Zones } from './values';

/**
 * Parameters of one item → request. Pure: the same parameters give the same request.
 * @throws InputError that names the parameter, before anything is sent
 */
export function toRequest(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Request {
	const includeDetails = Boolean(operation.details) && isOn(read, 'includeDetails', 'Include Details', false);
	const request: Request = {
		operation,
		verb: operation.verb,
		path: operation.path,
		query: {},
		keys: [],
		checks: [],
		includeDetails,
		output: toOutput(operation, read),
		onlyIfUnique:
			operation.namesakes === 'counted' && isOn(read, 'options.uniqueName', 'Only If Name Is Unique', false),
	};
	if (operation.by && !namedInside(operation, resource, read)) name(request, resource, operation, read);
	if (operation.kind === 'list') {
		request.limit = toLimit(read);
		Object.assign(request.query, toSort(resource, operation, read));
	}
	Object.assign(request.query, toFilters(resource, operation, read, zones));
	// The bytes come with the answer then, and no link of another host has to be followed.
	if (operation.extra === 'photos' && isOn(read, 'download', 'Download Photos', false)) {
		request.query.getImageData = true;
		request.files = 'imageData';
	}
	const body =
		operation.verb === 'GET' || operation.verb === 'DELETE'
			? undefined
			: toBody(resource, operation, read, zones, request);
	if (body !== undefined) request.body = body;
	request.repeatable = isRepeatable(resource, operation, request, read);
	return request;
}

/** True where each of several records says itself which one it is. */
const namedInside = ({ many }: Operation, { record }: Resource, read: ParameterReader) =>
	many !== undefined && !isBlank(read(`options.${many}`)) && isUnchosen(read(record.name));

/** Says which record is meant. */
function name(request: Request, resource: Resource, operation: Operation, read: ParameterReader) {
	const { record } = resource;
	const parameter = operation.idIn === 'path' ? (resource.fields[record.name]?.label ?? record.label) : record.label;
	const identity = toIdentity(record, operation.by ?? [], read(record.name), parameter);
	request.identity = identity;
	if (operation.idIn === 'query') request.query[identity.by] = identity.value;
	if (operation.idIn === 'path') {
		const segment = String(identity.value);
		// Both stand for a folder in every address, encoded or not.
		if (segment === '.' || segment === '..')
			throw new InputError(`${parameter}: "${segment}" cannot be part of an address`, 'Enter the number of a record.');
		request.path = operation.path.replace(`{${record.name}}`, encodeURIComponent(segment));
	}
}
