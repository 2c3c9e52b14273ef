import { resolve } from 'node:path';
import type { Contract, Method, Operation } from './load.cts';

/**
 * operations.json: what the two nodes can do, one line for each operation, for people and programs that do not read
 * OpenAPI. It says nothing that the documents do not say; `npm run docs` writes it.
 */

export interface Entry {
	node: keyof Contract;
	resource: string;
	operation: string;
	method: string;
	path: string;
	/** What the service takes to name the record, and where it travels: `query`, `body`, or under a key of the body. */
	identifiers?: string[];
	idIn?: string;
	/** Query parameters of a list, without those that page and sort. */
	filters?: string[];
	/** What a list can be sorted by. */
	sort?: string[];
	/** Of an upsert: the natural key that decides between creating and updating. */
	key?: string;
	note?: string;
}

export const operationsPath = resolve(__dirname, 'operations.json');

/** What the last word of an `operationId` means to a node, where that is another word; `x-operations` overrules it. */
const usual: Record<string, string[]> = {
	details: ['get'],
	list: ['getAll'],
	send: ['create', 'update'],
	desactivate: ['deactivate'],
};
const paging = ['page', 'pageSize', 'sort', 'sortOrder'];

function operationsOf(operation: Operation): string[] {
	const [, word] = operation.operationId.split('_');
	return operation['x-operations'] ?? [...(usual[word] ?? [word]), ...(operation['x-key'] ? ['upsert'] : [])];
}

function entriesOf(operation: Operation): Array<Omit<Entry, 'node' | 'method' | 'path'>> {
	const { 'x-identifiers': named, 'x-key': key, 'x-note': note, tags, parameters = [] } = operation;
	const inQuery = named?.in === 'query' ? named.names : [];
	const filters = parameters
		.filter((each) => each.in === 'query' && ![...paging, ...inQuery].includes(each.name))
		.map(({ name }) => name);
	const sort = parameters.find(({ name }) => name === 'sort')?.schema.enum as string[] | undefined;
	return operationsOf(operation).map((name) => ({
		resource: tags[0],
		operation: name,
		// A new record bears no identifier yet, and the one of an upsert is its key.
		...(named && !['create', 'upsert'].includes(name) && { identifiers: named.names, idIn: named.in }),
		...(filters.length > 0 && { filters }),
		...(sort && name === 'getAll' && { sort }),
		...(name === 'upsert' && { key }),
		...(note && { note }),
	}));
}

/** Every operation of the nodes, in the order of the documents. */
export function entriesFrom(contract: Contract): Entry[] {
	return (['synchroteam', 'outSmartPortal'] as const).flatMap((node) =>
		Object.entries(contract[node].paths).flatMap(([path, item]) =>
			(['get', 'post', 'put', 'delete'] as Method[]).flatMap((method) => {
				const operation = item[method];
				if (!operation) return [];
				return entriesOf(operation).map(({ resource, operation: name, ...more }) => ({
					...{ node, resource, operation: name, method: method.toUpperCase(), path },
					...more,
				}));
			}),
		),
	);
}

/** The text of operations.json: JSON, one operation a line. */
export const operationsText = (entries: Entry[]): string =>
	`[\n${entries.map((entry) => `  ${lineOf(entry)}`).join(',\n')}\n]\n`;

/** An object on one line, with a space after each comma and colon. */
const lineOf = (entry: Entry): string =>
	`{${Object.entries(entry)
		.map(([key, value]) => `"${key}": ${JSON.stringify(value).replaceAll('","', '", "')}`)
		.join(', ')}}`;
