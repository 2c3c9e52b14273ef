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

	test('a photo without bytes is read from its link, without credentials', async () => {
		const { url } = (await photos({})).items[2].json as { url: string };
		const body = { job: {}, photos: [{ url, fileName: 'linked.png', comment: null, iteration: 0, imageData: null }] };
		at.sandbox.faults.add({ path: '/job/photos$', kind: 'status', status: 200, body, times: 2 });
		const seen: Array<string | undefined> = [];
		const { createServer } = await import('node:http');
		const server = createServer((request, response) => {
			seen.push(request.headers.authorization);
			response.end('picture');
		});
		await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
		body.photos[0].url = `http://127.0.0.1:${(server.address() as { port: number }).port}/linked.png`;
		const { items, error } = await photos({ binaryPropertyName: '' });
		server.close();
		expect(error).toBeUndefined();
		expect(seen).toEqual([undefined, undefined]);
		expect(items.map(({ binary }) => [binary?.data.fileName, binary?.data.data])).toEqual(
			Array.from({ length: 2 }, () => ['linked.png', Buffer.from('picture').toString('base64')]),
		);
	});

	test('a photo with neither bytes nor link says so', async () => {
		const body = { job: {}, photos: [{ url: null, fileName: 'lost.png', imageData: '' }] };
		at.sandbox.faults.add({ path: '/job/photos$', kind: 'status', status: 200, body, times: 2 });
		expect((await photos({})).error?.message).toBe('Photo "lost.png" has neither data nor a link');
		at.sandbox.faults.clear();
	});
});
