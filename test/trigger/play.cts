import { poll, start, fits } from '../../nodes/shared/trigger/polling';
import type { State } from '../../nodes/shared/trigger/memory';
import type { Plan, Ports, Told } from '../../nodes/shared/trigger/watch';
import type { Call } from '../../nodes/shared/request/call';
import { events } from '../../nodes/Synchroteam/events';
import type { History, Step } from './history.cts';
import { Ledger, type Counts } from './ledger.cts';
import type { World } from './world.cts';

/** Plays a history against a trigger, and counts what it lost and what it repeated. */

/** A poller under test; `state` is what n8n keeps, undefined before activation. */
export interface Poller {
	/** @returns the state afterwards and what is delivered; undefined for nothing to emit (n8n saves no state then) */
	poll(
		state: unknown,
		ports: Ports,
		circumstances: { trusted: boolean; local: number },
	): Promise<{ state: unknown; items: Item[] }>;
}

export interface Item {
	row: Record<string, any>;
	whole?: Record<string, any>;
}

export interface Played extends Counts {
	requests: number;
	polls: number;
	restarts: number;
}

const MINUTE = 60_000;
/** A request takes so long. */
const LATENCY = 40;

/** The states that the event of a history watches. */
export const chosen: Record<string, string[]> = { jobStatusChanged: ['started', 'completed'] };

export function planOf(history: History): Plan {
	const watch = events[history.event];
	const field = (watch.resource.operations.getAll.filters as Record<string, { precision: 'second' | 'minute' }>)[
		watch.since
	];
	const known = watch.resource.name === 'job' ? history.jobZone : 'utc';
	return {
		watch,
		query: {},
		states: chosen[history.event],
		signature: history.event,
		zone: history.zone,
		reading: watch.zoneUnknown ? (history.told ? known : 'unknown') : 'utc',
		precision: field.precision,
		overlapMs: 120_000,
		limit: history.limit,
		details: history.details && Boolean(watch.resource.operations.get),
	};
}

/** @param zone that of the credential, which may be wrong */
export const ours = (history: History, zone = history.zone): Poller => {
	const plan = { ...planOf(history), zone };
	return {
		async poll(state, ports, { trusted }) {
			const known = (state ?? {}) as State;
			if (!fits(known, plan)) return { state: await start(plan, ports), items: [] };
			const outcome = await poll(plan, known, ports, trusted);
			return { state: outcome.state, items: outcome.news as Item[] };
		},
	};
};

export async function play(world: World, history: History, poller: Poller): Promise<Played> {
	await world.reset(history.event, history.start, {
		timeZone: history.zone,
		changedSinceInclusive: history.inclusive,
		jobChangedSinceZone: history.jobZone,
		listCreatedAndCancelled: history.listAll,
	});
	for (const [index, age] of [...history.before].sort((a, b) => b - a).entries()) {
		world.now = Math.max(world.now, history.start - age);
		if (index === 0) world.now = history.start - age;
		world.create();
		if (history.already[index]) world.act('happen', index);
	}
	world.now = history.start;
	world.sandbox.settings.visibilityDelayMs = history.delay;
	const ledger = new Ledger(world, events[history.event], planOf(history).details);
	const played = { requests: 0, polls: 0, restarts: 0 };
	let state: unknown;
	let saved: unknown;
	let trusted = true;

	const once = async (step: Extract<Step, { is: 'poll' }>): Promise<boolean> => {
		let requests = 0;
		const send = async <T,>(call: Call, how: (call: Call) => Promise<T>): Promise<T> => {
			for (const { before, deed, who } of step.between) if (before === requests) world.act(deed, who);
			world.now += LATENCY;
			if (step.fails === requests++) throw new Error('failed on demand');
			return await how(call);
		};
		const ports: Ports = {
			ask: async (call) => await send<Told>(call, async (each) => await world.ask(each)),
			find: async (call) => await send<Told | undefined>(call, async (each) => await world.find(each)),
			outOfTime: () => false,
		};
		played.polls++;
		const begun = world.now;
		try {
			const outcome = await poller.poll(structuredClone(state), ports, { trusted, local: world.now + history.ahead });
			if (state === undefined) ledger.activated(world.now);
			ledger.deliver(outcome.items, begun);
			// n8n saves on activation and with what it emits; what a quiet poll changes lives in its memory only.
			if (state === undefined || outcome.items.length) saved = structuredClone(outcome.state);
			state = structuredClone(outcome.state);
			trusted = true;
			return outcome.items.length > 0;
		} catch (error) {
			if (!(error as Error).message.includes('on demand')) throw error;
			return true;
		} finally {
			played.requests += requests;
		}
	};

	await once({ is: 'poll', after: 0, between: [] });
	for (const step of history.steps) {
		if (step.is !== 'restart') world.now += step.after;
		if (step.is === 'deed') world.act(step.deed, step.who);
		if (step.is === 'burst') burst(world, step.count);
		if (step.is === 'poll') await once(step);
		if (step.is === 'restart') {
			state = structuredClone(saved);
			trusted = false;
			played.restarts++;
		}
	}
	// In the end all is calm, and polls come until they have nothing more to say.
	for (let quiet = 0, polls = 0; quiet < 4 && polls < 400; polls++) {
		world.now += MINUTE;
		quiet = (await once({ is: 'poll', after: 0, between: [] })) ? 0 : quiet + 1;
	}
	return { ...ledger.count(), ...played };
}

/** Records that are made, and changed or brought into the state, within seconds. */
function burst(world: World, count: number): void {
	const from = world.facts.size;
	for (let at = 0; at < count; at++) {
		world.create();
		if (at % 4 === 0) world.now += 1;
	}
	for (let at = 0; at < count; at += 3) world.act(at % 2 ? 'happen' : 'change', from + at);
}
