import { facts } from './events.cts';
import { activated } from './happenings.cts';
import { allIsWell, summary } from './scene.cts';
import { SECOND } from './time.cts';

/** A backlog over several polls, while records move up in its list because others before them go. */

const events = ['customerUpdated', 'jobUpdated', 'invoiceUpdated', 'partUpdated'];
const counts = [7, 130];
const cases = events.flatMap((event) =>
	counts.flatMap((count) => ['between polls', 'between requests'].map((when) => [event, count, when] as const)),
);

test.each(cases)('%s: %i go that were read, while as many come, %s', async (event, count, when) => {
	const { scene } = await activated(event, 250, { options: { maxRecords: 150 } });
	const { records, service, time } = scene;
	const { list } = facts[event];
	scene.time.pass(20 * SECOND);
	const made = Array.from({ length: 900 }, (_, at) => records.create(list, time.now + at * 50));
	time.pass(50 * SECOND);
	let gone = 0;
	const move = () => {
		const read = made.filter((rec) => scene.ledger.of(event, rec).length > 0);
		for (const rec of read.slice(gone, gone + count)) records.change(rec, time.now, { gone: true });
		for (let at = 0; at < Math.min(count, read.length - gone); at++) records.create(list, time.now);
		gone = Math.min(gone + count, read.length);
	};
	for (let poll = 0; poll < 12; poll++) {
		let requests = 0;
		service.before = () => void (when === 'between requests' && ++requests === 2 && move());
		await scene.polls(1);
		if (when === 'between polls') move();
	}
	service.before = undefined;
	await scene.polls(20);
	expect(summary(scene.judge())).toEqual(allIsWell);
});

test.each(['shuffled', 'byPage'] as const)(
	'1,300 made in one second, in an order that is %s: none is lost while others are deactivated and more come',
	async (ties) => {
		const { scene } = await activated('equipmentUpdated', 20, { options: { maxRecords: 200 }, rules: { ties } });
		const { records, time } = scene;
		time.pass(20 * SECOND);
		const made = Array.from({ length: 1300 }, () => records.create('equipment', time.now));
		for (let poll = 0; poll < 12; poll++) {
			await scene.polls(1);
			const [gone, come] = poll % 2 ? [0, 20] : [20, 0];
			for (const rec of made.slice(poll * 20, poll * 20 + gone)) records.change(rec, time.now, { gone: true });
			for (let at = 0; at < come; at++) records.create('equipment', time.now);
		}
		await scene.polls(20);
		expect(summary(scene.judge())).toEqual(allIsWell);
	},
);
