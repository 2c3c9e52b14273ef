import { DateTime } from 'luxon';
import { facts, type Fact, type Kind } from './events.cts';
import type { Delivery, Ledger, PollSeen } from './ledger.cts';
import type { Rules } from './service.cts';
import { MINUTE } from './time.cts';
import { indexAt, last, type Rec, type Records, type Version } from './records.cts';

/**
 * Says what should have come and what should not: from the versions of the records alone. It knows nothing of how the
 * trigger works.
 */

export interface Verdict {
	/** A delivery that had to come and did not. */
	lost: Finding[];
	/** A delivery with nothing new in it since the one before. */
	repeated: Finding[];
	/** The same, in or after a start of n8n. */
	repeatedAfterRestart: Finding[];
	/** Told from before activation. */
	old: Finding[];
	/** Delivered though it is not what the event is about. */
	wrong: Finding[];
	required: number;
	delivered: number;
}
export interface Finding {
	event: string;
	rec: Rec;
	why: string;
}

export const nothing = (): Verdict => ({
	lost: [],
	repeated: [],
	repeatedAfterRestart: [],
	old: [],
	wrong: [],
	required: 0,
	delivered: 0,
});

/** How exactly rows show dates. */
const [DAYS, MINUTES] = ['yyyy-MM-dd', 'yyyy-MM-dd HH:mm'];

/** The judgement when all is quiet. */
export function judge(
	ledger: Ledger,
	records: Records,
	{ zone }: Pick<Rules, 'zone'>,
	into?: string[],
	/** Whether polls may leave changes for later ones, and so see less of what comes and goes: a limit, or a quota. */
	lags = false,
): Verdict {
	const verdict = nothing();
	const { activation } = ledger;
	if (!activation) return verdict;
	for (const event of ledger.events) {
		const fact = facts[event];
		const kind = into && event === 'jobStatusChanged' ? { ...fact.kind, into } : fact.kind;
		for (const rec of records.of(fact.list)) {
			const judged = new Judgement({
				event,
				fact,
				kind: kind as Kind,
				rec,
				ledger,
				activation,
				zone,
				lags,
				verdict,
			});
			judged.deliveries();
			judged.required();
		}
	}
	return verdict;
}

interface Case {
	event: string;
	fact: Fact;
	kind: Kind;
	rec: Rec;
	ledger: Ledger;
	activation: PollSeen;
	zone: string;
	lags: boolean;
	verdict: Verdict;
}

class Judgement {
	private readonly made: Delivery[];

	constructor(private readonly about: Case) {
		this.made = about.ledger.of(about.event, about.rec);
	}

	/** Each delivery needs something new. */
	deliveries() {
		const { rec, kind, activation, verdict } = this.about;
		verdict.delivered += this.made.length;
		let base = indexAt(rec, activation.start);
		let restartsBefore = 0;
		for (const [index, delivery] of this.made.entries()) {
			// Without its details nobody can tell whether a report was changed: it is delivered as listed, and says so.
			if (kind.is === 'report' && delivery.item.detailsNote !== undefined) continue;
			if (kind.is === 'entered' && kind.into && !kind.into.includes(kind.state(rec.versions[delivery.from])))
				this.note('wrong', `delivered as ${kind.state(rec.versions[delivery.from])}`);
			const restarts = this.restartsUntil(delivery.poll);
			if (!this.isNew(base, delivery)) {
				if (index > 0 || (restarts > 0 && kind.is === 'entered'))
					this.note(restarts > restartsBefore ? 'repeatedAfterRestart' : 'repeated', this.tell(delivery, base));
				else if (!this.looksNew()) this.note('old', this.tell(delivery, base));
			}
			restartsBefore = restarts;
			base = this.readBy(delivery, base);
		}
	}

	/** The version up to which a delivery has told everything. */
	private readBy({ from, poll, item }: Delivery, base: number): number {
		// The row of an earlier poll, whose details could not be read.
		if (item.detailsNote !== undefined) return Math.max(base, from);
		const { rec, kind } = this.about;
		const row = indexAt(rec, poll.served.get(rec)?.first ?? -Infinity);
		// The row showed one state, its details the next one already: the next one is still to be told.
		if (kind.is === 'entered' && row < from) return Math.max(base, row);
		return Math.max(base, from, row);
	}

	/** Whether something happened in the versions after `base` up to what was delivered. */
	private isNew(base: number, delivery: Delivery): boolean {
		const { kind, rec } = this.about;
		const { from, to } = delivery;
		const { versions } = rec;
		if (kind.is === 'created') return base < 0 && this.made.length > 0;
		if (kind.is === 'updated') return to > base;
		if (kind.is === 'report') return this.any(base, to, (now, before) => now.report !== (before?.report ?? 0));
		if (kind.is === 'dated') return this.any(base, from, (now, before) => this.dated(kind, now, before));
		// A record that comes back from where no list showed it counts as new in its state, when nothing was delivered of it yet.
		const returns = (now: Version, before: Version | undefined) =>
			delivery === this.made[0] && before !== undefined && !this.about.fact.sees(before) && this.about.fact.sees(now);
		return (
			this.any(base, from, (now, before) => this.enters(kind, now, before) || returns(now, before)) ||
			// A row that was read in the middle of a change of state may be delivered with the content after it.
			(to > from && this.enters(kind, versions[to], versions[base]))
		);
	}

	/**
	 * A record that no answer showed at activation and that was created minutes before it looks like a new one, and its report
	 * like one that was changed.
	 */
	private looksNew(): boolean {
		const { rec, kind, fact, activation } = this.about;
		const atActivation = rec.versions[Math.max(0, indexAt(rec, activation.start))];
		if (kind.is === 'report') return !fact.sees(atActivation);
		// Its list is asked for a whole day, in which one that was deleted may be restored.
		if (kind.is === 'created' && rec.list === 'partrequest') return !fact.sees(atActivation);
		if (kind.is !== 'created') return false;
		const wasShown = activation.served.has(rec) && fact.sees(atActivation);
		return !wasShown && rec.versions[0].created > activation.start - 8 * MINUTE;
	}

	private any(base: number, to: number, happens: (now: Version, before: Version | undefined) => boolean): boolean {
		const { versions } = this.about.rec;
		for (let index = base + 1; index <= to; index++) if (happens(versions[index], versions[index - 1])) return true;
		return false;
	}

	private dated(kind: Kind & { is: 'dated' }, now: Version, before: Version | undefined): boolean {
		const date = kind.date(now);
		return date !== null && date !== (before ? kind.date(before) : null);
	}

	private enters(kind: Kind & { is: 'entered' }, now: Version, before: Version | undefined): boolean {
		const state = kind.state(now);
		if (kind.into && !kind.into.includes(state)) return false;
		if (!before) return kind.into !== undefined || state !== '';
		return state !== kind.state(before) || (kind.date?.(now) ?? null) !== (kind.date?.(before) ?? null);
	}

	/** What had to come. */
	required() {
		const { rec, fact, kind } = this.about;
		const final = last(rec);
		if (!fact.sees(final)) return;
		if (kind.is === 'created') this.requireCreated();
		else if (kind.is === 'updated') this.requireUpdated(final);
		else if (kind.is === 'report') this.requireReport();
		else if (kind.is === 'dated') this.requireDated(kind);
		else this.requireEntered(kind, final);
	}

	private requireCreated() {
		const { rec, activation, fact, ledger, lags } = this.about;
		const [first] = rec.versions;
		if (first.at <= activation.end) return;
		// It has to be there for the next poll: one that comes back later is not new any more.
		const poll = ledger.polls.find(({ ok, start }) => ok && start > first.shown);
		const until = poll && !lags ? indexAt(rec, poll.end) : rec.versions.length - 1;
		if (rec.versions.slice(0, until + 1).every((version) => fact.sees(version)))
			this.demand(this.made.length > 0, 'created');
	}

	private requireUpdated(final: Version) {
		const { rec, activation } = this.about;
		const { versions } = rec;
		const shown = versions.findIndex(({ content }) => content === final.content);
		if (versions[shown].at > activation.end)
			this.demand(
				this.made.some(({ from }) => from === shown),
				`content ${final.content}`,
			);
		const hidden = versions.findIndex(({ parts }) => parts === final.parts);
		if (final.parts > 0 && hidden > shown && versions[hidden].at > activation.end)
			this.demand(
				this.made.some(({ to }) => to >= hidden),
				`parts ${final.parts}`,
			);
	}

	private requireReport() {
		const { rec, activation } = this.about;
		const at = rec.versions.findIndex(({ report }) => report === last(rec).report);
		if (last(rec).report > 0 && rec.versions[at].at > activation.end)
			this.demand(
				this.made.some(({ to }) => to >= at),
				`report ${last(rec).report}`,
			);
	}

	private requireDated(kind: Kind & { is: 'dated' }) {
		const { rec, activation, zone, fact, ledger } = this.about;
		const { versions } = rec;
		const date = kind.date(last(rec))!;
		let at = versions.length - 1;
		while (at > 0 && kind.date(versions[at - 1]) === date) at--;
		const format = kind.exact === 'day' ? DAYS : MINUTES;
		const text = (moment: number) => DateTime.fromMillis(moment, { zone }).toFormat(format);
		const before = versions.slice(0, at).map((version) => kind.date(version));
		// Given the same date again: rows show no difference.
		if (before.some((each) => each !== null && text(each) === text(date))) return;
		// Of a record that a poll shows as deleted only its deletion is told, also where it is restored later.
		const poll = ledger.polls.find(({ ok, start }) => ok && start > versions[at].shown);
		const shown = poll?.served.has(rec)
			? versions.slice(indexAt(rec, poll.start), indexAt(rec, poll.end) + 1)
			: versions;
		if (versions[at].at > activation.end && shown.some((version) => fact.sees(version)))
			this.demand(
				this.made.some(({ to }) => to >= at),
				`dated ${text(date)}`,
			);
	}

	private requireEntered(kind: Kind & { is: 'entered' }, final: Version) {
		const { rec, activation } = this.about;
		const { versions } = rec;
		const state = kind.state(final);
		if (kind.into && !kind.into.includes(state)) return;
		let at = versions.length - 1;
		while (at > 0 && !this.enters(kind, versions[at], versions[at - 1])) at--;
		// Whether a new record comes into its first state is not said.
		if (at === 0 && !kind.into) return;
		if (versions[at].at <= activation.end || !this.couldBeSeen(kind, at, state)) return;
		this.demand(
			this.made.some(({ to }) => to >= at),
			`into ${state}`,
		);
	}

	/** A state that came, went and came again between two polls, without a date that moved, looks as before. */
	private couldBeSeen(kind: Kind & { is: 'entered' }, at: number, state: string): boolean {
		const { rec, ledger, zone, lags } = this.about;
		const { versions } = rec;
		const entry = versions[at];
		const earlier = versions.slice(0, at).filter((each) => kind.state(each) === state);
		if (!earlier.length) return true;
		const text = (version: Version) => {
			const date = kind.date?.(version) ?? null;
			return date === null ? '' : DateTime.fromMillis(date, { zone }).toFormat(MINUTES);
		};
		if (text(entry) !== '' && earlier.every((each) => text(each) !== text(entry))) return true;
		const isSeen = ({ ok, end, served }: PollSeen) => ok && end < entry.shown && (!lags || served.has(rec));
		const seen = ledger.polls.filter(isSeen).pop();
		if (!seen) return false;
		const [first, final] = [Math.max(0, indexAt(rec, seen.start)), indexAt(rec, seen.end)];
		return versions.slice(first, final + 1).every((each) => kind.state(each) !== state);
	}

	private demand(met: boolean, what: string) {
		this.about.verdict.required++;
		if (!met) this.note('lost', what);
	}

	private note(which: 'lost' | 'repeated' | 'repeatedAfterRestart' | 'old' | 'wrong', why: string) {
		const { event, rec, verdict } = this.about;
		verdict[which].push({ event, rec, why });
	}

	private restartsUntil(poll: PollSeen): number {
		const { polls } = this.about.ledger;
		return polls.slice(0, polls.indexOf(poll) + 1).filter(({ restarted }) => restarted).length;
	}

	private tell({ from, to, poll }: Delivery, base: number): string {
		const { ledger } = this.about;
		return `version ${from}–${to} after ${base} in poll ${ledger.polls.indexOf(poll)}`;
	}
}
