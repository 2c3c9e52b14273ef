import type { Identifier, Operation, Resource, Row } from '../schema/define';
import { labelOf } from '../schema/labels';
import type { Call } from './call';
import type { Identity } from './identity';
import type { Check, Key } from './request';
import { isBlank, toPlainText } from './scalars';

/** Which record a change is about, and what has to be looked up before it is sent. */

/** The lists that together hold every record of a resource. */
export const listsOf = ({ lookup: { lists } }: Pick<Resource, 'lookup'>): Call[] =>
	(lists?.queries ?? []).map((query) => ({ verb: 'GET', path: lists!.path, query }));

/**
 * The identifiers that a change names: of the record it changes first, then the natural keys that it gives it.
 * @param body as it is sent
 * @throws InputError for a key that is not a single value
 */
export function toKeys(resource: Resource, { kind }: Operation, identity: Identity | undefined, body: Row): Key[] {
	if (kind !== 'create' && kind !== 'update' && kind !== 'upsert') return [];
	const { get } = resource.lookup;
	const keyOf = (by: Identifier, value: string | number): Key => ({
		by,
		value,
		label: resource.label,
		...(get?.by.includes(by) && { get: { verb: 'GET', path: get.path, query: { [by]: value } } }),
		lists: listsOf(resource),
	});
	const given = resource.keys
		.filter((by) => by !== identity?.by && !isBlank(body[by]))
		.map((by) => keyOf(by, toPlainText(body[by], labelOf(by))));
	return identity ? [keyOf(identity.by, identity.value), ...given] : given;
}

/** Update must find the record it names, unless it was picked from the list; Create must find none under its keys. */
export function toChecks({ kind, check = [] }: Operation, identity: Identity | undefined, keys: Key[]): Check[] {
	const checked = keys.filter(({ by }) => check.includes(by));
	if (kind === 'create') return checked.map((key) => ({ ...key, expect: 'none' }));
	return checked
		.filter(({ by }) => by === identity?.by && !identity.isPicked)
		.map((key) => ({ ...key, expect: 'one' }));
}
