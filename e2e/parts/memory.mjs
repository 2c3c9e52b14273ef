/** Whose memory it is: what users do to a workflow with a trigger while n8n runs, and what is delivered afterwards. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { flow, node, toCrm, types } from '../lib/flows.mjs';
import { createHome, importCredentials, importFlows } from '../lib/home.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';

export const title = 'a trigger is renamed, switched off, copied, and given another account';

const line = 2;
const id = 'customers';
/** One poll per 20 seconds, in three expressions: n8n takes none that comes more often than once a minute. */
const pollTimes = { item: [0, 20, 40].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };
const pollMs = 20_000;
const patienceMs = 120_000;

/** @param {import('../run.mjs').Ground} ground */
export async function run({ tarball, check, keep }) {
	const open = async () =>
		keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	const [sandbox, other] = [await open(), await open()];
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const credentials = credentialsOf(sandbox);
	await importCredentials(home, credentials);
	const trigger = node('When it happens', types.synchroteamTrigger, { pollTimes, events: ['customerUpdated'] });
	await importFlows(home, [flow(id, [[trigger, toCrm('Tell', sandbox, 'told', '{ told: $json.name }')]])]);
	const server = keep(await startServer(home));
	await setupOwner(server);
	const rest = await login(server);
	const stage = openStage(home, sandbox);
	const accounts = { mine: stage, other: openStage(home, other) };

	const told = [];
	const happen = (name, account = stage) => account.admin('state/customers', { name });
	/** What was not told before is exactly this, also after another poll. */
	const expectTold = async (names, account = stage) => {
		told.push(...names);
		const all = async () => (await stage.crm('GET', '/told')).map((record) => record.told).sort();
		await until(`${told.length} to be told`, patienceMs, async () => (await all()).length >= told.length);
		await poll(account);
		assert.deepEqual(await all(), told.toSorted());
	};
	const poll = async ({ admin }) => {
		const from = Date.now();
		await until('a poll', patienceMs, async () =>
			(await admin('requests')).some(({ at, path }) => at > from && path.endsWith('/customer/list')),
		);
		await wait(pollMs / 4);
	};
	const change = async (body) => {
		const { versionId } = await rest('GET', `/rest/workflows/${id}`);
		await rest('PATCH', `/rest/workflows/${id}`, { ...body, versionId });
		await activate(line, rest, id);
	};

	await activate(line, rest, id);
	await poll(stage);
	await check('what happens while the workflow is switched off is delivered when it is on again', async () => {
		await happen('While it is on');
		await expectTold(['While it is on']);
		await rest('POST', `/rest/workflows/${id}/deactivate`, {});
		await happen('While it is off');
		await activate(line, rest, id);
		await expectTold(['While it is off']);
	});
	await check('a renamed trigger goes on where it was', async () => {
		await rest('POST', `/rest/workflows/${id}/deactivate`, {});
		await happen('While it is renamed');
		const { nodes, connections } = await rest('GET', `/rest/workflows/${id}`);
		await change({
			nodes: nodes.map((each) => (each.name === trigger.name ? { ...each, name: 'New customer' } : each)),
			connections: { 'New customer': connections[trigger.name] },
		});
		await expectTold(['While it is renamed']);
	});
	await check('a copy of the trigger delivers what happens from now on', async () => {
		const { nodes, connections } = await rest('GET', `/rest/workflows/${id}`);
		const original = nodes.find(({ name }) => name === 'New customer');
		const copy = { ...original, name: 'New customer1', id: randomUUID() };
		await change({
			nodes: [...nodes, copy],
			connections: { ...connections, [copy.name]: connections[original.name] },
		});
		await poll(stage);
		await poll(stage);
		await happen('Seen by both');
		await expectTold(['Seen by both', 'Seen by both']);
		await change({ nodes, connections });
	});
	await check('with another account the trigger begins at that moment', async () => {
		await happen('There before', accounts.other);
		const [{ id: credential, name, type }] = credentials;
		const [{ data }] = credentialsOf(other);
		await rest('PATCH', `/rest/credentials/${credential}`, { name, type, data });
		await poll(accounts.other);
		await happen('After the change', accounts.other);
		await expectTold(['After the change'], accounts.other);
	});
}
