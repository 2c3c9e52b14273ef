import type { Resource } from '../schema/define';
import type { Call } from '../request/call';

/** The vocabulary in which a trigger's events are written. Plain data, like the resources they refer to. */

/** What makes a record news. */
export type Kind =
	/** It is new. `born`: where its date of creation stands, needed where the list can only be asked for changes. */
	| { is: 'created'; born?: string }
	/** It shows something else than before. `hides`: what its rows do not show; the record in full decides then. */
	| { is: 'changed'; hides?: 'parts' | 'report' }
	/** The value of a field is new: the date on which it was paid, checked, deleted. */
	| { is: 'stamped'; value: string }
	/**
	 * It came into a state. `into`: those that count, where the user has no choice; `dates`: where a record shows since when
	 * it is in a state; `already`: asks for the records that are in these states.
	 */
	| {
			is: 'entered';
			value: string;
			into?: string[];
			dates?: Record<string, string>;
			already: (states: string[] | undefined) => Call['query'];
	  };

/** One entry of "Trigger On". */
export interface Watch {
	label: string;
	description: string;
	/** Its list gives path, filters and Simplify. */
	resource: Resource;
	news: Kind;
	/** Filter of the list that bounds what is asked for. */
	since: string;
	/** True where the service's document does not say in which zone that filter is read. */
	zoneUnknown?: boolean;
	/** Query that makes the list give the latest change first. */
	newestFirst?: Call['query'];
	/**
	 * True where the filter may leave out records: it is not used then, and the list is read from the latest change down to
	 * what is known.
	 */
	toKnown?: boolean;
	/** Where a row shows when it happened; the order of delivery where the list cannot be sorted by it. */
	at?: string;
	/** Where a row shows when it was changed. */
	changed?: string;
	/** Sent with every request. */
	query?: Call['query'];
	/** What a test in the editor asks for instead of a window. */
	sample?: Call['query'];
	/** Filters of the list that make no sense here. */
	without?: string[];
}

/** An event with everything that the user set. */
export interface Plan {
	watch: Watch;
	/** Filters in the API's words. */
	query: Call['query'];
	/** States whose entering counts; undefined for every one. */
	states?: string[];
	/** Tells one set-up from another: a changed one starts anew. */
	signature: string;
	/** Zone of the account. */
	zone: string;
	/** How the filter reads wall time. */
	reading: 'utc' | 'account' | 'unknown';
	precision: 'second' | 'minute';
	/** How far back behind the last poll is asked again, in milliseconds. */
	overlapMs: number;
	/** Most records that one poll delivers. */
	limit: number;
	/** Whether the records are delivered in full, which takes one request more for each. */
	details: boolean;
	/** Deliver from this moment on (epoch milliseconds) instead of activation. */
	startAt?: number;
}

/** The part of an answer that matters here. */
export interface Told {
	headers: Record<string, string>;
	body: unknown;
}

/** What a poll needs of the world. */
export interface Ports {
	/** Sends a request; throws unless it succeeds. */
	ask(call: Call): Promise<Told>;
	/** Sends a request; undefined for what is not found, throws at any other failure. */
	find(call: Call): Promise<Told | undefined>;
	/** Whether the time that a poll may take is nearly over. */
	outOfTime(): boolean;
}
