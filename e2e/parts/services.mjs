/** The packages of one service each, beside each other in one n8n: both are loaded, and each runs an operation. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flow, node, types } from '../lib/flows.mjs';
import { createHome, execute, importCredentials, importFlows, installPackage, nameOf } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { packServices } from '../../scripts/packServices.mjs';

export const title = 'the packages of one service each, side by side';

export async function run({ check, keep }) {
	const folder = keep(mkdtempSync(join(tmpdir(), 'service-packages-')), () =>
		rmSync(folder, { recursive: true, force: true }),
	);
	const packed = await packServices(folder);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	for (const line of [2, 1]) {
		const home = await createHome({ line });
		keep(home, home.remove);
		for (const { tarball } of packed) await installPackage(home, tarball);
		await importCredentials(home, credentialsOf(sandbox));
		await importFlows(home, [sideBySide(`ST-${line}`)]);
		await check(`one operation of each in one workflow on ${nameOf(home)}`, async () => {
			const result = await execute(home, 'services');
			assert.equal(result.status, 'success', `${result.error?.message} ${result.error?.description ?? ''}`);
			assert.equal(result.items('Customers').length, 2);
			const orders = await sandbox.admin('state/workOrders');
			assert.equal(orders.filter(({ workorder_nr }) => workorder_nr === `ST-${line}`).length, 1);
		});
	}
}

/** Two customers are read from Synchroteam; one work order is made in OutSmart. */
function sideBySide(number) {
	const account = (type) => ({ credentials: { [type]: { id: '', name: '' } } });
	const customers = node(
		'Customers',
		'n8n-nodes-synchroteam.synchroteam',
		{ resource: 'customer', operation: 'getAll', limit: 2 },
		account('synchroteamApi'),
	);
	const order = node(
		'Work order',
		'n8n-nodes-outsmart-portal.outSmartPortal',
		{ resource: 'workOrder', operation: 'create', workorder_nr: number, work_description: 'Side by side' },
		{ ...account('outSmartPortalApi'), executeOnce: true },
	);
	return flow('services', [[node('Start', types.manual, {}), customers, order]]);
}
