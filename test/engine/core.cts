import Module, { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodeType,
	IRun,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/**
 * Which n8n-core the engine is, and what differs between its versions. It is that of the dependencies, or another one where
 * N8N_CORE_FROM names a folder with its node_modules. What only an older one has is told by what is missing in it.
 */

interface Worker {
	require: NodeJS.Require;
	process: NodeJS.Process;
	services?: Promise<void>;
}
/** In a suite, what all of its worker share (test/environment.cjs): the engine is loaded once. */
const worker: Worker = (globalThis as { worker?: Worker }).worker ?? { require: createRequire(__filename), process };
const { env } = worker.process;

if (!env.N8N_USER_FOLDER) {
	const folder = mkdtempSync(join(env.ENGINE_FOLDER ?? tmpdir(), 'n8n-engine-'));
	env.N8N_USER_FOLDER = folder;
	worker.process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS ??= 'false';
// No stored credential is ever read here.
env.N8N_ENCRYPTION_KEY ??= 'engine';

export const root = resolve(__dirname, '../..');
const folder = env.N8N_CORE_FROM;
const { createRequire: requireFrom } = worker.require('node:module') as typeof Module;
/** Finds what stands beside n8n-core. */
export const from = requireFrom(folder ? join(folder, 'package.json') : __filename);
// The nodes are those of one suite: what a test changes in them ends with it.
for (const file of Object.keys(from.cache)) if (file.startsWith(join(root, 'dist'))) delete from.cache[file];
const beside = requireFrom(from.resolve('n8n-core'));
const { version, dependencies } = from('n8n-core/package.json') as { version: string; dependencies: object };
const needs = (name: string) => Object.hasOwn(dependencies, name);
/** Of n8n-core, e.g. `2.40.3`. */
export const coreVersion = version;
const isSecondLine = Number(coreVersion.split('.')[0]) >= 2;
// As each line comes: isolates are the default from 2.x on.
env.N8N_EXPRESSION_ENGINE ??= isSecondLine ? 'vm' : 'legacy';
if (folder) shareWorkflowPackage();
if ('worker' in globalThis) {
	// What still waits for a limit when a suite is over does not keep its worker.
	const { clock } = from(join(root, 'dist/nodes/shared/http/clock.js')) as { clock: object };
	Object.assign(clock, { sleep: async (ms: number) => await new Promise((done) => setTimeout(done, ms).unref()) });
}
// An old one leaves this to the server.
(needs('reflect-metadata') ? beside : worker.require)('reflect-metadata');
export const core = from('n8n-core') as typeof import('n8n-core');
export const n8n = beside('n8n-workflow') as typeof import('n8n-workflow');

/** As n8n does it: its own n8n-workflow is that of the nodes it loads. */
function shareWorkflowPackage() {
	const loader = worker.require('node:module') as unknown as {
		_resolveFilename(request: string, parent: { filename?: string } | undefined, ...more: unknown[]): string;
	};
	const resolveFilename = loader._resolveFilename;
	const workflowPackage = beside.resolve('n8n-workflow');
	loader._resolveFilename = (request, parent, ...more) =>
		request === 'n8n-workflow' && parent?.filename?.startsWith(join(root, 'dist'))
			? workflowPackage
			: resolveFilename(request, parent, ...more);
}

/** What stood elsewhere in n8n 1.x before it came to where it is today. */
interface Older {
	applyDeclarativeNodeOptionParameters(type: INodeType): void;
	WorkflowHooks: new (hooks: object, mode: string, executionId: string, workflow: object) => unknown;
	NodeExecuteFunctions: {
		getExecutePollFunctions(
			workflow: Workflow,
			node: INode,
			additionalData: unknown,
			mode: WorkflowExecuteMode,
			activation: WorkflowActivateMode,
		): object;
	};
}
const older = { ...n8n, ...core } as unknown as Older;

/** Whether the server has declarative nodes run by RoutingNode, as tools of agents too; before, the engine itself did it. */
export const runsByRoutingNode = !isOlderThan(84);

/** Of n8n-core 1.x. */
function isOlderThan(minor: number): boolean {
	const [major, own] = coreVersion.split('.').map(Number);
	return major < 2 && own < minor;
}

/** A node as the server prepares it: with request options, and run by RoutingNode when it is declarative. */
export function prepareType(type: INodeType): void {
	if (core.DirectoryLoader.applyDeclarativeNodeOptionParameters)
		core.DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
	else older.applyDeclarativeNodeOptionParameters(type);
	const declarative = type.description.requestDefaults !== undefined;
	// An older one does that itself when it runs the node, and says so of one that has both.
	if (!runsByRoutingNode || type.execute || type.poll || type.trigger || (type.methods && !declarative)) return;
	type.execute = async function () {
		return (await new core.RoutingNode(this as never, type).runNode()) ?? [];
	};
}

/** Of an execution; they do nothing. */
export function hooksOf(): unknown {
	const workflow = { id: 'test', name: 'Test' };
	return core.ExecutionLifecycleHooks
		? new core.ExecutionLifecycleHooks('manual', '1', workflow as never)
		: new older.WorkflowHooks({}, 'manual', '1', workflow);
}

/** Begins an execution; `cancel` of what it gives ends it. */
export const runWorkflow = (execution: InstanceType<typeof core.WorkflowExecute>, workflow: Workflow, start: INode) =>
	(execution.run.length === 1
		? execution.run({ workflow, startNode: start } as never)
		: execution.run(workflow as never, start as never)) as unknown as Promise<IRun> & { cancel(): void };

/** What `poll` of a trigger is given as `this`. */
export function pollContext(
	workflow: Workflow,
	node: INode,
	additionalData: unknown,
	mode: 'trigger' | 'manual',
): object {
	const activation = mode === 'manual' ? 'manual' : 'activate';
	return core.PollContext
		? new core.PollContext(workflow, node, additionalData as never, mode, activation)
		: older.NodeExecuteFunctions.getExecutePollFunctions(workflow, node, additionalData, mode, activation);
}

type Display = (values: INodeParameters, property: INodeProperties, node: null, ...more: unknown[]) => boolean;

/** Whether a panel shows a property. @param root all values; those beside the property may be fewer */
export function display(values: INodeParameters, property: INodeProperties, root: INodeParameters): boolean {
	const { displayParameter } = n8n.NodeHelpers as unknown as { displayParameter: Display };
	// Newer ones want to know the description of the node as well, before the values.
	return displayParameter.length > 4
		? displayParameter(values, property, null, null, root)
		: displayParameter(values, property, null, root);
}

interface ExpressionEngine {
	initExpressionEngine?(options: object): Promise<void>;
}

async function prepareServices(): Promise<void> {
	// As the server starts it, where the line has such an engine.
	await (n8n.Expression as unknown as ExpressionEngine).initExpressionEngine?.({
		engine: env.N8N_EXPRESSION_ENGINE,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
	const { Container } = beside(needs('@n8n/di') ? '@n8n/di' : 'typedi') as {
		Container: { get(token: unknown): { init(config?: unknown): Promise<void> } };
	};
	await Container.get(core.BinaryDataService).init({
		mode: 'default',
		availableModes: ['default'],
		localStoragePath: env.N8N_USER_FOLDER,
	});
}

/** What the server starts before it runs anything. Binary data stays in memory, as in a fresh n8n. */
export const startServices = async (): Promise<void> => await (worker.services ??= prepareServices());
