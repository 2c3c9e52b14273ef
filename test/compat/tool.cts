import assert from 'node:assert/strict';
import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/index.cts';
import { additionalDataOf, core, locator, n8n, nodeType, startServices } from '../engine/engine.cts';
import { runsByRoutingNode, runWorkflow } from '../engine/core.cts';
import type { Report } from './report.cts';

/** The Synchroteam node as the tool of an agent: it is offered with what is left to the model, and does what the model wants. */

interface Tool {
	name: string;
	invoke(input: object): Promise<unknown>;
}

/** Stands for the model: it takes its one tool and calls it once. */
class Agent implements INodeType {
	offered: Tool[] = [];
	answer: unknown;

	description = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: ['main', { type: 'ai_tool' }],
		outputs: ['main'],
		properties: [],
	} as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions) {
		const found = (await this.getInputConnectionData('ai_tool', 0)) as Tool | Tool[];
		agent.offered = [found].flat();
		agent.answer = await agent.offered[0].invoke({ description: 'The boiler drips' });
		return [[{ json: {} }]];
	}
}
let agent: Agent;

const fromAi = "={{ $fromAI('description', `what is to be done`, 'string') }}";
const nodes = [
	{ id: 'a', name: 'Agent', type: 'agent', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} },
	{
		id: 't',
		name: 'Make a job',
		type: 'synchroteam',
		typeVersion: 1,
		position: [0, 100] as [number, number],
		parameters: {
			descriptionType: 'manual',
			toolDescription: 'Makes a job for a customer.',
			resource: 'job',
			operation: 'create',
			customer: locator('id', 1),
			description: fromAi,
		},
		credentials: { synchroteamApi: { id: '1', name: 'Test' } },
	},
];

/** As the server makes a tool of a node. */
function asTool(type: INodeType): INodeType {
	const description = { ...type.description, outputs: ['ai_tool'] } as INodeTypeDescription;
	return Object.assign(Object.create(type) as INodeType, { description });
}

export async function checkTool(report: Report): Promise<void> {
	// Older ones do not run a declarative node as a tool.
	if (!runsByRoutingNode) return;
	const sandbox = await startSandbox({ seed: 'small', rateLimit: null, quota: null });
	await report.check('tool', 'an agent makes a job', async () => {
		await startServices();
		agent = new Agent();
		const tool = asTool(nodeType('synchroteam'));
		const byName = (name: string) => (name === 'agent' ? agent : tool);
		const workflow = new n8n.Workflow({
			id: 'agent',
			active: false,
			nodes,
			connections: { 'Make a job': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] } },
			settings: { timezone: 'Europe/Paris' },
			nodeTypes: { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) } as never,
		});
		const { url: baseUrl, domain, apiKey } = sandbox.synchroteam;
		const data = additionalDataOf({ domain, apiKey, timeZone: 'Europe/Paris', baseUrl });
		const run = await runWorkflow(new core.WorkflowExecute(data, 'manual'), workflow, workflow.getNode('Agent')!);
		assert.equal(run.data.resultData.error?.message, undefined);
		assert.deepEqual(
			agent.offered.map(({ name }) => name),
			['Make_a_job'],
		);
		const made = sandbox.state.jobs.rows().filter(({ description }) => description === 'The boiler drips');
		assert.equal(made.length, 1);
		assert.match(JSON.stringify(agent.answer), new RegExp(String(made[0].num)));
	});
	await sandbox.close();
}
