import { locator } from './engine.cts';
import type { Case, Sent } from './table.cts';

/** Jobs of the seed, one in each state that is needed. */
export const [created, scheduled, synchronized, completed] = [
	'1_261114000000000',
	'1_261115000000001',
	'1_261116000000002',
	'1_261117000000003',
];
export const ids: Record<string, string> = { created, scheduled, synchronized, completed };
export const nums: Record<string, number> = { created: 1, scheduled: 2, synchronized: 3, completed: 4 };

/** An action by each identifier, on a job in the state that it needs. */
export function act(
	operation: string,
	endpoint: string,
	on: string,
	parameters: Case['parameters'],
	body: object,
	gives: object,
): Case[] {
	const inBody = !/^(GET|DELETE)/.test(endpoint);
	const sent = (key: object): Sent =>
		inBody
			? [endpoint, {}, { ...key, ...body }]
			: [endpoint, Object.fromEntries(Object.entries(key).map(([name, value]) => [name, String(value)]))];
	return [
		['id', ids[on], 'id'],
		['num', nums[on], 'num'],
		['myId', `J-${nums[on]}`, 'myId'],
		['list', ids[on], 'id'],
	].map(
		([by, value, key]): Case => ({
			operation,
			by: String(by),
			parameters: { job: locator(String(by), '={{ $json.value }}'), ...parameters },
			items: [{ value }],
			sends: [sent({ [key]: value })],
			gives: [gives],
		}),
	);
}
