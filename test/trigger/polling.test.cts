import { poll, start } from '../../nodes/shared/trigger/polling';
import { decode, encode, hashOf, type State } from '../../nodes/shared/trigger/memory';
import { readSafely } from '../../nodes/shared/trigger/list';
import type { Plan, Ports, Told } from '../../nodes/shared/trigger/watch';
import { earliestReading, sinceText, spanOf } from '../../nodes/shared/trigger/window';
import type { Call } from '../../nodes/shared/request/call';
import { events } from '../../nodes/Synchroteam/events';

/** The parts of the poll, where the simulation would not show which one is wrong. */

const at = (text: string) => Date.parse(`${text}Z`);
const DATE = 'Sat, 21 Nov 2026 12:00:00 GMT';
const NOW = at('2026-11-21T12:00:00');

type Rows = Array<Record<string, any>>;
const page = (rows: Rows, number: number, size = 100) => ({
	recordsTotal: rows.length,
	data: rows.slice((number - 1) * size, number * size),
});

/** A service with one list, that may change before a request. */
function service(
	rows: Rows,
	before: (request: number, rows: Rows) => void = () => undefined,
	clock: () => number = () => NOW,
) {
	const calls: Call[] = [];
	const ask = async (call: Call): Promise<Told> => {
		before(calls.push(call), rows);
		return { headers: { date: new Date(clock()).toUTCString() }, body: page(rows, Number(call.query.page)) };
	};
	const ports: Ports = { ask, find: async () => undefined, outOfTime: () => false };
	return { calls, ports };
}
const numbered = (count: number): Rows => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
const call: Call = { verb: 'GET', path: '/x/list', query: {} };

describe('what is asked for', () => {
	const paris = { zone: 'Europe/Paris', precision: 'second' as const };

	test('a second earlier, or a minute where the filter takes minutes, so that "after" and "on or after" are both right', () => {
		expect(sinceText(at('2026-11-21T12:00:00'), { ...paris, reading: 'utc' })).toBe('2026-11-21 11:59:59');
		expect(sinceText(at('2026-11-21T12:00:59'), { ...paris, reading: 'utc', precision: 'minute' })).toBe(
			'2026-11-21 11:59',
		);
	});

	test('where the zone is not known, the earlier of the two readings', () => {
		expect(sinceText(at('2026-11-21T12:00:01'), { ...paris, reading: 'unknown' })).toBe('2026-11-21 12:00:00');
		expect(sinceText(at('2026-11-21T12:00:01'), { ...paris, zone: 'America/New_York', reading: 'unknown' })).toBe(
			'2026-11-21 07:00:00',
		);
	});

	test.each([
		['Europe/Paris', '2026-10-25T00:30:00', '2026-10-25 01:29:59'],
		['Australia/Lord_Howe', '2026-04-04T14:45:00', '2026-04-05 00:44:59'],
	])('in %s, just before clocks are set back, a text that comes once only', (zone, moment, text) => {
		expect(sinceText(at(moment), { zone, reading: 'account', precision: 'second' })).toBe(text);
	});

	test('no reading of the text is later than the moment, on any night', () => {
		for (const zone of [
			'Europe/Paris',
			'America/New_York',
			'Australia/Lord_Howe',
			'Asia/Kathmandu',
			'Pacific/Kiritimati',
			'UTC',
		]) {
			for (const day of ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01']) {
				for (
					let moment = at(`${day}T00:00:00`);
					moment < at(`${day}T00:00:00`) + 36 * 3_600_000;
					moment += 23 * 60_000
				) {
					for (const reading of ['account', 'unknown'] as const) {
						const filter = { zone, reading, precision: 'second' as const };
						const text = sinceText(moment, filter);
						const spanned = spanOf(text, zone)!;
						// Read as wall time of the account it may be the later of two.
						expect(Math.max(earliestReading(text, filter), spanned.to - 60_000)).toBeLessThanOrEqual(moment);
					}
				}
			}
		}
	});
});

describe('reading a list while it changes', () => {
	const read = async (rows: Rows, before: (request: number, rows: Rows) => void, newestFirst = true) => {
		const { calls, ports } = service(rows, before);
		const { rows: found } = await readSafely(ports, call, { paged: true, newestFirst });
		return { ids: found.map(({ id }) => id), requests: calls.length };
	};

	test('one request for up to a hundred rows, one more for each hundred', async () => {
		expect((await read(numbered(0), () => undefined)).requests).toBe(1);
		expect((await read(numbered(100), () => undefined)).requests).toBe(1);
		expect((await read(numbered(101), () => undefined)).requests).toBe(2);
		expect((await read(numbered(1000), () => undefined)).requests).toBe(10);
	});

	test('a row that leaves lets another slip over the border: the list is read again', async () => {
		const { ids, requests } = await read(numbered(250), (request, rows) => void (request === 2 && rows.splice(10, 1)));
		expect(new Set(ids)).toEqual(
			new Set(
				numbered(250)
					.map(({ id }) => id)
					.filter((id) => id !== 11),
			),
		);
		expect(requests).toBe(6);
	});

	test('a row that moves to the front comes twice and is taken once, as it was last', async () => {
		const { ids, requests } = await read(
			numbered(250),
			(request, rows) => void (request === 2 && rows.unshift(rows.splice(200, 1)[0])),
		);
		expect([...ids].map(Number).sort((a, b) => a - b)).toEqual(
			numbered(250)
				.map(({ id }) => id)
				.filter((id) => id !== 201),
		);
		expect(requests).toBe(3);
	});

	test('in any other order two readings have to agree', async () => {
		const swapped = (request: number, rows: Rows) => {
			if (request !== 2) return;
			rows.splice(10, 1);
			rows.push({ id: 251 });
		};
		const { ids, requests } = await read(numbered(250), swapped, false);
		expect(ids).toContain(101);
		expect(requests).toBe(9);
	});

	test('a list that never stands still is given up with a sentence', async () => {
		await expect(read(numbered(900), (request, rows) => void (request > 1 && rows.splice(0, 1)))).rejects.toThrow(
			'changed all the time',
		);
	});

	test.each([[{}], [{ data: [] }], [''], [null]])('%j is no list', async (body) => {
		await expect(
			readSafely({ ...service([]).ports, ask: async () => ({ headers: { date: DATE }, body }) }, call, {
				paged: true,
				newestFirst: true,
			}),
		).rejects.toThrow('without a list');
	});

	test('without the clock of the service nothing is read', async () => {
		await expect(
			readSafely({ ...service([]).ports, ask: async () => ({ headers: {}, body: [] }) }, call, {
				paged: false,
				newestFirst: true,
			}),
		).rejects.toThrow('does not tell its time');
	});
});

describe('what is remembered', () => {
	test('marks come back as they went', () => {
		const marks = new Map([
			['1', { at: NOW, row: 'abcd/+12' }],
			['265_16', { at: NOW, row: 'abcdefgh', whole: 'ijklmnop', open: true, value: 'a|b' }],
			['x', { at: 0, row: 'abcdefgh', value: '2026-11-21 10:00' }],
		]);
		expect(decode(encode(marks))).toEqual(marks);
	});

	test('a hash tells contents apart, not the order of keys nor the names of other records', () => {
		const row = { id: 1, name: 'A', customer: { id: 2, name: 'B', myId: 'C' }, tags: ['x'] };
		expect(hashOf({ tags: ['x'], customer: { myId: 'C', id: 2, name: 'renamed' }, name: 'A', id: 1 })).toBe(
			hashOf(row),
		);
		for (const other of [
			{ ...row, name: 'Z' },
			{ ...row, customer: { id: 3 } },
			{ ...row, tags: ['x', 'y'] },
			{ ...row, customer: null },
		])
			expect(hashOf(other)).not.toBe(hashOf(row));
	});

	test('10,000 changes in one window take less than half a megabyte, and nothing once the window has passed', async () => {
		const rows: Rows = [];
		let now = NOW;
		const { ports } = service(
			rows,
			() => undefined,
			() => now,
		);
		const plan = planOf('customerUpdated', { limit: 20_000 });
		let state = await start(plan, ports);
		const empty = JSON.stringify(state).length;
		for (let id = 1; id <= 10_000; id++) rows.push({ id, name: `Customer ${id}`, dateModified: '2026-11-21 13:00' });
		now += 60_000;
		const outcome = await poll(plan, state, ports, true);
		expect(outcome.news).toHaveLength(10_000);
		state = outcome.state;
		const full = JSON.stringify(state).length;
		rows.length = 0;
		for (const minutes of [1, 2, 3, 4]) {
			now += minutes * 60_000;
			state = (await poll(plan, state, ports, true)).state;
		}
		process.stdout.write(`state: ${empty} bytes at rest, ${full} bytes with 10,000 changes in its window\n`);
		expect(full).toBeLessThan(500_000);
		expect(JSON.stringify(state).length).toBeLessThan(empty + 20);
		expect(structuredClone(state)).toEqual(state);
	});
});

function planOf(event: string, more: Partial<Plan> = {}): Plan {
	return {
		watch: events[event],
		query: {},
		signature: event,
		zone: 'Europe/Paris',
		reading: 'utc',
		precision: 'second',
		overlapMs: 120_000,
		limit: 1000,
		details: false,
		...more,
	};
}

describe('a zone in the credential that is not that of the account', () => {
	/** Jobs as an account in New York shows them. */
	const job = (id: string, moment: string) => ({ id, status: 'created', dateCreated: moment, dateModified: moment });

	test.each(['jobCreated', 'jobUpdated', 'jobStatusChanged'])('%s: still arrives, once', async (event) => {
		const rows: Rows = [job('b', '2026-11-21 06:30'), job('a', '2026-11-21 05:00')];
		let now = NOW;
		const { ports } = service(
			rows,
			() => undefined,
			() => now,
		);
		const plan = planOf(event);
		let state: State = await start(plan, ports);
		const delivered: unknown[] = [];
		for (let minute = 1; minute < 6; minute++) {
			now += 60_000;
			if (minute === 2) rows.unshift(job('c', '2026-11-21 07:01'));
			const outcome = await poll(plan, state, ports, true);
			state = outcome.state;
			delivered.push(...outcome.news.map(({ row }) => row.id));
		}
		expect(delivered).toEqual(['c']);
	});
});

test('a service that does not sort by change is asked by its filter instead', async () => {
	const rows: Rows = [
		{ id: 'a', dateModified: '2026-11-20 10:00' },
		{ id: 'b', dateModified: '2026-11-21 13:00' },
		{ id: 'c', dateModified: '2026-11-19 10:00' },
	];
	const { ports, calls } = service(rows);
	const plan = planOf('jobUpdated', { reading: 'unknown' });
	const state = await start(plan, ports);
	calls.length = 0;
	await poll(plan, state, ports, true);
	expect(calls.map(({ query }) => query.changedSince)).toEqual([undefined, '2026-11-21 11:59:59']);
});
