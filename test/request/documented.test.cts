import type { IDataObject } from 'n8n-workflow';
import { synchroteamResources } from '../../nodes/Synchroteam/resources';
import { toRequest } from '../../nodes/shared/request/toRequest';
import type { Operation } from '../../nodes/shared/schema/define';

/** What the document of Synchroteam says in its samples, and in a sentence here and there. */

const zones = { account: 'Europe/Paris', workflow: 'Europe/Paris' };
const request = (name: string, operation: string, parameters: Record<string, unknown>) => {
	const found = synchroteamResources.find((each) => each.name === name)!;
	return toRequest(
		found,
		found.operations[operation],
		(path) => path.split('.').reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], parameters),
		zones,
	);
};

describe('Update Prices', () => {
	test.each([
		[10.25, '10,25'],
		['10,25', '10,25'],
		['10.25', '10,25'],
		[' -100,25 ', '-100,25'],
		[-100.25, '-100,25'],
		[0, '0'],
		['7', '7'],
	])('%p goes out as %p, from a row and from JSON', (price, sent) => {
		const list = [{ reference: 'a', price }];
		for (const parameters of [
			{ prices: { values: list } },
			...[list, JSON.stringify(list)].map((pricesJson) => ({ options: { pricesJson } })),
		])
			expect(request('part', 'updatePrices', parameters).body).toEqual([{ reference: 'a', price: sent }]);
	});
	test.each(['1.234', '1,234', 'ten', '1e3', '10 €', NaN, 1e21])('%p is refused', (price) =>
		expect(() => request('part', 'updatePrices', { prices: { values: [{ reference: 'a', price }] } })).toThrow(
			/^Prices 1: Price/,
		),
	);
});

describe('Activity Get Many', () => {
	const list = (activityFilters: object) => request('activity', 'getAll', { activityFilters }).query;
	test('takes start and end together', () => {
		expect(list({ startDate: '2026-11-01', endDate: '2026-11-30' })).toMatchObject({
			startDate: '2026-11-01 00:00',
			endDate: '2026-11-30 00:00',
		});
		expect(list({})).toEqual({});
	});
	test('refuses one without the other', () => {
		expect(() => list({ startDate: '2026-11-01' })).toThrow('Filter Start Date also requires End Date');
		expect(() => list({ endDate: '2026-11-01', startDate: '' })).toThrow('Filter End Date also requires Start Date');
	});
});

const users = { values: [{ id: { __rl: true, mode: 'id', value: '' }, login: 'jdoe' }] };

test.each([null, '', undefined])('a message whose priority is %p is sent without one', (priority) =>
	expect(request('message', 'send', { users, message: 'x', priority }).body).toEqual({
		users: [{ login: 'jdoe' }],
		message: 'x',
	}),
);

test.each([
	['p666', 'p666'],
	['5', 5],
	[5, 5],
])('a part is moved by the ID %p', (id, sent) => {
	const depot = { __rl: true, mode: 'id', value: 'd' };
	expect(
		request('partMovement', 'move', {
			source: depot,
			destination: depot,
			part: { __rl: true, mode: 'id', value: id },
			quantity: 1,
		}).body,
	).toMatchObject({ part: { id: sent } });
});

test('that other fields keep their values is said where the document says it', () => {
	const said = Object.fromEntries(
		synchroteamResources
			.filter(({ operations }) => 'update' in operations)
			.map(({ name, operations }) => [
				name,
				(operations as Record<string, Operation>).update.description.includes('; the other fields keep their values'),
			]),
	);
	expect(said).toEqual({
		activity: true,
		contract: true,
		customer: true,
		equipment: true,
		job: true,
		part: true,
		site: true,
		user: true,
		invoice: false,
		jobType: false,
		partRequest: false,
		quotation: false,
		recurrence: false,
	});
});
