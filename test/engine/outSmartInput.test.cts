import type { INodeParameters } from 'n8n-workflow';
import { anyOrder, at, order, portal, run } from './outSmartPortal.cts';

describe('bad input', () => {
	const odd = [
		'a/../b?x=1',
		'#1',
		'100%',
		'%2e%2e',
		'a+b',
		`"quo'ted"`,
		'Übergröße',
		'line\nbreak',
		' spaced ',
		'a\\b',
		'...',
	];

	test.each(odd)('%j reaches exactly the record it names', async (nr) => {
		await anyOrder(nr);
		const read = await run('workOrder', 'get', { workorder_nr: nr });
		expect(read.json[0]).toMatchObject({ workorder_nr: nr });
		expect(at.sandbox.requests.every(({ path }) => path.startsWith(`${portal}/`))).toBe(true);
	});

	test.each([
		['', 'Work Order Number is empty'],
		[' \n\t', 'Work Order Number is empty'],
		['.', 'Work Order Number: "." cannot be part of an address'],
		['..', 'Work Order Number: ".." cannot be part of an address'],
		['\ud800', 'Work Order Number contains an incomplete character'],
	])('%j gets a sentence and no request', async (nr, sentence) => {
		const { error, requests } = await run('workOrder', 'get', { workorder_nr: '={{ $json.nr }}' }, { items: [{ nr }] });
		expect(error?.message).toBe(sentence);
		expect(error?.description).toMatch(
			sentence.endsWith('empty')
				? /^Enter a work order number\. If it is an expression, it returned nothing\. Nothing was sent\.$/
				: /./,
		);
		expect(requests).toEqual([]);
	});

	test('an object instead of a number', async () => {
		const { error, requests } = await run('note', 'get', { nte_reference: '={{ $json }}' }, { items: [{ a: 1 }] });
		expect(error?.message).toBe('Note Reference has to be a single value, but an object or a list was given');
		expect(requests).toEqual([]);
	});

	test.each(['', '  ', 'a/../b?x=1', '..', '.', 'a#b', 'a%b', 'a\nb', "a'b", 'a+b', 'a\\b'])(
		'portal name %j gets a sentence and no request',
		async (portalName) => {
			const { error, requests } = await run(
				'workOrder',
				'get',
				{ workorder_nr: 'G-1' },
				{ credentials: { ...at.credentials.outSmartPortal, portalName } },
			);
			expect(error?.message).toContain('Portal Name');
			expect(requests).toEqual([]);
		},
	);

	test('a custom field without a key, a day that is none', async () => {
		for (const [fields, sentence] of [
			[{ workOrderFields: { customFields: { values: [{ key: ' ', value: 'x' }] } } }, 'Custom Fields 1 has no key'],
			[{ date_work_start: 'someday' }, 'Start Date: "someday" is not a valid date'],
			[{ time_work_start: '25:00' }, 'Start Time: "25:00" is not a valid time'],
			[{ time_work_start: '8.30' }, 'Start Time: "8.30" is not a valid time'],
			[{ time_work_start: '8h' }, 'Start Time: "8h" is not a valid time'],
			[{ options: { customFieldsJson: '[1]' } }, 'Custom Fields (JSON) is not a valid JSON object'],
			[{}, 'The work order has no content'],
		] as const) {
			const { error, requests } = await order({ workorder_nr: 'B-1', ...(fields as unknown as INodeParameters) });
			expect(error?.message).toBe(sentence);
			expect(requests).toEqual([]);
		}
	});
});
