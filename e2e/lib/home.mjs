/** A clean n8n home with the packed package in it, and n8n's own commands run in that home. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cached, contentsOf, hashOf } from './cache.mjs';
import { freePort } from './checks.mjs';
import { runNpm } from './install.mjs';
import { n8nScript, nodeBinary, versionOf } from './n8n.mjs';
import { atEnd, run } from './processes.mjs';

/** What n8n must not inherit from whoever starts it: its own settings, and npm's. */
const foreignVariables = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|npm_)/i;

/** Under load it takes some ten seconds. */
const longestInstallMs = 2 * 60_000;

const settings = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
	N8N_ENCRYPTION_KEY: 'only-for-trying-out-on-loopback',
	N8N_LOG_LEVEL: 'info',
};

/**
 * n8n 1: isolated-vm, which its newer expression engine needs, is not built (`--ignore-scripts`);
 * task runners, which n8n 2 always uses, and SQLite's read pool are to be asked for.
 */
const settingsOfLine = {
	1: { N8N_EXPRESSION_ENGINE: 'legacy', N8N_RUNNERS_ENABLED: 'true', DB_SQLITE_POOL_SIZE: '4' },
	2: {},
};

/**
 * @typedef {object} Home
 * @property {1 | 2} line
 * @property {string} folder the N8N_USER_FOLDER
 * @property {NodeJS.ProcessEnv} env for everything run in this home
 * @property {Record<string, {id: string, name: string}>} credentials imported so far, by type
 * @property {() => void} remove deletes the folder, which a program under `runMain` does at its end by itself
 */

/**
 * Makes an empty n8n home in a temporary folder, with the tarball in it if there is one already.
 * @param {{line: 1 | 2, tarball?: string, env?: Record<string, string>}} options tarball: path of what `npm pack` made; env: added to n8n's settings
 * @returns {Promise<Home>}
 */
export async function createHome({ line, tarball, env = {} }) {
	const folder = mkdtempSync(join(tmpdir(), `n8n-${line}-home-`));
	mkdirSync(nodesOf(folder), { recursive: true });
	writeFileSync(join(nodesOf(folder), 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	const inherited = Object.entries(process.env).filter(([name]) => !foreignVariables.test(name));
	const home = {
		line,
		folder,
		env: { ...Object.fromEntries(inherited), ...settings, ...settingsOfLine[line], N8N_USER_FOLDER: folder, ...env },
		credentials: {},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
	atEnd(home.remove);
	if (tarball) await installPackage(home, tarball);
	return home;
}

/**
 * A home with package, credentials and workflows in it, as the functions below put them there. The
 * same home was made before: then it is a copy of that one, which saves a minute.
 * @param {{line: 1 | 2, tarball: string, credentials: Parameters<typeof importCredentials>[1], files: string[], addresses: Record<string, string>}} contents
 * @returns {Promise<{home: Home, workflows: Awaited<ReturnType<typeof importWorkflows>>}>}
 */
export async function createFurnishedHome({ line, tarball, credentials, files, addresses }) {
	const key = hashOf([
		versionOf(line),
		JSON.stringify([credentials, addresses, settings]),
		...contentsOf([tarball, ...files]),
	]);
	const list = 'workflows.json';
	const kept = await cached('home', key, async (folder) => {
		const home = await createHome({ line, tarball });
		await importCredentials(home, credentials);
		const workflows = await importWorkflows(home, files, addresses);
		cpSync(home.folder, folder, { recursive: true });
		writeFileSync(join(folder, list), JSON.stringify(workflows));
	});
	const home = await createHome({ line });
	cpSync(kept, home.folder, { recursive: true });
	return { home, workflows: JSON.parse(readFileSync(join(home.folder, list), 'utf8')) };
}

/**
 * Installs a packed package into a home as n8n's own installer does; n8n must not be running in it.
 * Peers stay out: n8n brings n8n-workflow itself.
 */
export async function installPackage(home, tarball) {
	const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
	const install = () => runNpm(['install', resolve(tarball), ...flags], nodesOf(home.folder), longestInstallMs);
	let { code, output } = await install();
	// It needs no network, and yet once, in a run of .ci/run, it never came to its end.
	if (code !== 0) ({ code, output } = await install());
	if (code !== 0) throw new Error(`The package could not be installed into the n8n home:\n${output}`);
}

const nodesOf = (folder) => join(folder, '.n8n', 'nodes');

/**
 * Imports credentials, given with their values in the clear; n8n encrypts them.
 * @param {Home} home
 * @param {{id: string, name: string, type: string, data: object}[]} credentials
 */
export async function importCredentials(home, credentials) {
	await importJson(home, 'import:credentials', credentials);
	for (const { id, name, type } of credentials) home.credentials[type] = { id, name };
}

/**
 * Imports workflow files with the home's credentials put, by type, in the place of their placeholders.
 * @param {Home} home
 * @param {string[]} files
 * @param {Record<string, string>} [addresses] found in the files → what to put there, such as the CRM's true port
 * @returns {Promise<{id: string, name: string, file: string}[]>} in the order of the files
 */
export async function importWorkflows(home, files, addresses = {}) {
	const read = (file) =>
		Object.entries(addresses).reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(file, 'utf8'));
	const workflows = await importFlows(
		home,
		files.map((file) => JSON.parse(read(file))),
	);
	return workflows.map((workflow, index) => ({ ...workflow, file: files[index] }));
}

/** Imports workflows that were made here (see `flows.mjs`), as `importWorkflows`. @returns {Promise<{id: string, name: string}[]>} */
export async function importFlows(home, flows) {
	await importJson(
		home,
		'import:workflow',
		flows.map((flow) => ({
			active: false,
			...flow,
			nodes: flow.nodes.map((node) => withCredentials(node, home.credentials)),
		})),
	);
	return flows.map(({ id, name }) => ({ id, name }));
}

function withCredentials(node, credentials) {
	if (!node.credentials) return node;
	const filled = Object.entries(node.credentials).map(([type, placeholder]) => [
		type,
		credentials[type] ?? placeholder,
	]);
	return { ...node, credentials: Object.fromEntries(filled) };
}

async function importJson(home, command, data) {
	const file = join(home.folder, `${command.replace(':', '-')}.json`);
	writeFileSync(file, JSON.stringify(data));
	const { output } = await n8n(home, [command, `--input=${file}`]);
	rmSync(file);
	// The exit code is 0 even where nothing was imported.
	if (!output.includes('Successfully imported')) throw new Error(`n8n ${command} failed:\n${output}`);
}

/**
 * Runs one workflow with n8n's `execute`.
 * @param {Home} home
 * @param {string} workflowId
 * @returns {Promise<{status: string, error?: {message: string, description?: string}, items: (node: string, output?: number) => object[], runData: object, output: string}>}
 *   items: the JSON of the items that a node gave, all its runs together
 * @throws where n8n gave no result at all
 */
export async function execute(home, workflowId) {
	const { output } = await n8n(home, ['execute', `--id=${workflowId}`]);
	const result = resultIn(output);
	if (!result?.data?.resultData) throw new Error(`n8n execute gave no result:\n${output}`);
	const { runData = {}, error } = result.data.resultData;
	const items = (node, connector = 0) =>
		(runData[node] ?? []).flatMap((once) => (once.data?.main?.[connector] ?? []).map((item) => item.json));
	return { status: error ? 'error' : (result.status ?? 'success'), error, items, runData, output };
}

/** n8n prints the result, of a failed run too, below a rule and over many lines; only its outermost braces stand at their start. */
function resultIn(output) {
	const [, json] = /^=+\n(\{\n[^]*?\n\})$/m.exec(output) ?? [];
	return json && JSON.parse(json);
}

/** A command beside a running server needs a place of its own for the task runners to meet. */
async function n8n(home, args) {
	const env = { ...home.env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	return run(nodeBinary(home.line), [n8nScript(home.line), ...args], { env, cwd: home.folder });
}

/** How the home calls itself in messages. */
export const nameOf = (home) => `n8n ${versionOf(home.line)}`;
