import { activated } from './happenings.cts';
import { last, type Rec } from './records.cts';
import { allIsWell, Scene, summary } from './scene.cts';
import { HOUR, MINUTE, SECOND } from './time.cts';

/** Records that cannot be read in full, and records that were not to be seen for a while. */

const refuses = (...bad: Rec[]) => {
	const refused = { status: 500, body: { message: 'It does not work' } };
	return (_request: unknown, rec: Rec | undefined) => (rec && bad.includes(rec) ? refused : undefined);
};
const detailed = { options: { output: 'details' } };

describe('a record that cannot be read in full', () => {
	test.each(['customerUpdated', 'quotationUpdated', 'jobUpdated'])(
		'%s: each of its states comes once, as it was listed',
		async (event) => {
			const { scene, old } = await activated(event, 20, detailed);
			const [bad] = old;
			scene.service.instead = refuses(bad);
			for (let change = 0; change < 3; change++) {
				scene.time.pass(20 * SECOND);
				scene.records.edit(bad, scene.time.now);
				await scene.polls(4);
			}
			expect(summary(scene.judge())).toEqual(allIsWell);
			const items = scene.ledger.of(event, bad).map(({ item }) => item.detailsNote);
			expect(items).toEqual(Array(3).fill(expect.stringContaining('It does not work')));
		},
	);
});

test.each([1, 2, 3])('details of a job fail for %i polls: it comes once', async (polls) => {
	const { scene, old } = await activated('jobUpdated', 20, detailed);
	scene.time.pass(20 * SECOND);
	for (const rec of old.slice(0, 3)) scene.records.edit(rec, scene.time.now);
	scene.service.instead = refuses(old[0]);
	await scene.polls(polls, 30 * SECOND);
	scene.service.instead = undefined;
	await scene.polls(8, 30 * SECOND);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test('a job is edited while its details fail once: its report is not told again', async () => {
	const { scene, old } = await activated('jobReportUpdated', 5);
	scene.time.pass(20 * SECOND);
	const [rec] = old;
	scene.records.change(rec, scene.time.now, { report: 1, reportChanged: scene.time.now });
	await scene.polls(3);
	scene.records.edit(rec, scene.time.now);
	scene.service.instead = refuses(rec);
	await scene.polls(1);
	scene.service.instead = undefined;
	await scene.polls(5);
	expect(summary(scene.judge())).toEqual(allIsWell);
	expect(scene.ledger.of('jobReportUpdated', rec)).toHaveLength(1);
});

describe('the first that changed cannot be read', () => {
	test.each([3, 9])('%i of 20: the others arrive, those come as they were listed', async (count) => {
		const { scene, old } = await activated('customerUpdated', 20, detailed);
		scene.time.pass(10 * SECOND);
		for (const rec of old) {
			scene.time.pass(SECOND);
			scene.records.edit(rec, scene.time.now);
		}
		scene.service.instead = refuses(...old.slice(0, count));
		await scene.polls(1);
		const arrived = old.filter((rec) => scene.ledger.of('customerUpdated', rec).length === 1);
		expect(arrived).toHaveLength(20 - count);
		await scene.polls(12);
		expect(summary(scene.judge())).toEqual(allIsWell);
	});

	test('nor can any other: the poll fails, and the next one brings all', async () => {
		const { scene, old } = await activated('customerUpdated', 20, detailed);
		scene.time.pass(10 * SECOND);
		for (const rec of old) scene.records.edit(rec, scene.time.now);
		scene.service.instead = refuses(...old);
		expect(await scene.polls(2)).toEqual([]);
		expect(scene.errors).toHaveLength(2);
		scene.service.instead = undefined;
		expect(await scene.polls(1)).toHaveLength(20);
	});
});

test('a quotation is accepted and reopened before its details are read: the item shows that it was accepted', async () => {
	const { scene, old } = await activated('quotationAccepted', 5, detailed);
	scene.time.pass(20 * SECOND);
	const [rec] = old;
	scene.records.edit(rec, scene.time.now, { status: 'accepted' });
	scene.service.before = ({ path }) => {
		if (path.endsWith('/details') && last(rec).status === 'accepted')
			scene.records.edit(rec, scene.time.now, { status: 'sent' });
	};
	const [item] = await scene.polls(1);
	expect(item).toMatchObject({ status: 'accepted', customFieldValues: [] });
	await scene.polls(3);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

describe('what comes back is not new', () => {
	const cases: Array<[string, 'job' | 'customer', object, object]> = [
		['jobCreated', 'job', { deleted: 1 }, { deleted: null }],
		['customerCreated', 'customer', { active: false }, { active: true }],
	];
	test.each(cases)('%s: created two hours before activation, back after it', async (event, list, away, back) => {
		const scene = new Scene([event]);
		const rec = scene.records.create(list, scene.time.now - 2 * HOUR);
		scene.records.edit(rec, scene.time.now - HOUR, away);
		await scene.poll();
		scene.time.pass(MINUTE);
		scene.records.edit(rec, scene.time.now, back);
		await scene.polls(3);
		expect(scene.ledger.of(event, rec)).toEqual([]);
	});
});

test('a job is completed and deleted between two polls, and restored: it is told as completed', async () => {
	const { scene } = await activated(['jobCompleted', 'jobDeleted'], 5);
	scene.time.pass(20 * SECOND);
	const rec = scene.records.create('job', scene.time.now);
	scene.records.enter(rec, scene.time.now + SECOND, 'completed');
	scene.records.edit(rec, scene.time.now + 2 * SECOND, { deleted: scene.time.now + 2 * SECOND });
	const items = await scene.polls(2);
	scene.records.edit(rec, scene.time.now, { deleted: null });
	items.push(...(await scene.polls(2)));
	expect(items.map(({ event }) => event)).toEqual(['jobDeleted', 'jobCompleted']);
	expect(summary(scene.judge())).toEqual(allIsWell);
});
