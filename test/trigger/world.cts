import { formatWall } from '../../nodes/shared/request/dates';
import { type Sandbox, startSandbox } from '../../sandbox/index.cts';
import { subjects, type Subject } from './subjects.cts';

/** The sandbox under a clock of its own, what is done to its records, and what is true of them. */

export type Deed = 'create' | 'change' | 'hide' | 'happen' | 'leave' | 'delete' | 'restore';

/** What is known of a record: the truth that deliveries are held against. Moments in epoch milliseconds. */
export interface Fact {
	id: string;
	createdAt: number;
	/** Number of its latest content, and all moments at which it was changed. */
	version: number;
	changes: number[];
	/** Changes that its text does not show: of hidden parts, and restorings. */
	unseen: number[];
	/** Moments of what the event is about: paid, validated, came into the state. */
	happenings: number[];
	/** Moments at which it left the state again. */
	leavings: number[];
	state: 'in' | 'out';
	gone: boolean;
	/** Spans in which it was deleted: a record that was gone when polls looked is not new when it comes back. */
	away: Array<{ from: number; to: number }>;
}

export class World {
	now = 0;
	facts = new Map<string, Fact>();
	subject!: Subject;
	private count = 0;

	private constructor(readonly sandbox: Sandbox) {}

	static async open(): Promise<World> {
		const at = { now: Date.UTC(2026, 5, 1) };
		const sandbox = await startSandbox({
			seed: 'empty',
			admin: false,
			rateLimit: null,
			quota: null,
			now: () => at.now,
		});
		const world = new World(sandbox);
		Object.defineProperty(world, 'now', { get: () => at.now, set: (ms: number) => void (at.now = ms) });
		return world;
	}

	/** An empty account at that moment, in which records of the event can be made. */
	async reset(event: string, now: number, settings: Partial<Sandbox['settings']>): Promise<void> {
		this.now = now - 10 * 86_400_000;
		await this.sandbox.reset('empty');
		Object.assign(this.sandbox.settings, settings);
		this.facts = new Map();
		this.count = 0;
		this.subject = subjects[event];
		this.subject.prepare?.(this.sandbox.state);
		this.now = now;
		this.sandbox.requests.length = 0;
	}

	/** Does something to the record of that turn; nothing where it makes no sense. */
	act(deed: Deed, who: number): void {
		const {
			subject,
			sandbox: { state },
		} = this;
		const facts = [...this.facts.values()];
		if (deed === 'create' || !facts.length) return void this.create();
		const fact = facts[who % facts.length];
		const version = ++this.count;
		if (deed === 'restore') {
			if (!fact.gone || !subject.restore) return;
			subject.restore(state, fact.id);
			fact.gone = false;
			fact.away.at(-1)!.to = this.now;
			return this.changed(fact, true);
		}
		if (fact.gone) return;
		if (deed === 'delete') {
			if (!subject.remove) return;
			subject.remove(state, fact.id);
			fact.gone = true;
			fact.away.push({ from: this.now, to: Infinity });
			this.changed(fact, true);
		}
		if (deed === 'hide' && subject.hide) {
			subject.hide(state, fact.id, `v${version}`);
			this.changed(fact, true);
			if (subject.fact === 'report') fact.version = version;
		}
		if (deed === 'change') {
			subject.change(state, fact.id, `v${version}`);
			if (subject.fact !== 'report') fact.version = version;
			this.changed(fact, false);
		}
		if (deed === 'happen' && fact.state === 'out' && subject.happen) {
			subject.happen(state, fact.id, this.now);
			fact.state = 'in';
			fact.happenings.push(this.now);
			if (subject.gone) fact.gone = true;
			this.changed(fact, true);
		}
		if (deed === 'leave' && fact.state === 'in' && subject.leave) {
			subject.leave(state, fact.id);
			fact.state = 'out';
			fact.leavings.push(this.now);
			this.changed(fact, true);
		}
	}

	create(): void {
		const version = ++this.count;
		const id = String(this.subject.create(this.sandbox.state, `v${version}`));
		this.facts.set(id, {
			id,
			createdAt: this.now,
			version,
			changes: [this.now],
			unseen: [],
			happenings: [],
			leavings: [],
			state: 'out',
			gone: false,
			away: [],
		});
	}

	private changed(fact: Fact, unseen: boolean): void {
		fact.changes.push(this.now);
		if (unseen) fact.unseen.push(this.now);
	}

	/** Wall time, for messages. */
	shown = (at: number): string => formatWall(at, 'UTC', 'second');
}
