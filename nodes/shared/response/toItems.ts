import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { flatName, valueAt } from '../schema/record';
import { fromServiceDate } from '../request/dates';
import { isObject, type Download, type OperationKind, type ResponseShape, type Simplify } from '../schema/define';
import type { Request } from '../request/call';
import type { Session } from '../http/session';
import { InputError } from '../schema/errors';
import { binaryFieldOf, type Item } from '../request/parameters';
import { toPlainText } from '../request/scalars';

/**
 * Turns a response into records: unwraps lists of one, wrappers and flags, so that every operation gives one object per record.
 * @throws InputError if a record was expected and there is none
 */
export function toRecords(answer: unknown, request: Pick<Request, 'operation' | 'identity'>): IDataObject[] {
	const how: ResponseShape = request.operation.response ?? { as: 'records' };
	if (how.as === 'flag') return toFlagged(answer, how.flag, request.identity);
	const under = how.as === 'under' && isObject(answer) ? valueAt(answer, how.key) : undefined;
	// A key with null exists: the record has no such rows.
	const found = under === null ? [] : (under ?? answer);
	const records = asList(found).filter((each) => each !== null);
	// A record with an empty list exists, e.g. a report without blocks.
	const isHeld = how.as === 'under' && Array.isArray(found) && found !== answer;
	if (!isHeld && !request.operation.entries) requireRecord(request.operation.kind, answer, records);
	return records.map((each) => (isObject(each) ? each : { value: each as IDataObject[string] }));
}

const CHECK = 'Check the identifier: it may be mistyped, deleted, or belong to another account.';

const noneAffected = () => new InputError('The service reported that no record was affected', CHECK, 'notFound');

/** @throws InputError if no record came back; an empty body (204) does not mean that a change was refused */
function requireRecord(kind: OperationKind, answer: unknown, records: unknown[]): void {
	if (answer === '') return;
	if (kind === 'act') {
		if (!records.length) throw noneAffected();
		return;
	}
	if (records.some((each) => isObject(each) && Object.keys(each).length)) return;
	if (kind === 'get') throw new InputError('The service returned no record', CHECK, 'notFound');
	throw new InputError(
		'The service answered without the record',
		'It is not certain whether the change was made: check the record before you retry.',
		'uncertain',
	);
}

function asList(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return value === undefined || value === null || value === '' ? [{}] : [value];
}

/** Names of the flags that say whether it was done; a record that is returned in full has other flags as well. */
const DONE = /(deleted|activated|closed|success)$/i;

/**
 * Turns the responses of delete, undelete, activate …, i.e. `[{id, deleted}]`, `{SitesUnDeleted: [{id, isUnDeleted}]}`,
 * `{id, isClosed}` or an empty body, into `{[flag]: true, id}` for every affected record.
 */
function toFlagged(answer: unknown, flag: string, identity: Request['identity']): IDataObject[] {
	const inner =
		isObject(answer) && !('id' in answer)
			? Object.entries(answer).find(([key, value]) => !/^errors?$/.test(key) && Array.isArray(value))?.[1]
			: undefined;
	const found = asList(inner ?? answer).filter(isObject);
	if (!found.length) throw noneAffected();
	return found.map(({ id, ...rest }) => {
		const flags = Object.keys(rest).filter((key) => typeof rest[key] === 'boolean' && DONE.test(key));
		const more = Object.fromEntries(Object.entries(rest).filter(([key]) => !flags.includes(key)));
		const named = id !== undefined ? { id } : identity && { [identity.by]: identity.value };
		return { [flag]: flags.every((key) => rest[key] === true), ...named, ...more };
	});
}

/** The time zone in which the service writes dates, and that of the account, in which people read them. */
export type DateZones = Pick<Session, 'responseZone' | 'zone'>;

/**
 * The fields that Simplify keeps, flat except for what belongs together. Dates, also those in rows, are in ISO 8601 with the
 * offset of the account's time zone. A path that leads nowhere gives null.
 */
export function simplified(given: IDataObject, simplify: Simplify, { responseZone, zone }: DateZones): IDataObject {
	const { keep, utcDates = [], optional = [], unlessField } = simplify;
	const dates: readonly string[] = [...(simplify.dates ?? []), ...(simplify.otherDates ?? [])];
	if (unlessField !== undefined && given[unlessField] !== undefined) return given;
	const record = underOwnNames(given, simplify);
	const dated = (path: string, value: unknown): unknown => {
		if (dates.includes(path)) return fromServiceDate(value, responseZone, zone);
		if (Array.isArray(value) && dates.some((date) => date.startsWith(`${path}.`)))
			return value.map((row: IDataObject) =>
				Object.fromEntries(Object.entries(row).map(([key, each]) => [key, dated(`${path}.${key}`, each)])),
			);
		return utcDates.includes(path) ? fromServiceDate(value, 'UTC') : value;
	};
	const fields = keep
		.map((path) => ({ path, ...fieldAt(record, path, simplify) }))
		.filter(({ path, value }) => value !== undefined || (optional !== 'all' && !optional.includes(path)));
	return Object.fromEntries(
		fields.map(({ path, name, value }) => [name, dated(path, value ?? null) as IDataObject[string]]),
	);
}

/** The record with the field names that Simplify uses. */
export function underOwnNames(record: IDataObject, { aliases = {} }: Partial<Simplify> = {}): IDataObject {
	const others = Object.entries(aliases)
		.filter(([path, name]) => record[name] === undefined && valueAt(record, path) !== undefined)
		.map(([path, name]) => [name, valueAt(record, path)]);
	return { ...record, ...Object.fromEntries(others) };
}

/** What Simplify means by a path: several fields in one object, custom fields by label, or the value at the path. */
function fieldAt(record: IDataObject, path: string, { objects = {}, customFields }: Simplify) {
	const several = Object.hasOwn(objects, path) ? objects[path] : undefined;
	const labelled = () => (customFields === undefined ? undefined : byLabel(record[customFields]));
	const name = flatName(path);
	if (several) {
		const there = several.filter((each) => record[each] !== undefined);
		return { name, value: there.length ? Object.fromEntries(there.map((each) => [each, record[each]])) : undefined };
	}
	if (path === 'customFields' && customFields !== undefined) return { name, value: labelled() };
	const value = valueAt(record, path);
	const label = path.replace(/^customFields\./, '');
	const values = value === undefined ? labelled() : undefined;
	return values && Object.hasOwn(values, label) ? { name: label, value: values[label] } : { name, value };
}

/** Values of custom fields by label; if two have the same label, the second one gets its ID appended. */
function byLabel(list: unknown): IDataObject | undefined {
	if (!Array.isArray(list)) return undefined;
	const values: IDataObject = {};
	for (const each of list.filter(isObject)) {
		const label = String(each.label ?? each.id);
		values[Object.hasOwn(values, label) ? `${label} (${String(each.id)})` : label] = each.value ?? null;
	}
	return values;
}

/**
 * Names that the user entered under Fields to Return and that no record has. A path that leads into an empty value is not
 * reported. @returns none if there are no records to check
 */
export function unknownNames(records: IDataObject[], { output }: Pick<Request, 'output'>): string[] {
	if (output.as === 'raw' || !output.named || !records.length) return [];
	const { fields } = output;
	const isKnown = (record: IDataObject, path: string) =>
		fieldAt(record, path, fields).value !== undefined || isIntoNothing(record, path);
	return fields.keep.filter((path) => !records.some((each) => isKnown(underOwnNames(each, fields), path)));
}

/** True for a path that runs into an empty value of the record before its last part. */
const isIntoNothing = (record: IDataObject, path: string): boolean =>
	path
		.split('.')
		.slice(0, -1)
		.some((_, index, parts) => isEmpty(valueAt(record, parts.slice(0, index + 1).join('.'))));
const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && !value.length);

/** Turns records into items, linked to the input item (n8n links nothing by itself if one item gives several). */
export function toItems(
	records: IDataObject[],
	request: Request,
	zones: DateZones,
	itemIndex: number,
): INodeExecutionData[] {
	const { output, operation, identity } = request;
	// The response of an action may contain little, so the identifier that was sent is added to the output.
	const told = operation.simplify?.optional === 'all' && identity ? { [identity.by]: identity.value } : {};
	return records.map((record) => ({
		json: output.as === 'raw' ? record : simplified({ ...told, ...record }, output.fields, zones),
		pairedItem: { item: itemIndex },
	}));
}

/** Turns records into items with a file each. A record that came without its file gives an item with the service's link. */
export async function toFileItems(
	item: Item,
	records: IDataObject[],
	{ key, fileName }: Download,
): Promise<INodeExecutionData[]> {
	const field = toPlainText(binaryFieldOf(item.read), 'Output Binary Field');
	const items: INodeExecutionData[] = [];
	for (const { [key]: data, ...json } of records) {
		const hasData = typeof data === 'string' && data !== '';
		const name = String(json.fileName ?? fileName);
		items.push({
			json,
			...(hasData && { binary: { [field]: await item.files.prepare(Buffer.from(data, 'base64'), name) } }),
			pairedItem: { item: item.index },
		});
	}
	return items;
}
