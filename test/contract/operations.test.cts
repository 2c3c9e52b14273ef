import { readFileSync } from 'node:fs';
import {
	loadContract,
	type Contract,
	type Operation,
	type OpenApiDocument,
	type Schema,
} from '../../contract/load.cts';
import { entriesFrom, operationsPath, operationsText } from '../../contract/operations.cts';
import { bodySchema } from './documented.cts';

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

const all = () => [contract.synchroteam, contract.outSmartPortal].flatMap(endpoints);

test('operations.json is in step with the documents', () => {
	const written = readFileSync(operationsPath, 'utf8');
	if (written !== operationsText(entriesFrom(contract)))
		throw new Error(
			'contract/operations.json does not list what the documents beside it say: npm run docs writes it again',
		);
});

test('every operation of the contract has its own id, and its resource as the only tag', () => {
	for (const document of [contract.synchroteam, contract.outSmartPortal]) {
		const found = endpoints(document);
		expect(new Set(found.map(([, operation]) => operation.operationId)).size).toBe(found.length);
		for (const [, { operationId, tags }] of found) expect(tags).toEqual([operationId.split('_')[0]]);
	}
});

/** Keys of the body, or of the object under `place` in it. */
function bodyNames(operation: Operation, place: string): string[] {
	const schema = place
		.split('.')
		.slice(1)
		.reduce<Schema | undefined>((inside, key) => inside?.properties?.[key], bodySchema(operation));
	return Object.keys(schema?.properties ?? {});
}

test('a record is named by parameters or keys that exist, an upsert by a key of the body', () => {
	for (const [, operation] of all()) {
		const { operationId, 'x-identifiers': named, 'x-key': key } = operation;
		if (named) {
			const known = named.in === 'query' ? queryNames(operation) : bodyNames(operation, named.in);
			expect([operationId, known]).toEqual([operationId, expect.arrayContaining(named.names)]);
		}
		if (key) expect([operationId, bodyNames(operation, 'body')]).toEqual([operationId, expect.arrayContaining([key])]);
	}
});

test('what sorts has a default among its values, and a direction', () => {
	for (const [, { operationId, parameters = [] }] of all()) {
		const sort = parameters.find(({ name }) => name === 'sort')?.schema;
		if (sort) expect([operationId, sort.enum]).toEqual([operationId, expect.arrayContaining([sort.default])]);
		expect([operationId, parameters.some(({ name }) => name === 'sortOrder')]).toEqual([
			operationId,
			sort !== undefined,
		]);
	}
});

test('every operation documents what is refused and what fails, those of Synchroteam the limit headers as well', () => {
	for (const [endpoint, { responses }] of all()) {
		expect([endpoint, Object.keys(responses)]).toEqual([endpoint, ['200', '4XX', '5XX']]);
		if (!endpoint.includes('/api/v3/')) continue;
		for (const { headers = {} } of Object.values(responses))
			expect([endpoint, Object.keys(headers)]).toEqual([endpoint, limitHeaders]);
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

/** A schema and those that it is made of. */
const partsOf = (schema: Schema): Schema[] => [schema, ...(schema.allOf ?? []).flatMap(partsOf)];

test('every record that is read has its ID', () => {
	const without = endpoints(contract.synchroteam).filter(([endpoint, { responses }]) => {
		const answer = responses['200']?.content?.['application/json']?.schema;
		if (!endpoint.startsWith('GET ') || !answer) return false;
		const data = partsOf(answer).find(({ properties }) => properties?.['data'])?.properties?.['data'];
		const parts = partsOf(data?.items ?? answer.items ?? answer);
		return !parts.some(({ required }) => required?.includes('id'));
	});
	// Photos come by job.
	expect(without.map(([endpoint]) => endpoint)).toEqual(['GET /api/v3/job/photos']);
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
