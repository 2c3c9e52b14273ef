import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type NodeRun } from '../engine/engine.cts';

/** A service that knows nothing: it notes what comes and gives back what it is told, so that a test sees what was sent. */

export interface Received {
	method: string;
	path: string;
	query: Record<string, string>;
	body?: unknown;
	headers: IncomingHttpHeaders;
}

export interface Reply {
	status?: number;
	/** Sent as JSON. */
	body?: unknown;
	/** Sent as a page. */
	page?: string;
}

/** Lists are empty, a record has the identifier asked for, and a change shows what was sent. */
function echo({ method, path, query, body }: Received): unknown {
	if (path.endsWith('/list')) return { page: 1, pageSize: 100, records: 0, recordsTotal: 0, data: [] };
	if (method === 'GET') return { ...query, id: /^\d+$/.test(query.id ?? '') ? Number(query.id) : (query.id ?? 5) };
	if (method === 'DELETE') return [{ id: 1, deleted: true }];
	return { id: 5, ...(Array.isArray(body) ? {} : (body as IDataObject)) };
}

/** @param answer what it gives instead of an echo */
export async function recorder(answer: (received: Received) => Reply | undefined = () => undefined) {
	const received: Received[] = [];
	const server = createServer(async (incoming, outgoing) => {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString();
		const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://127.0.0.1');
		const each: Received = {
			method: incoming.method ?? '',
			path: pathname,
			query: Object.fromEntries(searchParams),
			body: text ? (JSON.parse(text) as unknown) : undefined,
			headers: incoming.headers,
		};
		received.push(each);
		const { status = 200, page, body } = answer(each) ?? { body: echo(each) };
		outgoing.writeHead(status, { 'content-type': page === undefined ? 'application/json' : 'text/html' });
		outgoing.end(page ?? JSON.stringify(body));
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const credentials = {
		domain: 'acme',
		apiKey: 'KEY-abcdef-123456',
		timeZone: 'Europe/Paris',
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
	};
	return {
		received,
		credentials,
		/** Runs the Synchroteam node; `sent` are the bodies of its changes. */
		async run(parameters: INodeParameters, more: Partial<NodeRun> = {}) {
			received.length = 0;
			const result = await runNode({ parameters, credentials, ...more });
			return { ...result, sent: received.filter(({ method }) => method !== 'GET').map(({ body }) => body) };
		},
		close: () => void server.close(),
	};
}
