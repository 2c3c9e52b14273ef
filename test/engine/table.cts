import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withSandbox, type Sandbox } from './cases.cts';

/** Engine tests of a resource as a table: what is set in the panel, what goes over the wire, what comes out. */

/** Verb and path below `/api/v3`, query, body. */
export type Sent = [endpoint: string, query?: Record<string, string>, body?: unknown];

export interface Case {
	operation: string;
	/** What is particular about it, e.g. the identifier. */
	by: string;
	parameters?: INodeParameters;
	/** Two items make three tests: both at once, an error that stops the node, an error among others that go on. */
	items?: IDataObject[];
	prepare?: (sandbox: Sandbox) => unknown;
	/** Zone of the workflow, Europe/Paris (that of the account) unless given. */
	timezone?: string;
	/** All requests, in any order (items are under way at the same time). */
	sends: Sent[];
	/** What each item holds, in their order. */
	gives?: object[];
	/** The sentence that ends the node instead. */
	error?: string;
}

/** A Saturday in winter: the account is an hour ahead of UTC. */
export const now = Date.parse('2026-11-21T10:00:00Z');
const NO = 'The service says no';

const asSent = ({ method, path, query, body }: Sandbox['requests'][number]) => ({
	endpoint: `${method} ${path.replace('/api/v3', '')}`,
	query,
	body: body ?? undefined,
});
const filled = ([endpoint, query = {}, body]: Sent) => ({ endpoint, query, body });

/** What a change comes to is held against the whole response; test/engine/output.test.cts has its usual shape. */
const wholeAfter = (operation: string): INodeParameters =>
	operation === 'get' || operation === 'getAll' ? {} : { output: 'raw' };

export function testTable(resource: string, cases: Case[]) {
	let at: Awaited<ReturnType<typeof withSandbox>>;
	beforeAll(async () => {
		at = await withSandbox({ now: () => now });
	});
	afterAll(async () => await at.sandbox.close());
	beforeEach(async () => await at.sandbox.reset());

	const previewed = new Set<string>();
	describe.each(cases)(
		`${resource} $operation $by`,
		({ operation, parameters, items, prepare, timezone, sends, gives = [], error }) => {
			const run = async (onError?: 'continueRegularOutput') =>
				await at.run(resource, operation, { ...wholeAfter(operation), ...parameters }, { items, onError, timezone });

			test(error ? `says: ${error}` : 'sends and gives', async () => {
				await prepare?.(at.sandbox);
				const result = await run();
				expect(result.requests.map(asSent)).toEqual(expect.arrayContaining(sends.map(filled)));
				expect(result.requests).toHaveLength(sends.length);
				expect(result.error?.message).toBe(error);
				if (!error) expect(result.json).toEqual(gives.map((each) => expect.objectContaining(each)));
			});

			// One case is enough to see what comes of an operation.
			if (!error && !previewed.has(operation)) {
				previewed.add(operation);
				test('gives what n8n shows before it ran', async () => {
					await prepare?.(at.sandbox);
					const { json } = await at.run(
						resource,
						operation,
						{ ...parameters, output: 'simplified' },
						{ items, timezone },
					);
					expect(json.length).toBeGreaterThanOrEqual(gives.length);
				});
			}

			if (items?.length !== 2) return;
			const failing = async () => {
				await prepare?.(at.sandbox);
				const [endpoint] = sends[sends.length - 1];
				const [method, path] = endpoint.split(' ');
				at.sandbox.faults.add({
					method,
					path: `${path}$`,
					kind: 'status',
					status: 422,
					body: { error: 'Refused', message: NO },
				});
			};

			test('an error of the service ends the node', async () => {
				await failing();
				const result = await run();
				expect(result.error).toMatchObject({
					message: NO,
					httpCode: '422',
					description: expect.stringContaining(sends[sends.length - 1][0].replace(' ', ' /api/v3')),
				});
				expect(result.items).toEqual([]);
			});

			test('Continue On Fail keeps the other item', async () => {
				await failing();
				const {
					items: [first, second, ...more],
					error: thrown,
				} = await run('continueRegularOutput');
				expect(thrown).toBeUndefined();
				expect(more).toEqual([]);
				expect([first.pairedItem, second.pairedItem]).toEqual([{ item: 0 }, { item: 1 }]);
				const failed = [first, second].filter((item) => item.error ?? item.json.error);
				expect(failed).toHaveLength(1);
				expect(JSON.stringify(failed[0])).toContain(NO);
				const at1 = failed[0] === first ? 1 : 0;
				expect([first, second][at1].json).toEqual(expect.objectContaining(gives[at1]));
			});
		},
	);
	return () => at;
}
