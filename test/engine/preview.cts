import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import type { IDataObject } from 'n8n-workflow';

/** What n8n 2 shows of an operation before it has run, as it is in dist/: a JSON schema. */

const dist = resolve(__dirname, '../../dist/nodes');
const folders: Record<string, string> = { synchroteam: 'Synchroteam', outSmartPortal: 'OutSmartPortal' };

interface JsonSchema {
	type?: string | string[];
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	[keyword: string]: unknown;
}

/** Where n8n looks for it. */
export const previewPath = (node: string, resource: string, operation: string): string =>
	join(dist, folders[node], '__schema__/v1.0.0', resource, `${operation}.json`);

/** The same, and no other keys are allowed. */
function closed({ properties, items, version: _, ...rest }: JsonSchema): JsonSchema {
	return {
		...rest,
		...(properties && {
			properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)])),
			additionalProperties: false,
		}),
		...(items && { items: closed(items) }),
	};
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const compiled = new Map<string, ValidateFunction>();

function validatorOf(path: string): ValidateFunction {
	const known = compiled.get(path);
	if (known) return known;
	const made = ajv.compile(closed(JSON.parse(readFileSync(path, 'utf8')) as JsonSchema));
	compiled.set(path, made);
	return made;
}

/** What the preview of an operation has against an item: keys that it does not show, and values of another type. */
export function againstPreview(node: string, resource: string, operation: string, item: IDataObject): string[] {
	const path = previewPath(node, resource, operation);
	if (!existsSync(path)) return [`${resource} ${operation} has no preview: npm run build writes one`];
	const validate = validatorOf(path);
	validate(item);
	return (validate.errors ?? []).map(
		({ instancePath, message, params }) =>
			`${resource} ${operation} ${instancePath || '(item)'} ${message} ${JSON.stringify(params)}`,
	);
}
