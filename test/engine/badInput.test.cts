import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

describe('in the engine nothing is sent', () => {
	let at: Awaited<ReturnType<typeof withSandbox>>;
	beforeAll(async () => {
		at = await withSandbox();
	});
	afterAll(async () => await at.sandbox.close());

	const given = '={{ $json.value }}';
	const list = { returnAll: false, limit: 5 };
	const cases: Array<
		[resource: string, operation: string, parameters: INodeParameters, value: unknown, sentence: string]
	> = [
		...[0, -1, 1.5, 'ten', '', null, true, [5], '0x10'].map((value): (typeof cases)[number] => [
			'customer',
			'getAll',
			{ limit: given },
			value,
			`Limit: "${Array.isArray(value) ? '[5]' : String(value)}" is not a whole number of at least 1`,
		]),
		['customer', 'getAll', { returnAll: given }, 'perhaps', 'Return All: "perhaps" is neither true nor false'],
		[
			'customer',
			'getAll',
			{ ...list, customerFilters: { changedSince: given } },
			'yesterday',
			'Filter Changed Since: "yesterday" is not a valid date',
		],
		[
			'customer',
			'getAll',
			{ ...list, customerSort: { values: { sort: given } } },
			'constructor',
			'Sort By: "constructor" is not one of its values',
		],
		[
			'customer',
			'getAll',
			{ ...list, customerFilters: { active: given } },
			'maybe',
			'Filter Active: "maybe" is neither true nor false',
		],
		['job', 'getAll', { ...list, jobFilters: { customer: locator('id', given) } }, '', 'Filter Customer is empty'],
		['job', 'get', { job: locator('num', given) }, '12a', 'Job: "12a" is not a valid Number'],
		['job', 'get', { job: locator('id', given) }, '   ', 'Job is empty'],
		[
			'job',
			'get',
			{ job: locator('id', given) },
			{ id: { a: 1 } },
			'Job has to be a single value, but an object or a list was given',
		],
		['customer', 'create', { name: given }, { first: 'x' }, 'Name has to be text, but an object or a list was given'],
		[
			'customer',
			'create',
			{ name: 'x', options: { additionalBody: given } },
			'[1]',
			'Additional Body Fields (JSON) is not a valid JSON object',
		],
		[
			'invoice',
			'create',
			{ customer: locator('id', 1), options: { linesJson: given } },
			'{"quantity": 1}',
			'Lines (JSON) is not a valid JSON array',
		],
		[
			'invoice',
			'create',
			{ customer: locator('id', 1), options: { linesJson: given } },
			'[1]',
			'Lines 1 is not an object',
		],
		[
			'invoice',
			'create',
			{ customer: locator('id', 1), invoiceFields: { paymentDate: given } },
			'2026-02-30',
			'Payment Date: "2026-02-30" is not a valid date',
		],
		['part', 'create', { name: 'x', price: given }, '1,5,0', 'Price: "1,5,0" is not a number'],
		['part', 'create', { name: 'x', partFields: { type: given } }, 'thing', 'Type: "thing" is not one of its values'],
	];

	test.each(cases)('%s %s %j with %j', async (resource, operation, parameters, value, sentence) => {
		const { error, items, requests } = await at.run(resource, operation, parameters, {
			items: [{ value } as IDataObject],
		});
		expect(error?.message).toBe(sentence);
		expect(error?.description).toBeTruthy();
		expect(items).toEqual([]);
		expect(requests).toEqual([]);
	});
});
