import { facts, eventNames } from './events.cts';
import { last, type ListName, type Rec, type State } from './records.cts';
import type { Rules } from './service.cts';
import { Scene } from './scene.cts';
import { chance, DAY, HOUR, MINUTE, SECOND, type Chance } from './time.cts';
import type { Verdict } from './oracle.cts';

/** Random histories: what people do in the service, while it behaves as badly as it may. */

export const adversities = [
	'moving',
	'ties',
	'pages',
	'minutes',
	'lag',
	'host',
	'zones',
	'night',
	'faults',
	'quota',
	'details',
	'bursts',
	'bulks',
	'steady',
	'limit',
	'restarts',
] as const;
export type Adversity = (typeof adversities)[number];

export interface Plan {
	seed: number;
	events: string[];
	adversities: Adversity[];
}

/** How many of the histories choose several events, where the trigger can. */
const SEVERAL = 0.4;

/** @param turn which history it is: every event has its turn */
export function planOf(seed: number, turn: number, several: boolean): Plan {
	const random = chance(seed);
	const first = eventNames[turn % eventNames.length];
	const events = new Set([first]);
	if (several && random.is(SEVERAL)) {
		const near = eventNames.filter((name) => facts[name].list === facts[first].list);
		const from = random.is(0.7) && near.length > 1 ? near : eventNames;
		for (let count = random.between(1, 5); count > 0; count--) events.add(random.of(from));
	}
	const chosen = new Set<Adversity>();
	for (let count = random.between(0, 4); count > 0; count--) chosen.add(random.of(adversities));
	return { seed, events: [...events], adversities: adversities.filter((name) => chosen.has(name)) };
}

const zones = ['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland', 'UTC'];
/** Nights in which clocks are changed, an hour before. */
const nights: Record<string, number> = {
	'Europe/Paris': Date.UTC(2031, 9, 26, 0, 0, 30),
	'America/New_York': Date.UTC(2031, 10, 2, 5, 0, 30),
	'Australia/Lord_Howe': Date.UTC(2031, 3, 5, 14, 30, 30),
};

function sceneOf(plan: Plan, random: Chance): Scene {
	const has = (name: Adversity) => plan.adversities.includes(name);
	const zone = has('night') ? random.of(Object.keys(nights)) : random.of(zones);
	const rules: Partial<Rules> = {
		zone,
		format: random.of(['yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm', 'dd/MM/yyyy HH:mm:ss', 'yyyy-MM-dd HH:mm:ss']),
		filterZone: has('zones') ? zone : 'UTC',
		inclusive: random.is(0.5),
		cut: has('minutes') ? 'minute' : 'second',
		paidByDay: random.of([false, false, 'both', 'stamp'] as const),
		ties: has('ties') ? random.of(['byPage', 'shuffled'] as const) : 'stable',
		page: has('pages') ? random.of([25, 50]) : 100,
		plannedOnly: random.is(0.5),
		dateAhead: random.between(-20, 20) * SECOND,
		latency: random.of([50, 300, 1500]),
	};
	const longest = has('lag') ? random.of([2, 5, 20]) * SECOND : 0;
	return new Scene(plan.events, {
		seed: plan.seed + 1,
		start: has('night') ? nights[zone] : Date.UTC(2031, 0, 14, random.between(0, 23), random.between(0, 59), 30),
		rules,
		lag: longest ? (drawn) => drawn.between(0, longest) : undefined,
		hostAhead: has('host') ? random.between(-600, 600) * SECOND : 0,
		options: {
			output: random.of(has('details') ? ['details'] : ['simplified', 'full']),
			...(has('limit') && { maxRecords: random.of([3, 20, 150]) }),
		},
		states:
			plan.events.includes('jobStatusChanged') && random.is(0.4)
				? random.of([['completed', 'validated'], ['started'], ['cancelled', 'scheduled']])
				: undefined,
	});
}

export class History {
	readonly scene: Scene;
	private readonly random: Chance;
	private readonly lists: ListName[];

	constructor(readonly plan: Plan) {
		this.random = chance(plan.seed ^ 0x5eed);
		this.scene = sceneOf(plan, this.random);
		this.lists = [...new Set(plan.events.map((event) => facts[event].list))];
	}

	/** Plays it to its quiet end. */
	async play(): Promise<Verdict> {
		const { random, scene } = this;
		this.fill();
		await this.activate();
		for (let rounds = random.between(1, 2); rounds > 0; rounds--) {
			await this.busy();
			await this.rest();
		}
		scene.time.pass(2 * HOUR);
		await scene.poll();
		await this.rest();
		return scene.judge();
	}

	/** One poll. @returns whether it worked and had nothing to tell */
	private async isQuiet(): Promise<boolean> {
		const { length: failed } = this.scene.errors;
		const items = await this.scene.polls(1);
		return items.length === 0 && this.scene.errors.length === failed;
	}

	private has(name: Adversity) {
		return this.plan.adversities.includes(name);
	}

	/** What is there already, some of it from a moment ago. */
	private fill() {
		const { random, scene } = this;
		const now = scene.time.now;
		for (const list of this.lists)
			for (let count = random.of([0, 2, 5, 12]); count > 0; count--) {
				const age = random.of([20 * SECOND, 3 * MINUTE, 2 * HOUR, 5 * DAY]);
				const rec = this.create(list, now - age - random.between(0, age));
				for (let changes = random.between(0, 3); changes > 0; changes--) {
					const from = last(rec).at;
					this.change(rec, from + random.between(0, now - from - 1));
				}
			}
	}

	private async activate() {
		for (let tries = 0; tries < 5 && !this.scene.ledger.activation; tries++) {
			await this.scene.poll();
			this.scene.time.pass(this.random.between(1, 50) * SECOND);
		}
		if (!this.scene.ledger.activation)
			throw new Error(
				`No activation of ${this.plan.events.join()} ${this.plan.adversities.join()}: ${this.scene.errors[0]?.message}`,
			);
	}

	/** People work, the service has its bad moments. */
	private async busy() {
		const { random, scene } = this;
		const { service } = scene;
		const interval = random.of([30 * SECOND, MINUTE, MINUTE, 5 * MINUTE, 15 * MINUTE]);
		const moving = this.has('moving') ? random.of([0.1, 0.3, 0.8]) : 0;
		service.before = () => {
			if (random.is(moving)) this.act();
		};
		if (this.has('quota')) scene.lags = true;
		if (this.has('quota')) service.rules.limits = { minute: random.of([6, 20, 120]), day: random.of([40, 10_000]) };
		if (this.has('faults')) service.instead = () => (random.is(0.15) ? random.of(faultsOfService)() : undefined);
		if (this.has('details')) this.breakDetails();
		if (this.has('bulks')) scene.time.at(scene.time.now + random.between(1, 2 * interval), () => this.bulk());
		const steady = this.has('steady') ? random.of([5, 30, 100]) : 0;
		for (let polls = steady ? 12 : random.between(2, 4); polls > 0; polls--) {
			for (let at = 0; at < (steady * interval) / MINUTE / 4; at++)
				scene.time.at(scene.time.now + random.between(1, interval), () => this.act());
			for (let count = random.of([0, 1, 2, 5]); count > 0; count--)
				scene.time.at(scene.time.now + random.between(1, interval), () => this.act());
			if (this.has('bursts') && random.is(0.3))
				scene.time.at(scene.time.now + random.between(1, interval), () => this.burst());
			scene.time.pass(interval);
			await scene.poll();
			if (this.has('restarts') && random.is(0.3)) scene.restart();
			if (this.has('restarts') && random.is(0.05)) scene.rename(`Trigger ${random.between(1, 9)}`);
		}
		service.before = undefined;
		if (this.has('faults')) service.instead = undefined;
		service.rules.limits = undefined;
	}

	/** The details of one record can never be read. */
	private breakDetails() {
		const { random, scene } = this;
		const [list] = this.lists;
		const bad = random.is(0.5) && scene.records.of(list).length ? random.of(scene.records.of(list)) : undefined;
		const status = random.of([400, 403, 500]);
		if (!bad || last(bad).gone || scene.service.instead) return;
		this.change(bad, scene.time.now);
		scene.service.instead = (_request, rec) =>
			rec === bad ? { status, body: { message: 'It does not work' } } : undefined;
	}

	/** Polls until everything has come that will. */
	private async rest() {
		const least = this.has('details') ? 13 : 1;
		for (let polls = 0, quiet = 0; quiet < 2 && polls < 400; polls++) {
			const isQuiet = await this.isQuiet();
			quiet = !isQuiet || polls < least ? 0 : quiet + 1;
		}
	}

	private burst() {
		const { random } = this;
		const list = random.of(this.lists);
		for (let count = random.between(15, 60); count > 0; count--) this.act(list, 0.7);
	}

	/** An import: some hundred records at once, seconds apart from nothing else. */
	private bulk() {
		const { random, scene } = this;
		const list = random.of(this.lists);
		const now = scene.time.now;
		for (let at = 0, count = random.of([120, 400, 1300]); at < count; at++)
			scene.time.at(now + at * random.of([0, 20]), () => this.act(list, 0.9));
	}

	/** Somebody does something. */
	private act(list = this.random.of(this.lists), creates = 0.35) {
		const { random, scene } = this;
		const recs = scene.records.of(list).filter((rec) => !last(rec).gone);
		if (!recs.length || random.is(creates)) this.create(list, scene.time.now);
		else this.change(random.is(0.5) ? recs[recs.length - 1] : random.of(recs), scene.time.now);
	}

	private create(list: ListName, at: number): Rec {
		return this.scene.records.create(list, at);
	}

	private change(rec: Rec, at: number) {
		const { random, scene } = this;
		const { records } = scene;
		if (random.is(0.03)) return void records.change(rec, at, { gone: true });
		const done = random.is(0.45) ? undefined : changesOf[rec.list]?.(random, last(rec), at);
		if (done === 'report') records.change(rec, at, { report: last(rec).report + 1, reportChanged: at });
		else if (done === 'parts') records.change(rec, at, { parts: last(rec).parts + 1 });
		else records.edit(rec, at, done);
	}
}

type Change = Partial<State> | 'report' | 'parts' | undefined;
const switched = (name: 'active' | 'complete') => (_random: Chance, now: State) => ({ [name]: !now[name] });
const deletion = (now: State, at: number): Partial<State> => ({ deleted: now.deleted === null ? at : null });

/** What may be done to a record of a list, besides editing it. */
const changesOf: Partial<Record<ListName, (random: Chance, now: State, at: number) => Change>> = {
	customer: switched('active'),
	site: switched('active'),
	equipment: switched('active'),
	job: (random, now, at) => {
		if (random.is(0.15)) return 'report';
		if (random.is(0.1)) return 'parts';
		if (now.deleted !== null || random.is(0.12)) return deletion(now, at);
		const status = random.of(['scheduled', 'started', 'completed', 'completed', 'validated', 'cancelled']);
		if (status === 'validated') return { status, validated: at };
		return status === 'completed' ? { status, ended: at } : { status };
	},
	invoice: (_random, now, at) =>
		now.status === 'paid' ? { status: 'sent', paid: null } : { status: 'paid', paid: at },
	quotation: (_random, now) => ({ status: now.status === 'accepted' ? 'sent' : 'accepted' }),
	partrequest: (random, now, at) => (random.is(0.2) ? deletion(now, at) : { complete: !now.complete }),
};

const faultsOfService = [
	() => ({ status: 500, body: { message: 'Internal Server Error' } }),
	() => ({ status: 502, body: '<html><title>Bad Gateway</title></html>' }),
	() => ({ status: 429, body: { message: 'Too Many Requests' }, headers: { 'retry-after': '5' } }),
	() => ({ status: 200, body: '<html><title>Request unsuccessful</title></html>' }),
	() => ({ status: 200, body: {} }),
	() => ({ status: 200, body: '' }),
];
