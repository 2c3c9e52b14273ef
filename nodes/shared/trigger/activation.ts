import type { IDataObject } from 'n8n-workflow';
import { LARGEST, readList, type AskPage } from '../http/list';
import { valueAt } from '../schema/record';
import { concurrently } from '../http/concurrently';
import { MINUTE, sinceText, spanOf, wallNumberOf } from './dates';
import { wholeOf } from './deliver';
import { stateOf, statesOf, type PollConfiguration, type Ports } from './event';
import { Memory, idOf } from './memory';
import { MARGIN, type SourceState } from './poll';
import { AT_ONCE, SourceList } from './sourceList';

/** Activation: remembers what there is, so that nothing of it is delivered. */

/** Records in a state already that are remembered. */
const MOST_STATES = 1000;
/** Records in full that are read. */
const MOST_WHOLES = 100;
const FUTURE = Date.UTC(2100, 0, 1);

/** With Start From, the first poll delivers what happened since; what is shown from before it is remembered. */
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
			return { setUp, begin, isNamed: true, cursor: begin, ...newest, memory: memory.write(begin, true) };
		}
		const states = await this.readStates();
		const rows = source.unfiltered ? await this.readNewest() : await this.readWindow();
		const { clock, newest } = this.list;
		const memory = new Memory(configuration, clock);
		for (const row of states) memory.set(idOf(row), { ...memory.of(row, clock), since: 0 });
		for (const row of rows) memory.set(idOf(row), { ...memory.of(row, clock), since: this.changeOf(row) });
		await this.readWholes(rows, memory);
		return {
			setUp,
			begin: clock,
			cursor: clock,
			...(source.unfiltered && Number.isFinite(newest) && { newest }),
			memory: memory.write(clock, true),
		};
	}

	/** Since when a row has shown what it shows: as long before now as its change is older than the latest one. */
	private changeOf(row: IDataObject): number {
		const { clock, newest } = this.list;
		const change = this.list.changeOf(row);
		return change === undefined ? 0 : Math.max(0, clock - Math.max(0, newest - change));
	}

	/** The records that are in a watched state already. */
	private async readStates(): Promise<IDataObject[]> {
		const entered = this.configuration.events.filter(stateOf);
		const path = entered[0] && stateOf(entered[0]);
		if (path === undefined) return [];
		const states = entered.map(statesOf);
		const query = states.includes(undefined) ? {} : { [path]: [...new Set(states.flat())].join(',') };
		const ask = this.list.asking(undefined, 'newestFirst', query);
		return (await readList(ask, { limit: MOST_STATES, atOnce: AT_ONCE, paged: this.list.isPaged, passes: 1 })).rows;
	}

	/** A list that is read without a filter, as far as polls will look back. */
	private async readNewest(): Promise<IDataObject[]> {
		const { list } = this;
		const depth = this.configuration.lookBack + MARGIN + MINUTE;
		const { rows, below } = await list.readChanges(
			list.asking(undefined),
			(row) => (list.changeOf(row) ?? -Infinity) < list.newest - depth,
		);
		return [...rows, ...below];
	}

	/** What polls will see when they look back. */
	private async readWindow(): Promise<IDataObject[]> {
		const { configuration, list } = this;
		// The clock comes with a response: this one has no rows.
		if (list.clock === 0) {
			const ask = list.asking(sinceText(FUTURE, configuration));
			await (list.isPaged ? ask(1, LARGEST) : ask());
		}
		// Rows show minutes: of the first one all is remembered.
		const from = list.clock - configuration.lookBack - MARGIN - MINUTE;
		return await this.readAll(list.asking(sinceText(from, configuration)));
	}

	private async readAll(ask: AskPage): Promise<IDataObject[]> {
		return (await readList(ask, { atOnce: AT_ONCE, paged: this.list.isPaged })).rows;
	}

	/**
	 * What is from before the beginning, though polls that look back will see it: by the date of the event where rows show it,
	 * else all that the filter shows from a little earlier only.
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

	/** Where only a part of the record in full counts, what it shows now. */
	private async readWholes(rows: IDataObject[], memory: Memory): Promise<void> {
		const { events, source } = this.configuration;
		const event = events.find(({ detects }) => detects.kind === 'changed' && detects.within !== undefined);
		if (!event) return;
		await concurrently(rows.slice(0, MOST_WHOLES), AT_ONCE, async (row) => {
			const details = await this.ports.find(source.resource, row);
			const known = memory.get(idOf(row));
			if (known && details.kind === 'read')
				memory.set(idOf(row), { ...known, whole: wholeOf(details.record, row, event) });
		});
	}
}
