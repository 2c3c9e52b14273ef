import type { Resource } from '../schema/define';
import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import type { AskPage } from '../http/list';

/** The vocabulary in which a trigger's events are written. Plain data, like the resources they refer to. */

/** What about a record makes an event: always a difference between what is remembered of it and its row. */
export type Detection =
	/** It is new. `created`: where its date of creation stands, where the list gives changed records as well. */
	| { kind: 'created'; created?: string }
	/**
	 * It shows something else than before. `settles`: rows do not show all of a record, so that it may change again within
	 * the minute that its row shows; it waits for the end of that minute. `within`: only this part of the record in full counts.
	 */
	| { kind: 'changed'; settles?: boolean; within?: string }
	/** A date is new: that on which it was paid, validated, deleted. */
	| { kind: 'dated'; date: string }
	/**
	 * It came into a state. `state`: where a row shows it, and the filter of the list that asks for it. `into`: those that
	 * count, where the user has no choice; `dates`: where a record shows since when it is in a state; `created`: where it shows
	 * when it was made; `previous`: the field of an item that holds the state before.
	 */
	| {
			kind: 'entered';
			state: string;
			into?: string[];
			dates?: Record<string, string>;
			created?: string;
			previous?: string;
	  };

/** How a list is asked for what changed. Events of the same source share its reading and its memory. */
export interface ListSource {
	/** Key of its memory, unique among the sources of a trigger. */
	name: string;
	/** Its list gives path, filters and Simplify. */
	resource: Resource;
	/** Filter of the list that bounds what is asked for. */
	since: string;
	/** True where that filter may leave out records: the list is read from its latest change down to what is known. */
	unfiltered?: boolean;
	/** True where the service's document does not say in which zone that filter is read. */
	zoneUnknown?: boolean;
	/** True where what the filter compares is a day without a time; it is asked for some days back then. */
	byDay?: boolean;
	/** What sorts the list by change; undefined where nothing does. */
	sort?: string;
	/** Where a row shows when it was changed. */
	changed?: string;
	/** Where a row shows that the record is deleted. */
	deleted?: string;
}

/** One entry of "Trigger On". */
export interface TriggerEvent {
	label: string;
	description: string;
	detects: Detection;
	source: ListSource;
	/** Source to use instead where another chosen event uses it already. */
	shares?: ListSource;
	/** Where a row shows when it happened; the order of delivery where the list cannot be sorted by change. */
	at?: string;
	/** True for the event of deleted records: `query` lists only them, `together` also the others. */
	ofDeleted?: { query: Call['query']; together: Call['query'] };
	/** What a test in the editor asks for instead of a window. */
	sample?: Call['query'];
	/** Filters of the list that make no sense here. */
	without?: string[];
}

/** An event that the user chose. */
export interface ChosenEvent extends TriggerEvent {
	/** Its value in "Trigger On". */
	name: string;
	/** States whose entering counts; undefined for every one. */
	states?: string[];
}

/** A source with its events and everything that the user set. */
export interface PollConfiguration {
	source: ListSource;
	/** In order of their labels. */
	events: ChosenEvent[];
	/** Filters in the API's words. */
	query: Call['query'];
	/** Tells one set-up from another, by what the user wrote and the account: a changed one begins at its activation. */
	setUp: string;
	/** Zone in which rows show dates, as far as the credential says. */
	zone: string;
	/** Zone of the account, in which a filter may read wall time. */
	filterZone: string;
	/** How the filter reads wall time. */
	reading: 'utc' | 'account' | 'unknown';
	precision: 'second' | 'minute';
	/** How far each poll looks back behind the last one, in milliseconds. */
	lookBack: number;
	/** Most items that one poll delivers; undefined for as many as it can read. */
	limit?: number;
	/** Whether the records are delivered in full, which takes one extra request for each. */
	details: boolean;
	/** Deliver from this moment on (epoch milliseconds) instead of activation. */
	startAt?: number;
}

/** What became of a request for one record. */
export type Details =
	| { kind: 'read'; record: IDataObject }
	/** The service says that there is no such record. */
	| { kind: 'absent' }
	/** It cannot be read, while others can. */
	| { kind: 'unreadable'; reason: string };

/** What a poll needs of the world. */
export interface Ports {
	/** Asks for pages of a list; throws unless that succeeds. */
	list(call: Call): AskPage;
	/** Asks for the record of a row in full; throws where the failure is not one of this record. */
	find(resource: Resource, row: IDataObject): Promise<Details>;
	/** Whether the time that a poll may take is nearly over. */
	outOfTime(): boolean;
	/** Writes a line into n8n's log. */
	warn(text: string): void;
}

/** Where a row shows the state that an event is about; undefined for other kinds of events. */
export const stateOf = ({ detects }: TriggerEvent): string | undefined =>
	detects.kind === 'entered' ? detects.state : undefined;

/** The same, where the user chooses the states that count. */
export const chosenState = (event: TriggerEvent): string | undefined =>
	event.detects.kind === 'entered' && !event.detects.into ? stateOf(event) : undefined;

/** The states that an event is about; undefined for every one, and for other kinds of events. */
export const statesOf = ({ detects, states }: ChosenEvent): string[] | undefined =>
	detects.kind === 'entered' ? (detects.into ?? states) : undefined;

/** A value of a row that is remembered, so that an event can be seen in it. */
export interface Tracked {
	path: string;
	/** States are remembered as they are, of dates only a trace. */
	isState: boolean;
}

export function trackedValues({ events }: Pick<PollConfiguration, 'events'>): Tracked[] {
	const all = events.flatMap((event): Tracked[] => {
		const { detects } = event;
		if (detects.kind === 'dated') return [{ path: detects.date, isState: false }];
		if (detects.kind !== 'entered') return [];
		const dates = Object.entries(detects.dates ?? {}).filter(([state]) => statesOf(event)?.includes(state) ?? true);
		return [{ path: detects.state, isState: true }, ...dates.map(([, path]) => ({ path, isState: false }))];
	});
	return [...new Map(all.map((each) => [each.path, each])).values()];
}
