import type { Resource } from '../schema/define';
import type { Call } from '../request/call';

/** The vocabulary in which a trigger's events are written. Plain data, like the resources they refer to. */

/** What about a record makes an event: always a difference between what is remembered of it and its row. */
export type Detection =
	/** It is new. `created`: where its date of creation stands, where the list gives changed records as well. */
	| { kind: 'created'; created?: string }
	/** It shows something else than before. `hidden`: what rows do not show; the record in full decides then. */
	| { kind: 'changed'; hidden?: 'parts' | 'report' }
	/** A date is new: that on which it was paid, validated, deleted. */
	| { kind: 'dated'; date: string }
	/**
	 * It came into a state. `into`: those that count, where the user has no choice; `dates`: where a record shows since when
	 * it is in a state; `already`: asks for the records that are in these states.
	 */
	| {
			kind: 'entered';
			state: string;
			into?: string[];
			dates?: Record<string, string>;
			already: (states: string[] | undefined) => Call['query'];
	  };

/** How a list is asked for what changed. Events of the same source share its reading and its memory. */
export interface ListSource {
	/** Key of its memory, unique among the sources of a trigger. */
	name: string;
	/** Its list gives path, filters and Simplify. */
	resource: Resource;
	/** Filter of the list that bounds what is asked for. */
	since: string;
	/** True where the service's document does not say in which zone that filter is read. */
	zoneUnknown?: boolean;
	/** True where what the filter compares is a day without a time; it is asked for some days back then. */
	byDay?: boolean;
	/** Query that makes the list give the latest change first. */
	newestFirst?: Call['query'];
	/**
	 * True where the filter may leave out records: it is not used then, and the list is read from the latest change down to
	 * what is known.
	 */
	downToKnown?: boolean;
	/**
	 * Queries for records that may come into the list later though they are no newer: activation remembers what they give.
	 */
	beside?: Array<Call['query']>;
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
	/** Tells one set-up from another: a changed one starts anew. */
	signature: string;
	/** The same as version 1 wrote it, where there is one event. */
	signatureV1?: string;
	/** Zone of the account, as the credential says. */
	zone: string;
	/** How the filter reads wall time. */
	reading: 'utc' | 'account' | 'unknown';
	precision: 'second' | 'minute';
	/** How far back behind the last poll is asked again, in milliseconds, beside the slack for clocks. */
	overlapMs: number;
	/** Most items that one poll delivers; undefined for as many as it can read. */
	limit?: number;
	/** Whether the records are delivered in full, which takes one extra request for each. */
	details: boolean;
	/** Deliver from this moment on (epoch milliseconds) instead of activation. */
	startAt?: number;
}

/** The part of a response that matters here. */
export interface PollResponse {
	headers: Record<string, string>;
	body: unknown;
}

/** What became of a request for one record. */
export type Details =
	| { kind: 'read'; record: Record<string, unknown> }
	/** The service says that there is no such record. */
	| { kind: 'absent' }
	/** It cannot be read, while others can. */
	| { kind: 'unreadable'; reason: string };

/** What a poll needs of the world. */
export interface Ports {
	/** Sends a request of a list; throws unless it succeeds. */
	ask(call: Call): Promise<PollResponse>;
	/** Asks for one record; throws where the failure is not one of this record. */
	find(call: Call): Promise<Details>;
	/** Whether the time that a poll may take is nearly over. */
	outOfTime(): boolean;
	/** Writes a line into n8n's log. */
	warn(text: string): void;
}

/** Paths of a row that are remembered, so that an event can be told from them. */
export function trackedPaths({ events }: Pick<PollConfiguration, 'events'>): string[] {
	const paths = events.flatMap(({ detects, states }) => {
		if (detects.kind === 'dated') return [detects.date];
		if (detects.kind !== 'entered') return [];
		const dates = Object.entries(detects.dates ?? {});
		const chosen = detects.into ?? states;
		return [detects.state, ...dates.filter(([state]) => chosen?.includes(state) ?? true).map(([, path]) => path)];
	});
	return [...new Set(paths)].sort();
}
