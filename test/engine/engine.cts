import { join } from 'node:path';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	ICredentialDataDecryptedObject,
	NodeParameterValueType,
} from 'n8n-workflow';
import {
	core,
	coreVersion,
	from,
	hooksOf,
	n8n,
	pollContext,
	prepareType,
	root,
	runWorkflow,
	startServices,
} from './core.cts';

/**
 * The real engine of n8n (n8n-core), without server and database: it runs the nodes that were built into dist/ and the
 * credentials' own `authenticate`, over real HTTP. Used by tests, demo and benchmark.
 */

/** Data of a credential; a function gives that of each item, as expressions in a credential do. */
export type CredentialData = ICredentialDataDecryptedObject | ((itemIndex: number) => ICredentialDataDecryptedObject);

export interface NodeRun {
	/** `synchroteam`, `outSmartPortal` … or a class of its own. */
	node?: string;
	parameters: INodeParameters;
	items?: Array<IDataObject | INodeExecutionData>;
	credentials?: CredentialData;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	timezone?: string;
	/** Settings of the node itself: `retryOnFail`, `executeOnce` … */
	settings?: IDataObject;
	/** Aborts the execution. */
	signal?: AbortSignal;
}

export interface NodeResult {
	items: INodeExecutionData[];
	/** Items of the error output (`continueErrorOutput`). */
	failed: INodeExecutionData[];
	/** The error that ended the node, if one did. */
	error?: Error & { description?: string | null; httpCode?: string | null; context?: IDataObject };
	run: IRun;
}

const START = 'test.start';

/** The start of every workflow here: gives the items of the test. */
class Start implements INodeType {
	static items: INodeExecutionData[] = [];

	description = {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	} as INodeType['description'];

	async execute() {
		return [Start.items];
	}
}

const loaded = new Map<string, INodeType>();
/** What a node of n8n itself needs besides its class: the version of its parameters, and the credential it is given. */
const special = new Map<string, { typeVersion: number; credential: string }>();

/** Name of the built file that holds a node. */
const files: Record<string, [folder: string, className: string]> = {
	synchroteam: ['Synchroteam', 'Synchroteam'],
	synchroteamTrigger: ['Synchroteam', 'SynchroteamTrigger'],
	outSmartPortal: ['OutSmartPortal', 'OutSmartPortal'],
	outSmartPortalTrigger: ['OutSmartPortal', 'OutSmartPortalTrigger'],
};

/** A module of dist/nodes, e.g. `shared/clock`: the one that the built nodes use. */
export const built = <T,>(name: string): T => from(join(root, 'dist/nodes', `${name}.js`)) as T;

/** A node of dist/ as the server prepares it: with request options, and run by RoutingNode when it is declarative. */
export function nodeType(name: string): INodeType {
	const known = loaded.get(name);
	if (known) return known;
	const [folder, className] = files[name];
	const module = from(join(root, 'dist/nodes', folder, `${className}.node.js`)) as Record<string, new () => INodeType>;
	return register(name, new module[className]());
}

/** Prepares a node class that is not in dist/ (an n8n node to compare with). */
export function register(name: string, type: INodeType, more?: { typeVersion: number; credential: string }): INodeType {
	if (more) special.set(name, more);
	prepareType(type);
	loaded.set(name, type);
	return type;
}

const credentialClasses: Record<string, [file: string, className: string]> = {
	synchroteamApi: ['SynchroteamApi', 'SynchroteamApi'],
	outSmartPortalApi: ['OutSmartPortalApi', 'OutSmartPortalApi'],
};

/** Stands for the server's store of credentials; `authenticate` is that of the built credential. */
export function credentialsHelper(data: CredentialData) {
	return {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		getDecrypted: async (...given: unknown[]) => {
			const { itemIndex = 0 } = (given[6] ?? {}) as { itemIndex?: number };
			return typeof data === 'function' ? data(itemIndex) : data;
		},
		getCredentialsProperties: () => [],
		isCredentialUsableByNode: () => true,
		async authenticate(decrypted: ICredentialDataDecryptedObject, type: string, options: IDataObject) {
			const entry = credentialClasses[type];
			if (!entry) return { ...options, auth: { username: decrypted.user, password: decrypted.password } };
			const module = from(join(root, 'dist/credentials', `${entry[0]}.credentials.js`)) as Record<
				string,
				new () => { authenticate: (c: unknown, o: unknown) => unknown }
			>;
			return await new module[entry[1]]().authenticate(decrypted, options);
		},
	};
}

/** Puts a workflow of two nodes together: Start, and the node under test. */
export function workflowOf(
	name: string,
	parameters: INodeParameters,
	options: { onError?: NodeRun['onError']; timezone?: string; staticData?: IDataObject; settings?: IDataObject } = {},
) {
	const type = nodeType(name);
	const { typeVersion = 1, credential = type.description.credentials?.[0]?.name } = special.get(name) ?? {};
	return new n8n.Workflow({
		id: 'test',
		name: 'Test',
		active: false,
		staticData: options.staticData ?? {},
		settings: { timezone: options.timezone ?? 'Europe/Paris' },
		nodes: [
			{ id: 's', name: 'Start', type: START, typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: 'n',
				name: 'Node',
				type: name,
				typeVersion,
				position: [200, 0],
				parameters,
				...(credential && { credentials: { [credential]: { id: '1', name: 'Test' } } }),
				onError: options.onError,
				...options.settings,
			},
		],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		nodeTypes: {
			getByName: (each: string) => (each === START ? new Start() : nodeType(each)),
			getByNameAndVersion: (each: string) => (each === START ? new Start() : nodeType(each)),
			getKnownTypes: () => ({}),
		} as never,
	});
}

/** Nobody listens there; the addresses of a workflow's forms and webhooks are made with it. */
const HERE = 'http://127.0.0.1:9/';

export function additionalDataOf(data: CredentialData) {
	return {
		credentialsHelper: credentialsHelper(data),
		executionId: '1',
		restApiUrl: HERE,
		instanceBaseUrl: HERE,
		formWaitingBaseUrl: HERE,
		webhookBaseUrl: HERE,
		webhookWaitingBaseUrl: HERE,
		webhookTestBaseUrl: HERE,
		currentNodeParameters: {},
		variables: {},
		secretsHelpers: {},
		logAiEvent: () => undefined,
		hooks: hooksOf(),
	} as never;
}

/** Runs a node in the engine, over all items, the way a workflow does. */
export async function runNode({
	node = 'synchroteam',
	parameters,
	items = [{}],
	credentials = {},
	onError,
	timezone,
	settings,
	signal,
}: NodeRun): Promise<NodeResult> {
	await startServices();
	Start.items = items.map((item) => ('json' in item ? (item as INodeExecutionData) : { json: item as IDataObject }));
	const workflow = workflowOf(node, parameters, { onError, timezone, settings });
	const execution = new core.WorkflowExecute(additionalDataOf(credentials), 'manual');
	const promise = runWorkflow(execution, workflow, workflow.getNode('Start')!);
	signal?.addEventListener('abort', () => promise.cancel(), { once: true });
	const run = await promise;
	const taken = run.data.resultData.runData.Node?.[0];
	const output = (index: number) => taken?.data?.main?.[index] ?? [];
	return {
		items: output(0),
		failed: output(1),
		run,
		error: (taken?.error ?? run.data.resultData.error) as NodeResult['error'],
	};
}

/** The context in which n8n's server runs what the editor asks a node for. */
export function editorContext(data: CredentialData, parameters: INodeParameters = {}): ILoadOptionsFunctions {
	const workflow = workflowOf('synchroteam', parameters);
	const node = workflow.getNode('Node')!;
	return new core.LoadOptionsContext(workflow, node, additionalDataOf(data), '') as unknown as ILoadOptionsFunctions;
}

/** What the editor can ask it for. */
export const editorMethods = () => (nodeType('synchroteam').methods ?? {}) as NonNullable<INodeType['methods']>;

/** The value of a resource locator. */
export const locator = (mode: string, value: NodeParameterValueType) => ({ __rl: true, mode, value });

export { core, coreVersion, n8n, pollContext, startServices };
