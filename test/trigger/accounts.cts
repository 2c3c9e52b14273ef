import type { INodeParameters } from 'n8n-workflow';
import { built } from '../engine/engine.cts';
import { watch } from './context.cts';
import { World } from './world.cts';

/** The built trigger in the engine, over HTTP, in accounts of the sandbox. */

export const MINUTE = 60_000;

export class Accounts {
	/** Each account lives a few days later, beyond any limit that the last one met. */
	start = Date.UTC(2026, 9, 26, 12, 0, 20);

	private constructor(readonly world: World) {}

	static async open(): Promise<Accounts> {
		const world = await World.open();
		// What waits for a limit waits by the service's clock.
		Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
		return new Accounts(world);
	}

	/** An empty account in which records of that event can be made. */
	async fresh(event: string) {
		await this.world.reset(event, (this.start += 2 * 24 * 60 * MINUTE), {});
	}

	/** The same, with a trigger that is yet to poll. */
	async watching(event: string, parameters: INodeParameters = {}, more = {}) {
		await this.fresh(event);
		return this.trigger(event, parameters, more);
	}

	trigger(event: string, parameters: INodeParameters = {}, more = {}) {
		const { url, domain, apiKey } = this.world.sandbox.synchroteam;
		return watch(
			'synchroteamTrigger',
			{ events: [event], filters: {}, options: { output: 'full' }, ...parameters },
			{ domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
			more,
		);
	}

	later(ms = MINUTE) {
		this.world.now += ms;
	}

	/** Paths and queries of the requests from that one on. */
	requests(from = 0) {
		return this.world.sandbox.requests
			.slice(from)
			.map(({ path, query }) => ({ path: path.replace('/api/v3', ''), ...query }));
	}
}
