import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.cts';
import { adapt, asDocumented } from './adapt.cts';
import { ApiError } from './errors.cts';
import { json } from './answers.cts';
import { carriesOut, type Faults, spoil } from './faults.cts';
import type { Limits } from './limits.cts';
import type { Handlers } from './resource.cts';
import type { Routes } from './routes.cts';
import type { ApiAnswer, ApiRequest, RequestLog, ServiceName } from './types.cts';

export interface ServiceOptions {
	name: ServiceName;
	account: Account;
	routes: Routes;
	handlers: Handlers;
	faults: Faults;
	log: RequestLog[];
	/** User and password of Basic auth. */
	user: string;
	password: string;
	limits?: Limits;
	/** The answer that says what is wrong. */
	error: (status: number, message: string, account: Account) => ApiAnswer;
	/** How a refused login is answered. */
	refusedLogin: (account: Account) => ApiAnswer;
	/** By how much the clock of the answers is ahead of the stamps of records. */
	clockAhead: (account: Account) => number;
	/** Refuses a path before anything else, with a 404. */
	knows?: (path: string) => boolean;
}

// Files travel in bodies; of them the log keeps the size only.
const LONGEST_LOGGED = 100_000;

/** One of the two services without HTTP around it: from a request to an answer. */
export class Service {
	constructor(private readonly options: ServiceOptions) {}

	/** Answers a request as the real service would, or as an armed fault wants it. */
	async handle(request: ApiRequest): Promise<ApiAnswer> {
		const { account, faults, log, name } = this.options;
		const authorized = this.authorizes(request);
		const entry = this.entry(request, authorized);
		log.push(entry);
		if (account.settings.latencyMs > 0) await sleep(account.settings.latencyMs);
		const refused = this.refuse(request, authorized);
		const fault = faults.take(name, request);
		if (fault?.delayMs && fault.kind !== 'drip') await sleep(fault.delayMs);
		let answer = refused ?? (!fault || carriesOut(fault) ? this.perform(request) : json(200, ''));
		if (fault) answer = spoil(fault, answer, request);
		answer.headers = {
			date: new Date(account.now() + this.options.clockAhead(account)).toUTCString(),
			...this.options.limits?.headers(),
			...answer.headers,
		};
		entry.status = answer.cut === 'before' ? 0 : answer.status;
		return answer;
	}

	private authorizes({ headers }: ApiRequest): boolean {
		const { user, password } = this.options;
		const [scheme, value = ''] = (headers.authorization ?? '').split(' ');
		const sent = Buffer.from(value, 'base64').toString();
		return scheme.toLowerCase() === 'basic' && sent === `${user}:${password}`;
	}

	/** Credentials and limits come before anything the request may ask. */
	private refuse(request: ApiRequest, authorized: boolean): ApiAnswer | undefined {
		const { account, knows, limits, refusedLogin } = this.options;
		if (knows && !knows(request.path)) return this.error(404, `There is no ${request.path}`);
		if (!authorized) return refusedLogin(account);
		const spent = limits?.take();
		return spent ? this.error(429, spent) : undefined;
	}

	private perform(request: ApiRequest): ApiAnswer {
		const { account, routes, handlers } = this.options;
		try {
			if (!acceptsJson(request.headers.accept)) {
				throw new ApiError(406, 'Only JSON is answered');
			}
			const { operationId, call } = routes.match(asDocumented(account, request), {
				unknownKeys: account.settings.unknownKeys,
				pages: account.reads('bare-list-pages') !== 'whole',
			});
			adapt(account, operationId, call);
			return json(200, JSON.stringify(handlers[operationId](account, call)));
		} catch (thrown) {
			if (thrown instanceof ApiError) return this.error(thrown.status, thrown.message);
			// A defect of the sandbox: loud, so that no test takes it for an answer.
			return this.error(500, `Sandbox: ${(thrown as Error).stack}`);
		}
	}

	private error(status: number, message: string): ApiAnswer {
		return this.options.error(status, message, this.options.account);
	}

	private entry(request: ApiRequest, authorizationOk: boolean): RequestLog {
		const { account, name } = this.options;
		const { method, path, query, headers, body = '' } = request;
		return {
			service: name,
			method,
			path,
			query,
			body: loggedBody(body),
			headers: headers.authorization ? { ...headers, authorization: '<redacted>' } : headers,
			authorizationOk,
			status: 0,
			at: account.now(),
		};
	}
}

function loggedBody(body: string): unknown {
	if (body === '') return undefined;
	if (body.length > LONGEST_LOGGED) return `<${body.length} characters>`;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

const acceptsJson = (accept = '*/*'): boolean => /json|\*\/\*|application\/\*|text\/\*/.test(accept);
