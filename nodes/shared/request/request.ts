import type { Operation, Row } from '../schema/define';
import type { Call } from './call';
import type { Identity } from './identity';
import type { Output } from './output';

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
