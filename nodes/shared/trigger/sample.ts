import type { IDataObject } from 'n8n-workflow';
import type { News } from './polling';
import { valueAt } from '../schema/path';
import type { Plan, Ports } from './watch';
import { wallNumber } from './window';

/** Records that a test in the editor shows. */
const SHOWN = 5;

/** Some recent records of an event, whenever it happened; none where nothing fits. */
export async function readSample(plan: Plan, ports: Ports): Promise<News[]> {
	const { watch } = plan;
	const { getAll, get } = watch.resource.operations;
	const paged = getAll.paged !== false;
	const states = plan.states && { status: plan.states.join(',') };
	const query = {
		...watch.query,
		...plan.query,
		...watch.newestFirst,
		...watch.sample,
		...states,
		...(paged && { page: 1, pageSize: SHOWN }),
	};
	const { body } = await ports.ask({ verb: 'GET', path: getAll.path, query });
	const rows = (Array.isArray(body) ? latestOf(body, watch.at) : (body as { data: IDataObject[] }).data).slice(
		0,
		SHOWN,
	);
	if (!plan.details || !get) return rows.map((row) => ({ row }));
	return await Promise.all(
		rows.map(async (row) => ({
			row,
			whole: (await ports.find({ verb: 'GET', path: get.path, query: { id: row.id as string } }))?.body as IDataObject,
		})),
	);
}

/** A bare array comes in no order that is documented. */
const latestOf = (rows: IDataObject[], at = 'dateCreated'): IDataObject[] =>
	[...rows].sort((a, b) => (wallNumber(valueAt(b, at)) ?? 0) - (wallNumber(valueAt(a, at)) ?? 0));
