import { locator } from './engine.cts';
import type { Case } from './table.cts';

/** What tasks and the timeline have in common: their filters. */

export const all = {
	customer: locator('myId', 'C-1'),
	site: locator('id', 1),
	equipment: locator('myId', 'E-1'),
	job: locator('num', 1),
};
export const sentAll = { customer_myId: 'C-1', site_id: '1', equipment_myId: 'E-1', job_num: '1' };
/** One filter by one identifier each; the sandbox has one task and one timeline item, both of customer 1 and user 2. */
export const filters = (
	path: string,
	name: string,
	gives: object,
	more: Array<[filter: string, by: string, value: string | number, sent: string]> = [],
): Case[] =>
	(
		[
			['customer', 'id', 1, 'customer_id'],
			['customer', 'list', 1, 'customer_id'],
			['customer', 'myId', 'C-1', 'customer_myId'],
			['user', 'id', 2, 'user_id'],
			['user', 'login', 'jean', 'user_login'],
			...more,
		] as const
	).map(([filter, by, value, sent]) => ({
		operation: 'getAll',
		by: `of one ${filter} by ${by}`,
		parameters: { [name]: { [filter]: locator(by, value) } },
		sends: [[`GET ${path}`, { [sent]: String(value) }]],
		gives: [gives],
	}));
export const none = (path: string, name: string): Case[] =>
	(
		[
			['site', 'myId', 'S-1', 'site_myId'],
			['equipment', 'id', 1, 'equipment_id'],
			['job', 'id', '1_261114000000000', 'job_id'],
			['job', 'myId', 'J-1', 'job_myId'],
		] as const
	).map(([filter, by, value, sent]) => ({
		operation: 'getAll',
		by: `of one ${filter} by ${by}`,
		parameters: { [name]: { [filter]: locator(by, value) } },
		sends: [[`GET ${path}`, { [sent]: value === 1 ? '1' : value }]],
		gives: [],
	}));
