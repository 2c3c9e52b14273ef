/** The package in a clean home of each n8n line, and every template there: by hand, then by its own trigger. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { flow, node, types } from '../lib/flows.mjs';
import { createHome, importCredentials, importFlows, nameOf } from '../lib/home.mjs';
import { startModel } from '../lib/model.mjs';
import { run as runProgram } from '../lib/processes.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';
import { importRows, importTwiceAtOnce, importWithoutLists } from '../templateChecks/bigImport.mjs';
import { checked, tryTemplate } from '../templateChecks/index.mjs';
import { oddFiles, tryOddFile } from '../templateChecks/oddFiles.mjs';
import { outcomesOf, setTheScene } from '../templateChecks/triggered.mjs';
import { pageLogin, readTemplates, templateEnv, templateFiles } from '../templates.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const title = 'every template on n8n 1 and n8n 2, by hand and by its own trigger, with what it leaves behind';

const longestWaitMs = 240_000;

/** The two lines and the matrix at the same time: much of it waits for schedules. */
export async function run({ tarball, check, keep }) {
	await check('every template has its check', () => {
		assert.deepEqual(
			checked,
			templateFiles.map((file) => basename(file, '.json')),
		);
	});
	const lines = [1, 2].map((line) => tryLine(line, { tarball, check, keep }));
	await Promise.all([underFaults(check), ...lines]);
}

/** Each template in the engine of n8n 1, without a server: what it does when services fail (see `matrix.cts`). */
async function underFaults(check) {
	const script = join(root, 'e2e', 'templateChecks', 'matrix.cts');
	const { code, stdout, output } = await runProgram(process.execPath, ['--require', 'tsx/cjs', script], { cwd: root });
	const cases = stdout.split('\n').filter((line) => line.startsWith('{"case"'));
	for (const line of cases) {
		const { case: name, failure } = JSON.parse(line);
		await check(`${name}, in the engine`, () => assert.ok(!failure, failure));
	}
	await check('the matrix of faults came to its end', () => {
		assert.equal(code, 0, output.slice(-2000));
		assert.ok(cases.length > 100, `${cases.length} cases`);
	});
}

async function tryLine(line, { tarball, check, keep }) {
	const ground = await prepare(line, { tarball, keep });
	const { home, sandbox, server, rest, files, workflows } = ground;
	const stage = openStage(home, sandbox);
	const on = `on ${nameOf(home)}`;
	for (const name of checked) await check(`${name} by hand ${on}`, () => tryTemplate(name, ground));

	const byThemselves = workflows.filter((workflow) => startsByItself(workflow, line));
	const { id: spreadsheet } = byThemselves.find(({ id }) => id.endsWith('12'));
	await stage.admin('reset', { seed: 'small' });
	await activate(line, rest, spreadsheet);
	await check(`2,000 rows by the web form, within the limits ${on}`, () => importRows(server, stage));
	await check(`two people upload one file at once ${on}`, () => importTwiceAtOnce(server, stage));
	await check(`a spreadsheet while the lists are refused ${on}`, () => importWithoutLists(server, stage));
	for (const file of oddFiles) {
		await check(`spreadsheet import: ${file.name} ${on}`, () => tryOddFile(file, server, stage));
	}
	await stage.admin('reset', { seed: 'small' });

	for (const name of readdirSync(files)) rmSync(join(files, name));
	for (const { id } of byThemselves) if (id !== spreadsheet) await activate(line, rest, id);
	await pollsHaveBegun(rest, workflows);
	const scene = await setTheScene(stage, server);
	const deadline = Date.now() + longestWaitMs;
	for (const [what, isThere] of Object.entries(outcomesOf(scene, { stage, server, files, rest }))) {
		await check(`${what} ${on}`, async () => {
			while (!(await isThere())) {
				assert.ok(Date.now() < deadline, 'it did not come');
				await wait(2000);
			}
		});
	}
	await check(`nothing else failed, and every trigger has started its template ${on}`, () =>
		executionsAreFine(rest, workflows, byThemselves),
	);
}

/** A running n8n that has the package, the templates, and a workflow that fails. */
async function prepare(line, { tarball, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const files = join(home.folder, 'files');
	mkdirSync(files);
	// A busy machine takes its time to start the first task runner.
	Object.assign(home.env, templateEnv(files), { N8N_RUNNERS_TASK_REQUEST_TIMEOUT: '240' });
	const sandbox = keep(
		await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small', RATE_LIMIT: 'off' }),
	);
	const model = keep(await startModel());
	const openAi = {
		id: 'openai',
		name: 'Model',
		type: 'openAiApi',
		data: { apiKey: 'sandbox', url: `${model.url}/v1` },
	};
	const page = { id: 'form', name: 'Page', type: 'httpBasicAuth', data: pageLogin };
	await importCredentials(home, [...credentialsOf(sandbox), openAi, page]);
	const workflows = await importFlows(home, [...readTemplates(sandbox, files), failing()]);
	const server = keep(await startServer(home));
	await setupOwner(server);
	return { home, sandbox, model, files, workflows, server, rest: await login(server) };
}

/** Fails for a customer that is not there, and calls the template that says what to do. */
function failing() {
	const hook = node(
		'Called',
		types.webhook,
		{ path: 'failing', options: {} },
		{ typeVersion: 2, webhookId: 'failing' },
	);
	const step = node('Rename customer', types.synchroteam, {
		...{ resource: 'customer', operation: 'update', customerFields: { name: 'Renamed' } },
		customer: { __rl: true, mode: 'myId', value: '={{ $json.query.id }}' },
	});
	const made = flow('failing', [[hook, step]]);
	return { ...made, settings: { ...made.settings, errorWorkflow: 'onFailure17' } };
}

/** The first has its schedule switched off, agents and MCP clients ask for theirs; n8n 1 calls error workflows unasked. */
const startsByItself = ({ id }, line) =>
	!['jobsToWorkOrders', 'aiPlanner11', 'mcpServer18'].includes(id) && !(line === 1 && id.endsWith('17'));

/** n8n 2 answers before an activated trigger has polled for the first time, and nothing from before that counts. */
async function pollsHaveBegun(rest, workflows) {
	const pending = new Set(workflows.map(({ id }) => id));
	for (let tries = 0; pending.size > 0; tries++) {
		assert.ok(tries < 60, `these have not polled: ${[...pending].join(', ')}`);
		if (tries > 0) await wait(500);
		for (const id of pending) {
			const { nodes, staticData, active } = await rest('GET', `/rest/workflows/${id}`);
			const triggers = active ? nodes.filter(({ type }) => type.endsWith('.synchroteamTrigger')) : [];
			// Kept by the id of the node, and where n8n files it by name, there as well.
			const remembers = ({ id: trigger, name }) =>
				staticData?.global?.synchroteamOutSmart?.[trigger] ?? staticData?.[`node:${name}`]?.state;
			if (triggers.every(remembers)) pending.delete(id);
		}
	}
}

async function executionsAreFine(rest, workflows, byThemselves) {
	const list = async () => (await rest('GET', '/rest/executions?limit=200')).results;
	// A schedule may come up to a minute later than what was waited for above.
	await until('every template to be started', longestWaitMs, async () => {
		const ran = new Set((await list()).filter(({ mode }) => mode !== 'manual').map(({ workflowId }) => workflowId));
		return byThemselves.every(({ id }) => ran.has(id));
	});
	const fine = ['success', 'running', 'waiting', 'new'];
	const meant = new Set(
		workflows.filter(({ id }) => id === 'failing' || id === 'jobsToWorkOrders').map(({ id }) => id),
	);
	const failed = (await list()).filter(({ status, workflowId }) => !fine.includes(status) && !meant.has(workflowId));
	assert.deepEqual(
		failed.map(({ workflowName, status }) => `${workflowName}: ${status}`),
		[],
	);
}
