/** What the scenes of the editor are played on: one n8n with the package, one browser, the sandbox behind both. */
import { openEditor } from '../lib/browser.mjs';
import { Editor } from '../lib/editor.mjs';
import { createHome, importCredentials, importFlows, importWorkflows } from '../lib/home.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';
import { templateFiles } from '../templates.mjs';

/** Also the size of the pictures. */
const size = { width: 1280, height: 800 };
/** The template that the README shows. */
const shown = '04-work-orders-and-status-back';

/**
 * @typedef {object} Ground
 * @property {1 | 2} line of n8n
 * @property {Editor} editor takes pictures where PICTURES names a folder
 * @property {import('../lib/stage.mjs').Stage} stage
 * @property {import('../lib/sandbox.mjs').SandboxProcess} sandbox
 * @property {{id: string}} template a workflow that is there
 * @property {string} url of n8n
 */

/**
 * @param {{line: 1 | 2, tarball: string, keep: Function, flows?: object[]}} options flows: further workflows that are to be there
 * @returns {Promise<Ground>}
 */
export async function openGround({ line, tarball, keep, flows = [] }) {
	const home = await createHome({ line, tarball, env: { GENERIC_TIMEZONE: 'Europe/Paris' } });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0' }));
	await importCredentials(home, credentialsOf(sandbox));
	const [template] = await importWorkflows(
		home,
		templateFiles.filter((file) => file.includes(shown)),
	);
	if (flows.length > 0) await importFlows(home, flows);
	const server = keep(await startServer(home));
	await setupOwner(server);
	const { page, close } = await openEditor(server, size);
	keep(page, close);
	const editor = new Editor(page, server.url, line === 2 ? process.env.PICTURES : undefined);
	return { line, editor, stage: openStage(home, sandbox), sandbox, template, url: server.url };
}

/**
 * Plays scenes one after the other, each a check of its own.
 * @param {Ground} ground handed to each; what one adds to it the next ones find
 * @param {(name: string, work: () => Promise<void>) => Promise<boolean>} check
 * @param {...Record<string, (ground: Ground) => Promise<void>>} acts
 */
export async function play(ground, check, ...acts) {
	for (const [what, scene] of acts.flatMap(Object.entries)) await check(what, () => scene(ground));
}
