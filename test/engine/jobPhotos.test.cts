import { withSandbox } from './cases.cts';
import { locator } from './engine.cts';
import { now } from './table.cts';

describe('photos as files', () => {
	let at: Awaited<ReturnType<typeof withSandbox>>;
	beforeAll(async () => {
		at = await withSandbox({ now: () => now });
	});
	afterAll(async () => await at.sandbox.close());

	const photos = (parameters: object) =>
		at.run(
			'job',
			'getPhotos',
			{ job: locator('num', '={{ $json.num }}'), download: true, ...parameters },
			{ items: [{ num: 5 }, { num: 4 }] },
		);

	test('come with name, type and bytes, each under its item', async () => {
		const { items, requests } = await photos({ binaryPropertyName: 'photo' });
		expect(requests.map(({ query }) => query.getImageData)).toEqual(['true', 'true']);
		expect(
			items.map(({ json, pairedItem }) => [
				json.fileName,
				json.comment,
				json.iteration,
				'imageData' in json,
				pairedItem,
			]),
		).toEqual([
			['job-5-1.jpg', 'Before', 0, false, { item: 0 }],
			['job-4-1.jpg', 'Before', 0, false, { item: 1 }],
			['job-4-2.png', 'After', 1, false, { item: 1 }],
		]);
		expect(items.map(({ binary }) => [binary?.photo.mimeType, binary?.photo.fileName])).toEqual([
			['image/jpeg', 'job-5-1.jpg'],
			['image/jpeg', 'job-4-1.jpg'],
			['image/png', 'job-4-2.png'],
		]);
		const link = await fetch(String(items[2].json.url));
		expect(items[2].binary?.photo.data).toBe(Buffer.from(await link.arrayBuffer()).toString('base64'));
	});

	test.each([
		['a link', 'https://files.example.com/linked.png?signature=1'],
		['no link either', ''],
	])(
		'a photo of which the service gives no bytes but %s is an item without a file, and nothing else is asked',
		async (_, url) => {
			const linked = { url, fileName: 'linked.png', comment: 'After', iteration: 0 };
			at.sandbox.faults.add({
				path: '/job/photos$',
				kind: 'edited',
				edit: (body: { photos: object[] }) => ({ ...body, photos: [body.photos[0], { ...linked, imageData: '' }] }),
				times: 2,
			});
			const { items, error, requests } = await photos({ binaryPropertyName: '' });
			expect(error).toBeUndefined();
			expect(requests).toHaveLength(2);
			expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['data'], [], ['data'], []]);
			expect([items[1].json, items[3].json]).toEqual([linked, linked]);
		},
	);
});
