/** The hands of somebody who works in n8n's editor: adds nodes, runs them, reads what they show. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkflow } from './browser.mjs';
import { Panel, exactly } from './panel.mjs';
import { run } from './processes.mjs';
import { until } from './report.mjs';

/** Panels slide and open; a picture waits until they stand still. */
const movementMs = 700;
const clickMs = 30_000;
const longestStartMs = 300_000;
/** What n8n says of itself in a corner. */
const withoutToasts = '.el-notification { display: none !important }';

export class Editor extends Panel {
	/**
	 * @param {import('playwright-core').Page} page signed in
	 * @param {string} url of the editor
	 * @param {string} [pictures] folder for pictures; without it none are taken
	 */
	constructor(page, url, pictures) {
		super(page);
		// Whether the canvas shows a workflow that may be emptied.
		Object.assign(this, { url, pictures, ours: false, nodes: [] });
		page.on('request', (request) => {
			if (request.method() === 'GET' || !/\/rest\/workflows\b/.test(request.url())) return;
			const body = request.postDataJSON() ?? {};
			this.nodes = body.workflowData?.nodes ?? body.nodes ?? this.nodes;
		});
	}

	/** Parameters of a node as n8n last saved or ran them. */
	parameters(name) {
		return this.nodes.find((node) => node.name === name)?.parameters;
	}

	/** A PNG of the window, with few colours where pngquant is installed. */
	async picture(name) {
		if (!this.pictures) return;
		mkdirSync(this.pictures, { recursive: true });
		const path = join(this.pictures, `${name}.png`);
		await this.page.waitForTimeout(movementMs);
		await this.page.screenshot({ path, style: withoutToasts, animations: 'disabled' });
		await run('pngquant', ['--force', '--skip-if-larger', '--output', path, '64', path]);
	}

	/** An empty canvas and a start by hand. */
	async newWorkflow() {
		await this.startWith('manual', async (choose) => {
			await choose(this.entry(/Trigger manually|Manual Trigger/));
			await this.part('canvas-node').first().waitFor();
		});
	}

	/** An empty canvas and a start by an event of the app, whose panel is opened. */
	async newTriggeredWorkflow(app, event) {
		await this.startWith(app, async (choose) => {
			await choose(this.entry(app));
			await choose(
				this.part('item-iterator-item')
					.filter({ hasText: exactly(event) })
					.first(),
			);
			await this.part('node-parameters').waitFor();
		});
	}

	/** Chooses what the workflow starts with. On a busy machine n8n may draw it once more and close the list: then all over. */
	async startWith(text, choices) {
		await until(`a new workflow with "${text}"`, longestStartMs, async () => {
			try {
				await this.emptyCanvas();
				await this.part('canvas-plus-button').or(this.part('node-creator-plus-button')).first().click();
				await this.search(text);
				await choices((entry) => entry.click({ timeout: clickMs }));
				return true;
			} catch (error) {
				if (error.name !== 'TimeoutError') throw error;
				this.ours = false;
				return false;
			}
		});
	}

	/** Deletes what an earlier scene left on the canvas: loading n8n again takes many times longer, and is done where that fails. */
	async emptyCanvas() {
		if (!this.ours) {
			await this.page.goto(`${this.url}/workflow/new`);
			this.ours = true;
			return;
		}
		if (await this.part('node-parameters').isVisible()) await this.closePanel();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.press('Delete');
		await this.part('canvas-node').first().waitFor({ state: 'detached', timeout: clickMs });
	}

	/** Opens a workflow that is not to be changed. */
	async openWorkflow(id) {
		this.ours = false;
		await openWorkflow(this.page, this.url, id);
	}

	/** Opens the list of nodes and searches it. */
	async openNodes(text) {
		await this.part('node-creator-plus-button').first().click();
		await this.search(text);
	}

	async search(text) {
		await this.part('node-creator-search-bar').fill(text);
	}

	entry(text) {
		return this.part('item-iterator-item').filter({ hasText: text }).first();
	}

	/** Adds a node by one of its actions; its panel opens, and once more when n8n has given it its credential. */
	async addNode(app, action) {
		await this.openNodes(app);
		await this.entry(app).click();
		await this.part('item-iterator-item')
			.filter({ hasText: exactly(action) })
			.first()
			.click();
		await this.part('node-parameters').waitFor();
	}

	async closePanel() {
		// In n8n 1 it is a link above the panel.
		await this.part('ndv-close-button').or(this.part('back-to-canvas')).click();
		await this.part('node-parameters').waitFor({ state: 'hidden' });
	}

	/** Closes the panel of a node and opens it again. */
	async reopenPanel(name) {
		await this.closePanel();
		await this.openPanel(name);
	}

	/** Opens the panel of a node on the canvas. */
	async openPanel(name) {
		await this.part('canvas-node').filter({ hasText: name }).first().dblclick();
		await this.part('node-parameters').waitFor();
	}

	/** Runs the node whose panel is open and waits for what comes of it. */
	async execute() {
		await this.answered(/\/rest\/workflows\/[^/]+\/run/, () => this.part('node-execute-button').click());
		await this.part('node-execute-button').and(this.page.locator(':not([disabled])')).waitFor();
		await this.outcome().first().waitFor();
	}

	outcome() {
		const panel = this.part('output-panel');
		return this.part('node-error-message', panel)
			.or(this.part('run-data-schema-item', panel))
			.or(panel.locator('table'));
	}

	/** How the output is shown: schema, table or json. */
	async showAs(form) {
		await this.part(`radio-button-${form}`, this.part('output-panel')).click();
	}

	/** What the output shows, as text. */
	async output() {
		return await this.part('output-panel').innerText();
	}

	/** What a failed node shows. @returns {Promise<{message: string, description: string}>} */
	async failure() {
		const panel = this.part('output-panel');
		return {
			message: (await this.part('node-error-message', panel).innerText()).trim(),
			description: (await this.part('node-error-description', panel).innerText()).trim(),
		};
	}

	/** Opens the credential of the node whose panel is open; n8n tests it at once. */
	async openCredential() {
		await this.answered(/\/rest\/credentials\/test$/, () => this.part('credential-edit-button').click());
	}

	/** Opens an empty credential, for a node of an app that has none yet; n8n 1 has a dropdown for it. */
	async newCredential(app) {
		const connect = this.page.getByText(`Connect to ${app}`);
		await connect.or(this.part('node-credentials-select')).first().click();
		const create = this.shown(this.page.getByText('Create new credential'));
		const opened = this.part('credential-save-button');
		await create.or(opened).first().waitFor();
		if (await create.isVisible()) await create.click();
		await opened.waitFor();
	}

	/** Deletes the credentials of a type, as n8n's own page does. */
	async deleteCredentials(type) {
		await this.page.evaluate(async (unwanted) => {
			const headers = { 'browser-id': localStorage.getItem('n8n-browserId') };
			const { data } = await (await fetch('/rest/credentials', { headers })).json();
			for (const { id } of data.filter((each) => each.type === unwanted))
				await fetch(`/rest/credentials/${id}`, { method: 'DELETE', headers });
		}, type);
		this.ours = false;
	}

	/** Writes into the credential that is open. */
	async writeCredential(name, text) {
		await this.part(`parameter-input-${name}`, this.part('credential-edit-dialog')).locator('input').fill(text);
	}

	/** Saves the credential, which tests it. @returns {Promise<string>} what its dialog says then */
	async saveCredential() {
		await this.answered(/\/rest\/credentials\/test$/, () => this.part('credential-save-button').click());
		const dialog = this.part('credential-edit-dialog');
		const verdict = dialog
			.getByText(/Couldn.t connect with these settings|Connection tested successfully/)
			.and(this.page.locator(':visible'));
		await verdict.first().waitFor();
		const more = dialog.getByText('More details').and(this.page.locator(':visible'));
		if ((await more.count()) > 0) await more.click();
		return await dialog.innerText();
	}

	async closeCredential() {
		await this.page.getByRole('button', { name: 'Close this dialog' }).click();
		await this.part('credential-edit-dialog').waitFor({ state: 'hidden' });
	}
}
