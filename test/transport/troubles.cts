import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox/index.cts';
import { locator } from '../engine/engine.cts';

/** The kinds of requests, and everything that can go wrong with one: how often the service sees it, and what the user reads. */

export interface Work {
	name: string;
	resource: string;
	operation: string;
	path: string;
	parameters: (item: number) => INodeParameters;
	changes: boolean;
	/** Tried again after what may pass. */
	repeated: boolean;
}

const id = (parameter: string) => (item: number) => ({ [parameter]: locator('id', String(item + 1)) });
export const works: Work[] = [
	{
		name: 'GET list',
		resource: 'customer',
		operation: 'getAll',
		path: '/customer/list$',
		parameters: () => ({ returnAll: true }),
		changes: false,
		repeated: true,
	},
	{
		name: 'GET one',
		resource: 'customer',
		operation: 'get',
		path: '/customer/details$',
		parameters: id('customer'),
		changes: false,
		repeated: true,
	},
	{
		name: 'POST',
		resource: 'customer',
		operation: 'create',
		path: '/customer/send$',
		parameters: (item) => ({ name: `New ${item}` }),
		changes: true,
		repeated: false,
	},
	{
		name: 'PUT',
		resource: 'recurrence',
		operation: 'close',
		path: '/recurrence/close$',
		parameters: () => id('recurrence')(0),
		changes: true,
		repeated: true,
	},
	{
		name: 'DELETE',
		resource: 'customer',
		operation: 'delete',
		path: '/customer/delete$',
		parameters: id('customer'),
		changes: true,
		repeated: true,
	},
];

export interface Trouble {
	name: string;
	fault: Omit<Fault, 'path'>;
	/** How often the service sees the request of the second item: one that may be repeated, any other. */
	seen: [repeated: number, once: number];
	/** What the user reads, or undefined where all is well in the end. */
	says?: { message: RegExp; description: RegExp };
	/** Where it depends on the kind of request. */
	unless?: (work: Work) => boolean;
	/** The third item is not sent any more. */
	stops?: boolean;
	/** Milliseconds after which an answer comes too late. */
	timeout?: number;
}

/** Short, and still long enough for the items that fare well on a busy machine. */
const TIMEOUT_MS = 400;
const UNCERTAIN =
	/It is not certain whether the change was made, so the request was not repeated: check the record in Synchroteam before you retry/;
const BROKEN_CONNECTION = {
	message: /^The connection to Synchroteam broke before the response was complete$/,
	description: /tried several times|It is not certain/,
};
const status = (code: number, description: RegExp): Trouble => ({
	name: String(code),
	fault: {
		kind: 'status',
		status: code,
		times: null,
		body: { error: 'Error', message: `The service's own words for ${code}` },
	},
	seen: [1, 1],
	says: { message: new RegExp(`^The service's own words for ${code}$`), description },
});
const repeated = (work: Work) => work.repeated;

export const troubles = (elsewhere: string): Trouble[] => [
	status(400, /Check the values of this step/),
	status(401, /Check the domain and the API key in the credential/),
	status(403, /refuses access.*firewall/),
	status(404, /Check the identifier/),
	status(405, /does not offer this operation/),
	status(406, /asked for JSON/),
	status(409, /cannot be changed in this way now/),
	status(422, /refuses its content/),
	{ name: '429 once', fault: { kind: 'status', status: 429 }, seen: [2, 2] },
	{
		name: '429 always',
		fault: { kind: 'status', status: 429, times: null },
		seen: [5, 5],
		says: {
			message: /^Rate limit of Synchroteam reached$/,
			description: /Try again after \d+ \w+ \d{4}, \d\d:\d\d \(Europe\/Paris\), or raise Max Wait under Options/,
		},
	},
	{
		name: 'quota used up',
		fault: { kind: 'status', status: 429, headers: { 'x-quota-limit': '10000', 'x-quota-remaining': '0' } },
		seen: [1, 1],
		stops: true,
		says: {
			message: /^The daily quota of Synchroteam is used up$/,
			description: /Try again after \d+ \w+ \d{4}, \d\d:\d\d \(Europe\/Paris\), .*higher quota/,
		},
	},
	{
		name: '500 once',
		fault: { kind: 'status', status: 500 },
		seen: [2, 1],
		unless: repeated,
		says: { message: /^Internal Server Error on demand$/, description: UNCERTAIN },
	},
	{
		name: '500 always',
		fault: { kind: 'status', status: 500, times: null },
		seen: [4, 1],
		says: { message: /^Internal Server Error on demand$/, description: /failed on its side/ },
	},
	{
		name: '503 once',
		fault: { kind: 'status', status: 503 },
		seen: [2, 1],
		unless: repeated,
		says: { message: /^Service Unavailable on demand$/, description: UNCERTAIN },
	},
	{
		name: 'HTML with 403',
		fault: { kind: 'html', status: 403 },
		seen: [1, 1],
		says: { message: /^403 Forbidden$/, description: /refuses access/ },
	},
	{
		name: 'HTML with 200',
		fault: { kind: 'html', status: 200 },
		seen: [1, 1],
		says: {
			message: /^Synchroteam answered with an HTML page instead of JSON: 200/,
			description: /Base URL|It is not certain/,
		},
	},
	{
		name: 'empty body',
		fault: { kind: 'empty' },
		seen: [1, 1],
		unless: ({ name }) => name === 'DELETE',
		says: {
			message: /^Synchroteam answered with an empty response$/,
			description: /Base URL|It is not certain/,
		},
	},
	{
		name: 'cut-off JSON',
		fault: { kind: 'status', status: 200, body: '[{"id": 1, "na', times: null },
		seen: [4, 1],
		says: {
			message: /^Synchroteam answered with something that is not valid JSON, or is cut off$/,
			description: /Base URL|It is not certain/,
		},
	},
	{
		name: 'cut-off JSON once',
		fault: { kind: 'truncated' },
		seen: [2, 1],
		unless: repeated,
		says: {
			message: /^Synchroteam answered with something that is not valid JSON, or is cut off$/,
			description: UNCERTAIN,
		},
	},
	{ name: 'JSON called text', fault: { kind: 'wrongType' }, seen: [1, 1] },
	{
		name: 'reset before the answer',
		fault: { kind: 'reset', times: null },
		seen: [4, 1],
		says: BROKEN_CONNECTION,
	},
	{
		name: 'reset in mid-answer',
		fault: { kind: 'resetMidAnswer', times: null },
		seen: [4, 1],
		says: BROKEN_CONNECTION,
	},
	{
		name: 'slower than the timeout',
		fault: { kind: 'delay', delayMs: 1500, times: null },
		timeout: TIMEOUT_MS,
		seen: [4, 1],
		says: { message: /^Synchroteam did not answer in time$/, description: /tried several times|It is not certain/ },
	},
	{
		name: 'answer that drips',
		fault: { kind: 'drip', delayMs: 100, times: null },
		timeout: TIMEOUT_MS,
		seen: [4, 1],
		says: { message: /^Synchroteam did not answer in time$/, description: /tried several times|It is not certain/ },
	},
	{
		name: '101 and nothing after it',
		fault: { kind: 'switchingProtocols', times: null },
		timeout: TIMEOUT_MS,
		seen: [4, 1],
		says: {
			message:
				/^(Synchroteam did not answer in time|The connection to Synchroteam broke before the response was complete)$/,
			description: /tried several times|It is not certain/,
		},
	},
	{
		name: 'damaged gzip',
		fault: { kind: 'corruptEncoding', encoding: 'gzip', times: null },
		seen: [4, 1],
		says: BROKEN_CONNECTION,
	},
	{
		name: '304',
		fault: { kind: 'status', status: 304, body: '' },
		seen: [1, 1],
		says: { message: /^Synchroteam returned no result$/, description: /Base URL/ },
	},
	{
		name: 'redirect to another host',
		fault: { kind: 'redirect', location: `${elsewhere}/login?key=1` },
		seen: [1, 1],
		says: {
			message: /^Synchroteam sends the request to another address \(127\.0\.0\.1:\d+\)$/,
			description: /not followed, to keep the credentials safe/,
		},
	},
];
