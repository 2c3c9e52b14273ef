import type { Identifier, Operation, Resource, Row } from '../schema/define';
import { fieldOf } from '../schema/layout';
import { isOn, type ParameterReader } from './parameters';
import type { Request } from './request';
import { isBlank, isEmptyList } from './scalars';

/** Identifiers that no two records share. */
const OF_ONE: Identifier[] = ['id', 'myId', 'num', 'login'];

/**
 * Whether a change may be tried again although the first try may have been carried out. Not where it is by a name (or the
 * reference of a part): in the seconds between, another record may have come to bear it, and would be hit as well. Nor
 * where the user wants nobody to look whether the ID exists: an update of an unknown one may make a record, each time.
 */
export function isRepeatable(
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
