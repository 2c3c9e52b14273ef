import { formatWall } from '../../nodes/shared/request/dates';
import type { Watch } from '../../nodes/shared/trigger/watch';
import { spanOf } from '../../nodes/shared/trigger/window';
import type { Item } from './play.cts';
import type { Fact, World } from './world.cts';

/** Holds what was delivered against what was done. */

export interface Counts {
	/** Changes that never arrived. */
	lost: number;
	/** Deliveries that brought nothing new. */
	repeated: number;
	/** Deliveries of what was before activation. */
	early: number;
	/** Deliveries behind a later change of the same poll. */
	disordered: number;
	delivered: number;
	/** What went wrong, in words. */
	complaints: string[];
}

interface Delivery {
	at: number;
	begun: number;
	version: number;
}

/** The `Date` header knows whole seconds, a filter "after" or "on or after" one more. */
const FUZZ = 2000;

export class Ledger {
	private since = 0;
	/** Moments at which polls began that succeeded. */
	private readonly polls: number[] = [];
	private readonly deliveries = new Map<string, Delivery[]>();
	private readonly counts: Counts = { lost: 0, repeated: 0, early: 0, disordered: 0, delivered: 0, complaints: [] };

	constructor(
		private readonly world: World,
		private readonly watch: Watch,
		private readonly details: boolean,
	) {}

	activated(at: number): void {
		this.since = at;
	}

	deliver(items: Item[], begun: number): void {
		this.polls.push(begun);
		const at = this.world.now;
		let last = -Infinity;
		for (const item of items) {
			const id = String(item.row.id);
			const fact = this.fact(id);
			const before = this.deliveries.get(id) ?? [];
			this.counts.delivered++;
			this.judge(fact, before, { at, begun, version: this.versionOf(item) });
			this.deliveries.set(id, [...before, { at, begun, version: this.versionOf(item) }]);
			// Dates of rows are exact to the minute; what changed during the poll may stand anywhere.
			if (
				(!this.watch.changed && !this.watch.at) ||
				fact.changes.at(-1)! > begun - this.world.sandbox.settings.visibilityDelayMs
			)
				continue;
			if (this.watch.at && this.occursTwice(fact)) continue;
			const minute = Math.floor(this.momentOf(fact) / 60_000);
			if (minute < last) this.complain('disordered', fact, 'delivered behind a later one');
			last = Math.max(last, minute);
		}
	}

	/** When what is delivered happened. */
	private momentOf(fact: Fact): number {
		const { fact: about } = this.world.subject;
		if (about === 'creation') return fact.createdAt;
		return (about === 'happening' && this.watch.at ? fact.happenings : fact.changes).at(-1) ?? fact.createdAt;
	}

	/** Dates of rows in the hour that occurs twice do not tell which came first. */
	private occursTwice(fact: Fact): boolean {
		const zone = this.world.sandbox.settings.timeZone;
		const span = spanOf(formatWall(this.momentOf(fact), zone, 'minute'), zone)!;
		return span.to - span.from > 60_000;
	}

	private versionOf({ row, whole }: Item): number {
		const { subject } = this.world;
		const shown = this.details ? (whole ?? row) : row;
		const text =
			subject.fact === 'report'
				? String(whole?.report?.[0]?.items?.[0]?.value ?? '')
				: String(shown[subject.text] ?? '');
		return Number(text.replace(/^v/, '') || 0);
	}

	private judge(fact: Fact, before: Delivery[], { at, version }: Delivery): void {
		const { subject, sandbox } = this.world;
		const early = this.since - FUZZ - sandbox.settings.visibilityDelayMs;
		const last = before.at(-1);
		if (subject.fact === 'creation') {
			if (fact.createdAt < early) this.complain('early', fact, 'created before activation');
			else if (last) this.complain('repeated', fact, 'created once, delivered again');
			return;
		}
		if (subject.fact === 'happening') {
			const happened = fact.happenings.filter((moment) => moment >= early).length;
			if (happened === 0) this.complain('early', fact, 'happened before activation, if at all');
			else if (before.length >= happened)
				this.complain('repeated', fact, `happened ${happened} times, delivered ${before.length + 1} times`);
			return;
		}
		if (fact.changes.at(-1)! < early) return this.complain('early', fact, 'not changed since activation');
		if (!last) return;
		// The same content again is right only where something changed that it does not show.
		const unseen = fact.unseen.some(
			(moment) => moment > last.begun - sandbox.settings.visibilityDelayMs - 60_000 && moment <= at,
		);
		if (version <= last.version && !(version === last.version && unseen))
			this.complain('repeated', fact, `v${version} after v${last.version}`);
	}

	/** Compares the end of the history with what was delivered last. */
	count(): Counts {
		for (const fact of this.world.facts.values()) {
			if (fact.gone && !this.world.subject.gone) continue;
			const missing = this.missing(fact, this.deliveries.get(fact.id) ?? []);
			if (missing) this.complain('lost', fact, missing);
		}
		return this.counts;
	}

	private missing(fact: Fact, deliveries: Delivery[]): string | undefined {
		const { subject } = this.world;
		const last = deliveries.at(-1);
		if (subject.fact === 'creation')
			return fact.createdAt > this.since && !last && !fact.away.length ? 'its creation never arrived' : undefined;
		if (subject.fact === 'happening') {
			const latest = fact.happenings.at(-1);
			// Gone while a poll looked, and back when only what happens then is asked for.
			if (fact.away.length && this.watch.news.is === 'stamped' && !subject.gone) return undefined;
			if (fact.state === 'out' || latest === undefined || latest <= this.since) return undefined;
			// In and out and in again between two polls looks as if nothing had been.
			return !deliveries.some(({ at }) => at >= latest) && !this.blinked(fact)
				? 'what happened never arrived'
				: undefined;
		}
		if (subject.fact === 'report' && (fact.unseen.at(-1) ?? 0) <= this.since) return undefined;
		const after = fact.changes.filter((moment) => moment > this.since);
		if (!after.length) return undefined;
		// Away and back again, it shows the same as before, where rows have no date of change.
		if (!this.watch.changed && after.every((moment) => fact.unseen.includes(moment))) return undefined;
		if (!last)
			return fact.version === 0 || (subject.fact === 'report' && fact.unseen.length === 0)
				? undefined
				: 'its changes never arrived';
		if (last.version < fact.version) return `v${fact.version} never arrived, v${last.version} did`;
		// What rows hide shows in the record in full only; else its time has to do.
		const unseen = fact.unseen.at(-1) ?? 0;
		const hides = this.watch.news.is === 'changed' && this.watch.news.hides === 'parts';
		return hides && subject.fact === 'content' && last.at < unseen ? 'a hidden change never arrived' : undefined;
	}

	/** Whether it was in the state, left it and came back without a poll in between that could see it. */
	private blinked(fact: Fact): boolean {
		const latest = fact.happenings.at(-1)!;
		const left = fact.leavings.at(-1);
		if (left === undefined) return false;
		const delay = this.world.sandbox.settings.visibilityDelayMs;
		const away = (moment: number) => fact.away.some(({ from, to }) => moment >= from && moment <= to + delay);
		return !this.polls.some((moment) => moment > left + delay && moment < latest + delay && !away(moment));
	}

	private fact(id: string): Fact {
		const fact = this.world.facts.get(id);
		if (!fact) throw new Error(`Record ${id} was delivered, but never made`);
		return fact;
	}

	private complain(what: 'lost' | 'repeated' | 'early' | 'disordered', fact: Fact, why: string): void {
		this.counts[what]++;
		const times = (moments: number[]) => moments.map((moment) => this.world.shown(moment).slice(11)).join(' ');
		if (this.counts.complaints.length < 5)
			this.counts.complaints.push(
				`${what}: ${fact.id} ${why} (created ${times([fact.createdAt])}, changed ${times(fact.changes)}, happened ${times(fact.happenings)}; active ${times([this.since])}, now ${times([this.world.now])})`,
			);
	}
}
