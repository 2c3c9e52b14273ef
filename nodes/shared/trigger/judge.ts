import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { hashOf, type Mark } from './memory';
import type { Plan } from './watch';
import { spanOf } from './window';

/** Whether a row is news, given what is known of its record. */

/** Within this time after a row was seen, its record may still change without its row showing it: minute, and a delay. */
const SETTLES = 75_000;
const QUARTER = 15 * 60_000;

/** The poll in which a row is looked at. */
export interface Circumstances {
	plan: Plan;
	/** Nothing from before activation counts. */
	since: number;
	/** What is asked for was changed after this moment, unless the service reads its filter in another zone. */
	from: number;
	/** The service's clock. */
	now: number;
	/** Whether all records in a chosen state were known at activation. */
	complete: boolean;
	/** False where what is known may be older than the last poll: n8n was started again. */
	trusted: boolean;
}

export interface Verdict {
	news: boolean;
	/** Whether the record in full has to be read. */
	ask: boolean;
	/** The mark to remember, once the record is delivered or known to be no news. */
	mark: Mark;
}

const textAt = (row: IDataObject, path: string): string => String(valueAt(row, path) ?? '');

/** Judges a row without the record in full. */
export function judge(row: IDataObject, known: Mark | undefined, c: Circumstances): Verdict {
	const { news: kind } = c.plan.watch;
	const hash = hashOf(row);
	const same = known?.row === hash;
	const mark: Mark = same ? { ...known } : { at: c.now, row: hash };
	switch (kind.is) {
		case 'created':
			return { news: !known && (kind.born === undefined || bornWithin(row, kind.born, c)), ask: false, mark };
		case 'stamped': {
			mark.value = textAt(row, kind.value);
			return { news: !known || (known.value ?? '') !== mark.value, ask: false, mark };
		}
		case 'entered': {
			mark.value = textAt(row, kind.value);
			const date = kind.dates?.[mark.value];
			if (date) mark.whole = textAt(row, date);
			const chosen = (kind.into ?? c.plan.states)?.includes(mark.value) ?? true;
			return { news: chosen && entered(mark, known, c), ask: false, mark };
		}
		case 'changed': {
			if (kind.hides === undefined) return { news: !same, ask: false, mark };
			// A report is compared with every change of its job; other parts only where their row could not show a change.
			if (kind.hides === 'report')
				return {
					news: false,
					ask: !same || known?.open === true,
					mark: { ...mark, whole: known?.whole, open: isOpen(mark, c) },
				};
			if (same)
				return { news: false, ask: known?.open === true, mark: { ...mark, open: known?.open && isOpen(mark, c) } };
			const open = mayStillChange(row, c);
			return { news: true, ask: open, mark: { ...mark, open } };
		}
	}
}

/** Judges again, with the hash of what the row hides, or of the record in full where that is delivered. */
export function judgeWhole(
	{ news, mark }: Verdict,
	whole: string,
	known: Mark | undefined,
	hides: 'parts' | 'report' | undefined,
	details: boolean,
): Verdict {
	const same = known?.whole === whole;
	// The record in full may have been newer than its row: then the row that follows brings nothing new.
	const decides = details || hides === 'report';
	// Of a closed minute nothing else has to be kept.
	return {
		news: decides ? !same : news || !same,
		ask: false,
		mark: { ...mark, whole: decides || mark.open ? whole : undefined },
	};
}

const isOpen = (mark: Mark, { now }: Circumstances): boolean => now < mark.at + SETTLES;

/** Whether the minute that the row shows as that of its change is not over yet. */
function mayStillChange(row: IDataObject, c: Circumstances): boolean {
	const changed = c.plan.watch.changed ? spanOf(valueAt(row, c.plan.watch.changed), c.plan.zone) : undefined;
	return !changed || changed.to + offBy(changed, c) + SETTLES - 60_000 > c.now;
}

function entered({ row, value, whole: date }: Mark, known: Mark | undefined, c: Circumstances): boolean {
	if (known) {
		if ((known.value ?? '') !== value) return true;
		// A copy from before the last polls may have missed that the record left the state in between.
		return !c.trusted && (date ? date !== known.whole : row !== known.row);
	}
	if (c.complete || !date) return true;
	const span = spanOf(date, c.plan.zone);
	return !span || span.to > c.since;
}

function bornWithin(row: IDataObject, path: string, c: Circumstances): boolean {
	const born = spanOf(valueAt(row, path), c.plan.zone);
	if (!born) return true;
	const changed = c.plan.watch.changed ? spanOf(valueAt(row, c.plan.watch.changed), c.plan.zone) : undefined;
	return born.to + offBy(changed, c) > c.from;
}

/**
 * By how much the row's dates are off, in milliseconds: it was changed between `from` and `now`; where its date says
 * otherwise, the zone in the credential is not that of the account.
 */
function offBy(changed: { from: number; to: number } | undefined, { from, now }: Circumstances): number {
	if (!changed) return 0;
	if (changed.to <= from) return Math.ceil((from - changed.to + 1) / QUARTER) * QUARTER;
	if (changed.from > now + 60_000) return -Math.ceil((changed.from - now - 60_000) / QUARTER) * QUARTER;
	return 0;
}
