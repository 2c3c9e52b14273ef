import type { IDataObject } from 'n8n-workflow';
import { valueAt } from '../schema/path';
import { toPage } from '../http/list/page';
import type { Delivery } from './delivery';
import type { ChosenEvent, PollConfiguration, Ports } from './event';
import { wallNumber } from './window';

/** Records that a test in the editor shows. */
const SHOWN = 5;

/** Some recent records of the chosen events, whenever they happened; none where nothing fits. */
export async function readSample(configurations: PollConfiguration[], ports: Ports): Promise<Delivery[]> {
	const deliveries: Delivery[] = [];
	const chosen = configurations.flatMap((configuration) =>
		configuration.events.map((event) => ({ event, configuration })),
	);
	const each = Math.ceil(SHOWN / chosen.length);
	for (const { event, configuration } of chosen) {
		if (deliveries.length >= SHOWN) break;
		const rows = await readRows(event, configuration, ports, Math.min(each, SHOWN - deliveries.length));
		for (const row of rows) deliveries.push({ event, row, ...(await detailsOf(row, configuration, ports)) });
	}
	return deliveries;
}

async function readRows(event: ChosenEvent, { source, query }: PollConfiguration, ports: Ports, count: number) {
	const { getAll } = source.resource.operations;
	const part = { page: 1, size: count };
	const { body } = await ports.ask({
		verb: 'GET',
		path: getAll.path,
		query: {
			...event.ofDeleted?.query,
			...query,
			...source.newestFirst,
			...event.sample,
			...(event.states && { status: event.states.join(',') }),
			...(getAll.paged !== false && { page: part.page, pageSize: part.size }),
		},
	});
	const rows = toPage(body, part)?.rows ?? [];
	return (Array.isArray(body) ? latestOf(rows, event.at) : rows).slice(0, count);
}

async function detailsOf(row: IDataObject, { details, source }: PollConfiguration, ports: Ports) {
	if (!details) return {};
	const { path } = source.resource.operations.get;
	const found = await ports.find({ verb: 'GET', path, query: { id: row.id as string } });
	if (found.kind === 'read') return { record: found.record as IDataObject };
	return found.kind === 'unreadable' ? { unreadable: found.reason } : {};
}

/** A bare array comes in no order that is documented. */
const latestOf = (rows: IDataObject[], at = 'dateCreated'): IDataObject[] =>
	[...rows].sort((a, b) => (wallNumber(valueAt(b, at)) ?? 0) - (wallNumber(valueAt(a, at)) ?? 0));
