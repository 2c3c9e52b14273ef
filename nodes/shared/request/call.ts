import type { Download, Json, Operation, Row, Verb } from '../schema/define';
import type { Unverified } from './unverified';
import type { Identity } from './identity';
import type { Output } from './output';

/** What goes over the wire, before the service's base address and credentials are added. */
export interface Call {
	verb: Verb;
	/** Path below the base address, encoded. */
	path: string;
	query: Record<string, string | number | boolean>;
	body?: Json;
	/** The body as JSON in bytes, where it holds a file. */
	bytes?: Buffer;
	/** Where the files stand in the response, if they are wanted. */
	files?: Download;
	/** True for a change that is tried again even where the first try may have been carried out. */
	repeatable?: boolean;
	/** What in it rests on a guess. */
	unverified?: Unverified[];
	/** True where it was sent before, and the record that it makes was not found then. */
	isSecond?: boolean;
}

/** A record as a change names it, and how it is looked up. */
export interface Key extends Identity {
	/** What such a record is called. */
	label: string;
	/** GET of the one that has it; undefined where the service finds it in lists only. */
	get?: Call;
	/** Lists that together hold every record; empty where there are none. */
	lists: Call[];
}

/** A look that comes before a change, and what it has to find. */
export interface Check extends Key {
	/** The record, none, or none but the one that the change names by another identifier. */
	expect: 'one' | 'none' | 'same';
}

/** A call with what belongs to it. */
export interface Request extends Call {
	operation: Operation;
	/** The record acted on. */
	identity?: Identity;
	/** What a change says of the record's identifiers: that of the record it changes, those that it gives it. */
	keys: Key[];
	checks: Check[];
	/** What the body says of each record, where it carries several. */
	sent?: Row[];
	/** How many rows a list may give; undefined for all. */
	limit?: number;
	includeDetails: boolean;
	output: Output;
	/** True where a name may stand for one record only. */
	onlyIfUnique: boolean;
}
