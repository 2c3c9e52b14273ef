import type { FastifyInstance } from 'fastify';

type Records = Map<string, Record<string, unknown>>;

/**
 * "Your CRM, your accounting": stores whatever JSON objects it is sent, in collections that need no setup.
 * POST /:collection, GET /:collection, GET, PUT and DELETE /:collection/:id.
 */
export class Crm {
	readonly collections = new Map<string, Records>();
	private count = 0;

	clear(): void {
		this.collections.clear();
		this.count = 0;
	}

	/** Adds the routes. */
	serve(app: FastifyInstance): void {
		const records = (name: string): Records => {
			const found = this.collections.get(name) ?? new Map();
			this.collections.set(name, found);
			return found;
		};
		const parse = (body: unknown) => JSON.parse(String(body ?? '{}'));
		type Params = { collection: string; id: string };
		app.post<{ Params: Params }>('/:collection', (request, reply) => {
			const body = parse(request.body);
			const id = String(body.id ?? ++this.count);
			const record = { ...body, id };
			records(request.params.collection).set(id, record);
			return reply.code(201).send(record);
		});
		app.get<{ Params: Params; Querystring: Record<string, string> }>('/:collection', (request) =>
			[...records(request.params.collection).values()].filter((record) =>
				Object.entries(request.query).every(([key, value]) => String(record[key]) === value),
			),
		);
		app.get<{ Params: Params }>('/:collection/:id', (request, reply) => {
			const record = records(request.params.collection).get(request.params.id);
			return record ?? reply.code(404).send({ message: 'Not found' });
		});
		app.put<{ Params: Params }>('/:collection/:id', (request) => {
			const { collection, id } = request.params;
			const record = { ...records(collection).get(id), ...parse(request.body), id };
			records(collection).set(id, record);
			return record;
		});
		app.delete<{ Params: Params }>('/:collection/:id', (request, reply) => {
			records(request.params.collection).delete(request.params.id);
			return reply.code(204).send();
		});
	}
}
