/** The Synchroteam node as a tool of n8n's AI agent, whose model has a script: what it may fill in, and what it is told. */
import assert from 'node:assert/strict';
import { createHome, importCredentials, importFlows, nameOf } from '../lib/home.mjs';
import { flow, node, types } from '../lib/flows.mjs';
import { startModel } from '../lib/model.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { openStage } from '../lib/stage.mjs';

export const title = 'an AI agent makes a job and answers from what the tool gave';

const nobody = 987654321;
const description = 'The boiler drips';
const toolName = 'Make_a_job';

export async function run({ tarball, check, keep }) {
	for (const line of [2, 1]) await tryLine(line, { tarball, check, keep });
}

async function tryLine(line, { tarball, check, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	const stage = openStage(home, sandbox, 'agent');
	const [customer] = await stage.state('customers');
	const wish = { own_id: 'agent-1', customer_id: customer.id, description };
	const model = keep(
		await startModel([
			{ tool: toolName, input: { ...wish, customer_id: nobody } },
			{ tool: toolName, input: wish },
			{ tool: toolName, input: wish },
			{
				say: (seen) =>
					`Job ${/"num":\s*(\d+)/.exec(seen)?.[1]} is made for ${/"customerName":\s*"([^"]+)"/.exec(seen)?.[1]}.`,
			},
		]),
	);
	const credentials = {
		id: 'openai',
		name: 'Model',
		type: 'openAiApi',
		data: { apiKey: 'sandbox', url: `${model.url}/v1` },
	};
	await importCredentials(home, [...credentialsOf(sandbox), credentials]);
	await importFlows(home, [agent(line)]);
	const on = ` on ${nameOf(home)}`;

	let result;
	await check(`the agent answers from the tool's result${on}`, async () => {
		result = await stage.run();
		assert.equal(result.status, 'success', result.error?.message);
		const [job, ...others] = (await stage.state('jobs')).filter(({ myId }) => myId === wish.own_id);
		assert.equal(others.length, 0, 'the same wish told twice makes one job');
		assert.deepEqual([job.customer.id, job.description], [customer.id, description]);
		assert.equal(result.items('Agent')[0].output, `Job ${job.num} is made for ${customer.name}.`);
	});
	await check(`the model is offered what it may fill in, and nothing else${on}`, () => {
		const [{ function: offered }] = model.asked[0].tools;
		assert.equal(offered.name, toolName);
		const { properties } = offered.parameters;
		assert.deepEqual(Object.keys(properties).sort(), Object.keys(wish).sort());
		assert.deepEqual(
			[properties.customer_id.type, properties.customer_id.description],
			['number', 'id of the customer'],
		);
	});
	await check(`the model is told why the service refused${on}`, () => {
		const told = model.asked
			.at(-1)
			.messages.filter(({ role }) => role === 'tool')
			.map(({ content }) => JSON.stringify(content));
		assert.equal(told.length, 3);
		assert.match(told[0], new RegExp(`there is no customer with id .*${nobody}`));
		assert.match(told[2], /already exists/);
	});
}

/**
 * An agent whose one tool is our node, with three values left to the model. On n8n 1 a refused request ends the run
 * unless the tool's On Error says to continue; n8n 2 hands it to the model by itself.
 */
function agent(line) {
	const fromAi = (key, what, type) => `={{ $fromAI('${key}', \`${what}\`, '${type}') }}`;
	const start = node('Start', types.manual, {});
	const tool = node(
		'Make a job',
		types.synchroteamTool,
		{
			descriptionType: 'manual',
			toolDescription: 'Makes a job for a customer.',
			resource: 'job',
			operation: 'create',
			customer: { __rl: true, mode: 'id', value: fromAi('customer_id', 'id of the customer', 'number') },
			description: fromAi('description', 'what is to be done', 'string'),
			jobFields: { myId: fromAi('own_id', 'a short name for the job', 'string') },
		},
		line === 1 ? { onError: 'continueRegularOutput' } : {},
	);
	const model = node(
		'Model',
		types.model,
		{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		{ typeVersion: 1.2 },
	);
	const mind = node(
		'Agent',
		types.agent,
		{ promptType: 'define', text: 'Make a job', options: {} },
		{ typeVersion: 3 },
	);
	const feeds = (type) => ({ [type]: [[{ node: mind.name, type, index: 0 }]] });
	return flow('agent', [[start, mind], [model], [tool]], {
		[model.name]: feeds('ai_languageModel'),
		[tool.name]: feeds('ai_tool'),
	});
}
