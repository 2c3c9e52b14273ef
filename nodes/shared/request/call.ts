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
	/** The body as JSON in bytes, if it contains a file. */
	bytes?: Buffer;
	/** Where the response contains files, if they are wanted. */
	files?: Download;
	/** True for a change that is tried again even if the first try may have been carried out. */
	repeatable?: boolean;
	/** What in it rests on an assumption. */
	unverified?: Unverified[];
	/** True if it was sent before, and the record that it creates was not found afterwards. */
	isSecond?: boolean;
}

/** An identifier of a record in a change, and how the record is looked up. */
export interface Key extends Identity {
	/** What such a record is called. */
	label: string;
	/** GET of the record that has it; undefined if the record can only be found in lists. */
	get?: Call;
	/** Lists that together contain every record; empty if there are none. */
	lists: Call[];
}

/** A lookup before a change, and what it has to find. */
export interface Check extends Key {
	/** `one`: the record; `none`: no record; `same`: no record but the one that the change is for. */
	expect: 'one' | 'none' | 'same';
}

/** A call, and what is needed to check it and to read its response. */
export interface Request extends Call {
	operation: Operation;
	/** The record acted on. */
	identity?: Identity;
	/** The identifiers in a change: the one of the changed record, then those that it sets. */
	keys: Key[];
	checks: Check[];
	/** The fields of each record, if the body may contain several. */
	sent?: Row[];
	/** Maximum number of rows of a list; undefined for all. */
	limit?: number;
	includeDetails: boolean;
	output: Output;
	/** True if only one record may have the name. */
	onlyIfUnique: boolean;
}

/** The lists that together contain every record of a resource. */
export const listsOf = ({ lookup: { lists } }: Pick<Resource, 'lookup'>): Call[] =>
	lists ? lists.queries.map((query) => ({ verb: 'GET', path: lists.path, query })) : [];

/**
 * The identifiers in a change: first the one of the changed record, then the natural keys that it sets.
 * @param body as it is sent
 * @throws InputError for a key that is not a single value
 */
export function toKeys(resource: Resource, { kind }: Operation, identity: Identity | undefined, body: Row): Key[] {
	if (kind !== 'create' && kind !== 'update' && kind !== 'upsert') return [];
	const { get } = resource.lookup;
	const given = resource.keys
		.filter((by) => by !== identity?.by && !isBlank(body[by]))
		.map((by): Identity => ({ by, value: toValue(resource, by, body[by]) }));
	return [...(identity ? [identity] : []), ...given].map((each) => ({
		...each,
		label: resource.label,
		...(get?.by.includes(each.by) && { get: { verb: 'GET', path: get.path, query: { [each.by]: each.value } } }),
		lists: listsOf(resource),
	}));
}

/** @throws InputError for an object or a list, and for text instead of a whole number: another record could be meant */
function toValue({ record }: Resource, by: Identifier, given: Json | undefined): string | number {
	const text = toPlainText(given, labelOf(by));
	if (record.by[by] !== 'integer') return text;
	if (/^\d{1,15}$/.test(text.trim())) return Number(text);
	throw new InputError(`${labelOf(by)}: "${shown(given)}" is not a whole number`, 'Correct it. Nothing was sent.');
}

/**
 * The lookups before a change. Update must find its record; Create must find none with its keys.
 * Other keys that a change sets must not belong to a different record: the service might change that one instead.
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
