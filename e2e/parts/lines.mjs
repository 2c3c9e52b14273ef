/** The package in a clean home of each n8n line: every template runs and leaves in the services what it should. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { createHome, importCredentials, nameOf } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { checked, templateEnv, templateFiles, tryTemplate } from '../templates.mjs';
import { basename } from 'node:path';

export const title = 'every template on n8n 1 and n8n 2, with what it leaves in the sandbox';

/** The two lines at the same time: each command is one process that mostly computes. */
export async function run({ tarball, check, keep }) {
	await check('every template has its check', () => {
		assert.deepEqual([...checked].sort(), templateFiles.map((file) => basename(file, '.json')).sort());
	});
	await Promise.all([1, 2].map((line) => tryLine(line, { tarball, check, keep })));
}

async function tryLine(line, { tarball, check, keep }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const files = join(home.folder, 'files');
	mkdirSync(files);
	Object.assign(home.env, templateEnv(files));
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	await importCredentials(home, credentialsOf(sandbox));
	for (const name of checked)
		await check(`${name} on ${nameOf(home)}`, () => tryTemplate(name, { home, sandbox, files }));
}
