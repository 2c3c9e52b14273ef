import type { Identifier, Operation, Row } from '../schema/define';
import type { Call } from './call';

/** A look whether a record exists: one of the calls finds it. */
export interface Check {
	calls: Call[];
	/** True where the calls give lists, in which the record has to be looked for. */
	listed: boolean;
	expect: 'one' | 'none';
	label: string;
	by: Identifier;
	value: string | number;
}

/** A call with what belongs to it. */
export interface Request extends Call {
	operation: Operation;
	/** The identifier of the record acted on. */
	identity?: { by: Identifier; value: string | number };
	/** Looks at the record that have to come first, and what they have to find. */
	checks: Check[];
	/** What the body says of each record, where it carries several. */
	sent?: Row[];
	/** How many rows a list may give; undefined for all. */
	limit?: number;
	includeDetails: boolean;
	simplify: boolean;
	/** True where a name may stand for one record only. */
	onlyIfUnique: boolean;
}
