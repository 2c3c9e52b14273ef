import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service saw. */
export interface Seen {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
}

export interface Answer {
	status?: number;
	body: unknown;
}

export interface Recorder {
	url: string;
	seen: Seen[];
	/** What the next requests are answered with. */
	answer: (seen: Seen) => Answer;
	close(): Promise<void>;
}

/** A service that does nothing but remember: it takes every request and answers what it was told. */
export async function startRecorder(): Promise<Recorder> {
	const recorder = { seen: [] as Seen[], answer: (): Answer => ({ body: {} }) } as unknown as Recorder;
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
			const text = Buffer.concat(chunks).toString();
			const seen = {
				method: request.method ?? '',
				path: decodeURI(pathname),
				query: Object.fromEntries(searchParams),
				body: text === '' ? undefined : (JSON.parse(text) as unknown),
			};
			recorder.seen.push(seen);
			const { status = 200, body } = recorder.answer(seen);
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	recorder.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	recorder.close = async () => {
		server.closeAllConnections();
		await new Promise<void>((done) => server.close(() => done()));
	};
	return recorder;
}
