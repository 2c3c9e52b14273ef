import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summary } from './scene.cts';
import { goOn, kept, type Kept } from './upgrade.cts';

/** What version 1 remembered (written by its own code) goes on to be used: nothing is lost, and nothing old is told. */

const states: Record<string, Kept> = JSON.parse(readFileSync(join(__dirname, 'version1.json'), 'utf8'));

test.each(kept)('%s goes on with what version 1 remembered', async (event) => {
	const scene = await goOn(event, states[event]);
	expect(scene.errors).toEqual([]);
	const { lost, old } = summary(scene.judge());
	expect({ lost, old }).toEqual({ lost: 0, old: 0 });
});
