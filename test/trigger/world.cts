import { type Sandbox, startSandbox } from '../../sandbox/index.cts';
import { subjects, type Subject } from './subjects.cts';

/** The sandbox under a clock of its own, what is done to its records, and what is true of them. */

export type Deed = 'create' | 'change' | 'hide' | 'happen' | 'leave';

/** What is known of a record. */
export interface Fact {
	id: string;
	state: 'in' | 'out';
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
		const { subject } = this;
		const { state } = this.sandbox;
		const facts = [...this.facts.values()];
		const fact = facts[who % facts.length];
		if (deed === 'create' || !fact) return void this.create();
		const version = `v${++this.count}`;
		if (deed === 'hide') subject.hide?.(state, fact.id, version);
		if (deed === 'change') subject.change(state, fact.id, version);
		if (deed === 'happen' && fact.state === 'out' && subject.happen) {
			subject.happen(state, fact.id, this.now);
			fact.state = 'in';
		}
		if (deed === 'leave' && fact.state === 'in' && subject.leave) {
			subject.leave(state, fact.id);
			fact.state = 'out';
		}
	}

	create(): void {
		const id = String(this.subject.create(this.sandbox.state, `v${++this.count}`));
		this.facts.set(id, { id, state: 'out' });
	}
}
