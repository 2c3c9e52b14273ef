import type { IDataObject } from 'n8n-workflow';
import { concurrently } from '../http/concurrently';
import { valueAt } from '../schema/path';
import { SetAside, type Due } from './aside';
import { hides, SETTLES, type Circumstances, type Detected } from './changeDetection';
import type { ChosenEvent, Details, PollConfiguration, Ports } from './event';
import { fingerprint } from './fingerprint';
import type { KnownRecords, SourceState } from './memory';
import { wallNumber } from './window';

/** From rows that may be events to what is delivered: records in full where they are needed, those that cannot be read set aside. */

/** Records in full that are asked for at once. */
const AT_ONCE = 8;
/** Rows that may still change within their minute are read in full up to so many; more wait until it is over. */
const OPEN_AT_ONCE = 20;
/** Records that fail one after the other before it is the service that fails. */
const IN_A_ROW = 3;

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
	readonly aside: SetAside;
	private openAsked = 0;
	private done = 0;
	/** Records in full that were read, and those that could not be, one after the other. */
	private read = 0;
	private failing = 0;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
		/** What is known; changed as records are dealt with. */
		private readonly known: KnownRecords,
		private readonly before: Pick<SourceState, 'held' | 'aside'>,
	) {
		this.aside = new SetAside(configuration.events, before.aside);
	}

	private get isFull(): boolean {
		return this.made.length >= (this.configuration.limit ?? Infinity);
	}

	/** How many of these records, at least one, can be delivered within the limit. */
	private roomFor(records: Detected[]): number {
		let room = (this.configuration.limit ?? Infinity) - this.made.length;
		const over = records.findIndex(({ events }) => (room -= Math.max(1, events.length)) < 0);
		return over < 0 ? records.length : Math.max(1, over);
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
			const batch = open.slice(next, next + this.roomFor(open.slice(next, next + AT_ONCE)));
			next += await this.addBatch(batch, open[open.length - 1], c);
		}
	}

	/** Tries again what was set aside and was not looked at yet. */
	async retryAside(c: Circumstances): Promise<void> {
		const waiting = this.aside.waiting().filter((id) => !(id in this.held));
		await concurrently(waiting, 2, async (id) => {
			if (this.isFull || this.ports.outOfTime()) return;
			const due = this.aside.dueWith(id, []);
			// Where the request itself fails it counts as no try.
			const details = await this.ports.find(this.callFor(due[0].row)).catch(() => undefined);
			if (details) this.settleAside(id, due, details, c);
		});
	}

	private settleAside(id: string, due: Due[], details: Details, { now }: Circumstances): void {
		const known = this.known.get(id);
		const record = recordOf(details);
		const deciding = due.find(({ event }) => event.detects.kind === 'changed');
		if (details.kind === 'unreadable') return this.setAside(id, due, details.reason);
		if (!record || !deciding) return this.deliver(id, details.kind === 'absent' ? due.filter(isCertain) : due, details);
		const whole = this.wholeOf(record, deciding.row, [deciding.event]);
		const isEvent = known?.whole !== whole || (deciding.certain && !this.decides(deciding.event));
		if (!isEvent && isBehind(record, deciding.row) && this.aside.keep(id, due)) return;
		if (known) this.known.set(id, { ...known, listed: now, whole });
		this.deliver(id, isEvent ? due : due.filter((each) => each !== deciding), details);
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
	private async addBatch(batch: Detected[], last: Detected, c: Circumstances): Promise<number> {
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
			await this.count(result.value, last);
			this.settle(batch[index], result.value, c);
			this.done++;
		}
		return batch.length;
	}

	/**
	 * Counts what could be read and what could not.
	 * @param last the latest record: where the first ones cannot be read, it tells whether any can
	 * @throws where none can be read: it is the service that fails
	 */
	private async count(details: Details | undefined, last: Detected): Promise<void> {
		if (!details) return;
		this.failing = details.kind === 'unreadable' ? this.failing + 1 : 0;
		if (details.kind !== 'unreadable') this.read++;
		if (this.failing !== IN_A_ROW || this.read > 0 || this.made.length > 0 || details.kind !== 'unreadable') return;
		const other = await this.ports.find(this.callFor(last.row));
		if (other.kind === 'unreadable') throw new Error(details.reason);
		this.read++;
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
		const { id, row, next, known, undecided } = each;
		const isOver = this.before.held?.[id]?.row === next.row;
		next.openSince = each.open && !isOver ? c.now : undefined;
		const events = undecided && !each.events.includes(undecided) ? [...each.events, undecided] : each.events;
		const shown = events.map((event): Due => ({ event, row, certain: each.events.includes(event) }));
		// What waits for the record in full comes with it.
		const due = details ? this.aside.dueWith(id, shown) : shown;
		const deciding = due.find(({ event }) => event.detects.kind === 'changed');
		const record = details && recordOf(details);
		let isEvent = true;
		if (record && deciding) {
			// Changed after the list was read: its row will say so in the next poll.
			if (known?.row === next.row && isLater(record, row, this.configuration.source.changed)) return;
			const whole = this.wholeOf(record, row, [deciding.event]);
			// The same where dates do not tell: the next poll tells, or the end of the minute.
			if (known?.row === next.row && known.whole !== whole && this.waitsFor(each, record, c)) return;
			const decides = this.decides(deciding.event);
			// The record is behind its row: it is looked at again until the row's minute is over.
			if (decides && known?.whole === whole && this.waitsFor(each, record, c)) return;
			isEvent = known?.whole !== whole || (!decides && deciding.certain);
			next.whole = decides || next.openSince !== undefined ? whole : undefined;
		} else if (details?.kind === 'absent') {
			isEvent = deciding?.certain === true;
		} else if (details?.kind === 'unreadable') {
			next.whole = known?.whole;
		}
		this.known.set(id, next);
		if (details?.kind === 'unreadable') return this.setAside(id, due, details.reason);
		this.deliver(id, isEvent ? due : due.filter((one) => one !== deciding), details);
	}

	/** Whether the record in full alone says if it changed. */
	private decides({ detects }: ChosenEvent): boolean {
		return this.configuration.details || hides(detects) === 'report';
	}

	/** Whether a record that shows something else than its row is to be asked for again. */
	private waitsFor({ id, row, next }: Detected, record: IDataObject, { now }: Circumstances): boolean {
		const seen = this.before.held?.[id]?.row === next.row ? this.before.held[id].seen : now;
		if (!isBehind(record, row) || now - seen >= SETTLES) return false;
		this.held[id] = { row: next.row, seen };
		return true;
	}

	private wholeOf(record: IDataObject, row: IDataObject, events: ChosenEvent[]): string {
		const isReport = events.some(({ detects }) => hides(detects) === 'report');
		return fingerprint(isReport ? { report: record.report ?? row.report } : record);
	}

	private setAside(id: string, due: Due[], reason: string): void {
		if (!this.aside.keep(id, due)) return this.deliver(id, due, { kind: 'unreadable', reason });
		this.ports.warn(
			`${this.configuration.source.resource.label} ${id} cannot be read in full (${reason}); it is tried again with the next polls`,
		);
	}

	private deliver(id: string, due: Due[], details: Details | undefined): void {
		const record = details && recordOf(details);
		this.aside.settle(id, details ? this.configuration.events : due.map(({ event }) => event));
		for (const { event, row } of due)
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

const isCertain = ({ certain }: Due) => certain;
const recordOf = (details: Details) => (details.kind === 'read' ? (details.record as IDataObject) : undefined);

function isLater(record: IDataObject, row: IDataObject, changed = ''): boolean {
	const [then, now] = [row, record].map((each) => wallNumber(valueAt(each, changed)));
	return then !== undefined && now !== undefined && then !== now;
}

/** Whether a record shows something else than its row. */
function isBehind(record: IDataObject, row: IDataObject): boolean {
	const isPlain = (value: unknown) =>
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return Object.keys(row).some(
		(key) => isPlain(row[key]) && isPlain(record[key]) && String(row[key]) !== String(record[key]),
	);
}
