/** What most people install the package for, from the first node to the result; with PICTURES as an animated picture. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/processes.mjs';

/** How long each frame stands, in hundredths of a second. */
const standing = 170;

export const story = {
	async 'a completed job becomes a draft invoice'({ editor, stage }) {
		const folder = await mkdtemp(join(tmpdir(), 'story-'));
		const frames = [];
		const frame = async () => {
			if (!editor.pictures) return;
			frames.push(join(folder, `${frames.length}.png`));
			await editor.page.waitForTimeout(700);
			const style = '.el-notification { display: none !important }';
			await editor.page.screenshot({ path: frames.at(-1), style, animations: 'disabled' });
		};
		const before = new Set((await stage.state('invoices')).map(({ id }) => id));
		await editor.newWorkflow();
		await editor.addNode('Synchroteam', 'Get many jobs');
		await editor.write('limit', '1');
		await editor.field('status').locator('.el-select, input').first().click();
		await editor.visible('.el-select-dropdown__item', 'Completed').click();
		await editor.page.keyboard.press('Escape');
		await frame();
		await editor.execute();
		await frame();
		await editor.closePanel();
		await frame();
		await editor.addNode('Synchroteam', 'Create invoice');
		await editor.lookUpBy('customer', 'id');
		await editor.expression('customer', '{{ $json.customerId }}');
		await editor.lookUpBy('job', 'id');
		await editor.expression('job', '{{ $json.id }}');
		await frame();
		await editor.press('Add Line');
		await editor.write('lines.values[0].description', 'Labour');
		await editor.write('lines.values[0].quantity', '1.5');
		await editor.write('lines.values[0].unitPrice', '48.00');
		await frame();
		await editor.execute();
		await frame();
		await editor.closePanel();
		await frame();
		const made = (await stage.state('invoices')).filter(({ id }) => !before.has(id));
		assert.deepEqual(
			made.map(({ status, lines }) => [status, lines[0].description]),
			[['draft', 'Labour']],
		);
		if (frames.length) await animate(frames, join(editor.pictures, 'completed-to-invoice.gif'));
		await rm(folder, { recursive: true });
	},
};

/** Joins pictures; needs Debian's imagemagick. */
async function animate(frames, path) {
	const options = ['-delay', String(standing), '-resize', '960x', '-colors', '64', '-loop', '0', '-layers', 'optimize'];
	await run('/usr/bin/convert', [...frames, ...options, path]);
}
