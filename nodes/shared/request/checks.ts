import type { Identifier, Json, Operation, Resource, Row } from '../schema/define';
import { InputError, shown } from '../schema/errors';
import { labelOf } from '../schema/labels';
import type { Call, Check, Key } from './call';
import type { Identity } from './identity';
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
		.map((by) => keyOf(by, toValue(resource, by, body[by])));
	return identity ? [{ ...keyOf(identity.by, identity.value), ...picked(identity) }, ...given] : given;
}

const picked = ({ isPicked }: Identity) => (isPicked ? { isPicked } : {});

/** @throws InputError for an object or a list, and for text where a whole number is expected: another record could be meant */
function toValue({ record }: Resource, by: Identifier, given: Json | undefined): string | number {
	const text = toPlainText(given, labelOf(by));
	if (record.by[by] !== 'integer') return text;
	if (/^\d{1,15}$/.test(text.trim())) return Number(text);
	throw new InputError(`${labelOf(by)}: "${shown(given)}" is not a whole number`, 'Correct it. Nothing was sent.');
}

/**
 * Looks that come first. Update must find the record it names; Create must find none under its keys.
 * The other keys that a change gives a record must not belong to another one: the service might change that one instead.
 */
export function toChecks({ kind, check = [] }: Operation, identity: Identity | undefined, keys: Key[]): Check[] {
	const checked = keys.filter(({ by }) => check.includes(by));
	if (kind === 'create') return checked.map((key) => ({ ...key, expect: 'none' }));
	const first = checked.filter(({ by }) => by === identity?.by);
	const otherKeys = !identity || identity.by === 'id' ? [] : keys.filter(({ by }) => by !== identity.by);
	return [
		...first.map((key): Check => ({ ...key, expect: 'one' })),
		...otherKeys.map((key): Check => ({ ...key, expect: 'same' })),
	];
}
