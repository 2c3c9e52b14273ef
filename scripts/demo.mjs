// `npm run demo`: the nodes in n8n's engine against the sandbox, without a server or an editor.
import { spawnSync } from 'node:child_process';
import { PlainError, runMain } from '../e2e/lib/processes.mjs';
import { prepare, root } from './prepare.mjs';

await runMain(async () => {
	await prepare();
	const { status } = spawnSync(process.execPath, ['--require', 'tsx/cjs', 'scripts/demo.cts'], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) throw new PlainError('The demo did not come to its end; see above.');
});
