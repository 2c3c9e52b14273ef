import type { IDataObject } from 'n8n-workflow';
import { facts } from './events.cts';
import { indexAt, type Rec, type Records } from './records.cts';
import { readMark } from './rows.cts';

/** Who was shown what, when: the polls of a history and what they delivered. */

export interface PollSeen {
	start: number;
	end: number;
	/** Every list was read. */
	ok: boolean;
	/** n8n was started again since the poll before. */
	restarted: boolean;
	/** When answers showed a record: first and last moment. */
	served: Map<Rec, { first: number; last: number }>;
}

export interface Delivery {
	rec: Rec;
	item: IDataObject;
	poll: PollSeen;
	/** Of the versions with the content that was delivered: the first, and the last that this poll can have read. */
	from: number;
	to: number;
}

export class Ledger {
	readonly polls: PollSeen[] = [];
	/** By event, then record: in the order of delivery. */
	readonly deliveries = new Map<string, Map<Rec, Delivery[]>>();
	readonly strangers: string[] = [];
	private current?: PollSeen;
	private keys = new Map<string, Rec>();

	constructor(
		private readonly records: Records,
		readonly events: string[],
	) {}

	begin(now: number, restarted: boolean) {
		this.current = { start: now, end: now, ok: false, restarted, served: new Map() };
		this.polls.push(this.current);
	}

	/** An answer shows a record. */
	show(rec: Rec, now: number) {
		const seen = this.current?.served.get(rec);
		if (seen) seen.last = now;
		else this.current?.served.set(rec, { first: now, last: now });
	}

	/** @param isWhole false where one of several lists could not be read */
	end(now: number, outcome: IDataObject[] | null | Error, isWhole = true) {
		const poll = this.current!;
		poll.end = now;
		poll.ok = isWhole && !(outcome instanceof Error);
		if (outcome && !(outcome instanceof Error)) for (const item of outcome) this.deliver(poll, item);
		this.current = undefined;
	}

	of(event: string, rec: Rec): Delivery[] {
		return this.deliveries.get(event)?.get(rec) ?? [];
	}

	/** The first poll that worked. */
	get activation(): PollSeen | undefined {
		return this.polls.find(({ ok }) => ok);
	}

	private deliver(poll: PollSeen, item: IDataObject) {
		const event = this.events.length > 1 ? String(item.event) : this.events[0];
		const mark = readMark(item);
		const rec = mark && this.recOf(mark.key);
		if (!facts[event] || !this.events.includes(event) || !mark || !rec) {
			this.strangers.push(`event ${event}: ${JSON.stringify(item).slice(0, 200)}`);
			return;
		}
		const from = rec.versions.findIndex(({ content }) => content === mark.content);
		const until = indexAt(rec, poll.served.get(rec)?.last ?? poll.end);
		let to = from;
		while (to < until && rec.versions[to + 1].content === mark.content) to++;
		const ofEvent = this.deliveries.get(event) ?? new Map<Rec, Delivery[]>();
		this.deliveries.set(event, ofEvent);
		ofEvent.set(rec, [...(ofEvent.get(rec) ?? []), { rec, item, poll, from, to }]);
	}

	private recOf(key: string): Rec | undefined {
		if (!this.keys.has(key))
			for (const recs of this.records.all.values()) for (const rec of recs) this.keys.set(rec.key, rec);
		return this.keys.get(key);
	}
}
