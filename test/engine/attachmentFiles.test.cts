import type { INodeExecutionData } from 'n8n-workflow';
import type { Item } from '../../nodes/shared/request/parameters';
import type { Request } from '../../nodes/shared/request/call';
import { withUpload } from '../../nodes/shared/request/upload';
import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';

/** The file of a new attachment: where it comes from, and how it is sent. */

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
