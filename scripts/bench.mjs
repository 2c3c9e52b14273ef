// `npm run bench`: measures our nodes and n8n's HTTP Request node; prints one table.
import { spawnSync } from 'node:child_process';
import { PlainError, runMain } from '../e2e/lib/processes.mjs';
import { prepare, root } from './prepare.mjs';

await runMain(async () => {
	await prepare();
	const { status } = spawnSync(process.execPath, ['--require', 'tsx/cjs', 'bench/main.cts'], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) throw new PlainError('The benchmarks did not come to their end; see above.');
});
