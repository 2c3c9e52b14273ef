import { at, note, portal, run } from './outSmartPortal.cts';

describe('note', () => {
	test('create and get', async () => {
		const made = await note({
			nte_reference: 'N-1',
			nte_primary: 'G-1',
			nte_content: 'Key at the desk',
			noteFields: { nte_entity: 'worksheets', nte_column: 'WorkorderNo' },
		});
		expect(made.requests[0]).toMatchObject({ method: 'POST', path: `${portal}/notes`, query: {} });
		expect(made.requests[0].body).toEqual({
			notes: [
				{
					nte_reference: 'N-1',
					nte_entity: 'worksheets',
					nte_column: 'WorkorderNo',
					nte_primary: 'G-1',
					nte_content: 'Key at the desk',
				},
			],
		});
		expect(made.json).toEqual([{ nte_reference: 'N-1', OrderNr: 'G-1', message: 'worksheets with OrderNr G-1 saved' }]);
		const read = await run('note', 'get', { nte_reference: 'N-1' });
		expect(read.requests[0]).toMatchObject({ method: 'GET', path: `${portal}/notes/N-1` });
		expect(read.json[0]).toMatchObject({
			nte_reference: 'N-1',
			nte_content: 'Key at the desk',
			nte_timestamp_modified: null,
			nte_timestamp_read: null,
		});
		expect((await run('note', 'get', { nte_reference: 'N-1', output: 'raw' })).json[0]).toMatchObject({
			nte_timestamp_modified: '0000-00-00 00:00:00',
		});
	});

	test('several at once match by position; an entry without a status went well', async () => {
		const { json, requests } = await note({
			options: {
				notesJson: '[{"nte_reference":"N-2","nte_content":"one"},{"nte_reference":"N-3","nte_primary":"200"}]',
			},
			nte_primary: '100',
			nte_content: 'two',
			noteFields: { nte_column: 'OrderNr' },
		});
		const on = { nte_entity: 'worksheets', nte_column: 'OrderNr' };
		expect(requests[0].body).toEqual({
			notes: [
				{ nte_reference: 'N-2', nte_primary: '100', nte_content: 'one', ...on },
				{ nte_reference: 'N-3', nte_primary: '200', nte_content: 'two', ...on },
			],
		});
		expect(json.map(({ nte_reference, OrderNr }) => [nte_reference, OrderNr])).toEqual([
			['N-2', '100'],
			['N-3', '200'],
		]);
	});

	test('two items, an unknown reference among them', async () => {
		const { requests } = await note({ nte_reference: 'N-4', nte_primary: '1', nte_content: 'x' });
		expect(requests[0].body).toEqual({
			notes: [
				{
					nte_reference: 'N-4',
					nte_primary: '1',
					nte_content: 'x',
					nte_entity: 'worksheets',
					nte_column: 'WorkorderNo',
				},
			],
		});
		const { items } = await run(
			'note',
			'get',
			{ nte_reference: '={{ $json.ref }}' },
			{ items: [{ ref: 'none' }, { ref: 'N-4' }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json, pairedItem }) => [json.error ?? json.nte_reference, pairedItem])).toEqual([
			['Note with nte_reference none not found', { item: 0 }],
			['N-4', { item: 1 }],
		]);
		expect((await run('note', 'get', { nte_reference: 'none' })).error).toMatchObject({
			message: 'Note with nte_reference none not found',
			httpCode: '404',
		});
	});

	test('a fault of the service', async () => {
		at.sandbox.faults.add({ service: 'outSmart', path: 'notes', kind: 'html', status: 503 });
		expect((await note({ nte_reference: 'N-5', nte_content: 'x' })).error).toMatchObject({ httpCode: '503' });
	});

	test('what is said against one note is cut at 500 characters', async () => {
		const refused = { nte_reference: 'N-1', status: 'error', message: 'x'.repeat(5000) };
		const body = { success: true, data: { results: [refused] } };
		at.sandbox.faults.add({ service: 'outSmart', path: 'notes', kind: 'status', status: 200, body });
		const { error } = await note({ nte_reference: 'N-1', nte_primary: 'G-1', nte_content: 'x' });
		expect(error?.message).toBe(`${'x'.repeat(500)}…`);
	});
});
