/** Brings a folder's node_modules to what its lockfile says, and Debian's tools onto the machine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNetworkTrouble, requireDisk, requireNetwork } from './checks.mjs';
import { PlainError, npm, run } from './processes.mjs';

const progressEveryMs = 15_000;

/**
 * Runs `npm ci --ignore-scripts` in the folder unless what is there is what the lockfile says.
 * @param {string} folder
 * @param {{what: string, gigabytes: number, log: (text: string) => void}} options
 *   what: as in "Installing <what>"; gigabytes: disk it takes at the most
 * @throws {PlainError} no network, too little disk
 */
export async function ensureInstalled(folder, { what, gigabytes, log }) {
	if (isInstalled(folder)) return;
	const use = `Installing ${what}`;
	await requireDisk(folder, gigabytes, use);
	await requireNetwork(use);
	await withProgress(use, log, async () => {
		const { code, output } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
		if (code === 0) return;
		if (isNetworkTrouble(output)) {
			throw new PlainError(`${use} stopped because the network was lost: connect and start again.`);
		}
		if (output.includes('ENOSPC')) {
			throw new PlainError(`${use} stopped because the disk is full: make room and start again.`);
		}
		throw new Error(`${use} failed:\n${lastLines(output)}`);
	});
}

/**
 * npm leaves a copy of the lockfile in node_modules when, and only when, it came to its end.
 * Packages for other platforms are in the lockfile and not in the copy.
 */
function isInstalled(folder) {
	const copy = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(copy)) return false;
	const wanted = packagesIn(join(folder, 'package-lock.json'));
	const present = packagesIn(copy);
	return Object.entries(wanted).every(([path, { version, optional }]) =>
		path === '' || (path in present ? present[path].version === version : optional === true),
	);
}

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

/** Runs npm in a folder. @returns {Promise<{code: number, stdout: string, output: string}>} */
export function runNpm(args, cwd) {
	const [command, first] = npm();
	return run(command, [...first, ...args], { cwd });
}

/**
 * Installs Debian packages where this is Debian and we may.
 * @param {string[]} packages each named like the command it brings
 * @returns {Promise<boolean>} whether all commands are there now
 */
export async function ensureDebianTools(packages) {
	const missing = await missingCommands(packages);
	if (missing.length === 0) return true;
	if (process.getuid?.() !== 0) return false;
	await run('apt-get', ['update']);
	await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing]);
	return (await missingCommands(missing)).length === 0;
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
