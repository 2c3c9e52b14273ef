import { clock } from './clock';
import type { HttpResponse } from './response';

/**
 * Tracks the limits of one account (section "Rate Limits and Quotas" of Synchroteam's document: a number of requests per
 * minute, another per UTC day, both in the headers of every response), and decides when the next request may be sent. Without
 * such headers, only a 429 closes it for a time. Times are epoch milliseconds of this machine.
 */

const SECOND = 1000;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Several programs with the same key should not all start again at the same moment. */
const JITTER = 500;
/** How long after the end of its window a response may still arrive. */
const LATE = 5000;
/** After this time, one request checks whether a reported limit still applies. */
const BELIEVED = 15 * MINUTE;

/** Why nothing may be sent before `at`. */
export interface Closed {
	at: number;
	/** `rate` or `quota`: it is used up; `response`: a response has to come first; `pace`: requests are spread. */
	why: 'rate' | 'quota' | 'response' | 'pace';
}

interface Window {
	/** When it ends, in epoch seconds by the clock of the service. */
	reset: number;
	limit: number;
	/** Smallest number that a response of this window reported. */
	remaining: number;
	/** When a response last reported it. */
	reportedAt: number;
	jitter: number;
}

/** The number in a header; undefined if the header is missing or is not a number. */
function numberIn(headers: HttpResponse['headers'], name: string): number | undefined {
	const text = headers[name];
	const value = text === undefined || text === '' ? NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}

/** `Retry-After` (seconds or an HTTP date, RFC 9110) in milliseconds; undefined if it is missing or neither of these. */
export function retryAfterMs(headers: HttpResponse['headers'], now: number): number | undefined {
	const seconds = numberIn(headers, 'retry-after');
	if (seconds !== undefined) return Math.max(0, seconds * SECOND);
	const date = Date.parse(headers['retry-after'] ?? '');
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export class RateLimiter {
	/** Milliseconds by which the service's clock is at least ahead of ours. */
	private clockOffset?: number;
	private window?: Window;
	/** Set by a 429. */
	private closedUntil = 0;
	/** Number of 429 responses in a row (requests that were under way together count once), and the time of the last one. */
	private refusals = 0;
	private refusedAt = 0;
	/** What is left of the daily quota, and when the next UTC day starts. */
	private quota = { left: Infinity, until: 0, reportedAt: 0 };
	private warnedUntil = 0;
	/** The last window was used up: more requests are waiting than fit into one, so they are spread. */
	private crowded = false;
	private nextSlot = 0;
	/** There was no response yet, or none since the last 429: one request finds out, and the others wait for its response. */
	private probing = true;

	/**
	 * Whether a request may be sent now.
	 * @param underWay number of requests without a response yet; each may still count against the window
	 * @param mayProbe true if it may check whether a used-up quota was raised
	 * @returns undefined if it may; otherwise until when it may not, and why
	 */
	closed(underWay: number, mayProbe = false): Closed | undefined {
		const now = clock.now();
		if (this.quota.until > now) {
			const isBelieved = this.quota.reportedAt + BELIEVED > now && !(mayProbe && underWay === 0);
			if (this.quota.left <= 0 && isBelieved) return { at: this.quota.until, why: 'quota' };
			if (this.quota.left <= underWay && underWay > 0) return { at: this.quota.until, why: 'response' };
		}
		if (this.closedUntil > now) return { at: this.closedUntil, why: 'rate' };
		const { window } = this;
		if (window && this.opensAt(window) > now) {
			if (window.remaining <= 0) {
				this.crowded = true;
				return { at: this.opensAt(window), why: 'rate' };
			}
			if (window.remaining - underWay <= 0) return { at: this.opensAt(window), why: 'response' };
			if (this.nextSlot > now) return { at: this.nextSlot, why: 'pace' };
			return this.probing && underWay > 0 ? { at: Infinity, why: 'response' } : undefined;
		}
		// The window is over, and no response has reported the next one yet.
		if ((this.probing || this.crowded) && underWay > 0) return { at: Infinity, why: 'response' };
		return window && underWay >= window.limit ? { at: Infinity, why: 'response' } : undefined;
	}

	/** Notes that a request is sent. After a used-up window, the next one waits for half of an even share of the time that is left. */
	sent(underWay: number) {
		const { window } = this;
		if (!window || !this.crowded) return;
		const now = clock.now();
		const left = this.opensAt(window) - now;
		if (left > 0) this.nextSlot = now + left / (2 * Math.max(1, window.remaining - underWay));
	}

	/** Notes that a request ended without a response. */
	unanswered() {
		this.probing = false;
	}

	/**
	 * Learns from a response.
	 * @returns what is left of the daily quota, if that is less than a tenth and was not logged today
	 */
	learn({ status, headers }: HttpResponse, sentAt: number): { left: number; of: number } | undefined {
		const now = clock.now();
		this.readClock(headers, sentAt, now);
		// A response to a refused login does not show the limits of this account.
		if (status === 401) {
			this.unanswered();
			return undefined;
		}
		const left = this.readQuota(headers, sentAt, now);
		this.readWindow(headers, now);
		if (status === 429 && left !== 0) this.refused(headers, sentAt, now);
		else if (sentAt >= this.refusedAt) {
			this.probing = false;
			this.refusals = 0;
		}
		const of = numberIn(headers, 'x-quota-limit');
		if (left === undefined || of === undefined || left === 0 || left >= of / 10 || this.warnedUntil > now)
			return undefined;
		this.warnedUntil = this.midnight(now);
		return { left, of };
	}

	/** The Date of a response, cut to a second, lies between sending and receiving: that bounds the difference of the clocks. */
	private readClock(headers: HttpResponse['headers'], sentAt: number, now: number) {
		const date = Date.parse(headers.date ?? '');
		if (Number.isNaN(date)) return;
		const known = this.clockOffset;
		const least = date - now;
		// If the bounds contradict each other, one of the clocks was changed.
		this.clockOffset = known === undefined || known > date + SECOND - sentAt ? least : Math.max(known, least);
	}

	/** Responses come in any order: only one that was asked for after the last reading may raise the number, others lower it. */
	private readQuota(headers: HttpResponse['headers'], sentAt: number, now: number): number | undefined {
		const told = numberIn(headers, 'x-quota-remaining');
		if (told === undefined) return undefined;
		const { left, until, reportedAt } = this.quota;
		this.quota = {
			left: until > now && sentAt < reportedAt ? Math.min(left, told) : told,
			until: this.midnight(now),
			reportedAt: now,
		};
		return told;
	}

	private readWindow(headers: HttpResponse['headers'], now: number) {
		const reset = numberIn(headers, 'x-ratelimit-reset');
		const remaining = numberIn(headers, 'x-ratelimit-remaining');
		if (reset === undefined || remaining === undefined || !this.untilReset(headers)) return;
		const { window } = this;
		if (window && reset < window.reset) return;
		if (window?.reset === reset) {
			window.remaining = Math.min(window.remaining, remaining);
			window.reportedAt = now;
			return;
		}
		const limit = numberIn(headers, 'x-ratelimit-limit') ?? Infinity;
		this.crowded = window !== undefined && this.crowded && window.remaining <= 0;
		this.window = {
			reset,
			remaining,
			limit: limit >= 1 ? limit : Infinity,
			reportedAt: now,
			jitter: clock.random() * JITTER,
		};
	}

	/** A 429 was not carried out: it is sent again when the service says so, but not before a delay that doubles each time. */
	private refused(headers: HttpResponse['headers'], sentAt: number, now: number) {
		const told = this.untilReset(headers) ?? retryAfterMs(headers, now + (this.clockOffset ?? 0)) ?? MINUTE;
		if (sentAt >= this.refusedAt) this.refusals++;
		this.refusedAt = now;
		const wait = Math.max(told, Math.min(MINUTE, SECOND * 2 ** (this.refusals - 1)));
		this.crowded = true;
		this.probing = true;
		if (this.window) this.window.remaining = 0;
		this.closedUntil = Math.max(this.closedUntil, now + Math.min(BELIEVED, wait) + clock.random() * JITTER);
	}

	/** Milliseconds; 0 if it has just passed. A reset long past or far ahead is ignored: another unit, or a wrong clock. */
	private untilReset(headers: HttpResponse['headers']): number | undefined {
		const reset = numberIn(headers, 'x-ratelimit-reset');
		const left = reset === undefined ? NaN : this.toLocal(reset * SECOND) - clock.now();
		return left > -LATE && left < DAY ? Math.max(0, left) : undefined;
	}

	private opensAt({ reset, jitter, reportedAt }: Window): number {
		return Math.min(this.toLocal(reset * SECOND), reportedAt + BELIEVED) + jitter;
	}

	private midnight(now: number): number {
		const there = now + (this.clockOffset ?? 0);
		return this.toLocal((Math.floor(there / DAY) + 1) * DAY);
	}

	private toLocal(there: number): number {
		return there - (this.clockOffset ?? 0);
	}
}
