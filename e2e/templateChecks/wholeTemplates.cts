import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeType, IRun } from 'n8n-workflow';

/**
 * Whole templates in the engine of n8n 1, in this process: n8n's own nodes from n8n-nodes-base, ours from dist/, over real
 * HTTP against a sandbox. No server, no database, and nobody waits: what takes minutes in a running n8n takes a second.
 */

// Which engine it is has to be said before it is loaded.
process.env.N8N_CORE_FROM ??= join(__dirname, '../n8n-1');
process.env.N8N_RUNNERS_ENABLED = 'false';
const engine = require('../../test/engine/engine.cts') as typeof import('../../test/engine/engine.cts');
const { from } = require('../../test/engine/core.cts') as typeof import('../../test/engine/core.cts');
const { additionalDataOf, built, core, credentialsHelper, n8n, nodeType, startServices } = engine;

// What waits for the next try does not wait, but lets others work.
built<{ clock: { sleep: unknown } }>('shared/http/clock').clock.sleep = () =>
	new Promise((done) => setTimeout(done, 2));

export interface Template {
	id: string;
	name: string;
	nodes: Array<{ name: string; type: string; typeVersion: number; parameters: any; disabled?: boolean }>;
	connections: IDataObject;
	settings: IDataObject & { timezone?: string };
	staticData?: IDataObject;
}

/** What n8n's table of processed data keeps: what Remove Duplicates has seen. */
export type Seen = Set<string>;

export interface Run {
	status: 'success' | 'error';
	error?: Error & { description?: string | null };
	/** JSON of the items that a node gave, all its runs together. */
	items(node: string, output?: number): any[];
	/** Whether the node ran. */
	ran(node: string): boolean;
	run: IRun;
}

/** E-mails that Send Email was given. */
export interface Post {
	mails: Array<{ to: string; subject: string; html: string }>;
	/** Addresses to which nothing can be sent. */
	refuses: string[];
}

export interface Ground {
	credentials: Record<string, IDataObject>;
	seen: Seen;
	post: Post;
}

const base = 'n8n-nodes-base.';
const own = 'n8n-nodes-synchroteam-outsmart.';
const known = from('n8n-nodes-base/dist/known/nodes.json') as Record<string, { className: string; sourcePath: string }>;
const loaded = new Map<string, unknown>();

function nodeOfN8n(name: string): unknown {
	const made = loaded.get(name);
	if (made) return made;
	const { className, sourcePath } = known[name];
	const module = from(`n8n-nodes-base/${sourcePath}`) as Record<string, new () => unknown>;
	loaded.set(name, new module[className]());
	return loaded.get(name);
}

type Version = { nodeVersions?: unknown };
function typeOf(type: string, version: number): INodeType {
	if (type.startsWith(own)) return nodeType(type.slice(own.length));
	const found = nodeOfN8n(type.slice(base.length)) as Version;
	return (found.nodeVersions ? n8n.NodeHelpers.getVersionedNodeType(found as never, version) : found) as INodeType;
}

/** A node of this file in the place of one that would wait, listen or send e-mail. */
const standIn = (
	name: string,
	execute: INodeType['execute'],
	given: Partial<INodeType['description']> = {},
): INodeType => ({
	description: {
		...{ displayName: name, name, group: [], version: 1, description: '', defaults: { name } },
		...{ inputs: ['main'], outputs: ['main'], properties: [] },
		...given,
	} as INodeType['description'],
	execute,
});

/**
 * Runs a template from one of its triggers.
 * @param start name of the trigger
 * @param given what the trigger gives
 */
export async function runTemplate(
	template: Template,
	ground: Ground,
	start = 'Start by hand',
	given: IDataObject[] = [{}],
): Promise<Run> {
	await startServices();
	deduplicates(ground.seen);
	const triggers = new Set(
		template.nodes
			.filter(({ type }) => /(trigger|webhook)$/i.test(type) && !/respondTo/.test(type))
			.map(({ type }) => type),
	);
	const trigger = standIn('trigger', async () => [given.map((json) => ({ json }))], { inputs: [], group: ['trigger'] });
	const pass = standIn('pass', async function () {
		return [this.getInputData()];
	});
	const texts = ['toEmail', 'subject', 'html'].map((name) => ({
		displayName: name,
		name,
		type: 'string' as const,
		default: '',
	}));
	const mail = standIn('mail', mailer(ground.post), { properties: texts });
	const types = (type: string, version: number): INodeType => {
		if (triggers.has(type)) return trigger;
		if ([`${base}form`, `${base}respondToWebhook`].includes(type)) return pass;
		return type === `${base}emailSend` ? mail : typeOf(type, version);
	};
	const workflow = new n8n.Workflow({
		...{ id: template.id, name: template.name, active: false, staticData: (template.staticData ??= {}) },
		settings: { timezone: 'Europe/Paris', ...template.settings },
		nodes: structuredClone(template.nodes) as never,
		connections: template.connections as never,
		nodeTypes: {
			getByName: (type: string) => types(type, 1),
			getByNameAndVersion: (type: string, version = 1) => types(type, version),
			getKnownTypes: () => ({}),
		} as never,
	});
	const additional = {
		...(additionalDataOf({}) as object),
		credentialsHelper: {
			...credentialsHelper({}),
			getDecrypted: async (...asked: unknown[]) => ground.credentials[asked[2] as string],
		},
	};
	const execution = new core.WorkflowExecute(additional as never, 'manual');
	const run = (await execution.run(workflow as never, workflow.getNode(start)! as never)) as unknown as IRun;
	const { runData, error } = run.data.resultData;
	return {
		status: error ? 'error' : 'success',
		error: error as Run['error'],
		items: (node, output = 0) =>
			(runData[node] ?? []).flatMap((once) => (once.data?.main?.[output] ?? []).map(({ json }) => json)),
		ran: (node) => (runData[node] ?? []).length > 0,
		run,
	};
}

/** As n8n's node does it: one item for each e-mail, with the message where it could not be sent. */
function mailer(post: Post): INodeType['execute'] {
	return async function () {
		const items: INodeExecutionData[] = [];
		for (const index of this.getInputData().keys()) {
			const of = (name: string) => String(this.getNodeParameter(name, index) ?? '');
			const mail = { to: of('toEmail'), subject: of('subject'), html: of('html') };
			const refused = !mail.to || post.refuses.includes(mail.to);
			const error = new n8n.NodeOperationError(this.getNode(), `No such address: ${mail.to}`);
			if (refused && !this.continueOnFail()) throw error;
			if (!refused) post.mails.push(mail);
			items.push({ json: refused ? { error: error.message } : { accepted: [mail.to] }, pairedItem: { item: index } });
		}
		return [items];
	};
}

/** n8n's table of processed data, in memory; there is one in a process. */
let table: Seen = new Set();
let isPrepared = false;

function deduplicates(seen: Seen) {
	table = seen;
	if (isPrepared) return;
	isPrepared = true;
	const manager = {
		checkProcessedAndRecord: async (values: string[], _: unknown, { node }: { node?: { id: string } }) => {
			const keyOf = (value: string) => `${node?.id} ${value}`;
			const result = {
				new: values.filter((value) => !table.has(keyOf(value))),
				processed: values.filter((value) => table.has(keyOf(value))),
			};
			// n8n reads its table and writes it a moment later, without a lock.
			await new Promise((done) => setTimeout(done, 20));
			for (const value of values) table.add(keyOf(value));
			return result;
		},
		getProcessedDataCount: async () => table.size,
	};
	void (core as any).DataDeduplicationService.init(manager);
}

export const readTemplate = (file: string): Template => JSON.parse(readFileSync(file, 'utf8')) as Template;
