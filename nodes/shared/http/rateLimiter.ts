import { clock } from './clock';
import type { HttpResponse } from './response';

/**
 * What the service has said about the limits of one account (section "Rate Limits and Quotas" of Synchroteam's document: a
 * number of requests a minute, another a UTC day, both told in the headers of every response), and when the next request
 * may therefore go. A service without such headers is never waited for. Times are epoch milliseconds of this machine.
 */

const SECOND = 1000;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Several programs on one key should not all start again in the same instant. */
const JITTER = 500;
/** How long a response may be under way when its window ends. */
const LATE = 5000;
/** After this time, one request checks whether a limit that the service named still holds. */
const BELIEVED = 15 * MINUTE;

/** Why nothing may be sent before `at`. */
export interface Closed {
	at: number;
	/** `rate`: the window is spent; `quota`: that of the day; `response`: one has to come first; `pace`: requests are spread. */
	why: 'rate' | 'quota' | 'response' | 'pace';
}

interface Window {
	/** Epoch seconds of the service, as it writes them. */
	reset: number;
	limit: number;
	/** Smallest number that a response of this window has told. */
	remaining: number;
	/** When a response told of it last. */
	toldAt: number;
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
	/** How far the service's clock is ahead of ours, at least. */
	private ahead?: number;
	private window?: Window;
	/** Set by a 429. */
	private closedUntil = 0;
	/** Refusals one after the other, not counting those that were under way together; and the moment of the last. */
	private refusals = 0;
	private refusedAt = 0;
	/** What is left of the day's, and when the next day begins. */
	private quota = { left: Infinity, until: 0, toldAt: 0 };
	private warnedUntil = 0;
	/** The last window was spent: there is more to do than fits, so requests are spread. */
	private crowded = false;
	private nextSlot = 0;
	/** Nothing has come back yet, or not since the service refused: one request finds out, the others wait for it. */
	private probing = true;

	/**
	 * Whether a request may go now.
	 * @param underWay requests whose responses are not here yet; each may still count against the window
	 * @param asks it may find out whether a spent quota was raised
	 * @returns undefined, or until when and why not
	 */
	closed(underWay: number, asks = false): Closed | undefined {
		const now = clock.now();
		if (this.quota.until > now) {
			const isBelieved = this.quota.toldAt + BELIEVED > now && !(asks && underWay === 0);
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
		// The window is over and no response has told of the next one yet.
		if ((this.probing || this.crowded) && underWay > 0) return { at: Infinity, why: 'response' };
		return window && underWay >= window.limit ? { at: Infinity, why: 'response' } : undefined;
	}

	/** Notes that a request goes: after a spent window the next ones are spread over the first half of theirs. */
	sent(underWay: number) {
		const now = clock.now();
		const left = this.window ? this.opensAt(this.window) - now : 0;
		if (this.crowded && left > 0) this.nextSlot = now + left / (2 * Math.max(1, this.window!.remaining - underWay));
	}

	/** Notes that a request ended without a response. */
	unanswered() {
		this.probing = false;
	}

	/**
	 * Learns from a response.
	 * @returns how much of the day's quota is left, when less than a tenth is and that was not logged today
	 */
	learn({ status, headers }: HttpResponse, sentAt: number): { left: number; of: number } | undefined {
		const now = clock.now();
		this.readClock(headers, sentAt, now);
		// Whoever is not known has no limits of this account.
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

	/** The date of a response lies between sending and receiving, cut to a second: that bounds the difference of the clocks. */
	private readClock(headers: HttpResponse['headers'], sentAt: number, now: number) {
		const date = Date.parse(headers.date ?? '');
		if (Number.isNaN(date)) return;
		const known = this.ahead;
		const least = date - now;
		// One of the clocks was set when the bounds contradict each other.
		this.ahead = known === undefined || known > date + SECOND - sentAt ? least : Math.max(known, least);
	}

	/** Responses come in any order: the one whose request was sent after the last was read knows more, the others count down. */
	private readQuota(headers: HttpResponse['headers'], sentAt: number, now: number): number | undefined {
		const told = numberIn(headers, 'x-quota-remaining');
		if (told === undefined) return undefined;
		const { left, until, toldAt } = this.quota;
		this.quota = {
			left: until > now && sentAt < toldAt ? Math.min(left, told) : told,
			until: this.midnight(now),
			toldAt: now,
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
			window.toldAt = now;
			return;
		}
		const limit = numberIn(headers, 'x-ratelimit-limit') ?? Infinity;
		this.crowded = window !== undefined && this.crowded && window.remaining <= 0;
		this.window = {
			reset,
			remaining,
			limit: limit >= 1 ? limit : Infinity,
			toldAt: now,
			jitter: clock.random() * JITTER,
		};
	}

	/** A refused request was not carried out: it comes again when the service says so, at the earliest after a moment that doubles. */
	private refused(headers: HttpResponse['headers'], sentAt: number, now: number) {
		const told = this.untilReset(headers) ?? retryAfterMs(headers, now + (this.ahead ?? 0)) ?? MINUTE;
		if (sentAt >= this.refusedAt) this.refusals++;
		this.refusedAt = now;
		const wait = Math.max(told, Math.min(MINUTE, SECOND * 2 ** (this.refusals - 1)));
		this.crowded = true;
		this.probing = true;
		if (this.window) this.window.remaining = 0;
		this.closedUntil = Math.max(this.closedUntil, now + Math.min(BELIEVED, wait) + clock.random() * JITTER);
	}

	/** Milliseconds; 0 when it has just passed. A reset long past or far away is none: some other unit, or a wrong clock. */
	private untilReset(headers: HttpResponse['headers']): number | undefined {
		const reset = numberIn(headers, 'x-ratelimit-reset');
		const left = reset === undefined ? NaN : this.toLocal(reset * SECOND) - clock.now();
		return left > -LATE && left < DAY ? Math.max(0, left) : undefined;
	}

	private opensAt({ reset, jitter, toldAt }: Window): number {
		return Math.min(this.toLocal(reset * SECOND), toldAt + BELIEVED) + jitter;
	}

	private midnight(now: number): number {
		const there = now + (this.ahead ?? 0);
		return this.toLocal((Math.floor(there / DAY) + 1) * DAY);
	}

	private toLocal(there: number): number {
		return there - (this.ahead ?? 0);
	}
}
