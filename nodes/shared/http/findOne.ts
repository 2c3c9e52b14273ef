import type { IDataObject } from 'n8n-workflow';
import { readRows } from './readRows';
import type { Session } from './session';
import { trySend } from './transport';
import type { Identity } from '../request/identity';
import type { Key } from '../request/request';

/** One look at the service: the record that bears a key. */

/** How keys are compared: services may not tell upper from lower case, nor heed blanks around it. */
export const folded = (value: unknown): string => String(value).normalize('NFKC').trim().toLowerCase();

/** True where a record bears the identifier. */
export const bears = (record: IDataObject, { by, value }: Identity): boolean =>
	record[by] !== undefined && record[by] !== null && folded(record[by]) === folded(value);

/**
 * Looks up the record that bears a key. What the service shows instead (nothing, an empty object, another record) is not it.
 * @returns undefined where there is none
 * @throws NodeApiError where the service could not be asked
 */
export async function findOne(session: Session, key: Key): Promise<IDataObject | undefined> {
	if (key.get) {
		const result = await trySend(session, key.get);
		if (result.kind === 'success') return recordsIn(result.response.body).find((each) => bears(each, key));
		if (result.kind === 'absent' || result.kind === 'empty') return undefined;
		throw result.error;
	}
	for (const list of key.lists) {
		const found = (await readRows(session, list, undefined)).find((each) => bears(each, key));
		if (found) return found;
	}
	return undefined;
}

const recordsIn = (body: unknown): IDataObject[] =>
	[body].flat().filter((each): each is IDataObject => typeof each === 'object' && each !== null);
