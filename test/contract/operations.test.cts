import {
	loadContract,
	type Contract,
	type Operation,
	type OpenApiDocument,
	type Schema,
} from '../../contract/load.cts';
import { bodySchema, documentedFor, operations, titleOf, type Entry } from './documented.cts';

const paging = ['page', 'pageSize', 'sort', 'sortOrder'];
const limitHeaders = [
	'X-RateLimit-Limit',
	'X-RateLimit-Remaining',
	'X-RateLimit-Reset',
	'X-Quota-Limit',
	'X-Quota-Remaining',
];

let contract: Contract;
beforeAll(async () => {
	contract = await loadContract();
});

/** Every operation of a document with its endpoint, as `GET /path`. */
function endpoints(document: OpenApiDocument): Array<[endpoint: string, operation: Operation]> {
	return Object.entries(document.paths).flatMap(([path, item]) =>
		(['get', 'post', 'put', 'delete'] as const)
			.filter((method) => item[method])
			.map((method): [string, Operation] => [`${method.toUpperCase()} ${path}`, item[method] as Operation]),
	);
}

const queryNames = (operation: Operation): string[] =>
	(operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name);

const sorted = (names: string[] = []): string[] => [...names].sort();

test('the two services have 97 and 4 endpoints, each with an operation, and no operation is without one', () => {
	const listed = (node: Entry['node']) =>
		new Set(operations.filter((entry) => entry.node === node).map(({ method, path }) => `${method} ${path}`));
	const documented = (document: OpenApiDocument) => new Set(endpoints(document).map(([endpoint]) => endpoint));
	expect(documented(contract.synchroteam)).toEqual(listed('synchroteam'));
	expect(documented(contract.outSmartPortal)).toEqual(listed('outSmartPortal'));
	expect(documented(contract.synchroteam).size).toBe(97);
	expect(documented(contract.outSmartPortal).size).toBe(4);
});

test('every operation of the contract has its own id, and its resource as the only tag', () => {
	for (const document of [contract.synchroteam, contract.outSmartPortal]) {
		const found = endpoints(document);
		expect(new Set(found.map(([, operation]) => operation.operationId)).size).toBe(found.length);
		for (const [, { operationId, tags }] of found) expect(tags).toEqual([operationId.split('_')[0]]);
	}
});

describe.each(operations.map((entry) => [titleOf(entry), entry] as const))('%s', (_name, entry) => {
	let operation: Operation;
	beforeAll(async () => {
		operation = await documentedFor(entry);
	});

	test('stands under its resource', () => {
		expect(operation.tags).toEqual([entry.resource]);
	});

	if (entry.identifiers) {
		test('names its record as the contract says', () => {
			const identifiers = operation['x-identifiers'];
			expect(identifiers?.in).toBe(entry.idIn);
			expect(sorted(identifiers?.names)).toEqual(sorted(entry.identifiers));
			const known =
				entry.idIn === 'query'
					? queryNames(operation)
					: Object.keys(
							(entry.idIn === 'body.Job' ? bodySchema(operation)?.properties?.['Job'] : bodySchema(operation))
								?.properties ?? {},
						);
			expect(known).toEqual(expect.arrayContaining(entry.identifiers ?? []));
		});
	}

	if (entry.method === 'GET' && entry.node === 'synchroteam') {
		test('takes the same filters', () => {
			const inQuery = entry.idIn === 'query' ? (entry.identifiers ?? []) : [];
			expect(sorted(queryNames(operation).filter((name) => !paging.includes(name)))).toEqual(
				sorted([...(entry.filters ?? []), ...inQuery]),
			);
		});
	}

	if (entry.operation === 'getAll') {
		test('sorts by the same fields', () => {
			const parameters = operation.parameters ?? [];
			const sort = parameters.find(({ name }) => name === 'sort');
			expect(sorted(sort?.schema.enum as string[] | undefined)).toEqual(sorted(entry.sort));
			expect(parameters.some(({ name }) => name === 'sortOrder')).toBe(entry.sort !== undefined);
			if (entry.sort) expect(entry.sort).toContain(sort?.schema.default);
		});
	}

	if (entry.key) {
		test('has its natural key in the body', () => {
			expect(Object.keys(bodySchema(operation)?.properties ?? {})).toContain(entry.key);
		});
	}
});

test('every operation of Synchroteam documents its errors and the limit headers', () => {
	for (const [endpoint, operation] of endpoints(contract.synchroteam)) {
		const entry = operations.find(({ method, path }) => `${method} ${path}` === endpoint);
		const createsWhatIsUnknown = endpoint.endsWith('/send');
		const errors = ['400', '401', '403', '405', '406', '429', '500', '503'];
		if (entry?.identifiers && !createsWhatIsUnknown) errors.push('404');
		expect([endpoint, Object.keys(operation.responses)]).toEqual([
			endpoint,
			expect.arrayContaining(['200', ...errors]),
		]);
		expect([endpoint, Object.keys(operation.responses['200']?.headers ?? {})]).toEqual([
			endpoint,
			expect.arrayContaining(limitHeaders),
		]);
	}
});

test('every operation of OutSmart Portal documents its errors', () => {
	for (const [, operation] of endpoints(contract.outSmartPortal)) {
		expect(Object.keys(operation.responses)).toEqual(['200', '4XX', '5XX']);
	}
});

test('lists answer in pages, but for the two whose sample is a bare array', () => {
	const bare: string[] = [];
	for (const [, operation] of endpoints(contract.synchroteam).filter(([endpoint]) => endpoint.endsWith('/list'))) {
		const answer = operation.responses['200']?.content?.['application/json']?.schema;
		const pageable = queryNames(operation).includes('page') && queryNames(operation).includes('pageSize');
		expect([operation.operationId, pageable]).toEqual([operation.operationId, answer?.type !== 'array']);
		if (pageable) expect(answer?.allOf?.[1]?.properties?.['data']?.type).toBe('array');
		else bare.push(operation.operationId);
	}
	expect(bare).toEqual(['task_list', 'timeline_list']);
});

test('bodies are closed: no object takes keys that are not documented', () => {
	const open: string[] = [];
	const walk = (schema: Schema, path: string): void => {
		if (schema.properties && schema['additionalProperties'] !== false) open.push(path);
		for (const [name, property] of Object.entries(schema.properties ?? {})) walk(property, `${path}.${name}`);
		if (schema.items) walk(schema.items, `${path}[]`);
		if (schema.allOf) open.push(path);
	};
	for (const document of [contract.synchroteam, contract.outSmartPortal]) {
		for (const [endpoint, operation] of endpoints(document)) {
			const schema = bodySchema(operation);
			if (schema) walk(schema, endpoint);
		}
	}
	expect(open).toEqual([]);
});
