import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import axios, { type AxiosResponse } from 'axios';
import { loadContract, type Operation, type Schema } from '../../contract/load.cts';
import type { Sandbox } from '../../sandbox/index.cts';

interface Endpoint {
	method: string;
	path: string;
	operation: Operation;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<Schema, ValidateFunction>();
let endpoints: Promise<Map<string, Endpoint>> | undefined;

/** Every operation of both contracts by its id. */
export const contractEndpoints = () =>
	(endpoints ??= loadContract().then(({ synchroteam, outSmartPortal }) => {
		const found = new Map<string, Endpoint>();
		for (const [path, item] of [synchroteam, outSmartPortal].flatMap((one) => Object.entries(one.paths))) {
			for (const method of ['get', 'post', 'put', 'delete'] as const) {
				const operation = item[method];
				if (operation) found.set(operation.operationId, { method, path, operation });
			}
		}
		return found;
	}));

/** An object schema that allows no keys but its own; lists are looked through. */
function closed(schema: Schema): Schema {
	const { items, ...rest } = schema;
	if (items) return { ...rest, items: closed(items) };
	if (schema.oneOf) return { ...schema, oneOf: schema.oneOf.map(closed) };
	const data = schema.allOf?.[1]?.properties?.data;
	if (data?.items) {
		return { allOf: [schema, { properties: { data: { ...data, items: closed(data.items) } } }] };
	}
	return { allOf: [schema], unevaluatedProperties: false };
}

function check(schema: Schema, data: unknown, name: string): void {
	const validate = compiled.get(schema) ?? ajv.compile(closed(schema));
	compiled.set(schema, validate);
	if (!validate(data)) {
		throw new Error(`${name} does not answer as the contract says: ${ajv.errorsText(validate.errors)}`);
	}
}

export interface RequestOptions {
	query?: Record<string, unknown>;
	body?: unknown;
	/** Values for the places in the path. */
	path?: Record<string, string>;
	headers?: Record<string, string>;
	auth?: { username: string; password: string };
}

export type Send = (operationId: string, options?: RequestOptions) => Promise<AxiosResponse>;

/** Sends requests over HTTP and holds every answer against the contract. Statuses are not judged. */
export async function client(sandbox: Sandbox): Promise<Send> {
	const known = await contractEndpoints();
	const { synchroteam, outSmart } = sandbox;
	return async (operationId, { query, body, path: places = {}, headers, auth } = {}) => {
		const endpoint = known.get(operationId);
		if (!endpoint) throw new Error(`The contract has no ${operationId}`);
		const isPortal = endpoint.path.startsWith('/portal-new');
		const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(places[name] ?? outSmart.portalName),
		);
		const response = await axios.request({
			baseURL: isPortal ? outSmart.url : synchroteam.url,
			url: path,
			method: endpoint.method,
			params: query,
			data: body,
			headers,
			auth:
				auth ??
				(isPortal
					? { username: outSmart.username, password: outSmart.password }
					: { username: synchroteam.domain, password: synchroteam.apiKey }),
			validateStatus: () => true,
		});
		const { responses } = endpoint.operation;
		const answer = responses[response.status] ?? responses[`${String(response.status)[0]}XX`];
		const isKnown = answer?.['x-statuses']?.includes(response.status) ?? true;
		if (!answer || !isKnown)
			throw new Error(`${operationId} answers ${response.status}: ${JSON.stringify(response.data)}`);
		check(answer.content!['application/json'].schema, response.data, `${operationId} ${response.status}`);
		return response;
	};
}
