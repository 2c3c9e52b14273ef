import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../request/call';
import { concurrently } from '../http/concurrently';
import { readList } from '../http/list/reading';
import { hides, remembered, SLACK, type ReadRow } from './changeDetection';
import { readDown } from './downToKnown';
import { trackedPaths, type PollConfiguration, type Ports } from './event';
import { fingerprint } from './fingerprint';
import { encode, type KnownRecords, type SourceState } from './memory';
import { areDays } from './poll';
import { FIRST_PAGE, idsOf, SourceReader, toUnreadable } from './sourceReading';
import { sinceText } from './window';

/** Activation: remembers what there is, so that nothing of it is delivered. */

/** Records in a state already that activation reads. */
const STATES_AT_START = 1000;
/** Records in full that activation reads. */
const WHOLES_AT_START = 100;
const AT_ONCE = 8;
const MOST = 100_000;
const FUTURE = Date.UTC(2100, 0, 1);
const DAYS_BACK = 3 * 86_400_000;

/** With a date to start from it reads nothing; the first poll then delivers what happened since. */
export async function startSource(configuration: PollConfiguration, ports: Ports): Promise<SourceState> {
	const { signature, startAt } = configuration;
	const state: SourceState = {
		signature,
		since: startAt ?? 0,
		watermark: startAt ?? 0,
		previous: startAt ?? 0,
		complete: false,
		ended: false,
		doubt: false,
		...(startAt !== undefined && { unmarked: true }),
		seen: '',
	};
	return startAt === undefined ? await new Start(configuration, ports, state).run() : state;
}

class Start {
	private readonly known: KnownRecords = new Map();
	private readonly tracked: string[];
	private readonly reader: SourceReader;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
		private readonly state: SourceState,
	) {
		this.tracked = trackedPaths(configuration);
		this.reader = new SourceReader(configuration, ports);
	}

	async run(): Promise<SourceState> {
		const already = statesOf(this.configuration);
		if (already) this.state.complete = await this.readStates(already);
		const rows = (await this.readDown()) ?? (await this.readWindow());
		const { clock } = this.reader;
		for (const { id, row } of rows) this.known.set(id, this.remembered(row));
		const report = this.configuration.events.find(({ detects }) => hides(detects) === 'report');
		if (report)
			await concurrently(rows.slice(0, WHOLES_AT_START), AT_ONCE, async ({ id, row }) => {
				const { path } = this.configuration.source.resource.operations.get;
				const details = await this.ports.find({ verb: 'GET', path, query: { id: row.id as string } });
				if (details.kind === 'read')
					this.known.get(id)!.whole = fingerprint({ report: details.record.report ?? row.report });
			});
		const times = { since: clock, watermark: clock, previous: clock };
		return { ...this.state, ...times, seen: encode(this.known, clock) };
	}

	private remembered(row: IDataObject) {
		return remembered(row, { now: this.reader.clock, tracked: this.tracked });
	}

	/** Remembers the records that are in the chosen states already. @returns whether these were all */
	private async readStates(query: Call['query']): Promise<boolean> {
		const outcome = await readList(this.reader.askingFor(query), {
			limit: STATES_AT_START,
			atOnce: AT_ONCE,
			most: MOST,
			paged: this.reader.paged,
			total: 'hint',
		});
		if (outcome.is !== 'whole') throw toUnreadable();
		const ids = idsOf(outcome.rows);
		outcome.rows.forEach((row, index) => this.known.set(ids[index], { ...this.remembered(row), listed: 0 }));
		return outcome.rows.length < STATES_AT_START;
	}

	private async readDown(): Promise<ReadRow[] | undefined> {
		if (!this.configuration.source.downToKnown) return undefined;
		const options = { configuration: this.configuration, state: undefined, known: new Map(), behind: 0 };
		const down = await readDown(this.reader, options);
		if (!down) return undefined;
		this.state.ended = down.ended;
		if (down.newest !== undefined) this.state.newest = { date: down.newest, seen: this.reader.clock };
		this.noteDays(down.rows);
		return down.rows;
	}

	/** What was changed shortly before: slack for clocks would show it again. */
	private async readWindow(): Promise<ReadRow[]> {
		const { configuration, reader } = this;
		const { source, overlapMs } = configuration;
		// The clock comes with the first page of the list, which shows how exact its dates are as well.
		const page = source.newestFirst
			? await reader.asking()(FIRST_PAGE)
			: await reader.asking(sinceText(FUTURE, configuration))(reader.paged ? FIRST_PAGE : undefined);
		this.noteDays(toRows(page.rows));
		const from = reader.clock - overlapMs - 2 * SLACK - (source.byDay ? DAYS_BACK : 0);
		const rows = await this.readSince(from, configuration, reader);
		for (const query of source.beside ?? []) {
			const beside = { ...configuration, query };
			rows.push(...(await this.readSince(from, beside, new SourceReader(beside, this.ports))));
		}
		return rows;
	}

	private async readSince(from: number, configuration: PollConfiguration, reader: SourceReader): Promise<ReadRow[]> {
		const { source } = configuration;
		const text = sinceText(from, configuration, source.byDay === true || this.state.daysOnly !== false);
		const outcome = await readList(reader.asking(text), {
			atOnce: AT_ONCE,
			most: MOST,
			paged: reader.paged,
			total: 'hint',
			confirm: source.newestFirst === undefined,
		});
		if (outcome.is !== 'whole') throw toUnreadable();
		return toRows(outcome.rows);
	}

	private noteDays(rows: ReadRow[]): void {
		const daysOnly = areDays(this.configuration, rows, this.state.daysOnly);
		if (daysOnly !== undefined) this.state.daysOnly = daysOnly;
	}
}

function toRows(rows: Parameters<typeof idsOf>[0]): ReadRow[] {
	const ids = idsOf(rows);
	return rows.map((row, index) => ({ id: ids[index], row, fresh: false }));
}

/** The query for the records that are in a chosen state; undefined where no event is about states. */
function statesOf({ events }: PollConfiguration): Call['query'] | undefined {
	const entered = events.filter(({ detects }) => detects.kind === 'entered');
	if (!entered.length) return undefined;
	const chosen = entered.map(({ detects, states }) => (detects.kind === 'entered' && detects.into) || states);
	const states = chosen.every((each) => each !== undefined) ? [...new Set(chosen.flat())] : undefined;
	const [{ detects }] = entered;
	return detects.kind === 'entered' ? detects.already(states) : undefined;
}
