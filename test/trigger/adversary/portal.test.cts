import { nonsense, Portal, stocked, told } from './portal.cts';
import { MINUTE } from './time.cts';

/** What was found from outside about OutSmart Portal, and what is promised of its trigger. */

describe('only what the portal says in JSON is absent', () => {
	test.each(Object.entries(nonsense))(
		'%s at activation: none of 20 old orders appears later',
		async (_name, answer) => {
			const { portal, numbers } = stocked(20);
			portal.instead = () => answer;
			await portal.poll();
			await portal.polls(3);
			expect(portal.errors.length + portal.trigger.logged.length).toBeGreaterThan(0);
			portal.instead = undefined;
			const items = await portal.polls(4);
			expect(items.filter(({ appeared }) => appeared)).toEqual([]);
			expect(items).toEqual([]);
			for (const number of numbers) portal.change(number);
			expect(told(await portal.polls(3)).sort()).toEqual(numbers);
		},
	);

	test.each(Object.entries(nonsense))('%s for a while: what changed meanwhile is told once', async (_name, answer) => {
		const { portal, numbers } = stocked(20);
		await portal.poll();
		await portal.polls(2);
		const said = portal.errors.length + portal.trigger.logged.length;
		portal.instead = () => answer;
		await portal.polls(1);
		for (const number of numbers) portal.change(number);
		await portal.polls(2);
		expect(portal.errors.length + portal.trigger.logged.length).toBeGreaterThan(said);
		portal.instead = undefined;
		const items = await portal.polls(4);
		expect(items.filter(({ appeared }) => appeared)).toEqual([]);
		expect(told(items).sort()).toEqual(numbers);
	});

	test('a number that the portal does not know in JSON is waited for, and appears', async () => {
		const { portal } = stocked(3);
		portal.records.delete('WO-1002');
		await portal.poll();
		expect(await portal.polls(3)).toEqual([]);
		portal.change('WO-1002');
		const items = await portal.polls(3);
		expect(told(items)).toEqual(['WO-1002']);
		expect(items[0].appeared).toBe(true);
		expect(portal.errors).toEqual([]);
	});
});

describe('one number that cannot be read does not stop the others', () => {
	test.each(Object.entries(nonsense))('%s', async (_name, answer) => {
		const { portal, numbers } = stocked(20);
		await portal.poll();
		await portal.polls(2);
		portal.instead = (number) => (number === 'WO-1005' ? answer : undefined);
		for (const number of numbers) portal.change(number);
		const items = await portal.polls(4);
		expect(told(items).sort()).toEqual(numbers.filter((number) => number !== 'WO-1005'));
		expect([...portal.errors.map(({ message }) => message), ...portal.trigger.logged].join('\n')).toContain('WO-1005');
		portal.instead = undefined;
		expect(told(await portal.polls(3))).toEqual(['WO-1005']);
	});

	test('also not from the beginning', async () => {
		const { portal, numbers } = stocked(20);
		portal.instead = (number) => (number === 'WO-1005' ? nonsense['a page with status 500'] : undefined);
		await portal.poll();
		await portal.polls(2);
		for (const number of numbers) portal.change(number);
		expect(told(await portal.polls(4)).sort()).toEqual(numbers.filter((number) => number !== 'WO-1005'));
	});
});

describe('1,000 numbers at 400 ms', () => {
	test('are asked for two at a time', async () => {
		const { portal } = stocked(1000, 400);
		await portal.poll();
		expect(portal.mostAtOnce).toBe(2);
	});

	test('later changes of all of them are told, once each', async () => {
		const { portal, numbers } = stocked(1000, 400);
		await portal.poll();
		await portal.polls(3);
		for (const number of numbers) portal.change(number);
		const items = await portal.polls(8);
		expect(told(items).sort()).toEqual([...numbers].sort());
		expect(portal.errors).toEqual([]);
	});

	test('changes of all of them right after activation are told, once each', async () => {
		const { portal, numbers } = stocked(1000, 400);
		await portal.poll();
		for (const number of numbers) portal.change(number);
		expect(told(await portal.polls(8)).sort()).toEqual([...numbers].sort());
	});

	test('no number is left out for good', async () => {
		const { portal, numbers } = stocked(1000, 400);
		await portal.poll();
		await portal.polls(6);
		expect(new Set(portal.asked).size).toBe(numbers.length);
	});
});

test.each([['={{ [null, "WO-1001", "", undefined] }}'], ['WO-1001, , ,']])(
	'nothing is asked for by "null": %s',
	async (numbers) => {
		const portal = new Portal(numbers);
		portal.records.set('WO-1001', { changes: 0 });
		await portal.poll();
		portal.change('WO-1001');
		const items = await portal.polls(2);
		expect(new Set(portal.asked)).toEqual(new Set(['WO-1001']));
		expect(told(items)).toEqual(['WO-1001']);
	},
);

test('a number that is added begins with what it shows then; nothing else is told', async () => {
	const { portal, numbers } = stocked(3);
	await portal.poll();
	portal.records.set('WO-1009', { changes: 4 });
	portal.trigger.set(parametersWith(portal, [...numbers, 'WO-1009'].join(', ')));
	expect(await portal.polls(3)).toEqual([]);
	portal.change('WO-1009');
	expect(told(await portal.polls(2))).toEqual(['WO-1009']);
});

test('a renamed node goes on where it stopped', async () => {
	const { portal, numbers } = stocked(20);
	await portal.poll();
	for (const number of numbers) portal.change(number);
	portal.trigger.rename('Another Name');
	const items = [...(await portal.poll()), ...(await portal.polls(2, MINUTE))];
	expect(told(items).sort()).toEqual(numbers);
});

const parametersWith = (portal: Portal, workorder_nr: string) => ({ ...portal.trigger.parameters, workorder_nr });
