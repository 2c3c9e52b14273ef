import axios from 'axios';
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { openSession, type Caller, type Session } from '../../nodes/shared/http/session';
import { trySend } from '../../nodes/shared/http/transport';
import type { Service } from '../../nodes/shared/http/service';
import type { Json, Verb } from '../../nodes/shared/schema/define';
import { openContract, valuesIn, type Deviations } from './deviations.cts';

/** One account, asked through the package's own transport: its queue, limits, retries and deadlines hold here too. */

/** What came back in the end. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
	/** When it came, in epoch milliseconds by the service's clock; ours where it does not say. */
	at: number;
}

/** Why a row cannot be told. Its text holds nothing of the account. */
export class NotTellable extends Error {}

/** Nothing more may be sent: the requests allowed are used up, or somebody pressed Ctrl-C. */
export class Ended extends NotTellable {}

/** The service refused it, so that nothing was changed. */
export class Refused extends NotTellable {}

/** Why nothing came back, in words that hold nothing of the account. */
const noAnswer = 'the service did not answer';
/** After so many failures of the service in a row the rest is not asked: each of them was tried several times. */
const MOST_FAILURES = 3;

export class Account {
	requests = 0;
	/** How many times each status came. */
	readonly statuses: Record<number, number> = {};
	readonly deviations: Deviations = {};
	/** Texts and numbers of the account: none of them may be shown, not even as the name of a key. */
	readonly values = new Set<string>();
	/** Whether an answer came that only somebody gets who is known: "not found" in JSON. */
	wasUnderstood = false;
	private last?: Answer;
	private allowed: number;
	/** Why only tidying up is sent any more. */
	private stopped?: string;
	/** Ends what waits for its turn, and reading at once. */
	private readonly cancel = new AbortController();
	/** A change that was sent comes to its end: what it made has to be there before it is taken away. */
	private changing = false;
	private tidying = false;
	private failures = 0;
	/** What is left of the day's quota, as told last. */
	private quota = Infinity;

	private constructor(
		private readonly service: Service,
		readonly credentials: ICredentialDataDecryptedObject,
		most: number,
		/** Of the day's quota, what is kept for tidying up. */
		private readonly kept: number,
		private readonly hold: Awaited<ReturnType<typeof openContract>>,
	) {
		this.allowed = most;
		const { user, pass } = service.login(credentials);
		const sent = [...Object.values(credentials), `${user}:${pass}`].map((each) =>
			Buffer.from(String(each)).toString('base64'),
		);
		valuesIn([credentials, sent], this.values);
	}

	/**
	 * @param most requests that may be sent, those that are repeated included
	 * @param kept of the day's quota, what is kept for tidying up
	 * @throws InputError where these cannot be credentials
	 */
	static async open(
		service: Service,
		credentials: ICredentialDataDecryptedObject,
		most: number,
		kept = 0,
	): Promise<Account> {
		const account = new Account(service, credentials, most, kept, await openContract(service.name));
		await account.session();
		return account;
	}

	stop(): void {
		this.stopped ??= 'it was stopped';
		if (!this.changing) this.cancel.abort();
	}

	/** For tidying up, which is always allowed: Ctrl-C does not end it. */
	allowMore(count: number): void {
		this.tidying = true;
		this.allowed = Math.max(this.allowed, this.requests) + count;
	}

	get(path: string, query: IDataObject = {}): Promise<Answer> {
		return this.ask('GET', path, query);
	}

	post(path: string, body: Json): Promise<Answer> {
		return this.ask('POST', path, {}, body);
	}

	/** @throws NotTellable where nothing came back, Ended where nothing may be sent */
	async ask(verb: Verb, path: string, query: IDataObject, body?: Json, other?: object): Promise<Answer> {
		this.checkEnd();
		this.last = undefined;
		const session = await this.session(other);
		try {
			// Doing away with a record twice is doing away with it once.
			await trySend(session, {
				verb,
				path,
				query: query as Record<string, string>,
				body,
				repeatable: verb === 'DELETE',
			});
		} catch {
			// What came last, or that nothing came, says why.
		}
		const answer = this.last as Answer | undefined;
		this.failures = answer && answer.status < 500 ? 0 : this.failures + 1;
		if (this.failures >= MOST_FAILURES) this.stopped ??= 'the service failed several times in a row';
		if (!answer) {
			this.checkEnd();
			throw new NotTellable(noAnswer);
		}
		if (answer.status === 429) throw new Refused('the limit of requests is reached');
		if (answer.status >= 500) throw new NotTellable(`the service answered with status ${answer.status}`);
		if (!other && (answer.status === 401 || answer.status === 403))
			throw new Refused(`the login has no right to it (status ${answer.status})`);
		if (!other && answer.status === 404 && typeof answer.body === 'object') this.wasUnderstood = true;
		valuesIn(answer.body, this.values);
		this.hold(this.deviations, verb, path, answer);
		return answer;
	}

	/** @throws Ended where nothing may be sent any more */
	private checkEnd(): void {
		if (this.requests >= this.allowed) throw new Ended('the requests allowed are used up');
		if (this.tidying) return;
		if (this.stopped !== undefined) throw new Ended(this.stopped);
		if (this.quota <= this.kept)
			throw new Ended(`the day's quota is used up${this.kept ? ', except for what tidying up needs' : ''}`);
	}

	/** Rows of a list, newest first where it can be sorted so. @throws NotTellable where no list came */
	async list(path: string, query: IDataObject = {}): Promise<Array<Record<string, any>>> {
		return rowsOf(await this.get(path, query));
	}

	private async session(other: object = {}): Promise<Session> {
		const credentials = { ...this.credentials, ...other };
		const quiet = () => undefined;
		const caller = {
			getCredentials: async () => credentials,
			getNode: () => ({ name: 'npm run live', type: 'live', parameters: {} }),
			getTimezone: () => 'UTC',
			getExecutionCancelSignal: () => (this.tidying ? undefined : this.cancel.signal),
			logger: { info: quiet, warn: quiet, debug: quiet, error: quiet },
			helpers: {
				httpRequestWithAuthentication: (_type: string, options: IHttpRequestOptions & { abortSignal?: AbortSignal }) =>
					this.request(credentials, options),
			},
		};
		return await openSession(this.service, caller as unknown as Caller, { maxWaitMs: LONGEST_WAIT_MS });
	}

	/** Stands for the request function of n8n. */
	private async request(
		credentials: ICredentialDataDecryptedObject,
		{ method, url, headers, body, abortSignal }: IHttpRequestOptions & { abortSignal?: AbortSignal },
	) {
		if (this.requests >= this.allowed) throw new Error('The requests allowed are used up');
		this.requests++;
		this.changing = method !== 'GET';
		const { user, pass } = this.service.login(credentials);
		const response = await axios
			.request<Buffer>({
				method,
				url,
				headers: headers as Record<string, string>,
				data: body,
				auth: { username: user, password: pass },
				responseType: 'arraybuffer',
				maxRedirects: 0,
				timeout: LONGEST_ANSWER_MS,
				validateStatus: () => true,
				...(abortSignal && { signal: abortSignal }),
			})
			.finally(() => (this.changing = false));
		const received = response.headers as unknown as Record<string, string>;
		const text = Buffer.from(response.data).toString('utf8');
		const dated = Date.parse(received.date ?? '');
		this.quota = Number(received['x-quota-remaining'] ?? Infinity);
		this.statuses[response.status] = (this.statuses[response.status] ?? 0) + 1;
		this.last = {
			status: response.status,
			headers: received,
			body: parsed(text),
			at: Number.isNaN(dated) ? Date.now() : dated,
		};
		return { statusCode: response.status, headers: received, body: Buffer.from(response.data) };
	}
}

const LONGEST_WAIT_MS = 70_000;
const LONGEST_ANSWER_MS = 30_000;

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The rows of a list, in an envelope or bare. */
export function rowsOf({ status, body }: Answer): Array<Record<string, any>> {
	const data = Array.isArray(body) ? body : (body as { data?: unknown } | null)?.data;
	if (status !== 200 || !Array.isArray(data)) throw new NotTellable(`no list came (status ${status})`);
	return data.filter((row) => typeof row === 'object' && row !== null);
}
