/** What somebody does in the panel of a node: fills in, chooses, adds. */

/** Names that may end with blanks around them. */
export const exactly = (text) => new RegExp(`^\\s*${text.replace(/[^\w\s]/g, '\\$&')}\\s*$`);
/** What is typed reaches the workflow a moment later; a step run at once would not have it. */
const takenOverMs = 800;
/** What adds to a collection: a button in n8n 2, a dropdown in n8n 1. */
const collectionAdders = '[data-test-id="collection-parameter-add"], .collection-parameter .param-options';

export class Panel {
	/** @param {import('playwright-core').Page} page signed in */
	constructor(page) {
		this.page = page;
	}

	/** Elements by n8n's names for its own tests. */
	part(id, within = this.page) {
		return within.locator(`[data-test-id="${id}"]`);
	}

	visible(selector, label) {
		return this.shown(this.page.locator(selector))
			.filter({ hasText: exactly(label) })
			.first();
	}

	shown(elements) {
		return elements.and(this.page.locator(':visible'));
	}

	/** @param {string} path name of a parameter; one in a row or a group with the way to it, such as `lines.values[0].quantity` */
	field(path) {
		return /\W/.test(path)
			? this.page.locator(`[data-parameter-path="parameters.${path}"]`)
			: this.part(`parameter-input-${path}`);
	}

	/** Counts presses of the mouse from now on, until n8n is loaded again. @returns {Promise<() => Promise<number>>} the count so far */
	async countClicks() {
		const count = await this.page.evaluateHandle(() => {
			const clicks = { all: 0 };
			addEventListener('pointerdown', () => clicks.all++, true);
			return clicks;
		});
		return async () => (await count.jsonValue()).all;
	}

	/** Chooses in a parameter with a dropdown, whose choices may have a description each. */
	async choose(path, label) {
		await this.field(path).locator('input').click();
		const choice = this.visible('.el-select-dropdown__item', label);
		await choice.or(this.visible('.el-select-dropdown__item .option-headline', label)).first().click();
	}

	/** Writes into a parameter. */
	async write(path, text) {
		const input = this.field(path).locator('input:not([readonly]), textarea').first();
		await input.click();
		await input.fill(text);
		// A tip lies over what follows for as long as the input has the focus.
		await input.blur();
		await this.page.waitForTimeout(takenOverMs);
	}

	/** Types on in a parameter that Tab leads to: n8n has buttons in between. */
	async tabTo(path, text) {
		const input = this.field(path).locator('input').and(this.page.locator(':focus'));
		for (let presses = 0; presses < 6 && !(await input.count()); presses++) await this.page.keyboard.press('Tab');
		await input.waitFor();
		await this.page.keyboard.type(text);
		await this.page.waitForTimeout(takenOverMs);
	}

	/** Types a moment into a date picker. @param {string} moment such as "2026-12-01 08:00:00" */
	async writeDate(path, moment) {
		await this.field(path).locator('input').click();
		await this.shown(this.page.locator('.el-picker-panel')).waitFor();
		await this.page.keyboard.type(moment);
		await this.page.keyboard.press('Enter');
		await this.page.waitForTimeout(takenOverMs);
	}

	/** Turns a switch. */
	async switch(path) {
		await this.field(path).locator('.el-switch').click();
	}

	/** Adds an entry to the first collection of a panel, such as Additional Fields, or to the one that says so. */
	async addField(label, invitation) {
		const all = this.page.locator(collectionAdders);
		const named = all.filter({ has: this.page.getByPlaceholder(invitation ?? '', { exact: true }) });
		await (invitation ? named : all).first().click();
		await this.visible('[data-test-id="collection-parameter-option"]', label).click();
	}

	/** Opens a further field of the last row; n8n 1 shows all of them at once. */
	async addRowField(label, invitation) {
		const adders = this.page.getByPlaceholder(invitation, { exact: true });
		if ((await adders.count()) === 0) return;
		await adders.last().click();
		await this.visible('.el-select-dropdown__item', label).click();
	}

	/** Presses a button that adds to a group or a list. */
	async press(label) {
		await this.part('node-parameters').getByRole('button', { name: label, exact: true }).click();
	}

	/** Adds a field to the mapper of custom fields; the only one that is left comes at once. */
	async addCustomField(label) {
		await this.part('add-fields-select').locator('button').first().click();
		const choice = this.visible('[role="menuitem"], .el-dropdown-menu__item', label);
		await choice.or(this.customField(label)).first().waitFor();
		if (await choice.isVisible()) await choice.click();
	}

	/** The input of a custom field, by its label. */
	customField(label) {
		return this.part('mapping-fields-container').locator('.parameter-item').filter({ hasText: label });
	}

	/** Opens a From List and gives what it offers. */
	async openList(parameter, nth = 0) {
		await this.part('rlc-input', this.part(`resource-locator-${parameter}`).nth(nth)).click();
		await this.shown(this.part('rlc-item')).first().waitFor();
		return await this.shown(this.part('rlc-item')).allInnerTexts();
	}

	/** Types into a From List and gives what it offers. */
	async typeInList(parameter, text, nth = 0) {
		await this.openList(parameter, nth);
		// Its search has the focus when it opens, so it is typed into without another click.
		const search = this.shown(this.part('rlc-search')).and(this.page.locator(':focus, :focus-within'));
		await this.answered(/resource-locator-results/, () => search.fill(text));
		const offered = this.shown(this.part('rlc-item')).filter({ hasText: new RegExp(text, 'i') });
		await offered.first().waitFor();
		return await offered.allInnerTexts();
	}

	/** Chooses from a From List that is open. */
	async pick(text) {
		await this.shown(this.part('rlc-item')).filter({ hasText: text }).first().click();
	}

	/** How a record is looked up. @param {string} mode its value, such as `num` */
	async lookUpBy(parameter, mode) {
		await this.part('rlc-mode-selector', this.part(`resource-locator-${parameter}`)).click();
		await this.shown(this.part(`mode-${mode}`)).click();
	}

	/** Writes an expression in place of a value. */
	async expression(parameter, text) {
		const item = this.page
			.locator('.parameter-item, .parameter-input-list-wrapper > div')
			.filter({ has: this.part(`parameter-input-${parameter}`) })
			.last();
		await item.hover();
		await this.part('radio-button-expression', item).first().click();
		await this.part(`parameter-input-${parameter}`).locator('.cm-content').click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
		await this.page.waitForTimeout(takenOverMs);
	}

	/** Names of the parameters that n8n marks as not filled in, in their order. */
	async marked() {
		await this.drawn();
		const inputs = this.part('node-parameters').locator('.has-issues');
		return await inputs.evaluateAll((all) => all.map(({ dataset }) => dataset.testId.replace('parameter-input-', '')));
	}

	/** Waits until the panel stays as it is: n8n draws groups later than what is above them. */
	async drawn() {
		await this.part('node-parameters').evaluate(async (panel) => {
			const count = () => panel.querySelectorAll('[data-test-id^="parameter-input-"]').length;
			const idle = () => new Promise((done) => setTimeout(() => requestIdleCallback(done), 500));
			for (let before = -1; before !== count(); await idle()) before = count();
		});
	}

	/** Does something and waits for the answer of n8n's server to it. */
	async answered(address, act) {
		await Promise.all([this.page.waitForResponse((response) => address.test(response.url())), act()]);
	}
}
