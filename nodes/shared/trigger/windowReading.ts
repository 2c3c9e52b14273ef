import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { LARGEST, type Page } from '../http/list/page';
import { readList } from '../http/list/reading';
import { readBacklog } from './backlog';
import { readBulk } from './bulk';
import { SLACK, type ReadRow } from './changeDetection';
import type { PollConfiguration } from './event';
import type { Backlog, Bulk, KnownRecords, SourceState } from './memory';
import { FIRST_PAGE, idsOf, toUnreadable, type SourceReader } from './sourceReading';
import { earliestReading, sinceText, spanOf } from './window';

/** Reads the window behind the watermark: what the filter of a list gives. */

/** Longer lists are delivered part by part. */
export const BACKLOG = 2000;
/** Rows that are read at once at most. */
const MOST = 100_000;
const AT_ONCE = 8;
const MINUTE = 60_000;
/** A filter that compares days is asked for so far back: a payment is often entered some days after it was made. */
export const DAYS_BACK = 3 * 86_400_000;

export interface WindowReading {
	/** What is not known was changed after this time. */
	from: number;
	watermark: number;
	backlog?: Backlog;
	bulk?: Bulk;
}

export interface WindowOptions {
	configuration: PollConfiguration;
	state: SourceState;
	known: KnownRecords;
	reader: SourceReader;
	/** Compares and delivers rows. */
	deal: (rows: ReadRow[], from: number) => Promise<void>;
	stops: () => boolean;
	hasDelivered: () => boolean;
}

export async function readWindow(options: WindowOptions): Promise<WindowReading> {
	const { configuration, state, reader, deal } = options;
	if (state.unmarked) return await readUnmarked(options);
	if (!reader.paged) {
		const text = textOf(configuration, state, state.watermark);
		const from = earliestReading(text, configuration);
		await deal(toRows(await readWhole(configuration, reader, text)), from);
		return { from, watermark: reader.clock };
	}
	const { first, text, bulk: known } = await firstOfWindow(configuration, state, reader);
	const from = earliestReading(text, configuration);
	if (known) {
		const { rows, total } = await readBulk(reader.asking(text), first, known, options.known);
		await deal(toRows(rows), from);
		return { from, watermark: reader.clock, bulk: { ...known, total } };
	}
	// Places are counted from the end only where pages are as large as what is asked for.
	if (!state.backlog && ((first.total ?? 0) <= BACKLOG || first.rows.length < LARGEST)) {
		await deal(toRows(await readWhole(configuration, reader, text, first)), from);
		const isPast = !state.bulk || reader.clock - state.bulk.read >= configuration.overlapMs + SLACK;
		return { from, watermark: reader.clock, ...(!isPast && { bulk: state.bulk }) };
	}
	const begun = state.backlog?.begun ?? reader.clock;
	const { backlog, total } = await readBacklog(reader.asking(text), {
		first,
		backlog: state.backlog ?? { since: text, begun, read: 0, readings: 0, grew: false },
		known: options.known,
		deal: async (rows) => await deal(toRows(rows), from),
		stops: options.stops,
		hasDelivered: options.hasDelivered,
		limit: configuration.limit ?? Infinity,
	});
	if (backlog) return { from, watermark: state.watermark, backlog };
	const bulk = { since: text, read: reader.clock, total };
	if (configuration.source.newestFirst) return { from, watermark: begun, bulk };
	return { from, watermark: begun, bulk: { ...bulk, lag: await lagOf(configuration, reader) } };
}

/**
 * The first poll where nothing was marked at activation: what slack for clocks shows from before the watermark is marked
 * now, without being an event.
 */
async function readUnmarked({ configuration, state, reader, deal }: WindowOptions): Promise<WindowReading> {
	const behind = behindOf(configuration, state, state.watermark);
	const wide = await readWhole(
		configuration,
		reader,
		textOf(configuration, { ...state, unmarked: false }, state.watermark),
	);
	const { source, zone } = configuration;
	const narrow = source.byDay
		? wide.filter((row) => {
				const span = spanOf(valueAt(row, source.changed ?? ''), zone);
				return !span || span.to > behind;
			})
		: await readWhole(configuration, reader, narrowText(behind, configuration));
	const counting = new Set(idsOf(narrow));
	const rows = new Map([...toRows(wide), ...toRows(narrow)].map((each) => [each.id, each]));
	await deal(
		[...rows.values()].map((each) => ({ ...each, fresh: counting.has(each.id) })),
		behind,
	);
	return { from: behind, watermark: reader.clock };
}

/** What is asked for so that only what was changed from that moment on is given, as far as the zone is known. */
function narrowText(behind: number, configuration: PollConfiguration): string {
	if (configuration.reading !== 'unknown') return sinceText(behind, configuration);
	const texts = (['utc', 'account'] as const).map((reading) => sinceText(behind, { ...configuration, reading }));
	return texts[0] < texts[1] ? texts[0] : texts[1];
}

/** Rows of a window: whatever is not known of them is new. */
function toRows(rows: IDataObject[]): ReadRow[] {
	const ids = idsOf(rows);
	return rows.map((row, index) => ({ id: ids[index], row, fresh: true }));
}

const textOf = (configuration: PollConfiguration, state: SourceState, watermark: number) =>
	sinceText(
		behindOf(configuration, state, watermark),
		configuration,
		configuration.source.byDay === true || state.daysOnly !== false,
	);

/** The first page of the window behind the watermark. */
async function firstOfWindow(configuration: PollConfiguration, state: SourceState, reader: SourceReader) {
	const ask = async (text: string): Promise<{ first: Page; text: string; bulk?: Bulk }> => ({
		text,
		first: await reader.asking(text)(FIRST_PAGE),
	});
	if (state.backlog) return await ask(state.backlog.since);
	const { lag } = state.bulk ?? {};
	if (lag !== undefined && state.daysOnly === false)
		return await ask(sinceText(state.watermark - configuration.overlapMs - MINUTE - lag, configuration));
	if (state.bulk && lag === undefined) {
		const asked = await ask(state.bulk.since);
		if (reader.clock - state.bulk.read < configuration.overlapMs + SLACK) return { ...asked, bulk: state.bulk };
	}
	const asked = await ask(textOf(configuration, state, state.watermark));
	const sure = sureWatermark(state, reader.clock);
	return sure === state.watermark ? asked : await ask(textOf(configuration, state, sure));
}

/** The watermark; it says nothing where the service's clock was set back since. */
export const sureWatermark = ({ watermark, previous }: SourceState, clock: number): number =>
	clock + SLACK >= watermark ? watermark : Math.min(previous, clock);

/**
 * By how much the latest change is older than now by the filter of the list: what is changed from now on cannot be older
 * than that. So a list that cannot be sorted by change need not be read again as far back as clocks might be off.
 */
async function lagOf(configuration: PollConfiguration, reader: SourceReader): Promise<number> {
	const now = reader.clock;
	let [oldest, newest] = [now - SLACK, now + SLACK];
	while (newest - oldest > MINUTE / 2) {
		const middle = (oldest + newest) / 2;
		const { rows } = await reader.asking(sinceText(middle, configuration))({ page: 1, size: 1 });
		if (rows.length) oldest = middle;
		else newest = middle;
	}
	return Math.min(SLACK, now - oldest);
}

/** @throws InputError where it cannot be shown that nothing is missing */
export async function readWhole(configuration: PollConfiguration, reader: SourceReader, text: string, first?: Page) {
	const outcome = await readList(reader.asking(text), {
		atOnce: AT_ONCE,
		most: MOST,
		paged: reader.paged,
		total: 'hint',
		confirm: configuration.source.newestFirst === undefined,
		...(first && { first }),
	});
	if (outcome.is !== 'whole') throw toUnreadable();
	return outcome.rows;
}

/** Where the window begins: behind the watermark by the overlap, and by what clocks and stamps may be off. */
export function behindOf(
	{ overlapMs, source, startAt }: PollConfiguration,
	state: SourceState,
	watermark: number,
): number {
	if (state.unmarked) return startAt ?? watermark - overlapMs;
	return watermark - overlapMs - SLACK - (source.byDay ? DAYS_BACK : 0);
}
