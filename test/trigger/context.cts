import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { additionalDataOf, nodeType, pollContext, startServices, workflowOf } from '../engine/engine.cts';

/** A trigger of dist/ in the engine's own poll context, over HTTP, as an active workflow runs it. */

export interface Watching {
	/** One poll; the first one is activation. @returns the items, or null where n8n would not start the workflow */
	poll(): Promise<IDataObject[] | null>;
	/** A test in the editor. */
	test(): Promise<IDataObject[]>;
	/** What n8n keeps for the node. */
	memory(): IDataObject;
	/** Puts something else in its place. */
	remember(memory: IDataObject): void;
	/** Ends n8n and starts it with what it had saved: on activation, and with items. */
	restart(): void;
	/** Changes parameters, as when the workflow is saved. */
	set(parameters: INodeParameters): void;
}

/** n8n keeps it as JSON. */
const copyOf = (data: unknown): IDataObject => JSON.parse(JSON.stringify(data ?? {}));

export function watch(
	node: string,
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
	more: Record<string, unknown> = {},
): Watching {
	const type = nodeType(node) as INodeType;
	let current = parameters;
	let workflow = workflowOf(node, current);
	let saved: IDataObject = {};
	let first = true;

	const run = async (mode: 'trigger' | 'manual', of: typeof workflow) => {
		await startServices();
		const context = pollContext(of, of.getNode('Node')!, additionalDataOf(credentials), mode);
		const result = await type.poll!.call(Object.assign(context, more) as never);
		return result === null ? null : result[0].map(({ json }) => json);
	};
	const save = () => (saved = copyOf(workflow.staticData));
	return {
		async poll() {
			const items = await run('trigger', workflow);
			if (first || items) save();
			first = false;
			return items;
		},
		async test() {
			return (await run('manual', workflow)) ?? [];
		},
		memory: () => copyOf((workflow.staticData['node:Node'] as IDataObject | undefined)?.state),
		remember(memory) {
			workflow = workflowOf(node, current, { staticData: { 'node:Node': memory } });
		},
		restart() {
			workflow = workflowOf(node, current, { staticData: copyOf(saved) });
		},
		set(next) {
			current = next;
			workflow = workflowOf(node, current, { staticData: copyOf(workflow.staticData) });
		},
	};
}
