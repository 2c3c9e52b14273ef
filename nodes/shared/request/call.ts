import type { Download, Json, Verb } from '../schema/define';
import type { Unverified } from './unverified';

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
