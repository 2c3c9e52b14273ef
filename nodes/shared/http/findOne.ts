import type { IDataObject } from 'n8n-workflow';
import { readRows } from './readRows';
import type { Session } from './session';
import { trySend } from './transport';
import type { Identity } from '../request/identity';
import type { Key } from '../request/call';

/** Asks the service for the record that has a key. */

/** How keys are compared: services may ignore case, and spaces around a key. */
export const comparable = (value: unknown): string => String(value).normalize('NFKC').trim().toLowerCase();

/** True if a record has the identifier. */
export const hasKey = (record: IDataObject, { by, value }: Identity): boolean =>
	record[by] !== undefined && record[by] !== null && comparable(record[by]) === comparable(value);

/**
 * Looks up the record that has a key. Nothing, an empty object or another record in its place does not count.
 * @returns undefined if there is none
 * @throws NodeApiError if the service could not be asked
 */
export async function findOne(session: Session, key: Key): Promise<IDataObject | undefined> {
	if (key.get) {
		const result = await trySend(session, key.get);
		if (result.kind === 'success') return recordsIn(result.response.body).find((each) => hasKey(each, key));
		if (result.kind === 'absent' || result.kind === 'empty') return undefined;
		throw result.error;
	}
	for (const list of key.lists) {
		const found = (await readRows(session, list, undefined)).find((each) => hasKey(each, key));
		if (found) return found;
	}
	return undefined;
}

const recordsIn = (body: unknown): IDataObject[] =>
	[body].flat().filter((each): each is IDataObject => typeof each === 'object' && each !== null);
