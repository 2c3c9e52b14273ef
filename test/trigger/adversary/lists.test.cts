import { facts } from './events.cts';
import { activated, happen } from './happenings.cts';
import { last, type Rec } from './records.cts';
import { allIsWell, summary, type SceneOptions } from './scene.cts';
import { MINUTE, SECOND } from './time.cts';

/** What was found from outside about long lists: rows move, are equal, are many, and the list counts them wrongly. */

describe('more than 100 rows, and one of page 2 is edited after page 1 was read', () => {
	test.each([
		'customerCreated',
		'siteCreated',
		'equipmentCreated',
		'jobCreated',
		'invoiceCreated',
		'quotationCreated',
		'creditNoteCreated',
		'jobValidated',
		'jobReportUpdated',
		'invoicePaid',
	])('%s', async (event) => {
		const { scene, old } = await activated(event, 20);
		const made: Rec[] = [];
		for (let at = 0; at < 150; at++)
			scene.time.at(scene.time.now + SECOND + at * 4000, () => made.push(happen(scene, event, old[at])));
		const shown = new Set<Rec>();
		const note = scene.service.shows!;
		scene.service.shows = (rec) => {
			note(rec);
			shown.add(rec);
		};
		let edits = 0;
		scene.service.before = ({ path }) => {
			const rest = made.filter((rec) => !shown.has(rec));
			if (!path.endsWith('/list') || shown.size < 90 || rest.length === 0 || edits >= 3) return;
			scene.records.edit(rest[edits++], scene.time.now);
		};
		await scene.polls(1, 15 * MINUTE);
		await scene.polls(8);
		expect(edits).toBeGreaterThan(0);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

describe('records with equal dates, in no order that lasts from one answer to the next', () => {
	test.each(['customerCreated', 'customerUpdated', 'jobCreated', 'jobUpdated', 'invoiceCreated', 'invoiceUpdated'])(
		'500 made in one second: %s',
		async (event) => {
			const { scene } = await activated(event, 20, { rules: { ties: 'shuffled' } });
			scene.time.pass(20 * SECOND);
			for (let at = 0; at < 500; at++) scene.records.create(facts[event].list, scene.time.now);
			await scene.polls(10);
			expect(summary(scene.judge())).toEqual(allIsWell);
		},
	);

	test.each(['customerCreated', 'customerUpdated', 'jobCreated', 'jobUpdated', 'invoiceCreated', 'quotationUpdated'])(
		'600 made in one second, each page sorted in another way, with 50 items per poll: %s',
		async (event) => {
			const options = { maxRecords: 50 };
			const { scene } = await activated(event, 20, { options, rules: { ties: 'byPage' } });
			scene.time.pass(20 * SECOND);
			for (let at = 0; at < 600; at++) scene.records.create(facts[event].list, scene.time.now);
			await scene.polls(40);
			expect(summary(scene.judge())).toEqual(allIsWell);
		},
	);

	test.each(['customerCreated', 'jobCreated', 'jobCancelled', 'invoiceCreated'])(
		'90 in pages of 25, whatever is asked for: %s',
		async (event) => {
			const { scene } = await activated(event, 20, { rules: { ties: 'shuffled', page: 25 } });
			scene.time.pass(20 * SECOND);
			const status = event === 'jobCancelled' ? 'cancelled' : undefined;
			for (let at = 0; at < 90; at++) scene.records.create(facts[event].list, scene.time.now, status ? { status } : {});
			await scene.polls(10);
			expect(summary(scene.judge())).toEqual(allIsWell);
			// In small pages and no order it is now and then said that nothing could be shown.
			expect(scene.errors.length).toBeLessThan(5);
		},
	);

	test.each(['partRequestCreated', 'partRequestUpdated'])('130 made together: %s', async (event) => {
		const { scene } = await activated(event, 20, { rules: { ties: 'shuffled' } });
		scene.time.pass(20 * SECOND);
		for (let at = 0; at < 130; at++) scene.records.create('partrequest', scene.time.now);
		await scene.polls(10);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

test.each(['byPage', 'shuffled'] as const)(
	'40 part requests with equal dates (%s), in pages of 25: each change comes',
	async (ties) => {
		const { scene } = await activated('partRequestUpdated', 12, { rules: { ties, page: 25 } });
		scene.time.pass(20 * SECOND);
		const made = Array.from({ length: 40 }, () => scene.records.create('partrequest', scene.time.now));
		await scene.polls(2);
		for (const rec of made) {
			scene.records.edit(rec, scene.time.now);
			await scene.polls(1);
		}
		await scene.polls(2);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);

test('a backlog never spends the quota on standing still', async () => {
	const { scene } = await activated('customerUpdated', 20, { rules: { limits: { minute: 20, day: 10_000 } } });
	for (let at = 0; at < 4_000; at++) scene.records.create('customer', scene.time.now + at);
	scene.time.pass(300 * SECOND);
	const before = scene.requests();
	await scene.polls(20);
	expect({ ...summary(scene.judge()), pages: scene.requests(before) - 20 <= 60 }).toEqual({
		...allIsWell,
		pages: true,
	});
});

describe('a list says less of itself than is documented', () => {
	const count = 250;
	const run = async (event: string, rules: SceneOptions['rules']) => {
		const { scene } = await activated(event, 20, { rules });
		for (let at = 0; at < count; at++) scene.time.at(scene.time.now + SECOND + at * 200, () => happen(scene, event));
		await scene.polls(6);
		return summary(scene.judge());
	};
	const totals: Array<[string, (real: number) => unknown]> = [
		['missing', () => undefined],
		['null', () => null],
	];
	const events = ['customerUpdated', 'jobUpdated', 'invoiceCreated', 'partUpdated', 'partRequestCreated'];
	test.each(events.flatMap((event) => totals.map(([name, total]) => [event, name, total] as const)))(
		'%s: recordsTotal is %s',
		async (event, _name, total) => {
			expect(await run(event, { total })).toEqual(allIsWell);
		},
	);

	test.each(events)('%s: pages are bare arrays: all come, or polls say that they cannot', async (event) => {
		const { scene } = await activated(event, 20);
		for (let at = 0; at < count; at++) scene.time.at(scene.time.now + SECOND + at * 200, () => happen(scene, event));
		scene.service.rules.bare = true;
		await scene.polls(4);
		scene.service.rules.bare = false;
		await scene.polls(4);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});
});

test('a report that is changed twice within two hours is told twice, although its job shows neither', async () => {
	const { scene, old } = await activated('jobReportUpdated', 20, { options: { filterZone: 'utc' } });
	const { records, time } = scene;
	const rec = old[3];
	const { changed } = last(rec);
	const found: number[] = [];
	for (const report of [1, 2]) {
		time.pass(20 * SECOND);
		records.change(rec, time.now, { report, reportChanged: time.now, changed });
		found.push((await scene.polls(20)).length);
	}
	expect(found).toEqual([1, 1]);
});
