import type { IDataObject } from 'n8n-workflow';
import { parseServiceDate, wallToUtc } from '../request/dates';
import { learn, learned } from './learned';
import type { HttpResponse } from './response';
import type { Session } from './session';

/**
 * In which zone the service writes dates: the account's, unless a record that was made just now is dated in UTC. Nothing else
 * shows it: a record that is read, or changed without a difference, may have been changed an hour ago.
 */

const GUESS = 'answer-zone';
const MINUTE = 60_000;
/** By what clock and stamps may differ, and what two zones differ by at least. */
const SLACK = 16 * MINUTE;
const APART = 25 * MINUTE;

/** Zone of dates in responses. */
export const answerZone = (session: Session): string => (learned(session, GUESS) === 'utc' ? 'UTC' : session.zone);

/** Looks at the response to a new record, which is dated now. */
export function learnZone(session: Session, { headers, body }: HttpResponse): void {
	const now = Date.parse(String(headers.date));
	const [record] = [body].flat() as Array<IDataObject | null | undefined>;
	if (Number.isNaN(now) || typeof record !== 'object' || record === null) return;
	const stamp = parseServiceDate(record.dateModified ?? record.dateChanged);
	if (!stamp || !('wall' in stamp) || stamp.dateOnly) return;
	const isOwn = Math.abs(wallToUtc(stamp.wall, session.zone) - now) < APART;
	if (!isOwn && Math.abs(wallToUtc(stamp.wall, 'UTC') - now) < SLACK) learn(session, GUESS, 'utc');
}
