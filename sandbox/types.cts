/** What the parts of the sandbox hand each other. No behaviour here. */
import type { Dialect } from '../contract/guesses/index.cts';
import type { Schema } from '../contract/load.cts';

export interface SandboxOptions {
	/** Port of the Synchroteam service; 0 or left out: any free one. */
	port?: number;
	outSmartPort?: number;
	crmPort?: number;
	/** IANA zone of the account. */
	timeZone?: string;
	/** The believable company, about five records of each kind, or nothing but the owner of the account. */
	seed?: SeedName;
	/** Requests per minute; null switches the limit off. */
	rateLimit?: number | null;
	/** Requests per UTC day; null switches the quota off. */
	quota?: number | null;
	/** Whether keys and parameters that the contract does not know are refused. */
	unknownKeys?: 'refuse' | 'accept';
	/** How the account reads what the documents leave open; what it leaves out is read as assumed. */
	dialect?: Partial<Dialect>;
	/** Milliseconds until a change shows in lists. */
	visibilityDelayMs?: number;
	/** True answers page 1 to whatever page is asked for. */
	repeatsFirstPage?: boolean;
	/** Milliseconds every answer takes. */
	latencyMs?: number;
	/** The clock behind everything, in epoch milliseconds. */
	now?: () => number;
	/** Whether `/__admin` is served. */
	admin?: boolean;
	logger?: boolean;
}

export type SeedName = 'company' | 'small' | 'empty';

/** The part of the options that can be changed at run time. */
export type Settings = Required<
	Pick<
		SandboxOptions,
		'timeZone' | 'rateLimit' | 'quota' | 'unknownKeys' | 'visibilityDelayMs' | 'repeatsFirstPage' | 'latencyMs'
	>
>;

export type ServiceName = 'synchroteam' | 'outSmart';

export interface Fault {
	service?: ServiceName;
	method?: string;
	/** Source of a regular expression on the path. */
	path: string;
	kind:
		| 'status'
		| 'delay'
		| 'reset'
		| 'resetMidAnswer'
		| 'html'
		| 'empty'
		| 'truncated'
		| 'wrongType'
		| 'redirect'
		/** The true answer, a byte every `delayMs` (a second by default). */
		| 'drip'
		/** 101 Switching Protocols, and nothing after it. */
		| 'switchingProtocols'
		/** A body that is not what `encoding` says. */
		| 'corruptEncoding'
		/** The true answer as `edit` leaves it. */
		| 'edited';
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	delayMs?: number;
	location?: string;
	/** How often; 1 by default, null for ever. */
	times?: number | null;
	/** What becomes of the answer of an `edited` one (parsed JSON); for tests in the same process only. */
	edit?: (answer: any, request: ApiRequest) => unknown;
	encoding?: 'gzip' | 'br' | 'deflate';
	/** How likely it is for each matching request, 0 to 1; always by default. The same ones in every run. */
	chance?: number;
	/** Matching requests to let pass first. */
	skip?: number;
	/** Carry the request out, then spoil the answer. */
	afterEffect?: boolean;
}

export interface RequestLog {
	service: ServiceName;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	body: unknown;
	/** As received, `authorization` replaced by `<redacted>`. */
	headers: Record<string, string>;
	authorizationOk: boolean;
	/** Status answered; 0 where the connection was cut. */
	status: number;
	/** Epoch milliseconds of the sandbox's clock. */
	at: number;
}

/** A request after HTTP, before any meaning. */
export interface ApiRequest {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string>;
	/** The body as text; undefined for none. */
	body?: string;
}

export interface ApiAnswer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
	/** Cut the connection before the answer, or in the middle of its body. */
	cut?: 'before' | 'middle';
	/** Milliseconds between two bytes of the body. */
	dripMs?: number;
}

/** A request that the contract has found sound. */
export interface Call {
	/** Query parameters in their types, defaults filled in. */
	query: Record<string, any>;
	body: any;
	/** Parameters in the path. */
	params: Record<string, string>;
	/** The names by which the operation lets a record be named. */
	identifiers: string[];
	/** The schema of the body. */
	schema?: Schema;
}

/** A record as it is kept: moments in epoch milliseconds, references as ids. */
export interface Row {
	id: any;
	createdAt: number;
	modifiedAt: number;
	deletedAt: number | null;
	[field: string]: any;
}
