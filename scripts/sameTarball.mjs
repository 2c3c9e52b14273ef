/** Builds and packs twice, from nothing each time: both tarballs have to be the same, byte by byte. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError, atEnd, runMain } from '../e2e/lib/processes.mjs';
import { pack } from '../e2e/lib/pack.mjs';
import { packServices } from './packServices.mjs';
import { ensureDependencies, root } from './prepare.mjs';

const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @returns {Promise<string[]>} hash and name of each tarball */
async function buildAndPack() {
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	const whole = await pack();
	const folder = mkdtempSync(join(tmpdir(), 'packed-'));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	const services = await packServices(folder);
	return [whole, ...services.map(({ tarball }) => tarball)].map(
		(file) => `${hash(file)}  ${file.split(/[\\/]/).at(-1)}`,
	);
}

await runMain(async () => {
	await ensureDependencies(console.log);
	const [first, second] = [await buildAndPack(), await buildAndPack()];
	console.log(first.join('\n'));
	if (first.join() !== second.join()) throw new PlainError(`The second build gave others:\n${second.join('\n')}`);
	console.log('Two builds gave the same.');
});
