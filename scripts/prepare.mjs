/** Puts in place what tests, demo and start need: dependencies as the lockfile says, and a fresh build. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, lastLines, runNpm } from '../e2e/lib/install.mjs';
import { PlainError, runMain } from '../e2e/lib/processes.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const neededGigabytes = 2;

/**
 * @param {(text: string) => void} log progress
 * @throws {PlainError} Node too old, no network, too little disk
 */
export async function ensureDependencies(log) {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		throw new PlainError(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
	}
	await ensureInstalled(root, {
		what: 'the dependencies',
		takes: 'about two minutes',
		gigabytes: neededGigabytes,
		log,
	});
}

/** @throws {PlainError} as `ensureDependencies`, and where the build does not go through */
export async function prepare(log = console.log) {
	await ensureDependencies(log);
	log('Building …');
	const { code, output } = await runNpm(['run', '--silent', 'build'], root);
	if (code !== 0) throw new PlainError(`The build did not go through:\n${lastLines(output, 40)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(() => prepare());
