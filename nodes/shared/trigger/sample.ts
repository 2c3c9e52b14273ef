import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/record';
import { wallNumber } from './dates';
import type { Delivery } from './deliver';
import { statusesOf, type ChosenEvent, type PollConfiguration, type Ports } from './event';
import { SourceList } from './sourceList';

/** How many records a test in the editor shows. */
const SHOWN = 5;

/** Some recent records for the chosen events, however old they are; none if nothing matches. */
export async function readSample(configurations: PollConfiguration[], ports: Ports): Promise<Delivery[]> {
	const deliveries: Delivery[] = [];
	const chosen = configurations.flatMap((configuration) =>
		configuration.events.map((event) => ({ event, configuration })),
	);
	const each = Math.ceil(SHOWN / chosen.length);
	for (const { event, configuration } of chosen) {
		if (deliveries.length >= SHOWN) break;
		const rows = await readRows(event, configuration, ports, Math.min(each, SHOWN - deliveries.length));
		for (const row of rows)
			deliveries.push({ event, row, previous: {}, ...(await detailsOf(row, configuration, ports)) });
	}
	return deliveries;
}

async function readRows(event: ChosenEvent, configuration: PollConfiguration, ports: Ports, count: number) {
	const { detects, ofDeleted, sample } = event;
	const statuses = detects.kind === 'entered' ? statusesOf(event) : undefined;
	const inStatuses = detects.kind === 'entered' && statuses && { [detects.status]: statuses.join(',') };
	const list = new SourceList({ ...configuration, events: [event] }, ports);
	const ask = list.asking(undefined, 'newestFirst', { ...ofDeleted?.query, ...sample, ...inStatuses });
	const { rows } = list.isPaged ? await ask(1, count) : await ask();
	return (list.isPaged ? rows : latestOf(rows, event.at)).slice(0, count);
}

async function detailsOf(row: IDataObject, { details, source }: PollConfiguration, ports: Ports) {
	if (!details) return {};
	const found = await ports.find(source.resource, row);
	if (found.kind === 'read') return { record: found.record };
	return found.kind === 'unreadable' ? { unreadable: found.reason } : {};
}

/** Sorts the rows of a bare array, whose order is not documented, latest first. */
const latestOf = (rows: IDataObject[], at = 'dateCreated'): IDataObject[] =>
	[...rows].sort((a, b) => (wallNumber(valueAt(b, at)) ?? 0) - (wallNumber(valueAt(a, at)) ?? 0));
