// `node scripts/faults.mjs`: the matrix of faults on both lines of n8n, as tables.
import { runMain } from '../e2e/lib/processes.mjs';
import { runFirst, runSecond, whyNotSecond } from './lines.mjs';
import { prepare } from './prepare.mjs';

const report = ['--require', 'tsx/cjs', 'test/transport/report.cts'];

await runMain(async () => {
	await prepare();
	const missing = whyNotSecond();
	const first = runFirst(report);
	if (missing) console.log(`\n${missing}`);
	else console.log();
	process.exitCode = first || (missing ? 0 : runSecond(report));
});
