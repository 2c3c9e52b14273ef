import { anyOrder, at, order, portal, run } from './outSmartPortal.cts';

describe('work order: create', () => {
	test('groups that stand open and were left empty are not sent', async () => {
		const { requests } = await order({ workorder_nr: 'WO-open', status: 'Klaargezet' });
		expect(requests.map(({ body }) => body)).toEqual([{ orders: [{ workorder_nr: 'WO-open', status: 'Klaargezet' }] }]);
	});

	test("every kind of field goes out under its own name, in the portal's formats", async () => {
		const { json, requests, error } = await order({
			workorder_nr: 'WO-1',
			status: 'Klaargezet',
			date_work_start: '2026-11-21T23:30:00-05:00',
			time_work_start: '8:30',
			customer_name: 'Acme',
			employee_nr: '',
			workOrderFields: {
				work_finished: 1,
				planningFields: { values: { duration: '90', date_work_end: '={{ null }}', time_work_end: '' } },
				referencesFields: { values: { reference: '={{ null }}', job_nr: '' } },
				bookkeepingFields: { values: { created_at: '2026-11-21T10:15:00+01:00' } },
				invoiceCustomerFields: { values: { invoice_customer_debtor_nr: '24' } },
				WorkAddress: { values: { adr_name: 'Plant', adr_line_1: 'Spoorven 1', adr_id: '7' } },
				ContactPerson: { values: { cpn_name: 'Jo', cpn_id: '' } },
				dayparts: {
					values: [
						{ code: 'MORNING', date: '2026-11-23', available: true },
						{ code: 'DAY', date: '2026-11-24', available: false },
					],
				},
				customFields: {
					values: [
						{ key: 'val_value_1', value: 'Ring twice' },
						{ key: 'referenced_field_3', value: '' },
					],
				},
			},
			options: { additionalBody: '{"comment": "by hand"}' },
		});
		expect(error).toBeUndefined();
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			service: 'outSmart',
			method: 'POST',
			path: `${portal}/work-orders`,
			query: {},
			authorizationOk: true,
		});
		expect(requests[0].body).toEqual({
			orders: [
				{
					workorder_nr: 'WO-1',
					status: 'Klaargezet',
					work_finished: 1,
					duration: 90,
					date_work_start: '22-11-2026',
					time_work_start: '08:30',
					created_at: '2026-11-21T09:15:00.000000Z',
					customer_name: 'Acme',
					invoice_customer_debtor_nr: '24',
					WorkAddress: { adr_name: 'Plant', adr_line_1: 'Spoorven 1', adr_id: 7 },
					ContactPerson: { cpn_name: 'Jo' },
					dayparts: {
						type: 'daypart-calendar',
						data: [
							{ code: 'MORNING', date: '2026-11-23', available: true },
							{ code: 'DAY', date: '2026-11-24', available: false },
						],
					},
					customFields: { val_value_1: 'Ring twice', referenced_field_3: '' },
					comment: 'by hand',
				},
			],
		});
		expect(json).toEqual([
			{ status: 'success', workorder_nr: 'WO-1', message: 'Workorder with WorkorderNo WO-1 saved' },
		]);
	});

	test('lists as JSON take the place of rows; custom fields as an object', async () => {
		const { requests } = await order({
			workorder_nr: 'WO-2',
			workOrderFields: { dayparts: {} },
			options: {
				daypartsJson: '[{"code":"DAY","date":"2026-11-23"}]',
				customFieldsJson: '{"val_value_50":"123456","val_value_2":4}',
			},
		});
		expect(requests[0]).toMatchObject({
			status: 200,
			body: {
				orders: [
					{
						workorder_nr: 'WO-2',
						dayparts: { type: 'daypart-calendar', data: [{ code: 'DAY', date: '2026-11-23' }] },
						customFields: { val_value_50: '123456', val_value_2: '4' },
					},
				],
			},
		});
	});

	test('two items are two requests, each item linked', async () => {
		const { items, requests } = await order(
			{
				workorder_nr: '={{ $json.nr }}',
				workOrderFields: { referencesFields: { values: { reference: '={{ $json.ref }}' } } },
			},
			{
				items: [
					{ nr: 'WO-3', ref: 'a' },
					{ nr: 'WO-4', ref: 'b' },
				],
			},
		);
		expect(requests.map(({ body }) => body)).toEqual(
			expect.arrayContaining([
				{ orders: [{ workorder_nr: 'WO-3', reference: 'a' }] },
				{ orders: [{ workorder_nr: 'WO-4', reference: 'b' }] },
			]),
		);
		expect(items.map(({ json, pairedItem }) => [json.workorder_nr, pairedItem])).toEqual([
			['WO-3', { item: 0 }],
			['WO-4', { item: 1 }],
		]);
	});

	test("a number that exists fails the item with the service's words, though the answer is 200", async () => {
		await anyOrder('WO-5');
		const { error, items, requests } = await anyOrder('WO-5');
		expect(requests[0].status).toBe(200);
		expect(error).toMatchObject({ message: 'Workorder with workorder_nr WO-5 exists', httpCode: '200' });
		expect(items).toEqual([]);
	});

	test('Continue On Fail keeps the others', async () => {
		await anyOrder('WO-6');
		const { items } = await anyOrder('={{ $json.nr }}', {
			items: [{ nr: 'WO-6' }, { nr: 'WO-7' }],
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				expect.objectContaining({
					nr: 'WO-6',
					workorder_nr: 'WO-6',
					error: 'Workorder with workorder_nr WO-6 exists',
					errorType: 'refused',
				}),
				{ item: 0 },
			],
			[expect.objectContaining({ workorder_nr: 'WO-7', status: 'success' }), { item: 1 }],
		]);
	});

	test('a fault of the service reaches the user with its message', async () => {
		at.sandbox.faults.add({
			service: 'outSmart',
			path: 'work-orders',
			kind: 'status',
			status: 422,
			body: { success: false, message: 'The given data was invalid.', errors: { status: ['Unknown status.'] } },
		});
		const { error } = await anyOrder('WO-8');
		expect(error).toMatchObject({ message: 'The given data was invalid. Unknown status.', httpCode: '422' });
	});

	test('`success: false` inside a 200 is no success', async () => {
		at.sandbox.faults.add({
			service: 'outSmart',
			path: 'work-orders',
			kind: 'status',
			status: 200,
			body: { success: false, message: 'The API is closed.' },
		});
		expect((await anyOrder('WO-8')).error).toMatchObject({ message: 'The API is closed.' });
	});
});

describe('work order: get', () => {
	test('gives the useful fields, or the answer untouched', async () => {
		await order({
			workorder_nr: 'G-1',
			status: 'Klaargezet',
			date_work_start: '2026-11-23',
			customer_name: 'Acme',
		});
		const simple = await run('workOrder', 'get', { workorder_nr: 'G-1' });
		expect(simple.requests[0]).toMatchObject({ method: 'GET', path: `${portal}/work-orders/G-1`, query: {} });
		expect(simple.json).toEqual([
			expect.objectContaining({
				workorder_nr: 'G-1',
				status: 'Klaargezet',
				customer_name: 'Acme',
				date_work_start: '2026-11-23',
			}),
		]);
		expect(Object.keys(simple.json[0])).toHaveLength(12);
		expect(simple.json[0].updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
		const whole = await run('workOrder', 'get', { workorder_nr: 'G-1', output: 'raw' });
		expect(whole.json[0]).toMatchObject({ workorder_nr: 'G-1', date_work_start: '23-11-2026', dayparts: [] });
	});

	test('an unknown number', async () => {
		const { error } = await run('workOrder', 'get', { workorder_nr: 'nobody' });
		expect(error).toMatchObject({ message: 'Workorder with workorder_nr nobody not found', httpCode: '404' });
		const { items } = await run(
			'workOrder',
			'get',
			{ workorder_nr: '={{ $json.nr }}' },
			{ items: [{ nr: 'nobody' }, { nr: 'G-1' }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.error ?? json.workorder_nr)).toEqual([
			'Workorder with workorder_nr nobody not found',
			'G-1',
		]);
	});

	test('an answer without a result is no success', async () => {
		at.sandbox.faults.add({
			service: 'outSmart',
			path: 'work-orders',
			kind: 'status',
			status: 200,
			body: { success: true, data: { results: [] }, message: '' },
		});
		expect((await run('workOrder', 'get', { workorder_nr: 'G-1' })).error?.message).toBe(
			'OutSmart Portal returned no result',
		);
	});
});
