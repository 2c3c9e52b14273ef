import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { concurrently } from '../http/concurrently';
import { compare, isPartial, previousStatus, splitUndecided, type PollContext, type Compared } from './compare';
import type { ChosenEvent, Details, Ports } from './event';
import { CONCURRENCY } from './sourceList';
import { fingerprint } from './memory';

/** Turns rows into deliveries: each row is compared with the memory, its record is read in full if needed, and remembered. */

/** If this many records fail and none can be read, the service itself may be failing. */
const IN_A_ROW = 3;

/** A record to deliver, for one of its events. */
export interface Delivery {
	event: ChosenEvent;
	row: IDataObject;
	/** The previous status, under the name of its field. */
	previous: IDataObject;
	/** The full record, if it was read and still exists. */
	record?: IDataObject;
	/** Why it could not be read in full. */
	unreadable?: string;
}

/** A record that could not be read in full: its row, and the events for which it is to be delivered. */
export interface Unread {
	row: IDataObject;
	events: string[];
}

export class Deliveries {
	readonly made: Delivery[] = [];
	/** By record id; the next poll tries them again. */
	readonly unread: Record<string, Unread> = {};
	/** Number of rows with an event that were handled, whether they were delivered or are retried in the next poll. */
	private handled = 0;
	private readable = 0;

	constructor(
		private readonly poll: PollContext,
		private readonly ports: Ports,
	) {}

	/** Whether the limit or the time is used up. */
	get isOver(): boolean {
		const { limit = Infinity } = this.poll.configuration;
		return this.made.length >= limit || (this.handled > 0 && this.ports.outOfTime());
	}

	/** Delivers the records that the last poll could not read: in full, or as they were listed if that fails again. */
	async retry(unread: Record<string, Unread>): Promise<void> {
		const { events } = this.poll.configuration;
		await concurrently(Object.entries(unread), CONCURRENCY, async ([id, { row, events: names }]) => {
			const due = events.filter(({ name }) => names.includes(name));
			this.settle(
				{ id, row, ...splitUndecided(due, this.poll), known: this.poll.memory.get(id) },
				await this.find(row),
			);
		});
	}

	/**
	 * Processes rows in order, as far as the limit and the time allow.
	 * @returns the index of the first row that is left for the next poll
	 * @throws what a request throws, unless something was delivered before
	 */
	async deliver(rows: IDataObject[]): Promise<number> {
		const all = rows.map((row) => compare(row, this.poll));
		const last = all.filter(hasEvents).pop();
		for (let at = 0; at < all.length; ) {
			const { limit = Infinity } = this.poll.configuration;
			const batch = all.slice(at, at + Math.max(1, Math.min(CONCURRENCY, limit - this.made.length)));
			const found = await Promise.allSettled(
				batch.map(async (each) => (this.needsRecord(each) && !this.isOver ? await this.find(each.row) : undefined)),
			);
			for (const [index, result] of found.entries()) {
				const each = batch[index];
				if (!each || (hasEvents(each) && this.isOver)) return at;
				if (result.status === 'rejected') {
					if (this.made.length === 0) throw result.reason;
					this.ports.warn(`The rest follows with the next poll: ${(result.reason as Error).message}`);
					return at;
				}
				this.take(each, result.value);
				at++;
			}
			await this.checkService(last);
		}
		return all.length;
	}

	private needsRecord({ events, undecided }: Compared): boolean {
		return undecided !== undefined || (this.poll.configuration.details && events.length > 0);
	}

	/** @throws if no record can be read in full, not even the latest one: then the service itself is failing */
	private async checkService(last: Compared | undefined): Promise<void> {
		if (this.readable > 0 || this.made.length > 0 || Object.keys(this.unread).length < IN_A_ROW || !last) return;
		const other = await this.find(last.row);
		if (other.kind === 'unreadable') throw new Error(other.reason);
		this.readable++;
	}

	private async find(row: IDataObject): Promise<Details> {
		return await this.ports.find(this.poll.configuration.source.resource, row);
	}

	private take(each: Compared, details: Details | undefined): void {
		const { id, row, events, undecided, next, known } = each;
		if (hasEvents(each)) this.handled++;
		if (details && details.kind !== 'unreadable') this.readable++;
		this.poll.memory.set(id, next);
		if (details?.kind !== 'unreadable') return this.settle({ id, row, events, undecided, known }, details);
		this.unread[id] = { row, events: [...events, ...(undecided ? [undecided] : [])].map(({ name }) => name) };
		const { label } = this.poll.configuration.source.resource;
		this.ports.warn(`${label} ${id} cannot be read in full (${details.reason}); the next poll tries once more`);
	}

	/** Decides the undecided event with the full record, and delivers. */
	private settle(
		{ id, row, events, undecided, known }: Omit<Compared, 'next' | 'waits'>,
		details: Details | undefined,
	): void {
		const { memory, configuration } = this.poll;
		const record = details?.kind === 'read' ? details.record : undefined;
		const due = [...events];
		if (undecided && (details?.kind !== 'absent' || !isPartial(undecided))) {
			const full = record && fullFingerprint(record, row, undecided);
			if (!full || known?.full !== full) due.push(undecided);
			const now = memory.get(id);
			if (now && full) memory.set(id, { ...now, full });
		}
		for (const event of configuration.events.filter((each) => due.includes(each)))
			this.made.push({
				event,
				row,
				previous: previousStatus(event, known, memory),
				...(record && { record }),
				...(details?.kind === 'unreadable' && { unreadable: details.reason }),
			});
	}
}

const hasEvents = ({ events, undecided }: Compared): boolean => events.length > 0 || undecided !== undefined;

/** Fingerprint of a full record, or of the part of it that the event is about. */
export function fullFingerprint(record: IDataObject, row: IDataObject, { detects }: ChosenEvent): string {
	const path = detects.kind === 'changed' ? detects.within : undefined;
	return fingerprint(path === undefined ? record : { part: valueAt(record, path) ?? valueAt(row, path) });
}
