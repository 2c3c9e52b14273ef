import type { Download, Identifier, Json, Operation, Resource, Row, Verb } from '../schema/define';
import type { Unverified } from './unverified';
import type { Identity } from './identity';
import type { Output } from './output';
import { InputError, shown } from '../schema/errors';
import { labelOf } from '../schema/labels';
import { isBlank, toPlainText } from './scalars';

/** A request, and what has to be looked up before it is sent. */

/** What goes over the wire, before the service's base address and credentials are added. */
export interface Call {
	verb: Verb;
	/** Path below the base address, encoded. */
	path: string;
	query: Record<string, string | number | boolean>;
	body?: Json;
	/** The body as JSON in bytes, where it holds a file. */
	bytes?: Buffer;
	/** Where the files stand in the response, if they are wanted. */
	files?: Download;
	/** True for a change that is tried again even where the first try may have been carried out. */
	repeatable?: boolean;
	/** What in it rests on a guess. */
	unverified?: Unverified[];
	/** True where it was sent before, and the record that it makes was not found then. */
	isSecond?: boolean;
}

/** A record as a change names it, and how it is looked up. */
export interface Key extends Identity {
	/** What such a record is called. */
	label: string;
	/** GET of the one that has it; undefined where the service finds it in lists only. */
	get?: Call;
	/** Lists that together hold every record; empty where there are none. */
	lists: Call[];
}

/** A look that comes before a change, and what it has to find. */
export interface Check extends Key {
	/** The record, none, or none but the one that the change names by another identifier. */
	expect: 'one' | 'none' | 'same';
}

/** A call with what belongs to it. */
export interface Request extends Call {
	operation: Operation;
	/** The record acted on. */
	identity?: Identity;
	/** What a change says of the record's identifiers: that of the record it changes, those that it gives it. */
	keys: Key[];
	checks: Check[];
	/** What the body says of each record, where it carries several. */
	sent?: Row[];
	/** How many rows a list may give; undefined for all. */
	limit?: number;
	includeDetails: boolean;
	output: Output;
	/** True where a name may stand for one record only. */
	onlyIfUnique: boolean;
}

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
