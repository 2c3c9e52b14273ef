/** The essential panels in the editor of n8n 1, which draws the same descriptions in its own way. */
import { essential, firstCredential } from '../scenes/essential.mjs';
import { openGround, play } from '../scenes/ground.mjs';

export const title = 'the editor of n8n 1 in Chromium';

export async function run({ tarball, check, keep }) {
	await play(await openGround({ line: 1, tarball, keep }), check, essential, firstCredential);
}
