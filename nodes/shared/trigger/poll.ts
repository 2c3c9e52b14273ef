import { valueAt } from '../schema/path';
import { detect, SLACK, type Circumstances, type ReadRow } from './changeDetection';
import { Deliveries, type Delivery } from './delivery';
import { readDown } from './downToKnown';
import { trackedPaths, type PollConfiguration, type Ports } from './event';
import { decode, encode, MOST_KNOWN, type KnownRecords, type SourceState } from './memory';
import { SourceReader } from './sourceReading';
import { isDayOnly, spanOf } from './window';
import { behindOf, readWindow, sureWatermark, type WindowOptions, type WindowReading } from './windowReading';

/**
 * The one poll of every list source: reads what may have changed since the watermark, compares it with what is remembered,
 * and delivers what differs in order of change. It knows neither n8n nor HTTP, and changes nothing but what it returns.
 */

/** Records whose state is remembered at most, beside those of the window. */
const STATES_KEPT = 10_000;
export interface PollResult {
	/** To be remembered, once the deliveries are handed over. */
	state: SourceState;
	deliveries: Delivery[];
}

/**
 * One poll of a source.
 * @param trusted false where the state may be older than the last poll, i.e. n8n was started again
 * @throws whatever a request throws, unless something can be delivered already; then the rest waits for the next poll
 */
export async function pollSource(
	configuration: PollConfiguration,
	state: SourceState,
	ports: Ports,
	trusted: boolean,
): Promise<PollResult> {
	const tracked = trackedPaths(configuration);
	const known = decode(state.seen, tracked.length, state.since);
	const reader = new SourceReader(configuration, ports);
	const deliveries = new Deliveries(configuration, ports, known, state);
	const doubt = !trusted || state.doubt;
	const circumstances = (from: number): Circumstances => ({
		configuration,
		tracked,
		since: state.since,
		from: Math.max(from, behindOf(configuration, state, sureWatermark(state, reader.clock))),
		fromDay: from,
		now: reader.clock,
		complete: state.complete,
		trusted: !doubt,
		allKnown: state.ended,
	});
	let daysOnly = state.daysOnly;
	const deal = async (rows: ReadRow[], from: number) => {
		daysOnly = areDays(configuration, rows, daysOnly);
		const c = circumstances(from);
		const candidates = inOrder(configuration, rows).map((each) => detect(each, known.get(each.id), c));
		await deliveries.add(candidates, c);
	};

	const found = await read({
		configuration,
		state,
		known,
		reader,
		deal,
		stops: () => deliveries.left || ports.outOfTime(),
		hasDelivered: () => deliveries.made.length > 0,
	});
	await deliveries.retryAside(circumstances(found.from));
	return {
		deliveries: deliveries.made,
		state: stateAfter(configuration, { state, known, found, deliveries, doubt, daysOnly }),
	};
}

interface Polled {
	state: SourceState;
	known: KnownRecords;
	found: SourceReading;
	deliveries: Deliveries;
	doubt: boolean;
	daysOnly: SourceState['daysOnly'];
}

/** What is remembered after a poll. */
function stateAfter(
	configuration: PollConfiguration,
	{ state, known, found, deliveries, doubt, daysOnly }: Polled,
): SourceState {
	const { backlog, bulk } = found;
	const left = deliveries.left || backlog !== undefined;
	const waits = left || Object.keys(deliveries.held).length > 0;
	const watermark = waits ? state.watermark : found.watermark;
	const newest = waits ? state.newest : found.newest;
	const kept = forget(configuration, known, found.from, watermark);
	const aside = deliveries.aside.state();
	return {
		signature: state.signature,
		since: state.since,
		watermark,
		previous: waits ? state.previous : state.watermark,
		complete: state.complete && kept.size === known.size,
		ended: found.ended && (state.ended || !left),
		doubt: doubt && left,
		...(newest && { newest }),
		...(daysOnly !== undefined && { daysOnly }),
		seen: encode(kept, state.since),
		...(Object.keys(deliveries.held).length > 0 && { held: deliveries.held }),
		...(aside && { aside }),
		...(backlog && { backlog }),
		...(bulk && { bulk }),
		...(waits && state.unmarked && { unmarked: true }),
	};
}

/** Reads, and deals with what was read. */
async function read(options: WindowOptions): Promise<SourceReading> {
	const { configuration, state, known, reader, deal } = options;
	if (configuration.source.downToKnown) {
		const behind = behindOf(configuration, state, state.watermark);
		const down = await readDown(reader, { configuration, state, known, behind });
		if (down) {
			await deal(down.rows, behind);
			const newest = newestOf(down.newest, state, reader);
			return { from: behind, ended: down.ended, watermark: reader.clock, ...(newest && { newest }) };
		}
	}
	return { ...(await readWindow(options)), ended: false };
}

interface SourceReading extends WindowReading {
	ended: boolean;
	newest?: SourceState['newest'];
}

function newestOf(date: number | undefined, { newest }: SourceState, { clock }: SourceReader): SourceState['newest'] {
	if (date === undefined || (newest && date <= newest.date)) return newest;
	return { date, seen: clock };
}

/** Whether all dates that were seen are days without times. */
export function areDays({ source }: PollConfiguration, rows: ReadRow[], before?: boolean): boolean | undefined {
	if (before === false || rows.length === 0) return before;
	const dates = rows.map(({ row }) => isDayOnly(valueAt(row, source.changed ?? 'dateCreated')));
	return dates.some((each) => each !== undefined) && dates.every((each) => each !== false);
}

/** Oldest change first. */
function inOrder({ source, events, zone }: PollConfiguration, rows: ReadRow[]): ReadRow[] {
	const oldestFirst = source.newestFirst ? [...rows].reverse() : rows;
	const [{ at }] = events;
	if (!at || events.some((event) => event.at !== at)) return oldestFirst;
	return oldestFirst
		.map((each) => ({ each, moment: spanOf(valueAt(each.row, at), zone)?.from ?? 0 }))
		.sort((a, b) => a.moment - b.moment)
		.map(({ each }) => each);
}

/** Only what can come back is kept; of states the latest. */
function forget({ events }: PollConfiguration, known: KnownRecords, from: number, watermark: number): KnownRecords {
	const latest = [...known].sort(([, a], [, b]) => b.listed - a.listed).slice(0, MOST_KNOWN);
	const states = events.some(({ detects }) => detects.kind === 'entered') ? STATES_KEPT : 0;
	const bound = Math.min(from, watermark) - 2 * SLACK;
	return new Map(latest.filter(([, record], index) => record.listed >= bound || index < states));
}
