import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/index.cts';
import { runNode, type NodeResult, type NodeRun } from './engine.cts';
import { againstPreview } from './preview.cts';

/** What engine tests share: a sandbox and the nodes with its credentials. */

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** True where the output is the one that the panel presets: that of the preview. Additional Body Fields may add to it. */
const isPreset = ({ output, options = {}, includeDetails = false }: INodeParameters) =>
	includeDetails === false &&
	(output === 'simplified' || (output === undefined && !('additionalBody' in (options as IDataObject))));

/** Every item of a test is one that n8n's preview of the operation foretold. */
function checkPreview(node: string, resource: string, operation: string, items: IDataObject[]) {
	const complaints = items
		.filter((item) => item.error === undefined)
		.flatMap((item) => againstPreview(node, resource, operation, item));
	if (complaints.length) throw new Error(`The preview does not show what came:\n${complaints.join('\n')}`);
}

/** From now on the service does not tell upper from lower case where a customer is looked up by its own ID. */
export const findInAnyCase = ({ faults, state }: Sandbox) =>
	faults.add({
		path: '/customer/details',
		kind: 'edited',
		status: 200,
		times: null,
		edit: (_, { query }) =>
			state.customers.all().find(({ myId }) => String(myId).toLowerCase() === String(query.myId).toLowerCase()) ?? {},
	});

/** Starts a sandbox for a test file; `run` sends one node over it and gives what went over the wire as well. */
export async function withSandbox(options: Parameters<typeof startSandbox>[0] = {}) {
	const sandbox = await startSandbox({ seed: 'small', rateLimit: null, quota: null, ...options });
	const credentials = {
		synchroteam: {
			domain: sandbox.synchroteam.domain,
			apiKey: sandbox.synchroteam.apiKey,
			timeZone: 'Europe/Paris',
			baseUrl: sandbox.synchroteam.url,
		},
		outSmartPortal: {
			portalName: sandbox.outSmart.portalName,
			username: sandbox.outSmart.username,
			password: sandbox.outSmart.password,
			baseUrl: sandbox.outSmart.url,
		},
	};
	return {
		sandbox,
		credentials,
		/** Runs a node and tells which requests the service saw meanwhile. */
		async run(
			resource: string,
			operation: string,
			parameters: INodeParameters = {},
			more: Partial<NodeRun> = {},
		): Promise<NodeResult & { requests: Sandbox['requests']; json: IDataObject[] }> {
			const before = sandbox.requests.length;
			const node = more.node ?? 'synchroteam';
			const result = await runNode({
				node,
				parameters: { resource, operation, ...parameters },
				credentials: credentials[node as keyof typeof credentials],
				...more,
			});
			const json = result.items.map((item) => item.json);
			if (isPreset(parameters)) checkPreview(node, resource, operation, json);
			return { ...result, json, requests: sandbox.requests.slice(before) };
		},
	};
}
