import { toPage, type AskPage } from '../../nodes/shared/http/list/page';
import { readBulk } from '../../nodes/shared/trigger/bulk';

test('behind the end of a delivered backlog, the last page that comes again is not asked for without end', async () => {
	const rows = Array.from({ length: 250 }, (_, id) => ({ id: id + 1 }));
	let requests = 0;
	const ask: AskPage = async (part) => {
		if (++requests > 20) throw new Error('without end');
		const { page, size } = part!;
		const from = Math.min(page - 1, Math.ceil(rows.length / size) - 1) * size;
		return toPage({ data: rows.slice(from, from + size), recordsTotal: rows.length }, part!)!;
	};
	const first = await ask({ page: 1, size: 100 });
	// One more row than come is looked for.
	const read = await readBulk(ask, first, { since: '', read: 0, total: -1 }, new Map());
	expect(read.rows).toEqual(rows);
	expect(requests).toBe(3);
});
