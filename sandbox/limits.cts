import type { Clock } from './clock.cts';
import type { Account } from './account.cts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export interface CurrentLimits {
	/** Requests per minute; null for any number. */
	rateLimit: number | null;
	/** Requests per UTC day; null for any number. */
	quota: number | null;
	/** Whether responses tell them. */
	announced: boolean;
}

export const synchroteamLimits = (account: Account): CurrentLimits => ({
	...account.settings,
	announced: account.reads('limits') === 'announced',
});

/** The portal announces none; it may have one all the same. */
export const portalLimits = (account: Account): CurrentLimits => ({
	rateLimit: account.reads('portal-limits') === 'none' ? null : 60,
	quota: null,
	announced: false,
});

/**
 * Rate limit in fixed minutes and quota in UTC days (section "Rate Limits and Quotas").
 * A refused request counts against neither.
 */
export class Limits {
	private minute = -1;
	private inMinute = 0;
	private day = -1;
	private inDay = 0;

	constructor(
		private readonly clock: Clock,
		private readonly current: () => CurrentLimits,
	) {}

	/** Counts a request. @returns the message of the 429 that refuses it, or null */
	take(): string | null {
		this.roll();
		const { rateLimit, quota } = this.current();
		if (quota !== null && this.inDay >= quota) return 'You have gone above your daily quota';
		if (rateLimit !== null && this.inMinute >= rateLimit) return 'You have gone above your rate limit';
		this.inMinute += 1;
		this.inDay += 1;
		return null;
	}

	/** The headers of every answer; those of a limit that is off are left out. */
	headers(): Record<string, string> {
		this.roll();
		const { rateLimit, quota, announced } = this.current();
		const headers: Record<string, string> = {};
		if (!announced) return headers;
		if (rateLimit !== null) {
			headers['x-ratelimit-limit'] = String(rateLimit);
			headers['x-ratelimit-remaining'] = String(Math.max(0, rateLimit - this.inMinute));
			headers['x-ratelimit-reset'] = String((this.minute + 1) * (MINUTE / 1000));
		}
		if (quota !== null) {
			headers['x-quota-limit'] = String(quota);
			headers['x-quota-remaining'] = String(Math.max(0, quota - this.inDay));
		}
		return headers;
	}

	reset(): void {
		this.minute = this.day = -1;
	}

	private roll(): void {
		const now = this.clock.now();
		if (Math.floor(now / MINUTE) !== this.minute) {
			this.minute = Math.floor(now / MINUTE);
			this.inMinute = 0;
		}
		if (Math.floor(now / DAY) !== this.day) {
			this.day = Math.floor(now / DAY);
			this.inDay = 0;
		}
	}
}
