/**
 * `npm start`: a real n8n 2 with the packed package in it, both services on loopback, and the first
 * template run. Stays until Ctrl-C, which ends everything that was started here.
 *
 *   npm start                stay, with the editor open for you
 *   npm start -- --once      end after the table
 *
 * Options, by environment: EDITOR_PORT (5678), SYNCHROTEAM_PORT (4010), OUTSMART_PORT (4011),
 * CRM_PORT (4012), TIME_ZONE of the Synchroteam account (Europe/Paris).
 * The first start installs n8n 2 into e2e/n8n-2 (about 3 GB) and shows the demo meanwhile. Later ones
 * find it there, and in .cache the tarball and the home of n8n as long as nothing has changed.
 */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runByHand } from '../e2e/lib/byHand.mjs';
import { requireFreePort } from '../e2e/lib/checks.mjs';
import { createFurnishedHome } from '../e2e/lib/home.mjs';
import { isInstalled, lastLines } from '../e2e/lib/install.mjs';
import { ensureN8n, hasN8n, versionOf } from '../e2e/lib/n8n.mjs';
import { packOnce } from '../e2e/lib/pack.mjs';
import { PlainError, run, runMain } from '../e2e/lib/processes.mjs';
import { credentialsOf, startSandboxProcess } from '../e2e/lib/sandbox.mjs';
import { login, setupOwner, startServer } from '../e2e/lib/server.mjs';
import { ensureDependencies, root } from './prepare.mjs';
import { table } from './table.mjs';

const line = 2;
const firstTemplate = 'Scheduled Synchroteam jobs become OutSmart work orders';
const { EDITOR_PORT = '5678', SYNCHROTEAM_PORT = '4010', OUTSMART_PORT = '4011', CRM_PORT = '4012' } = process.env;
const { TIME_ZONE = 'Europe/Paris' } = process.env;
const crmInTemplates = 'http://127.0.0.1:4012';
const filesInTemplates = '/home/node/.n8n-files';
/** Where templates write their files here. */
const files = join(root, '.cache', 'files');
const ordersShown = 15;

const began = Date.now();
const log = (text) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`);

await runMain(async () => {
	await requirePorts();
	announce();
	await ensureDependencies(log);
	const tarball = await packAndInstall();
	const sandbox = await startSandboxProcess({ PORT: SYNCHROTEAM_PORT, OUTSMART_PORT, CRM_PORT, TIME_ZONE });
	const { home, workflows } = await furnish(tarball, sandbox);
	log(`Starting n8n ${versionOf(line)} …`);
	const server = await startServer(home, { port: Number(EDITOR_PORT), env: { N8N_RESTRICT_FILE_ACCESS_TO: files } });
	const owner = await setupOwner(server);
	log(`Running "${firstTemplate}" …`);
	const { workflow, jobs } = await runTemplate(await login(server), workflows);
	await report(sandbox, jobs);
	log('Ready.\n');
	console.log(`  Editor    ${server.url}/workflow/${workflow.id}`);
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

/** Says what is going to happen and how long it takes. */
function announce() {
	const steps = [
		!isInstalled(root) && 'The dependencies are installed (about two minutes, once).',
		!hasN8n(line) &&
			`n8n ${versionOf(line)} is installed (about four minutes, once). Meanwhile a demo runs in its engine and shows its table.`,
		`n8n starts with the package and its templates in it (about ${hasN8n(line) ? 'a quarter of' : 'half'} a minute), and one template runs.`,
		'You get the address of the editor and a login.',
	];
	const numbered = steps.filter(Boolean).map((step, index) => `  ${index + 1}. ${step}`);
	console.log(`What happens now:\n${numbered.join('\n')}\n`);
}

/** The first useful thing appears while n8n is still on its way. @returns {Promise<string>} the tarball */
async function packAndInstall() {
	const first = !hasN8n(line);
	const build = async () => {
		log('Building and packing the package …');
		const tarball = await packOnce();
		if (first) await demo();
		return tarball;
	};
	const [tarball] = await Promise.all([build(), ensureN8n(line, log)]);
	return tarball;
}

async function demo() {
	log('Running the demo: jobs become work orders in the engine of n8n …');
	const { code, output } = await run(process.execPath, ['--require', 'tsx/cjs', 'scripts/demo.cts'], { cwd: root });
	if (code !== 0) throw new PlainError(`The demo did not come to its end:\n${lastLines(output)}`);
	console.log(`\n${output}`);
}

async function requirePorts() {
	await requireFreePort(Number(EDITOR_PORT), "n8n's editor", 'EDITOR_PORT');
	await requireFreePort(Number(SYNCHROTEAM_PORT), 'the Synchroteam sandbox', 'SYNCHROTEAM_PORT');
	await requireFreePort(Number(OUTSMART_PORT), 'the OutSmart sandbox', 'OUTSMART_PORT');
	await requireFreePort(Number(CRM_PORT), 'the sandbox of your CRM', 'CRM_PORT');
}

/** A home of n8n that has the package, the credentials of the sandbox and the templates. */
async function furnish(tarball, sandbox) {
	const folder = join(root, 'workflows');
	mkdirSync(files, { recursive: true });
	const templates = readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => join(folder, name));
	log('Making a home for n8n, with the package, the credentials and the templates in it …');
	return createFurnishedHome({
		line,
		tarball,
		credentials: credentialsOf(sandbox, TIME_ZONE),
		files: templates,
		addresses: { [crmInTemplates]: sandbox.crm.url, [filesInTemplates]: files },
	});
}

/**
 * As the button in the editor does it.
 * @returns {Promise<{workflow: {id: string}, jobs: number}>} jobs: how many its Synchroteam nodes gave
 */
async function runTemplate(rest, workflows) {
	const workflow = workflows.find(({ name }) => name === firstTemplate);
	if (!workflow) throw new Error(`No template in workflows is called "${firstTemplate}"`);
	const result = await runByHand(line, rest, workflow.id);
	if (result.error) {
		throw new PlainError(`The template stopped: ${result.error.message} ${result.error.description ?? ''}`.trim());
	}
	const { nodes } = JSON.parse(readFileSync(workflow.file, 'utf8'));
	const readers = nodes.filter(({ type }) => type.endsWith('.synchroteam'));
	return { workflow, jobs: readers.reduce((sum, { name }) => sum + result.items(name).length, 0) };
}

async function report(sandbox, jobs) {
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
