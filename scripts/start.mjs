/**
 * `npm start`: a real n8n 2 with the packed package in it, both services on loopback, and the first
 * template run. Stays until Ctrl-C, which ends everything that was started here.
 *
 *   npm start                stay, with the editor open for you
 *   npm start -- --once      end after the table
 *
 * Options, by environment: EDITOR_PORT (5678), SYNCHROTEAM_PORT (4010), OUTSMART_PORT (4011),
 * CRM_PORT (4012), TIME_ZONE of the Synchroteam account (Europe/Paris).
 * The first start installs n8n 2 into e2e/n8n-2 (about 3 GB), later ones find it there.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreePort } from '../e2e/lib/checks.mjs';
import { createHome, execute, importCredentials, importWorkflows, installPackage } from '../e2e/lib/home.mjs';
import { lastLines } from '../e2e/lib/install.mjs';
import { ensureN8n, versionOf } from '../e2e/lib/n8n.mjs';
import { pack } from '../e2e/lib/pack.mjs';
import { PlainError, runMain } from '../e2e/lib/processes.mjs';
import { credentialsOf, startSandboxProcess } from '../e2e/lib/sandbox.mjs';
import { setupOwner, startServer } from '../e2e/lib/server.mjs';
import { ensureDependencies, root } from './prepare.mjs';
import { table } from './table.mjs';

const line = 2;
const firstTemplate = 'Scheduled Synchroteam jobs become OutSmart work orders';
const { EDITOR_PORT = '5678', SYNCHROTEAM_PORT = '4010', OUTSMART_PORT = '4011', CRM_PORT = '4012' } = process.env;
const { TIME_ZONE = 'Europe/Paris' } = process.env;
const crmInTemplates = 'http://127.0.0.1:4012';
const ordersShown = 15;

const began = Date.now();
const log = (text) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`);

await runMain(async () => {
	await requirePorts();
	await ensureDependencies(log);
	await ensureN8n(line, log);
	log('Building and packing the package; starting the sandbox; making a clean home for n8n …');
	const [tarball, { sandbox, home }] = await Promise.all([pack(), startServices()]);
	await installPackage(home, tarball);
	log(`Starting n8n ${versionOf(line)}; importing the templates; running "${firstTemplate}" …`);
	const [server, run] = await Promise.all([
		startServer(home, { port: Number(EDITOR_PORT) }),
		runTemplate(home, sandbox),
	]);
	const owner = await setupOwner(server);
	await report(sandbox, run);
	log('Ready.\n');
	console.log(`  Editor    ${server.url}/workflow/${run.workflow.id}`);
	console.log(`  Sign in   ${owner.email}  ${owner.password}`);
	console.log(
		`  Services  Synchroteam ${sandbox.synchroteam.url}, OutSmart ${sandbox.outSmart.url}, your CRM ${sandbox.crm.url}\n`,
	);
	if (process.argv.includes('--once')) return;
	console.log('Ctrl-C ends n8n and the services and clears their data away.');
	process.exitCode = 0;
	await server.exited;
	throw new PlainError(`n8n has ended by itself:\n${lastLines(server.output())}`);
});

async function requirePorts() {
	await requireFreePort(Number(EDITOR_PORT), "n8n's editor", 'EDITOR_PORT');
	await requireFreePort(Number(SYNCHROTEAM_PORT), 'the Synchroteam sandbox', 'SYNCHROTEAM_PORT');
	await requireFreePort(Number(OUTSMART_PORT), 'the OutSmart sandbox', 'OUTSMART_PORT');
	await requireFreePort(Number(CRM_PORT), 'the sandbox of your CRM', 'CRM_PORT');
}

/** The sandbox, and a home of n8n that has its credentials. */
async function startServices() {
	const [sandbox, home] = await Promise.all([
		startSandboxProcess({ PORT: SYNCHROTEAM_PORT, OUTSMART_PORT, CRM_PORT, TIME_ZONE }),
		createHome({ line }),
	]);
	await importCredentials(home, credentialsOf(sandbox, TIME_ZONE));
	return { sandbox, home };
}

/** @returns {Promise<{workflow: {id: string}, jobs: number}>} jobs: how many its Synchroteam nodes gave */
async function runTemplate(home, sandbox) {
	const folder = join(root, 'workflows');
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => join(folder, name));
	const workflows = await importWorkflows(home, files, { [crmInTemplates]: sandbox.crm.url });
	const workflow = workflows.find(({ name }) => name === firstTemplate);
	if (!workflow) throw new Error(`No template in ${folder} is called "${firstTemplate}"`);
	const result = await execute(home, workflow.id);
	if (result.error) {
		throw new PlainError(`The template stopped: ${result.error.message} ${result.error.description ?? ''}`.trim());
	}
	const { nodes } = JSON.parse(readFileSync(workflow.file, 'utf8'));
	const readers = nodes.filter(({ type }) => type.endsWith('.synchroteam'));
	return { workflow, jobs: readers.reduce((sum, { name }) => sum + result.items(name).length, 0) };
}

async function report(sandbox, { jobs }) {
	const orders = await sandbox.admin('state/workOrders');
	const requests = await sandbox.admin('requests');
	const used = (service) => requests.filter((request) => request.service === service).length;
	const rows = orders
		.slice(0, ordersShown)
		.map((order) => [
			order.workorder_nr,
			order.customer_name,
			order.customer_city,
			order.date_work_start,
			order.status,
		]);
	console.log(`\n${table(['Work order', 'Customer', 'City', 'Start', 'Status'], rows)}`);
	if (orders.length > ordersShown) console.log(`… and ${orders.length - ordersShown} more`);
	console.log(
		`\n${table(
			['', ''],
			[
				['Jobs read from Synchroteam', jobs],
				['Work orders in OutSmart', orders.length],
				['Requests to Synchroteam (of 10,000 a day)', used('synchroteam')],
				['Requests to OutSmart', used('outSmart')],
			],
		)}\n`,
	);
}
