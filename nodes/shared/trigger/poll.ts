import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { BacklogReader, type Backlog } from './backlog';
import type { Circumstances } from './compare';
import { AUTUMN, MINUTE, SECOND, sinceText, spanOf, wallNumberOf } from './dates';
import { Deliveries, type Delivery, type Unread } from './deliver';
import type { PollConfiguration, Ports } from './event';
import { Memory, idOf } from './memory';
import { SourceList, type Changes } from './sourceList';

/**
 * One poll of a list: it reads what may have changed since the last one, compares it with what is remembered, delivers what
 * differs, oldest change first, and remembers it. It knows neither n8n nor HTTP, and changes nothing but what it returns.
 */

/** What is remembered of a list between polls. Moments are epoch milliseconds of the service's clock. */
export interface SourceState {
	/** The set-up that this belongs to. */
	setUp: string;
	/** Activation, or Start From: nothing from before is delivered. */
	begin: number;
	/** True where Start From named the beginning, so that what was there then is not remembered. */
	isNamed?: boolean;
	/** Everything that was changed up to here was delivered: when the last poll that did so began. */
	cursor: number;
	/** The newest change that rows had shown by then, in wall time; of lists that are read without a filter. */
	newest?: number;
	/** See `Memory`. */
	memory: string;
	/** Records that could not be read in full in the last poll. */
	unread?: Record<string, Unread>;
	/** What one poll could not deliver. */
	backlog?: Backlog;
}

export interface PollResult {
	/** To be remembered, once the deliveries are handed over. */
	state: SourceState;
	deliveries: Delivery[];
}

/** How much clocks and dates of the service may differ, and how late a change may be shown, in addition to the look-back. */
export const MARGIN = 4 * MINUTE;
/** Rows that were changed later than this shows are not dated in the zone of the credential. */
const AHEAD = 20 * MINUTE;
/** A longer backlog is not read again in the time in which polls look back over it. */
const LONG = 1000;

/**
 * One poll of a source.
 * @param isTrusted false where the state may be older than the last poll, i.e. n8n was started again
 * @throws whatever a request throws, unless something was delivered already; then the rest waits for the next poll
 */
export async function pollSource(
	configuration: PollConfiguration,
	state: SourceState,
	ports: Ports,
	isTrusted: boolean,
): Promise<PollResult> {
	return await new Poll(configuration, state, ports, isTrusted).run();
}

class Poll {
	private readonly memory: Memory;
	private readonly list: SourceList;
	private readonly deliveries: Deliveries;
	private readonly backlogs: BacklogReader;
	/** For a list that is read without a filter. */
	private readonly isSettled: ((row: IDataObject) => boolean) | undefined;
	/** How far each poll looks back. */
	private readonly lookBack: number;
	/** Whether something waits for the next poll. */
	private isLeft = false;
	/** Up to where everything was read before, as far as this reading goes by it. */
	private reached: Pick<SourceState, 'cursor' | 'newest'>;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly state: SourceState,
		private readonly ports: Ports,
		isTrusted: boolean,
	) {
		const list = new SourceList(configuration, ports);
		this.list = list;
		this.memory = new Memory(configuration, state.begin, state.memory);
		this.lookBack = configuration.lookBack + MARGIN;
		this.reached = state;
		const circumstances: Circumstances = {
			configuration,
			memory: this.memory,
			begin: state.begin,
			isNamed: state.isNamed === true,
			from: state.cursor - this.lookBack,
			isTrusted,
			get now() {
				return list.clock;
			},
		};
		this.deliveries = new Deliveries(circumstances, ports);
		const { unfiltered } = configuration.source;
		this.isSettled = unfiltered ? (row) => this.wasRead(row) : undefined;
		this.backlogs = new BacklogReader(list, this.memory, this.isSettled);
	}

	async run(): Promise<PollResult> {
		const { backlog, unread, cursor } = this.state;
		if (unread) await this.deliveries.retry(unread);
		const isOver = backlog?.readAt !== undefined && cursor >= backlog.readAt + this.lookBack;
		if (backlog && !isOver) return this.toResult(await this.readOn(backlog), backlog.begun);
		return this.toResult(await this.readChanges(), this.list.clock);
	}

	/** What was changed since the cursor, and what the look-back shows again. @returns what could not be delivered */
	private async readChanges(): Promise<Backlog | undefined> {
		const { list, configuration, state } = this;
		const from = this.isFirst ? state.cursor : state.cursor - this.lookBack;
		const since = configuration.source.unfiltered ? undefined : sinceText(from, configuration);
		const changes = await list.readChanges(list.asking(since), this.isSettled);
		this.isLeft = changes.isMoving;
		if (changes.isLong) return await this.readOn(await this.toBacklog(since, changes, list.clock));
		// A change that did not move its row is seen as long as a poll reads the page that shows it.
		const below = changes.below.filter((row) => this.memory.get(idOf(row)) !== undefined);
		const rows = inOrder(configuration, [...changes.rows, ...below]);
		if ((await this.deliveries.deliver(rows)) === rows.length) return undefined;
		this.isLeft = true;
		// Oldest first, rows with equal dates may stand otherwise: what was read now does not count.
		return list.isPaged ? await this.toBacklog(since, changes, list.clock + SECOND) : undefined;
	}

	private async toBacklog(since: string | undefined, { total, size }: Changes, begun: number): Promise<Backlog> {
		const { cursor, newest } = this.state;
		const start = since === undefined ? await this.backlogs.findStart(total, size, 0) : 0;
		return { since, cursor, newest, begun, start, position: start, size, passes: 0, total: 0, counted: begun };
	}

	private async readOn(backlog: Backlog): Promise<Backlog | undefined> {
		this.reached = backlog;
		const next = await this.backlogs.readOn(backlog, this.deliveries, () => this.ports.outOfTime());
		this.isLeft = next.readAt === undefined;
		const isLong = this.list.isSorted && this.memory.countSince(next.begun) > LONG;
		return this.isLeft || isLong ? next : undefined;
	}

	/** With Start From, nothing from before it is asked for in the first poll. */
	private get isFirst(): boolean {
		return this.state.isNamed === true && this.state.cursor === this.state.begin;
	}

	/**
	 * Whether everything that the list shows below a row was read before: it shows what it showed some time before the last
	 * poll, or it is much older than anything that was new then. Wall time is compared with wall time, so that neither the
	 * zone counts nor the night in which clocks are changed.
	 */
	private wasRead(row: IDataObject): boolean {
		const { cursor, newest } = this.reached;
		const known = this.memory.get(idOf(row));
		if (known && known.since <= cursor - this.lookBack) return this.memory.isKnown(row);
		const change = this.list.changeOf(row);
		return !known && (change === undefined || (newest !== undefined && change < newest - this.lookBack - AUTUMN));
	}

	/** @param begun when the reading was begun that ends now */
	private toResult(backlog: Backlog | undefined, begun: number): PollResult {
		const { state, list, isLeft } = this;
		// Where nothing sorts a list by change, what came in meanwhile may stand before what was read already.
		const cursor = isLeft ? state.cursor : list.isSorted ? list.clock : begun;
		const newest = isLeft ? state.newest : Math.max(state.newest ?? -Infinity, list.newest);
		this.checkZone();
		return {
			deliveries: this.deliveries.made,
			state: {
				setUp: state.setUp,
				begin: state.begin,
				...(state.isNamed && { isNamed: true }),
				cursor,
				...(newest !== undefined && Number.isFinite(newest) && { newest }),
				memory: this.memory.write(cursor, isLeft || backlog !== undefined),
				...(Object.keys(this.deliveries.unread).length && { unread: this.deliveries.unread }),
				...(backlog && { backlog }),
			},
		};
	}

	private checkZone(): void {
		const { zone, source } = this.configuration;
		if (this.list.newest <= wallNumberOf(this.list.clock, zone) + AHEAD) return;
		this.ports.warn(
			`${source.resource.plural} were changed at a time that is yet to come in ${zone}: ` +
				'check Account Time Zone and Dates in Responses in the credential',
		);
	}
}

/** Oldest change first. */
function inOrder(configuration: PollConfiguration, rows: IDataObject[]): IDataObject[] {
	const { source, events } = configuration;
	const oldestFirst = source.sort === undefined ? rows : [...rows].reverse();
	const at = events[0]?.at;
	if (!at || events.some((event) => event.at !== at)) return oldestFirst;
	return oldestFirst
		.map((row) => ({ row, moment: spanOf(valueAt(row, at), configuration)?.from ?? 0 }))
		.sort((a, b) => a.moment - b.moment)
		.map(({ row }) => row);
}
