/** Puts in place what tests, demo and start need: dependencies as the lockfile says, and a build of what the sources are now. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, hashOf } from '../e2e/lib/cache.mjs';
import { ensureInstalled, lastLines, runNpm } from '../e2e/lib/install.mjs';
import { PlainError, runMain } from '../e2e/lib/processes.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const neededGigabytes = 2;
const dist = join(root, 'dist');
/** Tells of which sources dist was built, and what it held then. */
const stamp = join(root, '.cache', 'built');

const inRoot = (names) => names.map((name) => join(root, name));
const buildSources = inRoot([
	'nodes',
	'credentials',
	'icons',
	'scripts',
	'contract',
	'gulpfile.js',
	'tsconfig.json',
	'package-lock.json',
]);

/** What goes into the tarball, and what makes it. */
export const sources = buildSources.concat(inRoot(['index.js', 'package.json', 'README.md', 'LICENSE.md']));

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
	await build(log);
}

/**
 * Builds, unless dist is what was built from the very same sources.
 * @throws {PlainError} where the build does not go through
 */
export async function build(log = () => {}) {
	const state = () => hashOf(contentsOf([...buildSources, dist]));
	if (existsSync(stamp) && existsSync(dist) && readFileSync(stamp, 'utf8') === state()) return;
	log('Building …');
	const { code, output } = await runNpm(['run', '--silent', 'build'], root);
	if (code !== 0) throw new PlainError(`The build did not go through:\n${lastLines(output, 40)}`);
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, state());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(() => prepare());
