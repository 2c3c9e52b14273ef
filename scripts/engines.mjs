/** n8n-core of other versions, and the Node.js that they run on, as npm has them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { requireDisk, requireNetwork } from '../e2e/lib/checks.mjs';
import { lastLines, runNpm, withProgress } from '../e2e/lib/install.mjs';
import { PlainError } from '../e2e/lib/processes.mjs';
import { n8nVersions } from './n8nVersions.mjs';
import { root } from './prepare.mjs';

const cache = join(root, '.cache', 'compat');
const neededGigabytes = 1;

/** @param {string} name as in the list, or `oldest`, `newest` @throws {PlainError} for what is not in it */
export function engineOf(name) {
	const found =
		{ oldest: n8nVersions[0], newest: n8nVersions.at(-1) }[name] ?? n8nVersions.find(({ n8n }) => n8n === name);
	if (found) return found;
	const known = n8nVersions.map(({ n8n }) => n8n).join(', ');
	throw new PlainError(`There is no n8n "${name}" in scripts/n8nVersions.mjs; there are: oldest, newest, ${known}.`);
}

/**
 * Installs what is missing of a version.
 * @param {{n8n: string, core: string, node: string}} version
 * @param {(text: string) => void} log progress
 * @returns {Promise<{folder: string, node: string}>} for N8N_CORE_FROM, and the binary
 * @throws {PlainError} no network, too little disk, no such Node.js for this machine
 */
export async function ensureEngine({ n8n, core, node }, log) {
	const folder = join(cache, core);
	await install(folder, `n8n-core@${core}`, `the engine of n8n ${n8n}`, log);
	return { folder, node: await ensureNode(node, log) };
}

async function ensureNode(version, log) {
	if (process.versions.node.split('.')[0] === version.split('.')[0]) return process.execPath;
	const name = `node-${platform()}-${arch()}`;
	const folder = join(cache, `node-${version}`);
	if (platform() !== 'linux')
		throw new PlainError(`Node.js ${version.split('.')[0]} is needed; npm has it for Linux only: start again with it.`);
	await install(folder, `${name}@${version}`, `Node.js ${version}`, log);
	return join(folder, 'node_modules', name, 'bin', 'node');
}

/** A stamp in node_modules says that the installation came to its end. */
async function install(folder, what, called, log) {
	const stamp = join(folder, 'node_modules', '.complete');
	if (existsSync(stamp)) return;
	const use = `Installing ${called}`;
	await requireDisk(root, neededGigabytes, use);
	await requireNetwork(use);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	await withProgress(`${use} (about a minute, once)`, log, async () => {
		const { code, output } = await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', what], folder);
		if (code !== 0) throw new PlainError(`${use} did not go through:\n${lastLines(output)}`);
	});
	writeFileSync(stamp, '');
}
