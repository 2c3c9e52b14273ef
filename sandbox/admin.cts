import type { FastifyInstance } from 'fastify';
import { setDialect, wholeDialect } from './dialect.cts';
import { ApiError } from './errors.cts';
import type { Sandbox } from './index.cts';
import { statuses } from './resources/jobLife.cts';
import type { SeedName } from './types.cts';

/** What tests and demos steer over HTTP, for all three services: `/__admin/…` on the port of Synchroteam. */
export function serveAdmin(app: FastifyInstance, sandbox: Sandbox): void {
	const parse = (body: unknown): any => (body ? JSON.parse(String(body)) : {});
	app.register(
		async (admin) => {
			admin.setErrorHandler((thrown, _, reply) => {
				const status = thrown instanceof ApiError ? thrown.status : 400;
				return reply.code(status).send({ message: (thrown as Error).message });
			});
			admin.get('/faults', () => sandbox.faults.list());
			admin.post('/faults', ({ body }) => ({ id: sandbox.faults.add(parse(body)) }));
			admin.delete('/faults', () => {
				sandbox.faults.clear();
				return [];
			});
			admin.get('/clock', () => ({ now: sandbox.clock.now() }));
			admin.post('/clock', ({ body }) => {
				const { now, advanceMs } = parse(body);
				if (now !== undefined) sandbox.clock.set(now);
				if (advanceMs !== undefined) sandbox.clock.advance(advanceMs);
				return { now: sandbox.clock.now() };
			});
			admin.get('/settings', () => sandbox.settings);
			admin.put('/settings', ({ body }) => Object.assign(sandbox.settings, parse(body)));
			admin.get('/dialect', () => wholeDialect(sandbox.dialect));
			admin.put('/dialect', ({ body }) => {
				setDialect(sandbox.dialect, parse(body));
				return wholeDialect(sandbox.dialect);
			});
			admin.get('/requests', () => sandbox.requests);
			admin.delete('/requests', () => {
				sandbox.requests.length = 0;
				return [];
			});
			type Params = { resource: keyof Sandbox['state']; id: string };
			const records = (resource: Params['resource']) => {
				const found = sandbox.state[resource];
				if (!found) throw new ApiError(404, `There is no ${resource}`);
				return found;
			};
			const key = (resource: Params['resource'], id: string) =>
				records(resource)
					.rows()
					.find((row) => String(row.id) === id)?.id;
			admin.get<{ Params: Params }>('/state/:resource', ({ params }) => records(params.resource).all());
			admin.post<{ Params: Params }>('/state/:resource', ({ params, body }) =>
				records(params.resource).create(parse(body)),
			);
			admin.put<{ Params: Params }>('/state/:resource/:id', ({ params, body }) =>
				records(params.resource).update(key(params.resource, params.id), parse(body)),
			);
			// What a technician's device does and the API cannot: synchronize, pause, fill the report, take photos.
			admin.post<{ Params: { id: string } }>('/device/:id', ({ params, body }) => {
				const { status, report, photos } = parse(body);
				if (status && !statuses.includes(status)) throw new ApiError(400, `No status ${status}`);
				sandbox.device(params.id, { status, report, photos });
				return sandbox.state.jobs.get(params.id);
			});
			admin.post('/reset', async ({ body }) => {
				await sandbox.reset(parse(body).seed as SeedName | undefined);
				return {};
			});
		},
		{ prefix: '/__admin' },
	);
}
