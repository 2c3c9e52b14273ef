import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { flatName, valueAt } from '../schema/path';
import { fromServiceDate } from '../request/dates';
import type { OperationKind, ResponseShape, Simplify } from '../schema/define';
import type { Request } from '../request/request';
import { InputError } from '../schema/errors';

/**
 * Answer → records: unwraps lists of one, wrappers and flags, so that every operation gives one object per record.
 * @throws InputError where a record is due and none is there, so that nothing passes in silence
 */
export function toRecords(answer: unknown, request: Pick<Request, 'operation' | 'identity'>): IDataObject[] {
	const how: ResponseShape = request.operation.response ?? { as: 'records' };
	if (how.as === 'flag') return toFlagged(answer, how.flag, request.identity);
	const under = how.as === 'under' && isObject(answer) ? valueAt(answer, how.key) : undefined;
	// A key that holds null is there: no photos.
	const found = under === null ? [] : (under ?? answer);
	const records = asList(found).filter((each) => each !== null);
	// A record that holds an empty list is there: a report without blocks.
	const isHeld = how.as === 'under' && Array.isArray(found) && found !== answer;
	if (!isHeld && !request.operation.entries) requireRecord(request.operation.kind, answer, records);
	return records.map((each) => (isObject(each) ? each : { value: each as IDataObject[string] }));
}

const CHECK = 'Check the identifier: it may be mistyped, deleted, or belong to another account.';

/** @throws InputError where no record came back; an empty body (204) says nothing against a change */
function requireRecord(kind: OperationKind, answer: unknown, records: unknown[]): void {
	if (answer === '') return;
	if (kind === 'act') {
		if (!records.length) throw new InputError('The service reported that no record was affected', CHECK);
		return;
	}
	if (records.some((each) => isObject(each) && Object.keys(each).length)) return;
	if (kind === 'get') throw new InputError('The service returned no record', CHECK);
	throw new InputError(
		'The service answered without the record',
		'It is not certain whether the change was made: check the record before you retry.',
	);
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function asList(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return value === undefined || value === null || value === '' ? [{}] : [value];
}

/** Names of what says whether it was done; a record that is shown whole has other switches as well. */
const DONE = /(deleted|activated|closed|success)$/i;

/**
 * Answers of delete, undelete, activate …: `[{id, deleted}]`, `{SitesUnDeleted: [{id, isUnDeleted}]}`, `{id, isClosed}` or
 * nothing at all become `{[flag]: true, id}` for every record touched.
 */
function toFlagged(answer: unknown, flag: string, identity: Request['identity']): IDataObject[] {
	const inner =
		isObject(answer) && !('id' in answer)
			? Object.entries(answer).find(([key, value]) => !/^errors?$/.test(key) && Array.isArray(value))?.[1]
			: undefined;
	const found = asList(inner ?? answer).filter(isObject);
	if (!found.length) throw new InputError('The service reported that no record was affected', CHECK);
	return found.map((each) => {
		const { id, ...rest } = each;
		const isFlag = ([key, value]: [string, unknown]) => typeof value === 'boolean' && DONE.test(key);
		const others = Object.fromEntries(Object.entries(rest).filter((each) => !isFlag(each)));
		const done = Object.entries(rest)
			.filter(isFlag)
			.every(([, value]) => value === true);
		return { [flag]: done, ...(id !== undefined ? { id } : identity && { [identity.by]: identity.value }), ...others };
	});
}

/** Flat fields; dates in ISO 8601 with the offset of the account's zone, those in rows too. A path into nothing gives null. */
export function simplified(
	record: IDataObject,
	{ keep, dates = [], utcDates = [], unless }: Simplify,
	zone: string,
): IDataObject {
	if (unless !== undefined && record[unless] !== undefined) return record;
	const dated = (path: string, value: unknown): unknown => {
		if (dates.includes(path)) return fromServiceDate(value, zone);
		if (Array.isArray(value) && dates.some((date) => date.startsWith(`${path}.`)))
			return value.map((row: IDataObject) =>
				Object.fromEntries(Object.entries(row).map(([key, each]) => [key, dated(`${path}.${key}`, each)])),
			);
		return utcDates.includes(path) ? fromServiceDate(value, 'UTC') : value;
	};
	return Object.fromEntries(
		keep.map((path) => [flatName(path), dated(path, valueAt(record, path) ?? null) as IDataObject[string]]),
	);
}

/** Records → items, linked to the item that asked for them (the engine links nothing when one item gives several). */
export function toItems(
	records: IDataObject[],
	request: Request,
	zone: string,
	itemIndex: number,
): INodeExecutionData[] {
	const { output } = request;
	return records.map((record) => ({
		json: output.as === 'raw' ? record : simplified(record, output.fields, zone),
		pairedItem: { item: itemIndex },
	}));
}
