/**
 * A workflow saved with version 1.0.0, one operation of each resource, in the package as it is now. The file in
 * `fixtures` is never changed: what it can no longer do, workflows of users cannot do either.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHome, importCredentials, importWorkflows, nameOf } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';

// The ES module of n8n-workflow does not load in Node.
const { NodeHelpers } = createRequire(import.meta.url)('n8n-workflow');

export const title = 'a workflow saved with 1.0.0 opens and runs';

const file = fileURLToPath(new URL(join('..', 'fixtures', 'saved-with-1.0.0.json'), import.meta.url));

/** The sandbox has none of these at the start. */
const mayBeEmpty = ['Credit Note (getAll)'];

export async function run({ tarball, check, keep }) {
	for (const line of [2, 1]) await tryLine(line, { tarball, check, keep });
}

async function tryLine(line, { tarball, check, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	await importCredentials(home, credentialsOf(sandbox));
	const [{ id }] = await importWorkflows(home, [file]);
	const server = keep(await startServer(home));
	await setupOwner(server);
	const rest = await login(server);
	const { nodes } = await rest('GET', `/rest/workflows/${id}`);
	const own = nodes.filter(({ credentials }) => credentials);
	const types = [...new Set(own.map(({ type }) => type))];
	const descriptions = await rest('POST', '/rest/node-types', {
		nodeInfos: types.map((name) => ({ name, version: 1 })),
	});
	const on = ` on ${nameOf(home)}`;

	await check(`every node is known, with every value that was saved, and lacks nothing${on}`, () => {
		assert.ok(own.length > 0);
		for (const node of own) {
			const description = descriptions.find(({ name }) => node.type.endsWith(`.${name}`));
			assert.ok(description, `${node.type} is unknown`);
			// What the editor does when it opens a node: it drops what the description does not have, fills in what was not
			// saved, and looks for what is missing.
			const open = (withDefaults) =>
				NodeHelpers.getNodeParameters(description.properties, node.parameters, withDefaults, false, node, description);
			assert.deepEqual(open(false), node.parameters, node.name);
			assert.equal(
				NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: open(true) }, description),
				null,
				node.name,
			);
		}
	});
	await check(`it runs and does what it did${on}`, async () => {
		const stage = openStage(home, sandbox, id);
		const result = await stage.run();
		assert.equal(result.status, 'success', `${result.error?.message} ${result.error?.description ?? ''}`);
		const actions = own.filter(({ type }) => !type.endsWith('Trigger'));
		assert.deepEqual(
			actions.filter(({ name }) => result.items(name).length === 0 && !mayBeEmpty.includes(name)),
			[],
		);
		await expectDone(stage);
	});
}

/** What the saved workflow leaves in the services. */
async function expectDone({ state }) {
	const find = async (resource, key, value) => (await state(resource)).filter((record) => record[key] === value);
	const [job] = await find('jobs', 'myId', 'FIXTURE-J');
	assert.deepEqual(
		[job.description, job.scheduledStart, job.technician.login],
		['Saved with 1.0.0', '2030-01-07 09:00', 'jean'],
	);
	const [customer] = await find('customers', 'myId', 'C-2');
	assert.deepEqual([customer.contactPhone, customer.tags], ['01 23 45 67 89', ['saved', 'first']]);
	assert.equal(customer.customFieldValues.find(({ label }) => label === 'Customer since').value, '2019-05-01');
	const [invoice] = await find('invoices', 'reference', 'FIXTURE-I');
	assert.deepEqual([invoice.lines.length, Number(invoice.total)], [1, 30]);
	const [quotation] = await find('quotations', 'reference', 'FIXTURE-Q');
	assert.equal(quotation.lines[0].description, 'New boiler');
	const [order] = await find('workOrders', 'workorder_nr', 'FIXTURE-W');
	assert.equal(order.date_work_start, '07-01-2030');
	for (const [resource, key, value] of [
		['equipment', 'myId', 'FIXTURE-E'],
		['notes', 'nte_reference', 'FIXTURE-N'],
		['tasks', 'content', 'Call back'],
		['timeline', 'title', 'Asked for a date'],
		['activities', 'note', 'First aid'],
		['attachments', 'name', 'Drawing'],
		['messages', 'title', 'Keys'],
		['partRequests', 'quantity', 2],
	])
		assert.equal((await find(resource, key, value)).length, 1, `${resource} with ${value}`);
}
