import { dereference } from '@apidevtools/json-schema-ref-parser';
import { resolve } from 'node:path';

/** A document of this folder with every reference replaced by what it points to: plain JSON. */
export interface OpenApiDocument {
	openapi: string;
	info: { title: string; version: string };
	servers: Array<{ url: string }>;
	paths: Record<string, PathItem>;
	[key: string]: unknown;
}

export type Method = 'get' | 'post' | 'put' | 'delete';
export type PathItem = { [method in Method]?: Operation };

export interface Operation {
	operationId: string;
	tags: string[];
	summary: string;
	description?: string;
	parameters?: Parameter[];
	requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
	responses: Record<
		string,
		{
			description: string;
			headers?: Record<string, unknown>;
			content?: Record<string, { schema: Schema }>;
			/** The statuses behind 4XX or 5XX. */
			'x-statuses'?: number[];
		}
	>;
	'x-identifiers'?: { in: string; names: string[] };
	/** What the node does with the endpoint, where the last word of `operationId` does not say it. */
	'x-operations'?: string[];
	/** The natural key by which the node creates or updates. */
	'x-key'?: string;
	/** A remark for operations.json. */
	'x-note'?: string;
}

export interface Parameter {
	name: string;
	in: 'query' | 'path';
	required?: boolean;
	description?: string;
	schema: Schema;
}

/** JSON Schema 2020-12, as far as the documents use it. */
export interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	required?: string[];
	enum?: unknown[];
	default?: unknown;
	allOf?: Schema[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	'x-required-on-create'?: string[];
	/** At least one of them is needed. */
	'x-required-on-create-one-of'?: string[];
	[keyword: string]: unknown;
}

export interface Contract {
	synchroteam: OpenApiDocument;
	outSmartPortal: OpenApiDocument;
}

let contract: Promise<Contract> | undefined;

/**
 * Both documents of this folder with every reference resolved, read once per process.
 * Parts that several places refer to are the same object: take a copy before changing one.
 * @returns the two documents as plain JSON
 * @throws where a file is missing or a reference leads nowhere
 */
export const loadContract = (): Promise<Contract> => (contract ??= readContract());

async function readContract(): Promise<Contract> {
	const [synchroteam, outSmartPortal] = await Promise.all(
		['synchroteam', 'outsmart-portal'].map((name) =>
			dereference<OpenApiDocument>(resolve(__dirname, `${name}.openapi.yaml`)),
		),
	);
	return { synchroteam, outSmartPortal };
}
