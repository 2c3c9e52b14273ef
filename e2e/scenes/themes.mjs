/** The panels in n8n's light and dark, which follow the system as they do for most people. */
import assert from 'node:assert/strict';

/** Icon of the node and lightness of what is written and of what it is written on, in the panel that is open. */
const look = () => {
	const lightness = (element, property) => Number(/oklch\(([\d.]+)/.exec(getComputedStyle(element)[property])?.[1]);
	const panel = document.querySelector('[data-test-id="ndv"]');
	return {
		icon: panel.querySelector('img').src.split('/').pop(),
		label: lightness(panel.querySelector('[data-test-id="node-parameters"] label'), 'color'),
		input: lightness(panel.querySelector('[data-test-id="node-parameters"] input'), 'backgroundColor'),
	};
};

export const themes = {
	async 'panels are readable in light and in dark, each with its icon'({ editor }) {
		for (const [app, action, icon, picture] of [
			['Synchroteam', 'Create job', 'synchroteam', 'create-job-dark'],
			['OutSmart Portal', 'Create work order', 'outsmart'],
		]) {
			await editor.newWorkflow();
			await editor.addNode(app, action);
			for (const [colorScheme, file] of [
				['light', `${icon}.svg`],
				['dark', `${icon}.dark.svg`],
			]) {
				await editor.page.emulateMedia({ colorScheme });
				await editor.page.locator(`[data-test-id="ndv"] img[src$="/${file}"]`).first().waitFor();
				const seen = await editor.page.evaluate(look);
				assert.equal(seen.icon, file);
				assert.ok(Math.abs(seen.label - seen.input) > 0.4, `${colorScheme}: ${JSON.stringify(seen)}`);
				assert.ok(colorScheme === 'dark' ? seen.input < 0.4 : seen.input > 0.9, JSON.stringify(seen));
				if (picture && colorScheme === 'dark') await editor.picture(picture);
			}
			await editor.page.emulateMedia({ colorScheme: null });
		}
	},
};
