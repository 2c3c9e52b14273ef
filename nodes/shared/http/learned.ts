import type { Session } from './session';

/** How accounts read what the documents leave open, as far as responses have shown it: kept until the process ends. */

const byAccount = new Map<string, Map<string, string>>();

/** @param id of a row of docs/guesses.md */
export const learned = ({ queueKey }: Session, id: string): string | undefined => byAccount.get(queueKey)?.get(id);

/** Keeps what a response has shown, and logs it the first time. */
export function learn(session: Session, id: string, reading: string): void {
	const known = byAccount.get(session.queueKey) ?? new Map<string, string>();
	if (known.get(id) === reading) return;
	byAccount.set(session.queueKey, known.set(id, reading));
	session.caller.logger.info(`${session.service.name}: this account reads "${id}" as "${reading}" (docs/guesses.md)`);
}
