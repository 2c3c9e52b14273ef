import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { operations, titleOf } from '../contract/documented.cts';
import { core, root } from '../engine/core.cts';
import { n8n, nodeType } from '../engine/engine.cts';
import { declaredNodes } from '../quality/package.cts';
import type { Report } from './report.cts';

/** How n8n's server takes the package in, and what its editor makes of the panels. */

interface Loader {
	loadAll(): Promise<void>;
	types: Record<'nodes' | 'credentials', Array<{ name: string; iconUrl?: unknown }>>;
}

export async function checkLoading(report: Report): Promise<void> {
	await report.check('load', "n8n's own loader finds every node and credential, each with its icon", async () => {
		const loader = new core.PackageDirectoryLoader(root) as unknown as Loader;
		await loader.loadAll();
		const { nodes, credentials } = loader.types;
		assert.deepEqual(
			nodes.map(({ name }) => name.split('.').at(-1)).sort(),
			declaredNodes.map(({ name }) => name).sort(),
		);
		assert.deepEqual(credentials.map(({ name }) => name).sort(), ['outSmartPortalApi', 'synchroteamApi']);
		for (const each of [...nodes, ...credentials])
			assert.deepEqual(Object.keys(each.iconUrl ?? {}), ['light', 'dark'], each.name);
	});
}

/** As when the editor opens a node: it fills in what is preset, and looks for what is missing. */
export function checkPanels(report: Report): void {
	for (const entry of operations) {
		const { node: name, resource, operation } = entry;
		void report.check('panel', titleOf(entry), () => {
			const { description } = nodeType(name);
			const node = { id: '1', name: 'Node', type: name, typeVersion: 1, position: [0, 0] as [number, number] };
			const opened = open(description, { ...node, parameters: { resource, operation } });
			assert.deepEqual([opened?.resource, opened?.operation], [resource, operation]);
		});
	}
}

/** Newer ones want to know the description of the node as well. */
function open(description: ReturnType<typeof nodeType>['description'], node: { parameters: INodeParameters }) {
	return n8n.NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node as never,
		description,
	) as INodeParameters;
}
