/**
 * `node scripts/packServices.mjs`: from one build, a tarball for each service, for n8n verifies packages of one service only.
 *
 *   node scripts/packServices.mjs                  into the current folder
 *   node scripts/packServices.mjs --to <folder> into another
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { lastLines, runNpm } from '../e2e/lib/install.mjs';
import { PlainError, atEnd, runMain } from '../e2e/lib/processes.mjs';
import { prepare } from './prepare.mjs';
import { layOut, services } from './services.mjs';

/**
 * Packs what is built.
 * @param {string} target folder of the tarballs
 * @returns {Promise<{name: string, folder: string, tarball: string}[]>} folder: the content, which goes when the program ends
 */
export async function packServices(target) {
	mkdirSync(target, { recursive: true });
	const at = mkdtempSync(join(tmpdir(), 'services-'));
	atEnd(() => rmSync(at, { recursive: true, force: true }));
	const packed = [];
	for (const service of services) {
		const folder = join(at, service.name);
		layOut(service, folder);
		const { code, output } = await runNpm(['pack', '--ignore-scripts', '--pack-destination', resolve(target)], folder);
		if (code !== 0) throw new PlainError(`${service.name} could not be packed:\n${lastLines(output)}`);
		const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		packed.push({ name: service.name, folder, tarball: join(resolve(target), `${service.name}-${version}.tgz`) });
	}
	return packed;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	await runMain(async () => {
		const { values } = parseArgs({ options: { to: { type: 'string', default: '.' } } });
		await prepare();
		for (const { tarball } of await packServices(values.to)) console.log(tarball);
	});
