import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Item } from '../../nodes/shared/request/parameters';
import type { Request } from '../../nodes/shared/request/call';
import { withUpload } from '../../nodes/shared/request/upload';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';
import { type Case, testTable } from './table.cts';

const link = { name: 'Manual', url: 'https://example.com/manual.pdf', isExternalLink: true };
const linked: Case['prepare'] = (sandbox) =>
	sandbox.call('attachment_create', { body: { ...link, customer: { id: 1 } } });
const known = { id: 1, name: 'Manual', url: link.url, isExternalLink: true };
const create = (parameters: INodeParameters) => ({ name: 'Manual', attachTo: 'general', ...parameters });
const aLink = { isExternalLink: true, url: link.url };

testTable('attachment', [
	{
		operation: 'create',
		by: 'a link',
		parameters: {
			name: '={{ $json.name }}',
			...aLink,
			attachTo: 'job',
			job: locator('num', 1),
			attachmentFields: { isPrivate: true },
		},
		items: [{ name: 'one' }, { name: 'two' }],
		sends: ['one', 'two'].map((name) => [
			'POST /attachment/create',
			{},
			{ name, url: link.url, isPrivate: true, job: { num: 1 }, isExternalLink: true },
		]),
		gives: [{ name: 'one', isPrivate: true, isExternalLink: true, url: link.url }, { name: 'two' }],
	},
	...(
		[
			['customer', 'id', 1],
			['customer', 'myId', 'C-1'],
			['customer', 'list', 1],
			['site', 'id', 1],
			['site', 'myId', 'S-1'],
			['equipment', 'id', 1],
			['equipment', 'myId', 'E-1'],
			['job', 'id', '1_261114000000000'],
			['job', 'myId', 'J-1'],
		] as const
	).map(
		([field, by, value]): Case => ({
			operation: 'create',
			by: `a link on one ${field} by ${by}`,
			parameters: create({ ...aLink, attachTo: field, [field]: locator(by, value) }),
			sends: [['POST /attachment/create', {}, { ...link, [field]: { [by === 'list' ? 'id' : by]: value } }]],
			gives: [{ [field]: expect.objectContaining({ id: expect.anything() }) }],
		}),
	),
	{
		operation: 'create',
		by: 'content given as Base64',
		parameters: create({ attachmentFields: { fileName: 'a.txt', fileData: 'aGVsbG8=' } }),
		sends: [
			[
				'POST /attachment/create',
				{},
				{ name: 'Manual', fileName: 'a.txt', fileData: 'aGVsbG8=', isExternalLink: false },
			],
		],
		gives: [{ name: 'Manual', isExternalLink: false }],
	},
	{
		operation: 'create',
		by: 'Base64 without a name',
		parameters: create({ attachmentFields: { fileData: 'aGVsbG8=' } }),
		sends: [],
		error: 'File Name is empty',
	},
	{
		operation: 'create',
		by: 'a link without an address',
		parameters: create({ isExternalLink: true, url: '={{ "" }}' }),
		sends: [],
		error: 'URL is empty',
	},
	{
		operation: 'create',
		by: 'a link without a name',
		parameters: { ...aLink, attachTo: 'general' },
		sends: [],
		error: 'Name is empty',
	},
	{
		operation: 'create',
		by: 'a link on a customer by name, which it does not take',
		parameters: create({ ...aLink, attachTo: 'customer', customer: { __rl: true, mode: 'name', value: 'x' } }),
		sends: [],
		error: "Customer can't be looked up by name here",
	},
	{
		operation: 'delete',
		by: 'id',
		prepare: async (sandbox) => [await linked(sandbox), await linked(sandbox)],
		parameters: { attachment: locator('id', '={{ $json.id }}') },
		items: [{ id: 1 }, { id: 2 }],
		sends: ['1', '2'].map((id) => ['DELETE /attachment/delete', { id }]),
		gives: [
			{ deleted: true, id: 1 },
			{ deleted: true, id: 2 },
		],
	},
	{
		operation: 'delete',
		by: 'the list',
		prepare: linked,
		parameters: { attachment: locator('list', 1) },
		sends: [['DELETE /attachment/delete', { id: '1' }]],
		gives: [{ deleted: true, id: 1 }],
	},
	{
		operation: 'getAll',
		by: 'with every filter',
		prepare: linked,
		parameters: {
			attachmentFilters: { name: '={{ $json.name }}', customer: locator('id', 1) },
			attachmentSort: { values: { sort: 'name', sortOrder: 'descending' } },
		},
		items: [{ name: 'man' }, { name: 'ual' }],
		sends: ['man', 'ual'].map((name) => [
			'GET /attachment/list',
			{ name, customer_id: '1', sort: 'name', sortOrder: 'descending', page: '1', pageSize: '50' },
		]),
		gives: [known, known],
	},
	{
		operation: 'getAll',
		by: 'by the other places',
		prepare: linked,
		parameters: {
			attachmentFilters: { site: locator('myId', 'S-1'), equipment: locator('id', 1), job: locator('num', 1) },
		},
		sends: [['GET /attachment/list', { site_myId: 'S-1', equipment_id: '1', job_num: '1', page: '1', pageSize: '50' }]],
	},
]);

describe('a file', () => {
	const bytes = Buffer.from('%PDF-1.4 \u{1f600} "quoted" \n', 'utf8');
	const file = (content: Buffer, more: object = {}): INodeExecutionData => ({
		json: {},
		binary: {
			data: { data: content.toString('base64'), mimeType: 'application/pdf', fileName: 'plan é.pdf', ...more },
		},
	});
	let at: Awaited<ReturnType<typeof withSandbox>>;
	beforeAll(async () => {
		at = await withSandbox();
	});
	afterAll(async () => await at.sandbox.close());

	test('goes out with its own name, byte for byte, once per item', async () => {
		const { json, requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'job', job: locator('num', 1) },
			{ items: [file(bytes), file(Buffer.from('second'), { fileName: 'b.txt' })] },
		);
		expect(error).toBeUndefined();
		expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual(
			expect.arrayContaining([
				[
					'POST',
					'/api/v3/attachment/create',
					{ job: { num: 1 }, isExternalLink: false, fileName: 'plan é.pdf', fileData: bytes.toString('base64') },
				],
				[
					'POST',
					'/api/v3/attachment/create',
					{
						job: { num: 1 },
						isExternalLink: false,
						fileName: 'b.txt',
						fileData: Buffer.from('second').toString('base64'),
					},
				],
			]),
		);
		expect(json).toEqual([
			expect.objectContaining({ name: 'plan é.pdf', isExternalLink: false }),
			expect.objectContaining({ name: 'b.txt' }),
		]);
	});

	test('of another field, under another name', async () => {
		const { data } = file(bytes).binary!;
		const { requests } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', name: 'Plan', binaryPropertyName: 'photo', attachmentFields: { fileName: 'new.pdf' } },
			{ items: [{ json: {}, binary: { photo: data } }] },
		);
		expect(requests[0].body).toEqual({
			name: 'Plan',
			isExternalLink: false,
			fileName: 'new.pdf',
			fileData: bytes.toString('base64'),
		});
	});

	test('that is missing gets a sentence; the other items go on', async () => {
		const run = (onError?: 'continueRegularOutput') =>
			at.run('attachment', 'create', { attachTo: 'general' }, { items: [{ json: {} }, file(bytes)], onError });
		const stopped = await run();
		expect(stopped.error?.message).toContain("'data'");
		const { items } = await run('continueRegularOutput');
		expect([items[0].json.error, items[1].json.name]).toEqual([expect.stringContaining("'data'"), 'plan é.pdf']);
	});

	test.each([
		['text that ends the JSON string', '","customer":{"id":2},"isPrivate":false,"url":"http://x.example'],
		['the same behind real content', `${bytes.toString('base64')}","customer":{"id":2}`],
		['the same in a list', ['","customer":{"id":2},"x":"']],
		['line breaks', 'aGVs\nbG8='],
		['the alphabet of addresses', '_-_-'],
	])('that is %s changes nothing but the file', async (_, data) => {
		const { requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'customer', customer: locator('id', 1), attachmentFields: { isPrivate: true } },
			{ items: [file(bytes, { data })] },
		);
		if (typeof data !== 'string') {
			expect(error?.message).toBe('Input Binary Field "data" contains no file');
			return expect(requests).toEqual([]);
		}
		expect(requests.map(({ body }) => body)).toEqual([
			{
				customer: { id: 1 },
				isPrivate: true,
				isExternalLink: false,
				fileName: 'plan é.pdf',
				fileData: Buffer.from(data, 'base64').toString('base64'),
			},
		]);
	});

	test('that n8n keeps on its disk is read from there, whatever stands in the item', async () => {
		const stored = { id: 'filesystem-v2:x', data: 'filesystem-v2', mimeType: 'application/pdf', fileName: 'a.pdf' };
		const request = { body: {} } as Request;
		const files = { find: () => stored, content: async () => bytes };
		const { bytes: sent } = await withUpload({ read: () => undefined, files } as unknown as Item, request);
		expect(JSON.parse(sent!.toString())).toEqual({ fileName: 'a.pdf', fileData: bytes.toString('base64') });
	});

	test('is the binary itself, given by expression', async () => {
		const { requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', name: 'Plan', binaryPropertyName: '={{ $binary.plan }}' },
			{ items: [{ json: {}, binary: { plan: { ...file(bytes).binary!.data, fileName: 'p.pdf' } } }] },
		);
		expect(error).toBeUndefined();
		expect(requests[0].body).toMatchObject({ fileName: 'p.pdf', fileData: bytes.toString('base64') });
	});

	test('described by $binary, like another one, cannot be told from it: that is said', async () => {
		const { data } = file(bytes).binary!;
		const { requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', name: 'Plan', binaryPropertyName: '={{ $binary.one }}' },
			{ items: [{ json: {}, binary: { one: data, two: data } }] },
		);
		expect(error?.message).toBe('Input Binary Field: the file given has no content');
		expect(requests).toEqual([]);
	});

	test('of another node is the binary itself', async () => {
		const { requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', name: 'Plan', binaryPropertyName: "={{ $('Start').item.binary.plan }}" },
			{ items: [{ json: {}, binary: { plan: { ...file(bytes).binary!.data, fileName: 'p.pdf' } } }] },
		);
		expect(error).toBeUndefined();
		expect(requests[0].body).toMatchObject({ fileName: 'p.pdf', fileData: bytes.toString('base64') });
	});

	test('that n8n keeps on its disk, given by expression, is read by its ID', async () => {
		const stored = { id: 'filesystem-v2:x', data: 'filesystem-v2', mimeType: 'application/pdf', fileName: 'a.pdf' };
		const asked: unknown[] = [];
		const files = { content: async (of: unknown) => (asked.push(of), bytes) };
		const read = () => stored;
		const { bytes: sent } = await withUpload({ read, files } as unknown as Item, { body: {} } as Request);
		expect(JSON.parse(sent!.toString())).toEqual({ fileName: 'a.pdf', fileData: bytes.toString('base64') });
		expect(asked).toEqual([stored]);
	});

	test('is not an object of another kind: that is said', async () => {
		const { requests, error } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', name: 'Plan', binaryPropertyName: '={{ $json }}' },
			{ items: [file(bytes)] },
		);
		expect(error?.message).toBe('Input Binary Field has to be a single value, but an object or a list was given');
		expect(requests).toEqual([]);
	});

	test('whose name is an object goes out under a name', async () => {
		const { requests } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general' },
			{ items: [file(bytes, { fileName: { id: 5 } })] },
		);
		expect(requests[0].body).toEqual({
			isExternalLink: false,
			fileName: 'file',
			fileData: bytes.toString('base64'),
		});
	});

	test.each(['false', 0, 'no'])('is not a link where Link is %p in the JSON', async (isExternalLink) => {
		const { requests } = await at.run(
			'attachment',
			'create',
			{ attachTo: 'general', options: { additionalBody: JSON.stringify({ isExternalLink }) } },
			{ items: [file(bytes)] },
		);
		expect(requests[0].body).toMatchObject({ isExternalLink, fileData: bytes.toString('base64') });
	});
});
