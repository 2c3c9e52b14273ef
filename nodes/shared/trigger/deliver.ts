import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { compare, previousState, type Circumstances, type Compared } from './compare';
import type { ChosenEvent, Details, Ports } from './event';
import { fingerprint } from './fingerprint';

/** From rows to what is delivered: each is compared with the memory, read in full where that is due, and remembered. */

/** Records in full that are asked for at once. */
const AT_ONCE = 8;
/** So many records that cannot be read, and none that can: it may be the service that fails. */
const IN_A_ROW = 3;

/** A record to deliver, for one of its events. */
export interface Delivery {
	event: ChosenEvent;
	row: IDataObject;
	/** The state before, under the name of its field. */
	previous: IDataObject;
	/** The record in full, where it was read and is still there. */
	record?: IDataObject;
	/** Why it could not be read in full. */
	unreadable?: string;
}

export class Deliveries {
	readonly made: Delivery[] = [];
	/** Records that could not be read in full, and the events that are due of them; the next poll tries once more. */
	readonly unread = new Map<string, string[]>();
	/** Rows that were due, whatever became of them. */
	private dealtWith = 0;
	private readable = 0;

	constructor(
		private readonly c: Circumstances,
		private readonly ports: Ports,
	) {}

	/** Whether limit or time are used up. */
	get isOver(): boolean {
		const { limit = Infinity } = this.c.configuration;
		return this.made.length >= limit || (this.dealtWith > 0 && this.ports.outOfTime());
	}

	/**
	 * Goes through rows in order, as far as limit and time allow.
	 * @returns the place of the first row that waits for the next poll
	 * @throws what a request throws, unless something was delivered before
	 */
	async deliver(rows: IDataObject[]): Promise<number> {
		const all = rows.map((row) => compare(row, this.c));
		const last = all.filter(isDue).pop();
		let left = rows.length;
		for (let at = 0; at < all.length; ) {
			const due = isDue(all[at]);
			if (due && this.isOver) return Math.min(left, at);
			const end = due ? this.batchEnd(all, at) : at + 1;
			const done = await this.deliverBatch(all.slice(at, end), last);
			const waiting = all.slice(at, at + done).findIndex(({ id }) => this.unread.has(id));
			if (waiting >= 0) left = Math.min(left, at + waiting);
			at += done;
			if (at < end) return Math.min(left, at);
		}
		return left;
	}

	/** Up to so many records in full are asked for at once, within the limit. */
	private batchEnd(all: Compared[], from: number): number {
		let room = (this.c.configuration.limit ?? Infinity) - this.made.length;
		let to = from;
		while (
			to < all.length &&
			to - from < AT_ONCE &&
			(to === from || room >= all[to].events.length + (all[to].undecided ? 1 : 0))
		)
			room -= all[to].events.length + (all[to++].undecided ? 1 : 0);
		return to;
	}

	/** @returns how many were dealt with, before a request failed */
	private async deliverBatch(batch: Compared[], last: Compared | undefined): Promise<number> {
		const results = await Promise.allSettled(
			batch.map(async (each) => (this.needsRecord(each) ? await this.find(each.row) : undefined)),
		);
		for (const [index, result] of results.entries()) {
			if (result.status === 'rejected') {
				if (this.made.length === 0) throw result.reason;
				this.ports.warn(`The rest follows with the next poll: ${(result.reason as Error).message}`);
				return index;
			}
			this.settle(batch[index], result.value);
			if (isDue(batch[index])) this.dealtWith++;
			if (result.value && result.value.kind !== 'unreadable') this.readable++;
		}
		await this.checkService(last);
		return batch.length;
	}

	private needsRecord({ events, undecided }: Compared): boolean {
		return undecided !== undefined || (this.c.configuration.details && events.length > 0);
	}

	/** @throws where no record can be read in full, the latest one included: it is the service that fails */
	private async checkService(last: Compared | undefined): Promise<void> {
		if (this.readable > 0 || this.made.length > 0 || this.unread.size < IN_A_ROW || !last) return;
		const other = await this.find(last.row);
		if (other.kind === 'unreadable') throw new Error(other.reason);
		this.readable++;
	}

	private async find(row: IDataObject): Promise<Details> {
		const { path } = this.c.configuration.source.resource.operations.get;
		return await this.ports.find({ verb: 'GET', path, query: { id: row.id as string } });
	}

	/** Decides with the record in full, delivers, and remembers. */
	private settle({ id, row, events, undecided, next, known }: Compared, details: Details | undefined): void {
		const { memory, configuration } = this.c;
		const due = [...events];
		if (details?.kind === 'unreadable' && !this.c.unread.has(id)) {
			this.unread.set(
				id,
				due.map(({ name }) => name),
			);
			this.ports.warn(
				`${configuration.source.resource.label} ${id} cannot be read in full (${details.reason}); the next poll tries once more`,
			);
			return;
		}
		const record = details?.kind === 'read' ? (details.record as IDataObject) : undefined;
		const isCertain = undecided?.detects.kind === 'changed' && undecided.detects.within === undefined;
		if (undecided && (details?.kind !== 'absent' || isCertain)) {
			const whole = record && wholeOf(record, row, undecided);
			if (!whole || known?.whole !== whole) due.push(undecided);
			if (whole) next.whole = whole;
		}
		memory.set(id, next);
		for (const event of configuration.events.filter((each) => due.includes(each)))
			this.made.push({
				event,
				row,
				previous: previousState(event, known, memory),
				...(record && { record }),
				...(details?.kind === 'unreadable' && { unreadable: details.reason }),
			});
	}
}

const isDue = ({ events, undecided }: Compared): boolean => events.length > 0 || undecided !== undefined;

/** Fingerprint of a record in full, or of the part of it that the event is about. */
export function wholeOf(record: IDataObject, row: IDataObject, { detects }: ChosenEvent): string {
	const path = detects.kind === 'changed' ? detects.within : undefined;
	return fingerprint(path === undefined ? record : { part: valueAt(record, path) ?? valueAt(row, path) });
}
