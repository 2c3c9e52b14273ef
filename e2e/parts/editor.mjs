/**
 * The editor of n8n 2 as its user has it: nodes added, filled in without any JSON, run and read; what errors look
 * like; credentials tested; triggers tried. With PICTURES=<folder> it takes the pictures of the documentation.
 */
import { documented } from '../scenes/documented.mjs';
import { essential, firstCredential } from '../scenes/essential.mjs';
import { openGround, play } from '../scenes/ground.mjs';
import { previews } from '../scenes/previews.mjs';
import { required, requiredFlow } from '../scenes/required.mjs';
import { story } from '../scenes/story.mjs';
import { themes } from '../scenes/themes.mjs';

export const title = 'the editor of n8n 2 in Chromium';

export async function run({ tarball, check, keep }) {
	const ground = await openGround({ line: 2, tarball, keep, flows: [requiredFlow] });
	await play(ground, check, essential, story, required, themes, previews, documented, firstCredential);
}
