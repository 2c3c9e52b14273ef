import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadContract, type Contract, type Method } from '../contract/load.cts';
import { entriesFrom } from '../contract/operations.cts';
import { outSmartResources as outSmartPortal } from '../nodes/OutSmartPortal/resources/index';
import { synchroteamResources as synchroteam } from '../nodes/Synchroteam/resources/index';
import { outputSchema } from './outputSchema.cts';

/**
 * Writes the schemas that n8n 2 shows in place of data that is not there yet, beside the built nodes, where it looks for
 * them: `__schema__/v<version of the node>/<resource>/<operation>.json`. A trigger has none: n8n asks for none.
 */

const dist = resolve(__dirname, '../dist/nodes');
const nodes = {
	synchroteam: { folder: 'Synchroteam', resources: synchroteam },
	outSmartPortal: { folder: 'OutSmartPortal', resources: outSmartPortal },
};
/** Of the action nodes. */
const VERSION = 'v1.0.0';

/** The text of every schema, by its path below dist/nodes. An operation that a node does not have yet is left out. */
export function schemaTexts(contract: Contract): Map<string, string> {
	const entries = entriesFrom(contract);
	const endpointOf = ({ node, method, path }: (typeof entries)[number]) =>
		contract[node].paths[path][method.toLowerCase() as Method];
	return new Map(
		entries.flatMap((entry): Array<[path: string, text: string]> => {
			const { folder, resources } = nodes[entry.node];
			const resource = resources.find(({ name }) => name === entry.resource);
			const operation = resource?.operations[entry.operation];
			const endpoint = endpointOf(entry);
			if (!resource || !operation || !endpoint) return [];
			const get = entries.find(
				(each) => each.node === entry.node && each.resource === entry.resource && each.operation === 'get',
			);
			const schema = outputSchema(resource, operation, endpoint, get && endpointOf(get));
			return [
				[
					`${folder}/__schema__/${VERSION}/${entry.resource}/${entry.operation}.json`,
					JSON.stringify({ ...schema, version: 1 }),
				],
			];
		}),
	);
}

if (require.main === module)
	void loadContract().then((contract) => {
		for (const { folder } of Object.values(nodes))
			rmSync(join(dist, folder, '__schema__'), { recursive: true, force: true });
		for (const [path, text] of schemaTexts(contract)) {
			mkdirSync(dirname(join(dist, path)), { recursive: true });
			writeFileSync(join(dist, path), text);
		}
	});
