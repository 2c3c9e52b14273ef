import { clock } from './clock';
import { formatIso } from '../request/dates';
import { Limits, type Closed } from './limits';
import { toLimitError, toStoppedError, type Answer, type Wait } from './messages';
import type { Session } from './service';
import type { Call } from '../request/call';

/** What all requests of one account in this process pass, in the order in which they came. */

interface Waiter {
	session: Session;
	call: Call;
	/** Not before this moment: a repetition after a failure. */
	notBefore: number;
	/** Since when it has been waiting for a limit. */
	since?: number;
	go(): void;
	stop(error: Error): void;
}

/** The longest that a timer can take. */
const LONGEST = 2 ** 31 - 1;

export class Gate {
	private underWay = 0;
	private queue: Waiter[] = [];
	private readonly limits = new Limits();
	/** When the one timer of this gate goes off. */
	private alarm = Infinity;
	private told = 0;
	private readonly watched = new WeakSet<object>();

	/**
	 * Sends when there is room and no limit stands in the way.
	 * @param notBefore epoch milliseconds; above 0 for a repetition, which goes before those that came later
	 * @param request gives the answer, or something without a status when there was none
	 * @throws NodeApiError when a limit would have to be waited for too long, or the execution is stopped
	 */
	async pass<T extends object>(
		session: Session,
		call: Call,
		notBefore: number,
		request: () => Promise<Answer | T>,
	): Promise<Answer | T> {
		await this.enter(session, call, notBefore);
		const sentAt = clock.now();
		let answered = false;
		try {
			const outcome = await request();
			if ('status' in outcome) {
				answered = true;
				this.warn(session, this.limits.learn(outcome, sentAt));
			}
			return outcome;
		} finally {
			if (!answered) this.limits.unanswered();
			this.underWay--;
			this.pump();
		}
	}

	/** Ends the waiting of those that match. */
	withdraw(which: (session: Session) => boolean) {
		const [gone, left] = [
			this.queue.filter(({ session }) => which(session)),
			this.queue.filter(({ session }) => !which(session)),
		];
		this.queue = left;
		for (const { session, call, stop } of gone) stop(toStoppedError(session, call));
		this.pump();
	}

	private async enter(session: Session, call: Call, notBefore: number): Promise<void> {
		if (session.cancel?.aborted || session.batch?.failed) throw toStoppedError(session, call);
		this.watch(session.cancel);
		await new Promise<void>((go, stop) => {
			const waiter: Waiter = { session, call, notBefore, go, stop };
			if (notBefore > 0) this.queue.unshift(waiter);
			else this.queue.push(waiter);
			this.pump();
		});
	}

	/** One listener per execution, however many of its requests wait. */
	private watch(signal: Session['cancel']) {
		if (!signal || this.watched.has(signal)) return;
		this.watched.add(signal);
		signal.addEventListener('abort', () => this.withdraw(({ cancel }) => cancel === signal), { once: true });
	}

	/** Lets go whoever may; else sees to it that it looks again in time. */
	private pump() {
		for (;;) {
			const now = clock.now();
			const next = this.queue.findIndex(({ notBefore }) => notBefore <= now);
			if (next < 0) break;
			const waiter = this.queue[next];
			// An answer that comes in pumps again.
			if (this.underWay >= waiter.session.concurrency) return;
			const closed = this.limits.closed(this.underWay);
			if (closed) {
				this.hold(closed, now);
				if (closed.why === 'quota') continue;
				if (this.queue.length) this.wakeAt(closed.at);
				return;
			}
			this.queue.splice(next, 1);
			if (waiter.since !== undefined) charge(waiter.session, waiter.since, now);
			this.underWay++;
			this.limits.sent(this.underWay);
			waiter.go();
		}
		this.wakeAt(Math.min(...this.queue.map(({ notBefore }) => notBefore)));
	}

	/** Those who would have to wait for a limit longer than they may are told so at once; the others wait. */
	private hold({ at, why }: Closed, now: number) {
		if (why !== 'rate' && why !== 'quota') return;
		const wait: Wait = { until: at, why };
		const left: Waiter[] = [];
		for (const waiter of this.queue) {
			waiter.since ??= now;
			if (why === 'quota' || waited(waiter.session, waiter.since, at) > waiter.session.maxWaitMs)
				waiter.stop(toLimitError(waiter.session, waiter.call, wait));
			else left.push(waiter);
		}
		this.queue = left;
		if (why === 'rate' && left.length && this.told < at) {
			this.told = at;
			const { service, caller } = left[0].session;
			caller.logger.info(
				`${service.name}: the limit of requests is reached; waiting until ${formatIso(at, caller.getTimezone())}`,
			);
		}
	}

	private wakeAt(at: number) {
		if (at === Infinity || this.alarm <= at) return;
		this.alarm = at;
		void clock.sleep(Math.min(LONGEST, Math.max(0, at - clock.now()))).then(() => {
			if (this.alarm === at) this.alarm = Infinity;
			this.pump();
		});
	}

	private warn({ service, caller }: Session, quota: { left: number; of: number } | undefined) {
		if (quota) caller.logger.warn(`${service.name}: ${quota.left} of ${quota.of} requests of the daily quota are left`);
	}
}

/** How long a session will have waited in all; what several of its requests wait at the same time counts once. */
function waited(session: Session, from: number, to: number): number {
	const start = Math.max(from, session.waitedTo);
	return session.waitedMs + Math.max(0, to - start);
}

function charge(session: Session, from: number, to: number) {
	session.waitedMs = waited(session, from, to);
	session.waitedTo = Math.max(session.waitedTo, to);
}

const gates = new Map<string, Gate>();

/** The gate of the session's account. */
export function gateOf(session: Session): Gate {
	const key = `${session.base} ${session.service.account(session.credentials)}`;
	const gate = gates.get(key) ?? new Gate();
	gates.set(key, gate);
	return gate;
}

/** After the first failure nothing more of these items is sent. */
export function withdrawBatch(batch: Session['batch']) {
	for (const gate of gates.values()) gate.withdraw((session) => session.batch === batch);
}
