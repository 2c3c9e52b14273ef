import type { Resource } from '../schema/define';
import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import type { AskPage } from '../http/list';

/** The vocabulary in which a trigger's events are written. Plain data, like the resources they refer to. */

/** What makes an event: always a difference between what is remembered of a record and what its row shows. */
export type Detection =
	/** The record is new. `created`: path of its creation date, if the list also contains changed records. */
	| { kind: 'created'; created?: string }
	/**
	 * It differs from before. `settles`: wait until the minute that the row shows is over, since the record may change again in
	 * that minute without the row showing it. `within`: only this part of the full record counts.
	 */
	| { kind: 'changed'; settles?: boolean; within?: string }
	/** A date is new, e.g. the one on which it was paid, validated or deleted. */
	| { kind: 'dated'; date: string }
	/**
	 * Its status changed. `status`: path of the status in a row, and name of the filter for it. `into`: the statuses that count,
	 * if the user has no choice. `dates`: for each status, path of the date since which the record has had it. `created`: path
	 * of the creation date. `previous`: the field of an item that gets the previous status.
	 */
	| {
			kind: 'entered';
			status: string;
			into?: string[];
			dates?: Record<string, string>;
			created?: string;
			previous?: string;
	  };

/** How a list is asked for changes. Events of the same source share its requests and its memory. */
export interface ListSource {
	/** Key of its memory, unique among the sources of a trigger. */
	name: string;
	/** Its Get Many operation provides the path, the filters and Simplify. */
	resource: Resource;
	/** The filter that limits the list to what happened since a date. */
	since: string;
	/** True if that filter may miss records: then the list is read without it, from the latest change down to what is known. */
	unfiltered?: boolean;
	/** True if the API document does not say in which time zone that filter is read. */
	zoneUnknown?: boolean;
	/** True if the filter compares days without a time; then it is asked from some days earlier. */
	byDay?: boolean;
	/** The sort field that orders the list by change; undefined if there is none. */
	sort?: string;
	/** Path of the date of the last change. */
	changed?: string;
	/** Path of a value that only deleted records have. */
	deleted?: string;
}

/** One entry of "Trigger On". */
export interface TriggerEvent {
	label: string;
	description: string;
	detects: Detection;
	source: ListSource;
	/** Source to use instead if another chosen event already uses it. */
	shares?: ListSource;
	/** Path of the date on which the event happened. If all chosen events of a list share it, they are delivered in its order. */
	at?: string;
	/** Set for the event of deleted records: `query` lists only those, `together` lists the others as well. */
	ofDeleted?: { query: Call['query']; together: Call['query'] };
	/** What a test in the editor asks for instead of a period. */
	sample?: Call['query'];
	/** Filters of the list that the event does not offer, since they would hide records that it is about. */
	without?: string[];
}

/** An event that the user chose. */
export interface ChosenEvent extends TriggerEvent {
	/** Its value in "Trigger On". */
	name: string;
	/** Statuses that count; undefined for all of them. */
	statuses?: string[];
}

/** A source with its events and everything that the user set. */
export interface PollConfiguration {
	source: ListSource;
	/** Sorted by label. */
	events: ChosenEvent[];
	/** Filters, named as in the API. */
	query: Call['query'];
	/** Identifies the set-up by what the user entered and the account: a changed one starts over with an activation. */
	setUp: string;
	/** Time zone of the dates in rows, according to the credential. */
	zone: string;
	/** Time zone of the account, in which the service may read the filter. */
	filterZone: string;
	/** In which time zone the service reads the filter. */
	reading: 'utc' | 'account' | 'unknown';
	precision: 'second' | 'minute';
	/** How far each poll looks back before the last one, in milliseconds. */
	lookBack: number;
	/** Maximum number of items per poll; undefined for as many as it can read. */
	limit?: number;
	/** Whether the records are delivered in full, which takes one extra request for each. */
	details: boolean;
	/** Deliver what happened since this moment (epoch milliseconds), instead of since activation. */
	startAt?: number;
}

/** The outcome of a request for one record. */
export type Details =
	| { kind: 'read'; record: IDataObject }
	/** The service says that there is no such record. */
	| { kind: 'absent' }
	/** This record cannot be read, but others can. */
	| { kind: 'unreadable'; reason: string };

/** What a poll needs from outside. */
export interface Ports {
	/** Returns a function that asks for pages of a list, and throws if a request fails. */
	list(call: Call): AskPage;
	/** Asks for the full record of a row; throws if the failure does not concern this record alone. */
	find(resource: Resource, row: IDataObject): Promise<Details>;
	/** Whether the time that a poll may take is nearly over. */
	outOfTime(): boolean;
	/** Writes a line into n8n's log. */
	warn(text: string): void;
}

/** Path of the status that an event is about; undefined for other kinds of events. */
export const statusPath = ({ detects }: TriggerEvent): string | undefined =>
	detects.kind === 'entered' ? detects.status : undefined;

/** The same path if the user chooses the statuses that count; otherwise undefined. */
export const statusParameter = (event: TriggerEvent): string | undefined =>
	event.detects.kind === 'entered' && !event.detects.into ? statusPath(event) : undefined;

/** The statuses that an event is about; undefined for all of them, and for other kinds of events. */
export const statusesOf = ({ detects, statuses }: ChosenEvent): string[] | undefined =>
	detects.kind === 'entered' ? (detects.into ?? statuses) : undefined;

/** A value of a row that is remembered, because a difference in it makes an event. */
export interface Tracked {
	path: string;
	/** A status is remembered as it is, a date only as a trace. */
	isStatus: boolean;
}

export function trackedValues({ events }: Pick<PollConfiguration, 'events'>): Tracked[] {
	const all = events.flatMap((event): Tracked[] => {
		const { detects } = event;
		if (detects.kind === 'dated') return [{ path: detects.date, isStatus: false }];
		if (detects.kind !== 'entered') return [];
		const dates = Object.entries(detects.dates ?? {}).filter(([status]) => statusesOf(event)?.includes(status) ?? true);
		return [{ path: detects.status, isStatus: true }, ...dates.map(([, path]) => ({ path, isStatus: false }))];
	});
	return [...new Map(all.map((each) => [each.path, each])).values()];
}
