import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { clock } from '../../nodes/shared/http/clock';
import { openSession, type Caller, type Session, type SessionOptions } from '../../nodes/shared/http/session';
import { synchroteam } from '../../nodes/Synchroteam/service';
import { startSandbox, type SandboxOptions } from '../../sandbox/index.cts';

/**
 * The transport against the sandbox without sockets and without the engine, on a clock of its own: whatever waits, waits
 * only until nothing else is left to do.
 */

/** A clock that jumps from one waiting to the next. */
export class Time {
	private at: number;
	private sleepers: Array<{ at: number; wake: () => void }> = [];

	constructor(start: number) {
		this.at = start;
	}

	now = () => this.at;

	sleep = async (ms: number) => await new Promise<void>((wake) => this.sleepers.push({ at: this.at + ms, wake }));

	/** Puts it where the transport looks at. */
	rule() {
		let seed = 1;
		Object.assign(clock, {
			now: this.now,
			sleep: this.sleep,
			random: () => (seed = (seed * 48271) % 2147483647) / 2147483647,
		});
	}

	/** Lets time pass until the promise is settled. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let settled = false;
		const end = () => (settled = true);
		promise.then(end, end);
		for (let idle = 0; !settled; ) {
			await new Promise(setImmediate);
			if (settled) break;
			this.sleepers.sort((a, b) => a.at - b.at);
			const next = this.sleepers.shift();
			idle = next ? 0 : idle + 1;
			if (idle > 1000) throw new Error('Nothing is waiting, and nothing comes to an end');
			if (!next) continue;
			this.at = Math.max(this.at, next.at);
			next.wake();
		}
		return await promise;
	}
}

export const START = Date.UTC(2026, 10, 21, 12, 0, 0);
const account = (url: string): ICredentialDataDecryptedObject => ({
	domain: 'sandbox',
	apiKey: '00000000-1111-2222-3333-444444444444',
	timeZone: 'Europe/Paris',
	baseUrl: url,
});

let worlds = 10_000;

interface Network {
	/** Milliseconds to the service and back. */
	latency?: number;
	/** Milliseconds by which the service's clock is ahead of ours. */
	ahead?: number;
	/** Called before every request reaches the service. */
	before?: (path: string, query: Record<string, string>) => void;
	/** Leaves an answer of the service as somebody else would have given it. */
	edit?: (answer: Answer) => Answer;
}
interface Answer {
	statusCode: number;
	headers: Record<string, string>;
	body: unknown;
}

/** A sandbox, and sessions that reach it. */
export async function direct(options: SandboxOptions = {}, network: Network = {}) {
	const time = new Time(START);
	time.rule();
	const sandbox = await startSandbox({
		seed: 'small',
		quota: null,
		rateLimit: null,
		...options,
		now: () => time.now() + (network.ahead ?? 0),
	});
	const log: string[] = [];
	const flight = { now: 0, most: 0 };
	const logger = { info: (text: string) => log.push(text), warn: (text: string) => log.push(`warning: ${text}`) };
	// No socket is opened, so the port may be any. The system may give the port of an ended sandbox again, and the limits that
	// were learned from that one would hold for this one.
	const credentials = account(`http://127.0.0.1:${++worlds}`);

	/** Stands for the engine's request function. */
	async function request(
		_type: string,
		{ method, url, body, abortSignal }: { method: string; url: string; body?: unknown; abortSignal?: AbortSignal },
	) {
		flight.now++;
		flight.most = Math.max(flight.most, flight.now);
		try {
			await time.sleep((network.latency ?? 20) / 2);
			if (abortSignal?.aborted) throw Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });
			const address = new URL(url);
			const query = Object.fromEntries(address.searchParams);
			network.before?.(address.pathname, query);
			const authorization = `Basic ${Buffer.from(`${String(credentials.domain)}:${String(credentials.apiKey)}`).toString('base64')}`;
			const answer = await sandbox.handle('synchroteam', {
				method,
				path: address.pathname,
				query,
				headers: { authorization },
				...(body !== undefined && { body: JSON.stringify(body) }),
			});
			await time.sleep((network.latency ?? 20) / 2);
			if (answer.cut) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
			const given = { statusCode: answer.status, headers: answer.headers, body: parsed(String(answer.body)) };
			return network.edit ? network.edit(given) : given;
		} finally {
			flight.now--;
		}
	}

	/** The session of one item; several share the account. */
	async function session(
		more: SessionOptions & { cancel?: AbortSignal; credentials?: ICredentialDataDecryptedObject; mode?: string } = {},
	): Promise<Session> {
		const caller = {
			getCredentials: async () => ({ ...credentials, ...more.credentials }),
			getNode: () => ({ name: 'Node', type: 'test', parameters: {} }),
			getTimezone: () => 'Europe/Paris',
			getMode: () => more.mode ?? 'trigger',
			logger,
			helpers: { httpRequestWithAuthentication: request },
			getExecutionCancelSignal: () => more.cancel,
		};
		return await openSession(synchroteam, caller as unknown as Caller, { ...more, credentials: undefined });
	}

	return {
		time,
		sandbox,
		log,
		flight,
		session,
		/** Statuses the service gave, counted. */
		statuses: () =>
			sandbox.requests.reduce<Record<number, number>>(
				(counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
				{},
			),
	};
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
