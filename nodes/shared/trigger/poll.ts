import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { BacklogReader, type Backlog } from './backlog';
import type { PollContext } from './compare';
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
	/** The time of activation, or Start From: nothing older is delivered. */
	begin: number;
	/** True if the user chose the start (Start From), so that what existed then is not remembered. */
	hasStartFrom?: boolean;
	/** Every change up to this moment was delivered: the start of the last poll that left nothing for the next one. */
	cursor: number;
	/** The newest change that rows had shown by then, in wall time; used for unfiltered lists. */
	newest?: number;
	/** See `Memory`. */
	memory: string;
	/** Records that could not be read in full in the last poll. */
	unread?: Record<string, Unread>;
	/** What was too much for one poll. */
	backlog?: Backlog;
}

export interface PollResult {
	/** To be stored once the deliveries have been handed over. */
	state: SourceState;
	deliveries: Delivery[];
}

/** Added to the look-back: how far the service's clock and dates may differ, and how late it may show a change. */
export const MARGIN = 4 * MINUTE;
/** If rows are dated further ahead of the service's clock than this, they are not in the time zone of the credential. */
const TOO_FAR_AHEAD = 20 * MINUTE;
/** A backlog of more records than this is not read again while polls would look back over it. */
const LONG = 1000;

/**
 * One poll of a source.
 * @param isTrusted false if the state may be older than the last poll, i.e. n8n was restarted
 * @throws what a request throws, unless something was already delivered; then the rest waits for the next poll
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
	/** Whether everything from a row down was read before; undefined if a filter bounds the list. */
	private readonly isSettled: ((row: IDataObject) => boolean) | undefined;
	/** How far each poll looks back, margin included, in milliseconds. */
	private readonly lookBack: number;
	/** Whether anything is left for the next poll. */
	private hasMore = false;
	/** Up to where everything was read before: by the state, or by the backlog that this poll continues. */
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
		const context: PollContext = {
			configuration,
			memory: this.memory,
			begin: state.begin,
			hasStartFrom: state.hasStartFrom === true,
			from: state.cursor - this.lookBack,
			isTrusted,
			get now() {
				return list.clock;
			},
		};
		this.deliveries = new Deliveries(context, ports);
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

	/** Delivers what changed since the cursor or appears in the look-back. @returns the backlog, if anything is left */
	private async readChanges(): Promise<Backlog | undefined> {
		const { list, configuration, state } = this;
		const from = this.isFirst ? state.cursor : state.cursor - this.lookBack;
		const since = configuration.source.unfiltered ? undefined : sinceText(from, configuration);
		const changes = await list.readChanges(list.asking(since), this.isSettled);
		this.hasMore = changes.isMoving;
		if (changes.isLong) return await this.readOn(await this.toBacklog(since, changes, list.clock));
		// A known record may change without its row moving up; that is noticed while polls still read its page.
		const below = changes.below.filter((row) => this.memory.get(idOf(row)) !== undefined);
		const rows = inOrder(configuration, [...changes.rows, ...below]);
		if ((await this.deliveries.deliver(rows)) === rows.length) return undefined;
		this.hasMore = true;
		// Oldest first, rows with equal dates may be ordered differently: what was read in this poll is not counted.
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
		this.hasMore = next.readAt === undefined;
		const isLong = this.list.isSorted && this.memory.countSince(next.begun) > LONG;
		return this.hasMore || isLong ? next : undefined;
	}

	/** Whether this is the first poll after Start From, which does not look back before that moment. */
	private get isFirst(): boolean {
		return this.state.hasStartFrom === true && this.state.cursor === this.state.begin;
	}

	/**
	 * Whether everything from a row down was read before: the row has been the same since some time before the last poll, or it
	 * is unknown and much older than the newest change of that time. Wall time is compared with wall time, so that neither the
	 * time zone matters nor the night in which clocks change.
	 */
	private wasRead(row: IDataObject): boolean {
		const { cursor, newest } = this.reached;
		const known = this.memory.get(idOf(row));
		if (known && known.since <= cursor - this.lookBack) return this.memory.isKnown(row);
		const change = this.list.changeOf(row);
		return !known && (change === undefined || (newest !== undefined && change < newest - this.lookBack - AUTUMN));
	}

	/** @param begun when the reading that ends now was started */
	private toResult(backlog: Backlog | undefined, begun: number): PollResult {
		const { state, list, hasMore } = this;
		// In a list that is not sorted by change, rows that arrived meanwhile may stand before those that were already read.
		const cursor = hasMore ? state.cursor : list.isSorted ? list.clock : begun;
		const newest = hasMore ? state.newest : Math.max(state.newest ?? -Infinity, list.newest);
		this.checkZone();
		return {
			deliveries: this.deliveries.made,
			state: {
				setUp: state.setUp,
				begin: state.begin,
				...(state.hasStartFrom && { hasStartFrom: true }),
				cursor,
				...(newest !== undefined && Number.isFinite(newest) && { newest }),
				memory: this.memory.write(cursor, hasMore || backlog !== undefined),
				...(Object.keys(this.deliveries.unread).length && { unread: this.deliveries.unread }),
				...(backlog && { backlog }),
			},
		};
	}

	private checkZone(): void {
		const { zone, source } = this.configuration;
		if (this.list.newest <= wallNumberOf(this.list.clock, zone) + TOO_FAR_AHEAD) return;
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
