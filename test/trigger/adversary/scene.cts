import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { judge, type Verdict } from './oracle.cts';
import { Ledger } from './ledger.cts';
import { Records } from './records.cts';
import { plain, Service, type Answer, type Rules } from './service.cts';
import { chance, MINUTE, Time, type Chance } from './time.cts';
import { parametersFor, Watched } from './watch.cts';

/** One trigger, one service, one time, and who writes down what they do to each other. */

export interface SceneOptions {
	seed?: number;
	start?: number;
	rules?: Partial<Rules>;
	/** How long answers do not show a change yet, drawn for each; milliseconds. */
	lag?: (chance: Chance) => number;
	/** Account Time Zone of the credential, where it is not that of the account. */
	credentialZone?: string;
	hostAhead?: number;
	/** The states that Job Status Changed is about. */
	states?: string[];
	options?: INodeParameters;
	/** Where a server answers for the service; without it the model answers itself. */
	baseUrl?: string;
	/** Is told of the scene before anything happens in it. */
	onScene?: (scene: Scene) => void;
}

/** A Tuesday in winter, half a minute into a minute, far from midnight. */
export const START = Date.UTC(2031, 0, 14, 9, 20, 30);
let accounts = 0;

export class Scene {
	readonly time: Time;
	readonly chance: Chance;
	readonly records: Records;
	readonly service: Service;
	readonly ledger: Ledger;
	readonly trigger: Watched;
	/** Of polls that did not work. */
	readonly errors: Error[] = [];
	/** Whether polls may leave changes for later ones. */
	lags: boolean;
	private restarted = false;

	constructor(
		events: string[],
		private readonly options: SceneOptions = {},
	) {
		this.chance = chance(options.seed ?? 1);
		this.lags = options.options?.maxRecords !== undefined;
		this.time = new Time(options.start ?? START);
		const rules = { ...plain, ...options.rules };
		this.records = new Records(() => options.lag?.(this.chance) ?? 0);
		this.service = new Service(this.time, this.records, rules, this.chance);
		this.ledger = new Ledger(this.records, events);
		this.service.shows = (rec) => this.ledger.show(rec, this.time.now);
		this.trigger = new Watched({
			node: 'synchroteamTrigger',
			parameters: parametersFor(events, { options: options.options ?? {} }, options.states),
			credentials: {
				domain: `account-${++accounts}`,
				apiKey: 'key',
				timeZone: options.credentialZone ?? rules.zone,
				baseUrl: options.baseUrl ?? 'https://ws.synchroteam.com',
			},
			time: this.time,
			chance: this.chance,
			hostAhead: options.hostAhead,
			answer: options.baseUrl ? undefined : async (url) => await this.answer(url),
		});
		options.onScene?.(this);
	}

	/** One poll; what does not work is written down. */
	async poll(): Promise<IDataObject[]> {
		this.ledger.begin(this.time.now, this.restarted);
		this.restarted = false;
		const { logged } = this.trigger;
		const before = logged.length;
		try {
			const items = await this.trigger.poll();
			const isWhole = !logged.slice(before).some((line) => line.includes(' could not be read: '));
			this.ledger.end(this.time.now, items, isWhole);
			return items ?? [];
		} catch (error) {
			this.errors.push(error as Error);
			this.ledger.end(this.time.now, error as Error);
			return [];
		}
	}

	/** So many polls, each after an interval. @returns all items */
	async polls(count: number, interval = MINUTE): Promise<IDataObject[]> {
		const items: IDataObject[] = [];
		for (let index = 0; index < count; index++) {
			this.time.pass(interval);
			items.push(...(await this.poll()));
		}
		return items;
	}

	restart() {
		this.trigger.restart();
		this.restarted = true;
	}

	rename(name: string) {
		this.trigger.rename(name);
		this.restarted = true;
	}

	judge(): Verdict {
		return judge(this.ledger, this.records, this.service.rules, this.options.states, this.lags);
	}

	/** Requests since the log had that length. */
	requests(since = 0): number {
		return this.service.log.length - since;
	}

	/** Answers as over a network: after a while. */
	private async answer(url: URL): Promise<Answer> {
		await this.time.sleep(this.service.rules.latency);
		return this.service.answer({
			path: url.pathname.replace(/^\/api\/v3/i, ''),
			query: Object.fromEntries(url.searchParams),
		});
	}
}

/** The numbers of a verdict, with the first findings to read. */
export function summary(verdict: Verdict) {
	const tell = (list: Verdict['lost']) => list.slice(0, 3).map(({ event, rec, why }) => `${event} ${rec.key}: ${why}`);
	const { lost, repeated, old, wrong } = verdict;
	return {
		lost: lost.length,
		repeated: repeated.length,
		old: old.length,
		wrong: wrong.length,
		...(lost.length + repeated.length + old.length + wrong.length > 0 && {
			first: [...tell(lost), ...tell(repeated), ...tell(old), ...tell(wrong)],
		}),
	};
}

/** What `summary` gives when all is well. */
export const allIsWell = { lost: 0, repeated: 0, old: 0, wrong: 0 };
