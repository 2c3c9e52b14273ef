import { clock, LONGEST_TIMER } from './clock';
import { formatForPeople } from '../request/dates';
import { RateLimiter, type Closed } from './rateLimiter';
import { toCanceledError, toLimitError, toSilenceError, type Wait } from './requestErrors';
import type { Outcome } from './response';
import type { Session } from './session';
import type { Call } from '../request/call';

/** Queues all requests of one account in this process, in the order in which they came. */

/** What all tries of one request have in common. */
export interface Tries {
	/** Not before this time, in epoch milliseconds; above 0 for a retry. */
	notBefore: number;
	/** An earlier try may have been carried out. */
	uncertain: boolean;
	/** Since when it could have been sent. */
	readySince?: number;
	/** How often it was tried again. */
	count: number;
	/** When the first try was sent, in epoch milliseconds; 0 before. */
	since: number;
}

interface Waiter {
	session: Session;
	call: Call;
	tries: Tries;
	go(): void;
	stop(error: Error): void;
}

/** How long requests wait for a response at least, in milliseconds, whatever Max Wait is. */
const GRACE = 30_000;
/** No request can start: as many as allowed are under way. */
const FULL: Closed = { at: Infinity, why: 'response' };

/** What a request has while it is under way. */
interface Permit {
	session: Session;
	/** Epoch milliseconds. */
	sentAt: number;
}

class RequestQueue {
	private inFlight = 0;
	private waiters: Waiter[] = [];
	private readonly limiter = new RateLimiter();
	/** When the one timer of this queue goes off. */
	private alarm = Infinity;
	/** The end of the limit that was last written to n8n's log. */
	private loggedUntil = 0;
	/** When the last request ended. */
	private respondedAt = 0;
	private readonly watched = new WeakSet<object>();

	/**
	 * Resolves when the request may be sent: there is room, and no limit is reached. Each permit has to be released.
	 * A retry goes to the front of the queue.
	 * @throws NodeApiError if the wait for a limit or a response is too long, or the execution was stopped
	 */
	async acquire(session: Session, call: Call, tries: Tries): Promise<Permit> {
		if (session.cancel?.aborted || session.batch?.failed) throw toCanceledError(session, call);
		this.watch(session.cancel);
		await new Promise<void>((go, stop) => {
			const waiter: Waiter = { session, call, tries, go, stop };
			if (tries.notBefore > 0) this.waiters.unshift(waiter);
			else this.waiters.push(waiter);
			this.pump();
		});
		return { session, sentAt: clock.now() };
	}

	/** Makes room for the next request, and reads the limits from the response. @param outcome undefined if something was thrown */
	release({ session, sentAt }: Permit, outcome?: Outcome) {
		this.inFlight--;
		this.respondedAt = clock.now();
		if (outcome?.kind === 'response' && outcome.response.status !== 429) session.respondedAt = this.respondedAt;
		if (outcome?.kind === 'response') this.warn(session, this.limiter.learn(outcome.response, sentAt));
		else this.limiter.unanswered();
		this.pump();
	}

	/** Stops the waiting requests of these sessions. */
	cancel(which: (session: Session) => boolean) {
		const gone = this.waiters.filter(({ session }) => which(session));
		this.waiters = this.waiters.filter(({ session }) => !which(session));
		for (const { session, call, stop } of gone) stop(toCanceledError(session, call));
		this.pump();
	}

	/** One listener per execution, however many of its requests wait. */
	private watch(signal: Session['cancel']) {
		if (!signal || this.watched.has(signal)) return;
		this.watched.add(signal);
		signal.addEventListener('abort', () => this.cancel(({ cancel }) => cancel === signal), { once: true });
	}

	/** Sends every request that may go now, and sets the timer for the next one. */
	private pump() {
		for (;;) {
			const now = clock.now();
			const waiter = this.waiters.find(({ tries }) => tries.notBefore <= now);
			if (!waiter) break;
			const { concurrency, mayProbeQuota, batch } = waiter.session;
			const mayProbe = mayProbeQuota && !batch?.requests;
			const closed = this.inFlight >= concurrency ? FULL : this.limiter.closed(this.inFlight, mayProbe);
			if (!closed) {
				waiter.session.mayProbeQuota = false;
				this.remove(waiter);
				this.inFlight++;
				this.limiter.sent(this.inFlight);
				waiter.go();
				continue;
			}
			if (closed.why === 'response') this.awaitResponse(now);
			else this.hold(closed, now);
			// The next response calls this again.
			if (this.waiters.length) this.wakeAt(closed.at);
			if (closed.why !== 'quota') return;
		}
		this.wakeAt(Math.min(...this.waiters.map(({ tries }) => tries.notBefore)));
	}

	/** Requests wait for a response as long as for a limit, and at least half a minute; then they are stopped. */
	private awaitResponse(now: number) {
		let next = Infinity;
		for (const waiter of this.waiters.filter(({ tries }) => tries.notBefore <= now)) {
			const { session, call, tries } = waiter;
			tries.readySince ??= now;
			const until = Math.max(tries.readySince, this.respondedAt) + Math.max(session.maxWaitMs, GRACE);
			if (until > now) next = Math.min(next, until);
			else {
				this.remove(waiter);
				waiter.stop(toSilenceError(session, call, tries.uncertain));
			}
		}
		this.wakeAt(next);
	}

	/** Stops the requests that would have to wait for a limit longer than they may; the others keep waiting. */
	private hold({ at, why }: Closed, now: number) {
		if (why !== 'rate' && why !== 'quota') return;
		const wait: Wait = { until: at, why };
		const left: Waiter[] = [];
		for (const waiter of this.waiters) {
			waiter.tries.readySince ??= now;
			if (why === 'quota' || quietMs(waiter, at) > waiter.session.maxWaitMs)
				waiter.stop(toLimitError(waiter.session, waiter.call, wait, waiter.tries.uncertain));
			else left.push(waiter);
		}
		this.waiters = left;
		const [first] = left;
		if (why === 'rate' && first && this.loggedUntil < at) {
			this.loggedUntil = at;
			const { service, caller } = first.session;
			caller.logger.info(
				`${service.name}: rate limit reached, waiting until ${formatForPeople(at, caller.getTimezone())}`,
			);
		}
	}

	private remove(waiter: Waiter) {
		this.waiters.splice(this.waiters.indexOf(waiter), 1);
	}

	private wakeAt(at: number) {
		if (at === Infinity || this.alarm <= at) return;
		this.alarm = at;
		void clock.sleep(Math.min(LONGEST_TIMER, Math.max(0, at - clock.now()))).then(() => {
			if (this.alarm === at) this.alarm = Infinity;
			this.pump();
		});
	}

	private warn({ service, caller }: Session, quota: { left: number; of: number } | undefined) {
		if (quota) caller.logger.warn(`${service.name}: ${quota.left} of ${quota.of} requests of the daily quota are left`);
	}
}

/** How long the session of a request will have been without a response at a given time, in milliseconds. */
const quietMs = ({ session, tries }: Waiter, at: number) => at - Math.max(tries.readySince ?? 0, session.respondedAt);

const queues = new Map<string, RequestQueue>();

/** The queue of the session's account. */
export function queueOf({ queueKey }: Session): RequestQueue {
	const queue = queues.get(queueKey) ?? new RequestQueue();
	queues.set(queueKey, queue);
	return queue;
}

/** Stops all waiting requests of a batch, after its first failure. */
export function cancelBatch(batch: Session['batch']) {
	for (const queue of queues.values()) queue.cancel((session) => session.batch === batch);
}
