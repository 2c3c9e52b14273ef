import { at, order, orders } from './outSmartPortal.cts';

describe('work order: several in one request', () => {
	test("the panel gives defaults, the order's own values win", async () => {
		const { json, requests } = await order({
			options: { ordersJson: '[{"workorder_nr":"M-1"},{"workorder_nr":"M-2","status":"Nieuw"}]' },
			status: 'Klaargezet',
			workOrderFields: { type_of_work: 'Standaard' },
		});
		expect(requests).toHaveLength(1);
		expect(requests[0].body).toEqual({
			orders: [
				{ workorder_nr: 'M-1', status: 'Klaargezet', type_of_work: 'Standaard' },
				{ workorder_nr: 'M-2', status: 'Nieuw', type_of_work: 'Standaard' },
			],
		});
		expect(json.map(({ workorder_nr, status }) => [workorder_nr, status])).toEqual([
			['M-1', 'success'],
			['M-2', 'success'],
		]);
	});

	test('an array by expression is taken as well', async () => {
		const { json, items } = await order(
			{ options: { ordersJson: '={{ $json.orders }}' } },
			{
				items: [{ orders: [{ workorder_nr: 'M-3' }] }, { orders: [{ workorder_nr: 'M-4' }, { workorder_nr: 'M-5' }] }],
			},
		);
		expect(json.map(({ workorder_nr }) => workorder_nr)).toEqual(['M-3', 'M-4', 'M-5']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
	});

	test('one sentence names all that were refused and those that were saved', async () => {
		await order({ options: { ordersJson: orders('M-6', 'M-7') } });
		const { error, items } = await order({ options: { ordersJson: orders('M-6', 'M-8', 'M-7') } });
		expect(error?.message).toBe(
			'2 of 3 work orders were refused. M-6: Workorder with workorder_nr M-6 exists; M-7: Workorder with workorder_nr M-7 exists',
		);
		expect(error?.description).toContain('The rest was saved: M-8.');
		expect(items).toEqual([]);
	});

	test('Continue On Fail gives one item per order, on the output where it belongs', async () => {
		await order({ options: { ordersJson: orders('M-9') } });
		const regular = await order(
			{ options: { ordersJson: orders('M-9', 'M-10') } },
			{ onError: 'continueRegularOutput' },
		);
		expect(regular.json).toEqual([
			expect.objectContaining({
				workorder_nr: 'M-9',
				error: 'M-9: Workorder with workorder_nr M-9 exists',
				errorType: 'refused',
			}),
			expect.objectContaining({ workorder_nr: 'M-10', status: 'success' }),
		]);
		const split = await order({ options: { ordersJson: orders('M-11', 'M-9') } }, { onError: 'continueErrorOutput' });
		expect(split.json).toEqual([expect.objectContaining({ workorder_nr: 'M-11' })]);
		expect(split.failed.map(({ json }) => json.error)).toEqual(['M-9: Workorder with workorder_nr M-9 exists']);
	});

	test('an order of which the answer says nothing did not succeed', async () => {
		at.sandbox.faults.add({
			service: 'outSmart',
			path: 'work-orders',
			kind: 'status',
			status: 200,
			body: { success: true, data: { results: [{ status: 'success', workorder_nr: 'M-12' }] }, message: '' },
		});
		const { error } = await order({ options: { ordersJson: orders('M-12', 'M-13') } });
		expect(error?.message).toBe('1 of 2 work orders were refused. M-13: The service returned no result for it');
	});

	test.each([
		['{"workorder_nr":"x"}', 'Orders (JSON) is not a valid JSON array'],
		['not json', 'Orders (JSON) is not a valid JSON array'],
		['[]', 'Orders (JSON) is an empty list'],
		['[{"workorder_nr":"x"}, 5]', 'Orders (JSON): element 2 is not an object'],
	])('%s is refused before anything is sent', async (ordersJson, sentence) => {
		const { error, requests } = await order({ options: { ordersJson: `={{ ${JSON.stringify(ordersJson)} }}` } });
		expect(error?.message).toBe(sentence);
		expect(requests).toEqual([]);
	});
});
