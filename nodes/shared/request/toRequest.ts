import { type Identifier, type Operation, type Resource, type Row, fieldOf } from '../schema/define';
import { InputError } from '../schema/errors';
import { type Content, toBody } from './body';
import { toFilters, toLimit, toSort } from './filters';
import { type Identity, isUnchosen, toIdentity } from './identity';
import { toOutput } from './output';
import { isOn, type ParameterReader } from './parameters';
import type { Request } from './call';
import { isBlank, isEmptyList } from './scalars';
import type { Zones } from './values';

/**
 * Converts the parameters of one item to a request. Pure: the same parameters give the same request.
 * @throws InputError that names the parameter, before anything is sent
 */
export function toRequest(resource: Resource, operation: Operation, read: ParameterReader, zones: Zones): Request {
	const { verb, idIn, by } = operation;
	const { record } = resource;
	const includeDetails = Boolean(operation.details) && isOn(read, 'includeDetails', 'Include Details', false);
	const identity =
		by && !namedInside(operation, resource, read)
			? toIdentity(record, by, read(record.name), recordLabel(resource, operation))
			: undefined;
	const { download } = operation;
	const files = download && isOn(read, 'download', `Download ${download.label}s`, false) ? download : undefined;
	const content: Content =
		verb === 'GET' || verb === 'DELETE' ? { keys: [], checks: [] } : toBody(resource, operation, read, zones, identity);
	return {
		operation,
		verb,
		path: identity && idIn === 'path' ? pathOf(resource, operation, identity) : operation.path,
		query: {
			...(identity && idIn === 'query' && { [identity.by]: identity.value }),
			...toSort(resource, operation, read),
			...toFilters(resource, operation, read, zones, ignoresEmptyFilters(read)),
			...files?.query,
		},
		...(files && { files }),
		...(identity && { identity }),
		...content,
		...(operation.kind === 'list' && { limit: toLimit(read) }),
		includeDetails,
		output: toOutput(operation, read),
		onlyIfUnique:
			operation.namesakes === 'counted' && isOn(read, 'options.uniqueName', 'Only If Name Is Unique', false),
		repeatable: isRepeatable(resource, operation, { identity, body: content.body }, read),
	};
}

const ignoresEmptyFilters = (read: ParameterReader) =>
	isOn(read, 'options.ignoreEmptyFilters', 'Ignore Empty Filters', false);

/** True if several records are given as JSON, each with its own identifier. */
const namedInside = ({ many }: Operation, { record }: Resource, read: ParameterReader) =>
	many !== undefined && !isBlank(read(`options.${many}`)) && isUnchosen(read(record.name));

const recordLabel = ({ record, fields }: Resource, { idIn }: Operation) =>
	idIn === 'path' ? (fields[record.name]?.label ?? record.label) : record.label;

function pathOf(resource: Resource, operation: Operation, { value }: Identity): string {
	const segment = String(value);
	// Both mean a folder in every address, encoded or not.
	if (segment === '.' || segment === '..')
		throw new InputError(
			`${recordLabel(resource, operation)}: "${segment}" cannot be part of an address`,
			'Enter the number of a record.',
		);
	return operation.path.replace(`{${resource.record.name}}`, encodeURIComponent(segment));
}

/** Identifiers that no two records share. */
const OF_ONE: Identifier[] = ['id', 'myId', 'num', 'login'];

/**
 * Whether a change may be tried again although the first try may have been carried out. Not if the record is identified by
 * name (or the reference of a part): meanwhile another record may have got that name, and would be changed as well. Nor if
 * the user turned off Check for Existing Record: an update with an unknown ID may create a record, each time.
 */
function isRepeatable(
	resource: Resource,
	{ repeatable, kind }: Operation,
	{ identity, body }: Pick<Request, 'identity' | 'body'>,
	read: ParameterReader,
): boolean {
	if (!repeatable) return false;
	if (identity && !OF_ONE.includes(identity.by)) return false;
	if (
		kind === 'update' &&
		identity?.by === 'id' &&
		!isOn(read, 'options.checkFirst', 'Check for Existing Record', true)
	)
		return false;
	const added = repeatable === true ? [] : repeatable.unless.map((name) => fieldOf(resource, name).key ?? name);
	const said = (key: string) => (body as Row | undefined)?.[key];
	return added.every((key) => isBlank(said(key)) || isEmptyList(said(key)));
}
