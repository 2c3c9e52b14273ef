import { withSandbox } from './cases.cts';

/** Lists that many items would read instead of looking one by one, and that show less than they seem to. */

let at: Awaited<ReturnType<typeof withSandbox>>;
beforeAll(async () => {
	at = await withSandbox();
});
afterAll(async () => await at.sandbox.close());
beforeEach(async () => await at.sandbox.reset());

const create = { name: '={{ $json.name }}', myId: '={{ $json.key }}' };
const keys = (prefix: string, from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => ({ key: `${prefix}-${from + index}`, name: `New ${index}` }));
function fill(count: number) {
	for (let index = 0; index < count; index++)
		at.sandbox.state.customers.create({ name: `Customer ${index}`, myId: `B-${index}` });
}

interface Envelope {
	data: unknown[];
	recordsTotal: number;
}
/** Answers lists in pages of at most 50, whatever is asked for. */
const inPagesOf50 = (edit: (envelope: Envelope) => unknown) =>
	at.sandbox.faults.add({
		path: '/customer/list',
		kind: 'edited',
		times: null,
		edit: (answer, { query }) => {
			const rows = at.sandbox.state.customers.all().filter((row) => String(row.active) === query.active);
			const [page, size] = [Number(query.page), Math.min(50, Number(query.pageSize))];
			return edit({ ...answer, data: rows.slice((page - 1) * size, page * size), recordsTotal: rows.length });
		},
	});

test('Create: pages smaller than asked for and no number of rows hide no record', async () => {
	fill(250);
	inPagesOf50(({ data }) => data);
	// The new ones come first: what is looked for as a sample is not there.
	const items = [...keys('N', 0, 20), ...keys('B', 100, 250)];
	const { items: out } = await at.run('customer', 'create', create, { items, onError: 'continueRegularOutput' });
	expect(out.filter((item) => JSON.stringify(item).includes('already exists'))).toHaveLength(150);
	expect(at.sandbox.state.customers.all().filter(({ name }) => /^New/.test(name))).toHaveLength(20);
});

test('a list that changes while it is read costs what its pages do besides', async () => {
	fill(1000);
	let answered = 0;
	at.sandbox.faults.add({
		path: '/customer/list',
		kind: 'edited',
		times: null,
		edit: (answer) => ({ ...answer, recordsTotal: Number(answer.recordsTotal) + ++answered }),
	});
	const { error, requests } = await at.run('customer', 'create', create, { items: keys('N', 0, 24) });
	expect(error).toBeUndefined();
	expect(at.sandbox.state.customers.rows().filter(({ name }) => /^New/.test(name))).toHaveLength(24);
	const looks = requests.filter(({ method }) => method === 'GET');
	expect(looks.length).toBeLessThanOrEqual(2 * 24);
});
