import type { ServerResponse } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ApiAnswer, ApiRequest } from './types.cts';

// A file of 20 MB in Base64 must pass, and more.
const BODY_LIMIT = 100 * 1024 * 1024;

/** A server on loopback that reads bodies as text, whatever they say they are. */
export function server(logger: boolean): FastifyInstance {
	const app = fastify({
		logger,
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 10_000 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
	return app;
}

/** Starts to listen. @returns the address without a path */
export async function listen(app: FastifyInstance, port: number): Promise<string> {
	return await app.listen({ port, host: '127.0.0.1' });
}

/** The request without Fastify. */
export function read(request: FastifyRequest): ApiRequest {
	const [path, search = ''] = request.raw.url!.split(/\?(.*)/s);
	const query: ApiRequest['query'] = {};
	for (const [name, value] of new URLSearchParams(search)) {
		const before = query[name];
		query[name] = before === undefined ? value : [before, value].flat();
	}
	return {
		method: request.method,
		path,
		query,
		headers: request.headers as Record<string, string>,
		body: typeof request.body === 'string' ? request.body : undefined,
	};
}

/** Sends the body a byte at a time, until it is through or nobody listens any more. */
function drip(raw: ServerResponse, { status, headers, body, dripMs }: ApiAnswer): void {
	const bytes = Buffer.from(body);
	raw.writeHead(status, { ...headers, 'content-length': bytes.length });
	let sent = 0;
	const timer = setInterval(() => {
		raw.write(bytes.subarray(sent, (sent += 1)));
		if (sent >= bytes.length) raw.end();
	}, dripMs);
	raw.once('close', () => clearInterval(timer));
}

/** Sends an answer, or cuts the connection, drips or hangs where it says so. */
export async function write(reply: FastifyReply, answer: ApiAnswer): Promise<FastifyReply> {
	if (!answer.cut && !answer.dripMs && answer.status !== 101) {
		return reply.code(answer.status).headers(answer.headers).send(answer.body);
	}
	reply.hijack();
	const { raw } = reply;
	if (answer.status === 101) {
		raw.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: nothing\r\n\r\n');
		return reply;
	}
	if (answer.dripMs) {
		drip(raw, answer);
		return reply;
	}
	if (answer.cut === 'before') {
		raw.socket?.destroy();
		return reply;
	}
	const body = Buffer.from(answer.body);
	raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	raw.write(body.subarray(0, Math.ceil(body.length / 2)), () => raw.socket?.destroy());
	return reply;
}
