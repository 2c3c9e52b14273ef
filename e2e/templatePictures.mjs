/**
 * Pictures of the templates as the editor of n8n 2 draws them: `node e2e/templatePictures.mjs` writes them again into
 * workflows/pictures; with numbers, as in `node e2e/templatePictures.mjs 12 14`, only those.
 */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openEditor, openWorkflow } from './lib/browser.mjs';
import { createHome, importWorkflows } from './lib/home.mjs';
import { ensureN8n } from './lib/n8n.mjs';
import { pack } from './lib/pack.mjs';
import { atEnd, runMain } from './lib/processes.mjs';
import { log } from './lib/report.mjs';
import { setupOwner, startServer } from './lib/server.mjs';
import { templateFiles } from './templates.mjs';

const line = 2;
/** What lies over the nodes of a large workflow. */
const withoutButtons =
	'[data-test-id*="execute-workflow-button"], [class*="executionButtons"] { visibility: hidden !important }';
/** Around the outermost nodes, in CSS pixels. */
const margin = 24;
/** How long the editor may take to show a workflow on a busy machine. */
const patienceMs = 240_000;
/** The view moves into its place after its key was pressed. */
const movementMs = 1500;

await runMain(async () => {
	await ensureN8n(line, log);
	const home = await createHome({ line, tarball: await pack() });
	atEnd(home.remove);
	const chosen = process.argv.slice(2);
	const files = templateFiles.filter((file) => !chosen.length || chosen.includes(basename(file).slice(0, 2)));
	const workflows = await importWorkflows(home, files);
	const server = await startServer(home);
	await setupOwner(server);
	const { page, close } = await openEditor(server, { width: 1600, height: 900, log, patience: patienceMs });
	for (const { id, file } of workflows) {
		const picture = join(dirname(file), 'pictures', basename(file).replace('.json', '.png'));
		mkdirSync(dirname(picture), { recursive: true });
		await openWorkflow(page, server.url, id);
		await wait(movementMs);
		await page.keyboard.press('1');
		await wait(movementMs);
		await page.screenshot({ path: picture, clip: await drawn(page), style: withoutButtons });
		log(`  ${basename(picture)}`);
	}
	await close();
});

/** The part of the page that the nodes take. */
async function drawn(page) {
	const boxes = await Promise.all((await page.locator('.vue-flow__node').all()).map((node) => node.boundingBox()));
	const [left, top] = ['x', 'y'].map((side) => Math.min(...boxes.map((box) => box[side])) - margin);
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 3 * margin;
	// Names stand below their nodes.
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 2 * margin;
	return { x: left, y: top, width: right - left, height: bottom - top };
}
