/** What takes long to make and can be told by what it is made of: kept in an ignored folder, so that a second start is quick. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), '.cache');

/**
 * Gives the folder that was made from the same things before, or has it made. One of each kind is kept.
 * @param {string} kind e.g. `tarball`
 * @param {string} key tells whether it would become the same again (see `hashOf`)
 * @param {(folder: string) => Promise<void>} make fills an empty folder; what it leaves unfinished is not kept
 * @returns {Promise<string>} the folder, to be read only
 */
export async function cached(kind, key, make) {
	const kept = join(folder, `${kind}-${key}`);
	if (existsSync(kept)) return kept;
	const unfinished = `${kept}-${process.pid}`;
	mkdirSync(unfinished, { recursive: true });
	try {
		await make(unfinished);
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		throw error;
	}
	for (const name of readdirSync(folder)) {
		if (name.startsWith(`${kind}-`) && join(folder, name) !== unfinished) {
			rmSync(join(folder, name), { recursive: true, force: true });
		}
	}
	renameSync(unfinished, kept);
	return kept;
}

/** @param {string[]} parts @returns {string} the same for the same parts, and for nothing else */
export const hashOf = (parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** The names and contents of files, folders gone through, as parts for `hashOf`. @param {string[]} paths @returns {string[]} */
export function contentsOf(paths) {
	const files = paths.flatMap((path) =>
		statSync(path).isDirectory()
			? readdirSync(path, { recursive: true, withFileTypes: true })
					.filter((entry) => entry.isFile())
					.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
			: [path],
	);
	return files.sort().flatMap((file) => [file, readFileSync(file, 'latin1')]);
}
