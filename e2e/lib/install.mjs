/** Brings a folder's node_modules to what its lockfile says, and Debian's tools onto the machine. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNetworkTrouble, requireDisk, requireNetwork } from './checks.mjs';
import { PlainError, npm, run } from './processes.mjs';

const progressEveryMs = 15_000;

/**
 * Runs `npm ci` in the folder unless what is there was installed from the same lockfile. The stamp
 * that says so lies in node_modules, which npm empties first: an interrupted run leaves none.
 * @param {string} folder
 * @param {{what: string, takes: string, gigabytes: number, log: (text: string) => void}} options
 *   what: as in "Installing <what>"; takes: how long; gigabytes: disk it takes at the most
 * @throws {PlainError} no network, too little disk
 */
export async function ensureInstalled(folder, { what, takes, gigabytes, log }) {
	if (isInstalled(folder)) return;
	const use = `Installing ${what}`;
	await requireDisk(folder, gigabytes, use);
	await requireNetwork(use);
	await withProgress(`${use} (${takes}, once)`, log, () => install(folder, use));
	writeFileSync(stampOf(folder), lockOf(folder));
}

/** Whether the folder's node_modules are what its lockfile says. @param {string} folder */
export const isInstalled = (folder) =>
	existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8') === lockOf(folder);

const stampOf = (folder) => join(folder, 'node_modules', '.installed-lock');

const lockOf = (folder) =>
	createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');

async function install(folder, use) {
	const { code, output } = await runNpm(
		['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		folder,
	);
	if (code === 0) return;
	if (isNetworkTrouble(output)) {
		throw new PlainError(`${use} stopped because the network was lost: connect and start again.`);
	}
	if (output.includes('ENOSPC')) {
		throw new PlainError(`${use} stopped because the disk is full: make room and start again.`);
	}
	throw new Error(`${use} failed:\n${lastLines(output)}`);
}

/** Runs npm in a folder, as `run` does. @returns {ReturnType<typeof run>} */
export function runNpm(args, cwd, timeoutMs) {
	const [command, first] = npm();
	return run(command, [...first, ...args], { cwd, timeoutMs });
}

/**
 * Installs Debian packages where this is Debian and we may.
 * @param {string[]} packages each named like the command it brings
 * @returns {Promise<boolean>} whether all commands are there now
 */
export async function ensureDebianTools(packages) {
	const missing = await missingCommands(packages);
	if (missing.length === 0) return true;
	return (await installDebian(missing)) && (await missingCommands(missing)).length === 0;
}

/** @param {string[]} packages @returns {Promise<boolean>} false where we may not or it did not work */
export async function installDebian(packages) {
	if (process.getuid?.() !== 0) return false;
	await run('apt-get', ['update']);
	const { code } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
	return code === 0;
}

async function missingCommands(commands) {
	const found = await Promise.all(commands.map(async (command) => (await run(command, ['--version'])).code === 0));
	return commands.filter((_, index) => !found[index]);
}

/**
 * Does some work, saying what it is, and every quarter of a minute that it still goes on.
 * @template T
 * @param {string} what
 * @param {(text: string) => void} log
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, log, work) {
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	log(`${what} …`);
	const ticker = setInterval(() => log(`  … ${seconds()} s`), progressEveryMs);
	try {
		return await work();
	} finally {
		clearInterval(ticker);
	}
}

/** The end of a long output, where the reason usually stands. */
export const lastLines = (text, count = 15) => text.trim().split('\n').slice(-count).join('\n');
