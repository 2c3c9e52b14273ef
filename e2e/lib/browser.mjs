/** n8n's editor in Debian's Chromium, signed in as the owner. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianTools, ensureInstalled } from './install.mjs';
import { PlainError, run } from './processes.mjs';
import { owner } from './server.mjs';

const e2eFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const patienceMs = 120_000;

/**
 * Opens the editor and signs in.
 * @param {import('./server.mjs').Server} server with its owner set up
 * @param {{width?: number, height?: number, log?: (text: string) => void, patience?: number}} [options] size of the window in CSS
 *   pixels; patience: how long anything may take, in milliseconds
 * @returns {Promise<{page: import('playwright-core').Page, close: () => Promise<void>}>}
 * @throws {PlainError} where there is no Chromium and none can be installed
 */
export async function openEditor(server, { width = 1440, height = 900, log = () => {}, patience = patienceMs } = {}) {
	await ensureInstalled(e2eFolder, { what: 'playwright-core', takes: 'a few seconds', gigabytes: 1, log });
	if (!(await ensureDebianTools(['chromium']))) {
		throw new PlainError(
			'Looking at the editor needs Chromium: install it so that `chromium` is a command, and start again.',
		);
	}
	const { stdout } = await run('which', ['chromium']);
	const { chromium } = createRequire(import.meta.url)('playwright-core');
	const browser = await chromium.launch({
		executablePath: stdout.trim(),
		args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
	});
	const page = await browser.newPage({ viewport: { width, height }, locale: 'en-US' });
	page.setDefaultTimeout(patience);
	// "Leave without saving?", where n8n 1 asks.
	page.on('dialog', (dialog) => dialog.accept());
	await signIn(page, server.url);
	return { page, close: () => browser.close() };
}

async function signIn(page, url) {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[name="password"]').fill(owner.password);
	await page.locator('[data-test-id="form-submit-button"]').click();
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

/** Opens a workflow and waits until its nodes are drawn. */
export async function openWorkflow(page, url, workflowId) {
	await page.goto(`${url}/workflow/${workflowId}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}
