import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { valueAt } from '../schema/path';
import { hides, SETTLES, type Circumstances, type Detected } from './changeDetection';
import type { ChosenEvent, Details, PollConfiguration, Ports } from './event';
import { fingerprint } from './fingerprint';
import type { Aside, KnownRecords, SourceState } from './memory';
import { wallNumber } from './window';

/** From rows that may be events to what is delivered: records in full where they are needed, those that cannot be read set aside. */

/** Records in full that are asked for at once. */
const AT_ONCE = 8;
/** Rows that may still change within their minute are read in full up to so many; more wait until it is over. */
const OPEN_AT_ONCE = 20;
/** After so many polls a record is delivered as it was listed. */
const TRIES = 10;
/** Records that fail one after the other before it is the service that fails. */
const IN_A_ROW = 3;
/** Records that are set aside at most. */
const MOST_ASIDE = 100;

/** A record to deliver, for one of its events. */
export interface Delivery {
	event: ChosenEvent;
	row: IDataObject;
	/** The record in full, where it was read and is still there. */
	record?: IDataObject;
	/** Why it could not be read in full. */
	unreadable?: string;
}

export class Deliveries {
	readonly made: Delivery[] = [];
	/** Whether something waits for the next poll. */
	left = false;
	readonly held: NonNullable<SourceState['held']> = {};
	readonly aside: Record<string, Aside>;
	private openAsked = 0;
	private done = 0;
	private failing = 0;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
		/** What is known; changed as records are dealt with. */
		private readonly known: KnownRecords,
		private readonly before: Pick<SourceState, 'held' | 'aside'>,
	) {
		this.aside = { ...before.aside };
	}

	private get isFull(): boolean {
		return this.made.length >= (this.configuration.limit ?? Infinity);
	}

	/** Goes through what may be events, in order, as far as limit and time allow; the rest is left. */
	async add(candidates: Detected[], c: Circumstances): Promise<void> {
		const open: Detected[] = [];
		for (const each of candidates) {
			if (!each.events.length && !each.undecided) this.known.set(each.id, each.next);
			else if (!this.hold(each, c)) open.push(each);
		}
		for (let next = 0; next < open.length; ) {
			if (this.left || this.isFull || (this.done > 0 && this.ports.outOfTime())) {
				this.left = true;
				return;
			}
			const room = (this.configuration.limit ?? Infinity) - this.made.length;
			const batch = open.slice(next, next + Math.max(1, Math.min(AT_ONCE, room)));
			next += await this.addBatch(batch, c);
		}
	}

	/** Tries again what was set aside. */
	async retryAside(now: number): Promise<void> {
		const entries = Object.entries(this.before.aside ?? {});
		await concurrently(entries, 2, async ([id, { row, events, tries }]) => {
			if (this.ports.outOfTime()) return;
			// Where the request itself fails it counts as no try.
			const details = await this.ports.find(this.callFor(row)).catch(() => undefined);
			if (!details) return;
			if (details.kind === 'unreadable' && tries + 1 < TRIES) {
				this.aside[id] = { row, events, tries: tries + 1 };
				return;
			}
			delete this.aside[id];
			const chosen = this.configuration.events.filter(({ name }) => events.includes(name));
			const record = recordOf(details);
			const known = this.known.get(id);
			if (known && record) this.known.set(id, { ...known, listed: now, whole: this.wholeOf(record, row, chosen) });
			this.deliver(row, chosen, details);
		});
	}

	/** A row that may still change is read in full, but for many of them that waits until it cannot any more. */
	private hold({ id, next, open }: Detected, { now }: Circumstances): boolean {
		if (!open) return false;
		const held = this.before.held?.[id];
		const seen = held?.row === next.row ? held.seen : now;
		if (held?.row === next.row && now - seen >= SETTLES) return false;
		if (held === undefined && this.openAsked++ < OPEN_AT_ONCE) return false;
		this.held[id] = { row: next.row, seen };
		return true;
	}

	/** @returns how many were dealt with; what was before a request that failed is delivered */
	private async addBatch(batch: Detected[], c: Circumstances): Promise<number> {
		const results = await Promise.allSettled(
			batch.map(
				async (each): Promise<Details | undefined> =>
					this.needsRecord(each, c) ? await this.ports.find(this.callFor(each.row)) : undefined,
			),
		);
		for (const [index, result] of results.entries()) {
			if (result.status === 'rejected') {
				if (this.done === 0) throw result.reason;
				this.left = true;
				return index;
			}
			this.failing = result.value?.kind === 'unreadable' ? this.failing + 1 : 0;
			if (this.failing >= IN_A_ROW && this.made.length === 0)
				throw new Error((result.value as { reason: string }).reason);
			this.settle(batch[index], result.value, c);
			this.done++;
		}
		return batch.length;
	}

	private needsRecord({ id, undecided, open, events, next }: Detected, { now }: Circumstances): boolean {
		const held = this.before.held?.[id];
		const isOver = open && held?.row === next.row && now - held.seen >= SETTLES;
		const { details } = this.configuration;
		return (
			(details && events.length > 0) || (undecided !== undefined && (!isOver || hides(undecided.detects) === 'report'))
		);
	}

	/** Decides with the record in full, delivers, and remembers. */
	private settle(each: Detected, details: Details | undefined, c: Circumstances): void {
		const { id, row, next, known } = each;
		const isOver = this.before.held?.[id]?.row === next.row;
		next.openSince = each.open && !isOver ? c.now : undefined;
		const deciding = this.configuration.events.find(({ detects }) => detects.kind === 'changed');
		const record = details && recordOf(details);
		let events =
			each.undecided && !each.events.includes(each.undecided) ? [...each.events, each.undecided] : each.events;
		if (record && deciding && events.includes(deciding)) {
			// Changed after the list was read: its row will say so in the next poll.
			if (known?.row === next.row && isLater(record, row, this.configuration.source.changed)) return;
			const whole = this.wholeOf(record, row, events);
			const decides = this.configuration.details || hides(deciding.detects) === 'report';
			// The record is behind its row: it is looked at again until the row's minute is over.
			if (decides && known?.whole === whole && this.waitsFor(each, record, c)) return;
			const changed = decides ? known?.whole !== whole : known?.row !== next.row || known?.whole !== whole;
			if (!changed) events = events.filter((event) => event !== deciding);
			next.whole = decides || next.openSince !== undefined ? whole : undefined;
		} else if (
			details?.kind === 'absent' &&
			(known?.row === next.row || hides(deciding?.detects ?? NOTHING) === 'report')
		) {
			events = events.filter((event) => event !== deciding);
		}
		this.known.set(id, next);
		if (details?.kind === 'unreadable') return this.setAside(id, row, events, details.reason);
		this.deliver(row, events, details);
	}

	/** Whether a record that shows something else than its row is to be asked for again. */
	private waitsFor({ id, row, next }: Detected, record: IDataObject, { now }: Circumstances): boolean {
		const isPlain = (value: unknown) =>
			typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
		const differs = Object.keys(row).some(
			(key) => isPlain(row[key]) && isPlain(record[key]) && String(row[key]) !== String(record[key]),
		);
		const seen = this.before.held?.[id]?.row === next.row ? this.before.held[id].seen : now;
		if (!differs || now - seen >= SETTLES) return false;
		this.held[id] = { row: next.row, seen };
		return true;
	}

	private wholeOf(record: IDataObject, row: IDataObject, events: ChosenEvent[]): string {
		const isReport = events.some(({ detects }) => hides(detects) === 'report');
		return fingerprint(isReport ? { report: record.report ?? row.report } : record);
	}

	private setAside(id: string, row: IDataObject, events: ChosenEvent[], reason: string): void {
		if (Object.keys(this.aside).length >= MOST_ASIDE && !(id in this.aside))
			return this.deliver(row, events, { kind: 'unreadable', reason });
		this.aside[id] = { row, events: events.map(({ name }) => name), tries: this.aside[id]?.tries ?? 1 };
		this.ports.warn(
			`${this.configuration.source.resource.label} ${id} cannot be read in full (${reason}); it is tried again with the next polls`,
		);
	}

	private deliver(row: IDataObject, events: ChosenEvent[], details: Details | undefined): void {
		const record = details && recordOf(details);
		for (const event of events)
			this.made.push({
				event,
				row,
				...(record && { record }),
				...(details?.kind === 'unreadable' && { unreadable: details.reason }),
			});
	}

	private callFor(row: IDataObject) {
		const details = this.configuration.source.resource.operations.get;
		return { verb: 'GET' as const, path: details.path, query: { id: row.id as string } };
	}
}

const NOTHING = { kind: 'created' as const };
const recordOf = (details: Details) => (details.kind === 'read' ? (details.record as IDataObject) : undefined);

function isLater(record: IDataObject, row: IDataObject, changed = ''): boolean {
	const [then, now] = [row, record].map((each) => wallNumber(valueAt(each, changed)));
	return then !== undefined && now !== undefined && then !== now;
}
