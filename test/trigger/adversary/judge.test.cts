import { activated, happen } from './happenings.cts';
import type { Delivery } from './ledger.cts';
import { last, type Rec } from './records.cts';
import { allIsWell, summary } from './scene.cts';
import { SECOND } from './time.cts';

/** The judge itself: what is taken away is missed, what is told twice is counted, for each kind of event. */

const events = ['customerCreated', 'customerUpdated', 'jobCompleted', 'jobValidated', 'jobReportUpdated', 'jobDeleted'];

async function judged(event: string, spoil: (made: Map<Rec, Delivery[]>, old: Rec[]) => void) {
	const { scene, old } = await activated(event, 5);
	scene.time.pass(10 * SECOND);
	for (const rec of old.slice(0, 3)) happen(scene, event, rec);
	await scene.polls(2);
	const made = scene.ledger.deliveries.get(event)!;
	expect(made.size).toBe(3);
	expect(summary(scene.judge())).toEqual(allIsWell);
	spoil(made, old);
	const { lost, repeated, old: past } = scene.judge();
	return [lost, repeated, past].map(({ length }) => length);
}
const firstOf = (made: Map<Rec, Delivery[]>) => [...made][0];

test.each(events)('%s: a delivery that is missing is lost', async (event) => {
	expect(await judged(event, (made) => made.delete(firstOf(made)[0]))).toEqual([1, 0, 0]);
});

test.each(events)('%s: a delivery that comes again is repeated', async (event) => {
	expect(await judged(event, (made) => firstOf(made)[1].push(firstOf(made)[1][0]))).toEqual([0, 1, 0]);
});

test.each(events)('%s: what did not happen is told as old', async (event) => {
	const [lost, repeated, past] = await judged(event, (made, old) => {
		const [, [delivery]] = firstOf(made);
		made.set(old[4], [{ ...delivery, rec: old[4], from: 0, to: 0 }]);
	});
	expect([lost, repeated, past]).toEqual([0, 0, 1]);
});

test('an older content than the last one is neither new nor the latest', async () => {
	const [lost, repeated] = await judged('customerUpdated', (made) => {
		const [rec, [delivery]] = firstOf(made);
		made.set(rec, [delivery, { ...delivery, from: 0, to: 0 }]);
		expect(last(rec).content).toBe(1);
	});
	expect([lost, repeated]).toEqual([0, 1]);
});
