import type { INodeParameters } from 'n8n-workflow';
import { events } from '../../nodes/Synchroteam/events';
import { locator } from '../engine/engine.cts';
import { Accounts, MINUTE } from './accounts.cts';
import { subjects } from './subjects.cts';
import type { World } from './world.cts';

/** What the panel of the trigger lets the user choose: filters and options; and its test in the editor. */

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

	test('changed ones start from that moment instead of flooding', async () => {
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
		await accounts.fresh('customerCreated');
		for (let hour = 0; hour < 5; hour++) {
			world.create();
			later(60 * MINUTE);
		}
		const watching = accounts.trigger('customerCreated', {
			options: { output: 'full', startFrom: new Date(accounts.start + 90 * MINUTE).toISOString() },
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
