import { formatWall } from '../../nodes/shared/request/dates';
import { valueAt } from '../../nodes/shared/schema/path';
import { spanOf } from '../../nodes/shared/trigger/window';
import type { History } from './history.cts';
import { planOf, type Item, type Poller } from './play.cts';

/**
 * The trigger that one writes first: its cursor is the local clock at the last poll, it takes what the service says was
 * changed after that, and remembers nothing else. It reads all pages and survives failing polls, so that only this is
 * compared.
 */
export const naive = (history: History): Poller => {
	const { watch, precision, states } = planOf(history);
	const { path, paged = true } = watch.resource.operations.getAll;
	return {
		async poll(state, ports, { local }) {
			const cursor = (state as { cursor: number } | undefined)?.cursor;
			if (cursor === undefined) return { state: { cursor: local }, items: [] };
			const query = { ...watch.query, [watch.since]: formatWall(cursor, 'UTC', precision) };
			const rows: Record<string, any>[] = [];
			for (let page = 1; ; page++) {
				const { body } = await ports.ask({
					verb: 'GET',
					path,
					query: paged ? { ...query, page, pageSize: 100 } : query,
				});
				if (!paged) rows.push(...(body as Record<string, any>[]));
				else rows.push(...(body as { data: Record<string, any>[] }).data);
				if (!paged || page * 100 >= (body as { recordsTotal: number }).recordsTotal) break;
			}
			return {
				state: { cursor: local },
				items: rows.filter((row) => wanted(row, cursor)).map((row): Item => ({ row })),
			};
		},
	};

	function wanted(row: Record<string, any>, cursor: number): boolean {
		const { news } = watch;
		if (news.is === 'created' && news.born) return (spanOf(valueAt(row, news.born), history.zone)?.from ?? 0) > cursor;
		if (news.is === 'entered') return (news.into ?? states ?? []).includes(String(valueAt(row, news.value)));
		return true;
	}
};
