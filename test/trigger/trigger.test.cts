import { events } from '../../nodes/Synchroteam/events';
import { nodeType } from '../engine/engine.cts';
import { Accounts, MINUTE } from './accounts.cts';
import { subjects } from './subjects.cts';
import type { World } from './world.cts';

/** Every event of the trigger, and polls that go wrong. */

let accounts: Accounts;
let world: World;
beforeAll(async () => {
	accounts = await Accounts.open();
	({ world } = accounts);
});
afterAll(async () => await world.sandbox.close());

const open: Accounts['watching'] = async (...all) => await accounts.watching(...all);
const later = (ms?: number) => accounts.later(ms);
const requests = (from?: number) => accounts.requests(from);

describe('every event', () => {
	test.each(Object.keys(events))('%s', async (event) => {
		const subject = subjects[event];
		const watching = await open(event);
		world.create();
		if (subject.happen) world.act('happen', 0);
		if (subject.fact === 'report') world.act('hide', 0);
		later();
		expect(await watching.poll()).toBeNull();
		later();
		expect(await watching.poll()).toBeNull();
		world.create();
		later(1000);
		if (subject.happen) world.act('happen', 1);
		if (subject.fact === 'report') world.act('hide', 1);
		later(1000);
		let items = await watching.poll();
		if (events[event].detects.kind === 'changed' && events[event].source.resource.name === 'job') {
			// It may change again within the minute that its row shows.
			expect(items).toBeNull();
			later(75_000);
			items = await watching.poll();
		}
		expect(items).toHaveLength(1);
		expect(String(items![0].id)).toBe([...world.facts.keys()][1]);
		if (subject.leave) {
			later();
			world.act('leave', 1);
			later();
			await watching.poll();
			later();
			world.act('happen', 1);
			later();
			expect(await watching.poll()).toHaveLength(1);
		}
		for (const polls of [1, 2, 3]) {
			later(polls * MINUTE);
			expect(await watching.poll()).toBeNull();
		}
		watching.restart();
		later();
		expect(await watching.poll()).toBeNull();
		const before = world.sandbox.requests.length;
		later();
		await watching.poll();
		expect(requests(before)).toHaveLength(1);
	});
});

describe('what goes wrong', () => {
	test('a poll that fails changes nothing; the next one covers its window, also after days', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		world.create();
		later();
		const before = watching.memory();
		world.sandbox.faults.add({ path: '/customer/list', kind: 'status', status: 403, times: 1 });
		await expect(watching.poll()).rejects.toMatchObject({ httpCode: '403' });
		expect(watching.memory()).toEqual(before);
		later(3 * 24 * 60 * MINUTE);
		expect(await watching.poll()).toHaveLength(1);
	});

	test('a spent quota ends the poll with what was read safely; the rest follows', async () => {
		const watching = await open('customerUpdated', { options: { output: 'details' } });
		await watching.poll();
		for (let at = 0; at < 20; at++) {
			world.create();
			later(10);
		}
		later();
		world.sandbox.settings.quota = world.sandbox.requests.length + 10;
		const first = (await watching.poll())!;
		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(20);
		later();
		await expect(watching.poll()).rejects.toMatchObject({
			httpCode: '429',
			failure: { cause: 'quota-exhausted', retryAfterMs: expect.any(Number) },
		});
		world.sandbox.settings.quota = null;
		later(24 * 60 * MINUTE);
		const rest = (await watching.poll())!;
		expect([...first, ...rest].map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, at) => `v${at + 1}`));
	});

	test('an answer that is no list is not taken for an empty one', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		const before = watching.memory();
		world.sandbox.faults.add({ path: '/customer/list', kind: 'status', status: 200, body: {} });
		await expect(watching.poll()).rejects.toMatchObject({ message: expect.stringContaining('did not return a list') });
		expect(watching.memory()).toEqual(before);
	});

	test('a poll while another is under way does nothing', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		world.create();
		later();
		const both = await Promise.all([watching.poll(), watching.poll()]);
		expect(both.filter((items) => items?.length === 1)).toHaveLength(1);
		expect(both.filter((items) => items === null)).toHaveLength(1);
	});

	test('a state of another version starts again', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		watching.remember({ state: { ...watching.memory(), version: 99 } });
		world.create();
		later();
		expect(await watching.poll()).toBeNull();
		expect(watching.memory()).toMatchObject({ version: 4 });
	});
});

describe('n8n 2.x', () => {
	test('with a cursor that n8n commits: what a poll gets is a copy, kept only when it ends well; the budget is asked for', async () => {
		let kept: Record<string, unknown> = {};
		let staged = kept;
		let asked = 0;
		const watching = await open(
			'customerUpdated',
			{},
			{
				getWorkflowStaticData: () => (staged = structuredClone(kept)),
				getPollBudgetMs: () => (asked++, 60_000),
			},
		);
		const tick = async () => {
			const items = await watching.poll();
			kept = staged;
			return items;
		};
		expect(await tick()).toBeNull();
		world.create();
		later();
		expect(await tick()).toHaveLength(1);
		later();
		expect(await tick()).toBeNull();
		expect(asked).toBe(3);
	});
});

test('the description is that of a polling trigger', () => {
	const { description } = nodeType('synchroteamTrigger');
	expect(description).toMatchObject({ polling: true, inputs: [], group: ['trigger'] });
	expect(description.usableAsTool).toBeUndefined();
});
