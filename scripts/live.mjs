// `npm run live`: asks a real account which way it reads what the API documents leave open (scripts/live/main.cts).
import { spawnSync } from 'node:child_process';
import { runMain } from '../e2e/lib/processes.mjs';
import { ensureDependencies, root } from './prepare.mjs';

await runMain(async () => {
	await ensureDependencies(console.log);
	// Ctrl-C reaches the program itself, which then tidies up; here it only must not end before that.
	process.removeAllListeners('SIGINT').on('SIGINT', () => {});
	const { status } = spawnSync(
		process.execPath,
		['--require', 'tsx/cjs', 'scripts/live/main.cts', ...process.argv.slice(2)],
		{ cwd: root, stdio: 'inherit' },
	);
	process.exit(status ?? 2);
});
