/** The hands of somebody who works in n8n's editor: adds nodes, fills their panels, runs them, reads what they show. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { until } from './report.mjs';

/** Names that may end with blanks around them. */
const exactly = (text) => new RegExp(`^\\s*${text.replace(/[^\w\s]/g, '\\$&')}\\s*$`);
/** Panels slide and open; a picture waits until they stand still. */
const movementMs = 700;
const clickMs = 10_000;
const longestStartMs = 120_000;
/** What is typed reaches the workflow a moment later; a step run at once would not have it. */
const takenOverMs = 800;
/** What n8n says of itself in a corner. */
const withoutToasts = '.el-notification { display: none !important }';

export class Editor {
	/**
	 * @param {import('playwright-core').Page} page signed in
	 * @param {string} url of the editor
	 * @param {string} [pictures] folder for pictures; without it none are taken
	 */
	constructor(page, url, pictures) {
		Object.assign(this, { page, url, pictures });
	}

	/** Elements by n8n's names for its own tests. */
	part(id, within = this.page) {
		return within.locator(`[data-test-id="${id}"]`);
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

	/** A new workflow that starts by hand. */
	async newWorkflow() {
		await this.startWith('manually', async (choose) => {
			await choose(this.entry('Trigger manually'));
			await this.part('canvas-node').first().waitFor();
		});
	}

	/** A new workflow that starts by an event of the app, whose panel is opened. */
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

	/** Chooses what starts a new workflow. On a busy machine n8n may draw it once more and close the list: then all over. */
	async startWith(text, choices) {
		await until(`a new workflow with "${text}"`, longestStartMs, async () => {
			try {
				await this.page.goto(`${this.url}/workflow/new`);
				await this.part('canvas-plus-button').or(this.part('node-creator-plus-button')).first().click();
				await this.search(text);
				await choices((entry) => entry.click({ timeout: clickMs }));
				return true;
			} catch (error) {
				if (error.name === 'TimeoutError') return false;
				throw error;
			}
		});
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
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'hidden' });
	}

	/** Closes the panel of a node and opens it again. */
	async reopenPanel(name) {
		await this.closePanel();
		await this.part('canvas-node').filter({ hasText: name }).first().dblclick();
		await this.part('node-parameters').waitFor();
	}

	/** Chooses in a parameter with a dropdown. */
	async choose(parameter, label) {
		await this.part(`parameter-input-${parameter}`).locator('input').click();
		await this.visible('.el-select-dropdown__item', label).click();
	}

	/** Writes into a parameter. */
	async write(parameter, text, nth = 0) {
		const input = this.part(`parameter-input-${parameter}`).nth(nth).locator('input:not([readonly]), textarea').first();
		await input.fill(text);
		// A tip lies over what follows for as long as the input has the focus.
		await input.blur();
		await this.page.waitForTimeout(takenOverMs);
	}

	/** Turns a switch. */
	async switch(parameter) {
		await this.part(`parameter-input-${parameter}`).locator('.el-switch').click();
	}

	/** Adds an entry to the first collection of a panel, such as Fields. */
	async addField(label) {
		await this.part('collection-parameter-add').first().click();
		await this.visible('[data-test-id="collection-parameter-option"]', label).click();
	}

	/** Presses a button that adds to a group or a list inside a collection. */
	async press(label) {
		await this.part('node-parameters').getByRole('button', { name: label, exact: true }).click();
	}

	/** Adds a field to the mapper of custom fields. */
	async addCustomField(label) {
		await this.part('add-fields-select').locator('button').first().click();
		await this.visible('[role="menuitem"], .el-dropdown-menu__item', label).click();
	}

	/** The input of a custom field, by its label. */
	customField(label) {
		return this.part('mapping-fields-container').locator('.parameter-item').filter({ hasText: label });
	}

	/** Types into a From List and gives what it offers. */
	async typeInList(parameter, text, nth = 0) {
		await this.part(`resource-locator-${parameter}`).nth(nth).locator('[data-test-id="rlc-input"]').click();
		await this.part('rlc-item').and(this.page.locator(':visible')).first().waitFor();
		const search = this.part('rlc-search').and(this.page.locator(':visible'));
		await this.answered(/resource-locator-results/, () => search.fill(text));
		const offered = this.part('rlc-item')
			.and(this.page.locator(':visible'))
			.filter({ hasText: new RegExp(text, 'i') });
		await offered.first().waitFor();
		return await offered.allInnerTexts();
	}

	/** Chooses from a From List that is open. */
	async pick(text) {
		await this.part('rlc-item').and(this.page.locator(':visible')).filter({ hasText: text }).first().click();
	}

	/** How a record is named, such as "By Number". */
	async nameBy(parameter, mode) {
		await this.part('rlc-mode-selector', this.part(`resource-locator-${parameter}`)).click();
		await this.visible('.el-select-dropdown__item', mode).click();
	}

	/** Writes an expression in place of a value. */
	async expression(parameter, text) {
		const item = this.page
			.locator('.parameter-item, .parameter-input-list-wrapper > div')
			.filter({ has: this.part(`parameter-input-${parameter}`) })
			.last();
		await item.hover();
		await this.part('radio-button-expression', item).first().click();
		const field = this.part(`parameter-input-${parameter}`).locator('.cm-content');
		await field.click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
		await this.page.waitForTimeout(takenOverMs);
	}

	visible(selector, label) {
		return this.page
			.locator(selector)
			.and(this.page.locator(':visible'))
			.filter({ hasText: exactly(label) })
			.first();
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

	/** Does something and waits for the answer of n8n's server to it. */
	async answered(address, act) {
		await Promise.all([this.page.waitForResponse((response) => address.test(response.url())), act()]);
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
