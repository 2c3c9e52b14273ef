/** The package as npm would publish it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, root, sources } from '../../scripts/prepare.mjs';
import { cached, contentsOf, hashOf } from './cache.mjs';
import { lastLines, runNpm } from './install.mjs';
import { PlainError, atEnd } from './processes.mjs';

/**
 * Builds where something has changed, and packs into a temporary folder.
 * @returns {Promise<string>} path of the tarball, which goes when the program ends
 * @throws {PlainError} where the build fails; the message carries its last output
 */
export async function pack() {
	const folder = mkdtempSync(join(tmpdir(), 'packed-'));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	return packInto(folder);
}

/** As `pack`, without packing where nothing has changed since: for who starts again and again. */
export async function packOnce() {
	const folder = await cached('tarball', hashOf(contentsOf(sources)), packInto);
	return tarballIn(folder);
}

async function packInto(folder) {
	await build();
	const { code, output } = await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
	if (code !== 0) throw new PlainError(`The package could not be packed:\n${lastLines(output, 40)}`);
	return tarballIn(folder);
}

const tarballIn = (folder) => join(folder, readdirSync(folder)[0]);
