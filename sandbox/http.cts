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

/** Sends an answer, or cuts the connection where it says so. */
export async function write(reply: FastifyReply, answer: ApiAnswer): Promise<FastifyReply> {
	if (!answer.cut) {
		return reply.code(answer.status).headers(answer.headers).send(answer.body);
	}
	reply.hijack();
	const { raw } = reply;
	if (answer.cut === 'before') {
		raw.socket?.destroy();
		return reply;
	}
	const body = Buffer.from(answer.body);
	raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	raw.write(body.subarray(0, Math.ceil(body.length / 2)), () => raw.socket?.destroy());
	return reply;
}
