import type { INodeParameters } from 'n8n-workflow';
import { events } from '../../nodes/Synchroteam/events';
import { built, locator, nodeType } from '../engine/engine.cts';
import { watch } from './context.cts';
import { subjects } from './subjects.cts';
import { World } from './world.cts';

/** The built trigger in the engine, over HTTP. */

let world: World;
const MINUTE = 60_000;
const START = Date.UTC(2026, 9, 26, 12, 0, 20);

beforeAll(async () => {
	world = await World.open();
	// What waits for a limit waits by the service's clock.
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
});
afterAll(async () => await world.sandbox.close());

/** Each account lives a few days later, beyond any limit that the last one met. */
let start = START;
const fresh = async (event: string) => await world.reset(event, (start += 2 * 24 * 60 * MINUTE), {});
const open = async (event: string, parameters: INodeParameters = {}, more = {}) => {
	await fresh(event);
	return trigger(event, parameters, more);
};
function trigger(event: string, parameters: INodeParameters = {}, more = {}) {
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	return watch(
		'synchroteamTrigger',
		{ events: [event], filters: {}, options: { output: 'full' }, ...parameters },
		{ domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url },
		more,
	);
}
const later = (ms = MINUTE) => void (world.now += ms);
const requests = (from = 0) =>
	world.sandbox.requests.slice(from).map(({ path, query }) => ({ path: path.replace('/api/v3', ''), ...query }));

describe('every event', () => {
	test.each(Object.keys(events))('%s', async (event) => {
		const { subject } = { subject: subjects[event] };
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

describe('filters', () => {
	test('go to the list, by locator', async () => {
		const watching = await open('jobUpdated', {
			filters: {
				customer: locator('myId', 'client'),
				type: locator('name', 'Repair'),
				status: ['scheduled', 'started'],
			},
		});
		await watching.poll();
		expect(requests()[0]).toEqual({
			path: '/job/list',
			customer_myId: 'client',
			type_name: 'Repair',
			status: 'scheduled,started',
			sort: 'datemodified',
			sortOrder: 'descending',
			page: '1',
			pageSize: '100',
		});
	});

	test('the statuses of Job Status Changed are watched, not filtered', async () => {
		const watching = await open('jobStatusChanged', { status: ['started'] });
		await watching.poll();
		expect(requests()).toEqual([
			{
				path: '/job/list',
				status: 'started',
				sort: 'datemodified',
				sortOrder: 'descending',
				page: '1',
				pageSize: '100',
			},
			{ path: '/job/list', sort: 'datemodified', sortOrder: 'descending', page: '1', pageSize: '100' },
		]);
		world.create();
		later();
		expect(await watching.poll()).toBeNull();
		world.act('happen', 0);
		later();
		expect(await watching.poll()).toHaveLength(1);
		world.act('leave', 0);
		later();
		expect(await watching.poll()).toBeNull();
		world.act('happen', 0);
		later();
		expect(await watching.poll()).toHaveLength(1);
	});

	test('changed ones start a new watermark instead of flooding', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		world.create();
		watching.set({ events: ['customerUpdated'], filters: { name: 'v' }, options: {} });
		later();
		expect(await watching.poll()).toBeNull();
		later();
		expect(await watching.poll()).toBeNull();
		world.create();
		later();
		expect(await watching.poll()).toHaveLength(1);
	});

	test('an empty one is refused with a sentence, and the state stays', async () => {
		const watching = await open('jobUpdated', { filters: { customer: locator('id', '') } });
		await expect(watching.poll()).rejects.toMatchObject({ message: 'Filter Customer is empty' });
		expect(watching.memory()).toEqual({});
		expect(requests()).toEqual([]);
	});
});

describe('options', () => {
	test('output: simplified, raw, with details', async () => {
		const outputs = {
			simplified: ['id', 'customerName'],
			full: ['id', 'customer', 'tags'],
			details: ['id', 'customer', 'report', 'parts', 'preferences'],
		};
		for (const [output, keys] of Object.entries(outputs)) {
			const watching = await open('jobCreated', { options: { output } });
			await watching.poll();
			world.create();
			later();
			const [item] = (await watching.poll())!;
			for (const key of keys) expect(item).toHaveProperty(key);
			if (output === 'simplified')
				expect(
					Object.entries(item)
						.filter(([, each]) => typeof each === 'object' && each !== null)
						.map(([key]) => key),
				).toEqual(['address', 'contact', 'customFields']);
			expect('report' in item).toBe(output === 'details');
		}
	});

	test('start from a date delivers what happened since', async () => {
		await fresh('customerCreated');
		for (let hour = 0; hour < 5; hour++) {
			world.create();
			later(60 * MINUTE);
		}
		const watching = trigger('customerCreated', {
			options: { output: 'full', startFrom: new Date(start + 90 * MINUTE).toISOString() },
		});
		expect((await watching.poll())!.map(({ name }) => name)).toEqual(['v3', 'v4', 'v5']);
		later();
		expect(await watching.poll()).toBeNull();
	});

	test('Max Items per Poll drains a backlog in order, with nothing skipped', async () => {
		const watching = await open('customerUpdated', { options: { output: 'full', maxRecords: 7 } });
		await watching.poll();
		for (let at = 0; at < 20; at++) {
			world.create();
			later(400);
		}
		const names: unknown[] = [];
		for (let poll = 0; poll < 4; poll++) {
			later();
			names.push(...((await watching.poll()) ?? []).map(({ name }) => name));
		}
		expect(names).toEqual(Array.from({ length: 20 }, (_, at) => `v${at + 1}`));
	});

	test('the zone of a filter that is not documented: early enough for any zone, until it is told', async () => {
		const asked = async (options: INodeParameters) => {
			const watching = await open('jobReportUpdated', { options });
			world.create();
			later(1000);
			await watching.poll();
			later(10 * MINUTE);
			const from = world.sandbox.requests.length;
			await watching.poll();
			return (requests(from)[0] as { reportChangedSince?: string }).reportChangedSince?.slice(11);
		};
		expect(await asked({})).toBe('22:39:20');
		expect(await asked({ filterZone: 'account' })).toBe('11:39:20');
		expect(await asked({ filterZone: 'utc' })).toBe('11:54:20');
	});

	test.each([
		[{ overlap: 5 }, 'Look Back: "5" is not a whole number of at least 75'],
		[{ maxRecords: 0 }, 'Max Items per Poll: "0" is not a whole number of at least 1'],
		[{ startFrom: 'soon' }, 'Start From: "soon" is not a valid date'],
	])('%j is refused', async (options, message) => {
		const watching = await open('customerCreated', { options });
		await expect(watching.poll()).rejects.toMatchObject({ message });
	});
});

describe('a test in the editor', () => {
	test('shows up to five recent records and touches no state', async () => {
		const watching = await open('customerUpdated');
		for (let at = 0; at < 8; at++) {
			world.create();
			later();
		}
		expect((await watching.test()).map(({ name }) => name)).toEqual(['v8', 'v7', 'v6', 'v5', 'v4']);
		expect(watching.memory()).toEqual({});
	});

	test('says that there are none', async () => {
		const watching = await open('invoicePaid');
		await expect(watching.test()).rejects.toMatchObject({
			message: 'There is no record to show',
			description: expect.stringContaining('matches this event'),
		});
	});

	test.each(Object.keys(events))('%s: a record of the event, if there is one', async (event) => {
		const watching = await open(event);
		world.create();
		if (subjects[event].happen) world.act('happen', 0);
		expect(await watching.test()).toHaveLength(1);
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

	test('a state of another version starts anew', async () => {
		const watching = await open('customerUpdated');
		await watching.poll();
		watching.remember({ state: { ...watching.memory(), version: 99 } });
		world.create();
		later();
		expect(await watching.poll()).toBeNull();
		expect(watching.memory()).toMatchObject({ version: 3 });
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
