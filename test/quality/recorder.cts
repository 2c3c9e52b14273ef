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

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An answer about the record that was asked for: it bears the identifiers of the request, as a service would show them. */
export function about(answer: unknown, { query, body, path }: Seen): unknown {
	if (Array.isArray(answer)) return answer.map((each) => about(each, { query, body, path, method: '' }));
	if (!isObject(answer)) return answer;
	const named = { ...query, ...(isObject(body) ? body : {}) } as Record<string, unknown>;
	const shown = Object.entries(answer).map(([key, value]): [string, unknown] => {
		if (Array.isArray(value) || isObject(value))
			return [key, key === 'data' ? within(value, path) : 'id' in answer ? value : listed(value, named)];
		return [key, IDENTIFIERS.includes(key) && named[key] !== undefined ? alike(named[key], value) : value];
	});
	return Object.fromEntries(shown);
}
/** In an address every number is text. */
const alike = (named: unknown, shown: unknown): unknown =>
	typeof shown !== 'number' ? named : Number.isNaN(Number(named)) ? shown : Number(named);
const IDENTIFIERS = ['id', 'myId', 'num', 'login', 'reference'];
/** Records under a key of the answer, e.g. `SitesDeleted`. */
const listed = (value: unknown, named: Record<string, unknown>): unknown =>
	Array.isArray(value)
		? value.map((each) =>
				isObject(each) && 'id' in each && named.id !== undefined && Object.keys(each).length < 4
					? { ...each, id: alike(named.id, each.id) }
					: each,
			)
		: value;
/** Results of the portal: the number of a record stands in the path. */
const within = (value: unknown, path: string): unknown =>
	isObject(value) && 'results' in value
		? { ...value, results: [value.results].flat().map((each) => numbered(each, path)) }
		: value;
const numbered = (each: unknown, path: string): unknown => {
	if (!isObject(each)) return each;
	const key = ['workorder_nr', 'nte_reference'].find((name) => name in each);
	return key && !/(notes|work-orders)$/.test(path) ? { ...each, [key]: path.split('/').pop() } : each;
};

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
			response
				.writeHead(status, { 'content-type': 'application/json' })
				.end(JSON.stringify(status === 200 ? about(body, seen) : body));
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
