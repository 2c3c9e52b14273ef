import { LONGEST_TIMER } from './clock';
import type { Session } from './session';

/**
 * When requests have to be over: after the Timeout, by the clock, or when the execution is stopped. A timer and signals of
 * its own for each request take as long as preparing it, so requests that begin shortly after each other share them.
 */

/** A request that says nothing of its own Timeout ends after so many milliseconds. */
export const DEADLINE_MS = 300_000;
/** The part of its time by which a request may end late. */
const SHARE = 0.01;

export class Deadline {
	private readonly begunAt = performance.now();
	private readonly timeout: AbortSignal;
	/** Given when the time is over or the execution is stopped. */
	private readonly over: AbortSignal;
	private readonly requests = new Set<AbortController>();
	private readonly end = () => {
		for (const request of this.requests) request.abort(this.over.reason);
	};

	constructor(
		private readonly ms: number,
		cancel?: AbortSignal,
	) {
		this.timeout = AbortSignal.timeout(Math.min(LONGEST_TIMER, Math.ceil(ms * (1 + SHARE))));
		this.over = cancel ? AbortSignal.any([this.timeout, cancel]) : this.timeout;
	}

	/** Whether a request that begins now has as much time as it is due. */
	isFor(ms: number): boolean {
		return this.ms === ms && performance.now() - this.begunAt <= ms * SHARE;
	}

	get isPassed(): boolean {
		return this.timeout.aborted;
	}

	/** @returns what ends the request; to be given back to `finish` when it is over */
	begin(): AbortController {
		const request = new AbortController();
		if (this.over.aborted) request.abort(this.over.reason);
		if (!this.requests.size) this.over.addEventListener('abort', this.end);
		this.requests.add(request);
		return request;
	}

	/** As long as something listens to it, a timer keeps what it would end, responses included: nothing does any more. */
	finish(request: AbortController): void {
		this.requests.delete(request);
		if (!this.requests.size) this.over.removeEventListener('abort', this.end);
	}
}

const deadlines = new WeakMap<object, Deadline>();

/** For a request that begins now. */
export function deadlineOf(session: Session): Deadline {
	const ms = session.http?.timeout || DEADLINE_MS;
	const owner = session.batch ?? session;
	const known = deadlines.get(owner);
	if (known?.isFor(ms)) return known;
	const deadline = new Deadline(ms, session.cancel);
	deadlines.set(owner, deadline);
	return deadline;
}
