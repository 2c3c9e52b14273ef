/** The package as npm would publish it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, contentsOf, hashOf } from './cache.mjs';
import { lastLines, runNpm } from './install.mjs';
import { PlainError, atEnd } from './processes.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Builds (npm's `prepack`) and packs into a temporary folder.
 * @returns {Promise<string>} path of the tarball, which goes when the program ends
 * @throws {PlainError} where the build fails; the message carries its last output
 */
export async function pack() {
	const folder = mkdtempSync(join(tmpdir(), 'packed-'));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	return packInto(folder);
}

/** As `pack`, without building where nothing has changed since: for who starts again and again. */
export async function packOnce() {
	const folder = await cached('tarball', hashOf(contentsOf(sources)), packInto);
	return tarballIn(folder);
}

/** What goes into the tarball, and what makes it. */
const sources = ['nodes', 'credentials', 'icons', 'scripts', 'contract', 'gulpfile.js', 'index.js', 'tsconfig.json']
	.concat('package.json', 'package-lock.json', 'README.md', 'LICENSE.md')
	.map((name) => join(root, name));

async function packInto(folder) {
	// The project's .npmrc forbids scripts, `prepack` among them.
	const { code, output } = await runNpm(['pack', '--ignore-scripts=false', '--pack-destination', folder], root);
	if (code !== 0) throw new PlainError(`The build did not go through:\n${lastLines(output, 40)}`);
	return tarballIn(folder);
}

const tarballIn = (folder) => join(folder, readdirSync(folder)[0]);
