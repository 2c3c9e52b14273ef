import type { IDataObject } from 'n8n-workflow';
import type { ChosenEvent } from './event';
import type { Aside } from './memory';

/** Records whose details cannot be read, while others can: what is due of them, until they can be or are given up. */

/** After so many polls a record is delivered as it was listed. */
const TRIES = 10;
/** Records that are set aside at most. */
const MOST = 100;

/** An event that is due for a record, and the row that showed it. */
export interface Due {
	event: ChosenEvent;
	row: IDataObject;
	/** True where the row shows it, false where only the record in full can tell. */
	certain: boolean;
}

export class SetAside {
	private readonly entries: Map<string, Aside>;
	/** Records that were looked at in this poll already. */
	private readonly tried = new Set<string>();

	/** @param events those of the source, in the order in which items are given */
	constructor(
		private readonly events: ChosenEvent[],
		before: Record<string, Aside> = {},
	) {
		this.entries = new Map(Object.entries(before));
	}

	/** What is due of a record, with what its row shows now: the later row of an event counts. */
	dueWith(id: string, now: Due[]): Due[] {
		const before = this.entries.get(id)?.due ?? [];
		return this.events.flatMap((event) => {
			const shown = now.find((due) => due.event === event);
			const waiting = before.find(({ name }) => name === event.name);
			if (!shown) return waiting ? { event, row: waiting.row, certain: waiting.certain } : [];
			return { ...shown, certain: shown.certain || waiting?.certain === true };
		});
	}

	/** @returns false where it has waited long enough, or too many do: then it has to be delivered as it was listed */
	keep(id: string, due: Due[]): boolean {
		const tries = (this.entries.get(id)?.tries ?? 0) + (this.tried.has(id) ? 0 : 1);
		this.tried.add(id);
		if (tries >= TRIES || (this.entries.size >= MOST && !this.entries.has(id))) return false;
		this.entries.set(id, { due: due.map(({ event, row, certain }) => ({ name: event.name, row, certain })), tries });
		return true;
	}

	/** These are delivered, or turned out not to be events. */
	settle(id: string, events: ChosenEvent[]): void {
		const entry = this.entries.get(id);
		const due = entry?.due.filter(({ name }) => events.every((event) => event.name !== name)) ?? [];
		if (entry && due.length) this.entries.set(id, { ...entry, due });
		else this.entries.delete(id);
	}

	/** Records that are set aside and were not looked at in this poll yet. */
	waiting(): string[] {
		return [...this.entries.keys()].filter((id) => !this.tried.has(id));
	}

	/** To be remembered; undefined where nothing is set aside. */
	state(): Record<string, Aside> | undefined {
		return this.entries.size ? Object.fromEntries(this.entries) : undefined;
	}
}
