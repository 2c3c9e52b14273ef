import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { type Method, type OpenApiDocument, type Operation } from '../contract/load.cts';
import { ApiError, badRequest, notFound } from './errors.cts';
import type { ApiRequest, Call, Settings } from './types.cts';

interface Route {
	method: Method;
	path: string;
	pattern: RegExp;
	operation: Operation;
	query?: ValidateFunction;
	body?: ValidateFunction;
}

// Parameters arrive as text and are read as their type; a body must have the types of the contract.
const options = { strict: false, validateFormats: false, allErrors: true };
const forQuery = new Ajv2020({ ...options, coerceTypes: true, useDefaults: true });
const forBody = new Ajv2020(options);

/** Whether parameters and keys pass that the contract does not know, and pages where it has none. */
type Accepting = Pick<Settings, 'unknownKeys'> & { pages: boolean };

/** The endpoints of one service, derived from its contract: finds them, and checks requests against them. */
export class Routes {
	private readonly routes: Route[] = [];
	private readonly exact = new Map<string, Route>();

	constructor(document: OpenApiDocument) {
		for (const [path, item] of Object.entries(document.paths)) {
			for (const method of ['get', 'post', 'put', 'delete'] as const) {
				const operation = item[method];
				if (!operation) continue;
				const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
				const route = { method, path, pattern: new RegExp(`^${source}$`), operation };
				this.routes.push(route);
				this.exact.set(`${method} ${path}`, route);
			}
		}
	}

	/** Ids of all operations. */
	get operations(): string[] {
		return this.routes.map((route) => route.operation.operationId);
	}

	/** The request that calls an operation; `places` are the values for `{…}` in its path. */
	request(id: string, places: Record<string, string>, query: Record<string, unknown>, body?: string): ApiRequest {
		const route = this.route(id);
		const path = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(places[name]));
		const texts = Object.entries(query).map(([name, value]) => [name, String(value)]);
		const method = route.method.toUpperCase();
		return { method, path, query: Object.fromEntries(texts), headers: {}, body };
	}

	/**
	 * Finds the operation of a request and checks parameters and body.
	 * @throws 404, 405, or 400 naming what is wrong
	 */
	match(request: ApiRequest, { unknownKeys, pages }: Accepting): { operationId: string; call: Call } {
		const route = this.find(request);
		const { operation } = route;
		const acceptUnknown = unknownKeys === 'accept';
		const query = this.readQuery(route, request.query, acceptUnknown, pages && request.path.endsWith('/list'));
		const body = this.readBody(route, request.body, acceptUnknown);
		const groups = route.pattern.exec(request.path)?.groups ?? {};
		const params = Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decode(value)]));
		const named = operation['x-identifiers'];
		const call: Call = {
			query,
			body,
			params,
			identifiers: named?.names ?? [],
			schema: operation.requestBody?.content['application/json'].schema,
		};
		if (named?.in === 'query') oneIdentifier(named.names, query);
		return { operationId: operation.operationId, call };
	}

	private route(id: string): Route {
		const route = this.routes.find((one) => one.operation.operationId === id);
		if (!route) throw new Error(`The contract has no operation ${id}`);
		return route;
	}

	private find({ method, path }: ApiRequest): Route {
		const exact = this.exact.get(`${method.toLowerCase()} ${path}`);
		if (exact) return exact;
		const known = this.routes.filter((route) => route.pattern.test(path));
		if (known.length === 0) throw notFound(`There is no ${path}`);
		const route = known.find((one) => one.method === method.toLowerCase());
		if (!route) throw new ApiError(405, `${path} does not take ${method}`);
		return route;
	}

	private readQuery(route: Route, query: ApiRequest['query'], acceptUnknown: boolean, pages: boolean): any {
		const parameters = (route.operation.parameters ?? []).filter((one) => one.in === 'query');
		const { page, pageSize, ...rest } = query;
		if (pages && !parameters.some(({ name }) => name === 'page')) {
			const numbers = { page: Number(page ?? 1), pageSize: Number(pageSize ?? 25) };
			return { ...this.readQuery(route, rest, acceptUnknown, false), ...numbers };
		}
		route.query ??= forQuery.compile({
			type: 'object',
			additionalProperties: false,
			properties: Object.fromEntries(parameters.map((one) => [one.name, one.schema])),
			required: parameters.filter((one) => one.required).map((one) => one.name),
		});
		const read: Record<string, unknown> = { ...query };
		for (const { name, schema } of parameters) {
			const value = read[name];
			if (schema.type === 'array' && typeof value === 'string') read[name] = value.split(',');
		}
		route.query(read);
		refuse(route.query.errors, acceptUnknown, 'parameter');
		return known(
			read,
			parameters.map((one) => one.name),
		);
	}

	private readBody(route: Route, text: string | undefined, acceptUnknown: boolean): unknown {
		const { requestBody } = route.operation;
		if (!requestBody) {
			if (text && !acceptUnknown) throw badRequest('No body is expected');
			return undefined;
		}
		if (!text) {
			if (requestBody.required) throw badRequest('The body is missing');
			return undefined;
		}
		const body = parseJson(text);
		const { schema } = requestBody.content['application/json'];
		route.body ??= forBody.compile(schema);
		route.body(body);
		refuse(route.body.errors, acceptUnknown, 'body');
		const { properties } = schema;
		return properties ? known(body as object, Object.keys(properties)) : body;
	}
}

/** The entries of which the handlers know something; others are here only where unknown ones are accepted. */
const known = (values: object, names: string[]): Record<string, unknown> =>
	Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw badRequest(`"${text}" is not encoded as a path should be`);
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw badRequest('The body is not JSON');
	}
}

function oneIdentifier(names: string[], query: Record<string, unknown>): void {
	const given = names.filter((name) => query[name] !== undefined);
	if (given.length === 0) throw badRequest(`One of these parameters is needed: ${names.join(', ')}`);
	if (given.length > 1) throw badRequest(`Only one of ${given.join(', ')} may be given`);
	if (String(query[given[0]]).trim() === '') throw badRequest(`Parameter ${given[0]} is empty`);
}

function refuse(errors: ErrorObject[] | null | undefined, acceptUnknown: boolean, what: 'parameter' | 'body'): void {
	const left = (errors ?? []).filter((error) => !(acceptUnknown && error.keyword === 'additionalProperties'));
	if (left.length > 0) {
		throw badRequest([...new Set(left.map((error) => sentence(error, what)))].slice(0, 5).join('; '));
	}
}

function sentence(error: ErrorObject, what: 'parameter' | 'body'): string {
	const place = error.instancePath.slice(1).replace(/\//g, '.');
	if (error.keyword === 'additionalProperties') {
		const key = [place, error.params.additionalProperty].filter(Boolean).join('.');
		return what === 'parameter' ? `Unknown parameter ${key}` : `Unknown key ${key} in the body`;
	}
	const subject = what === 'parameter' ? `Parameter ${place}` : place || 'The body';
	const choices = error.params.allowedValues ? `: ${error.params.allowedValues.join(', ')}` : '';
	return `${subject} ${error.message}${choices}`.trim();
}
