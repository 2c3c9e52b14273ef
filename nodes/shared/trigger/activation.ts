import type { IDataObject } from 'n8n-workflow';
import { LARGEST, readList, type AskPage } from '../http/list';
import { valueAt } from '../schema/record';
import { concurrently } from '../http/concurrently';
import { MINUTE, sinceText, spanOf, wallNumberOf } from './dates';
import { fullFingerprint } from './deliver';
import { statusPath, statusesOf, type PollConfiguration, type Ports } from './event';
import { Memory, idOf } from './memory';
import { MARGIN, type SourceState } from './poll';
import { CONCURRENCY, SourceList } from './sourceList';

/** Activation: remembers the records that already exist, so that they are not delivered. */

/** At most this many records that already have a watched status are remembered. */
const MOST_BY_STATUS = 1000;
/** At most this many records are read in full. */
const MOST_IN_FULL = 100;
const FUTURE = Date.UTC(2100, 0, 1);

/** With Start From, the first poll delivers what happened since then; anything older that it would see is remembered. */
export async function activate(configuration: PollConfiguration, ports: Ports): Promise<SourceState> {
	return await new Activation(configuration, ports).run();
}

class Activation {
	private readonly list: SourceList;

	constructor(
		private readonly configuration: PollConfiguration,
		private readonly ports: Ports,
	) {
		this.list = new SourceList(configuration, ports);
	}

	async run(): Promise<SourceState> {
		const { configuration } = this;
		const { setUp, startAt, source, zone } = configuration;
		if (startAt !== undefined) {
			const begin = Math.floor(startAt / 1000) * 1000;
			const memory = new Memory(configuration, begin);
			if (source.changed === undefined || source.byDay) await this.rememberBefore(begin, memory);
			const newest = source.unfiltered && { newest: wallNumberOf(begin, zone) };
			return { setUp, begin, hasStartFrom: true, cursor: begin, ...newest, memory: memory.write(begin, true) };
		}
		const inStatus = await this.readByStatus();
		const rows = source.unfiltered ? await this.readNewest() : await this.readWindow();
		const { clock, newest } = this.list;
		const memory = new Memory(configuration, clock);
		for (const row of inStatus) memory.set(idOf(row), { ...memory.of(row, clock), since: 0 });
		for (const row of rows) memory.set(idOf(row), { ...memory.of(row, clock), since: this.changeOf(row) });
		await this.readInFull(rows, memory);
		return {
			setUp,
			begin: clock,
			cursor: clock,
			...(source.unfiltered && Number.isFinite(newest) && { newest }),
			memory: memory.write(clock, true),
		};
	}

	/** Estimates when a row last changed: its age is measured from the newest change in the list, which needs no time zone. */
	private changeOf(row: IDataObject): number {
		const { clock, newest } = this.list;
		const change = this.list.changeOf(row);
		return change === undefined ? 0 : Math.max(0, clock - Math.max(0, newest - change));
	}

	/** Reads the records that already have a watched status. */
	private async readByStatus(): Promise<IDataObject[]> {
		const entered = this.configuration.events.filter(statusPath);
		const path = entered[0] && statusPath(entered[0]);
		if (path === undefined) return [];
		const statuses = entered.map(statusesOf);
		const query = statuses.includes(undefined) ? {} : { [path]: [...new Set(statuses.flat())].join(',') };
		const ask = this.list.asking(undefined, 'newestFirst', query);
		return (
			await readList(ask, { limit: MOST_BY_STATUS, concurrency: CONCURRENCY, paged: this.list.isPaged, passes: 1 })
		).rows;
	}

	/** Reads an unfiltered list, as far back as polls will look. */
	private async readNewest(): Promise<IDataObject[]> {
		const { list } = this;
		const depth = this.configuration.lookBack + MARGIN + MINUTE;
		const { rows, below } = await list.readChanges(
			list.asking(undefined),
			(row) => (list.changeOf(row) ?? -Infinity) < list.newest - depth,
		);
		return [...rows, ...below];
	}

	/** Reads what polls will see when they look back. */
	private async readWindow(): Promise<IDataObject[]> {
		const { configuration, list } = this;
		// The service's clock comes with a response: ask for changes since 2100, which returns no rows.
		if (list.clock === 0) {
			const ask = list.asking(sinceText(FUTURE, configuration));
			await (list.isPaged ? ask(1, LARGEST) : ask());
		}
		// Rows show whole minutes: start one earlier, so that all of the first minute is remembered.
		const from = list.clock - configuration.lookBack - MARGIN - MINUTE;
		return await this.readAll(list.asking(sinceText(from, configuration)));
	}

	private async readAll(ask: AskPage): Promise<IDataObject[]> {
		return (await readList(ask, { concurrency: CONCURRENCY, paged: this.list.isPaged })).rows;
	}

	/**
	 * Remembers rows from before the start that polls will see when they look back. If rows show the date of the event, that date
	 * decides; otherwise a row is older if the filter, asked from the start on, leaves it out.
	 */
	private async rememberBefore(begin: number, memory: Memory): Promise<void> {
		const { configuration, list } = this;
		const { events, lookBack } = configuration;
		const all = await this.readAll(list.asking(sinceText(begin - lookBack - MARGIN, configuration)));
		const dates = events.map(({ at, detects }) => (detects.kind === 'dated' ? detects.date : at));
		const [date] = dates;
		const counting = new Set<string>();
		if (date !== undefined && dates.every((each) => each === date)) {
			const isLater = (row: IDataObject) => (spanOf(valueAt(row, date), configuration)?.to ?? Infinity) > begin;
			for (const row of all.filter(isLater)) counting.add(idOf(row));
		} else {
			const reading = configuration.reading === 'unknown' ? 'utc' : configuration.reading;
			const rows = await this.readAll(list.asking(sinceText(begin, { ...configuration, reading })));
			for (const row of rows) counting.add(idOf(row));
		}
		for (const row of all) if (!counting.has(idOf(row))) memory.set(idOf(row), memory.of(row, begin));
	}

	/** If an event is about a part that only the full record shows, remembers what that part shows now. */
	private async readInFull(rows: IDataObject[], memory: Memory): Promise<void> {
		const { events, source } = this.configuration;
		const event = events.find(({ detects }) => detects.kind === 'changed' && detects.within !== undefined);
		if (!event) return;
		await concurrently(rows.slice(0, MOST_IN_FULL), CONCURRENCY, async (row) => {
			const details = await this.ports.find(source.resource, row);
			const known = memory.get(idOf(row));
			if (known && details.kind === 'read')
				memory.set(idOf(row), { ...known, full: fullFingerprint(details.record, row, event) });
		});
	}
}
