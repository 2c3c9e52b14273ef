import { coreVersion } from '../engine/engine.cts';
import { checkFaults } from './faults.cts';
import { checkLoading, checkPanels } from './load.cts';
import { checkOperations } from './operations.cts';
import { checkPolls } from './polls.cts';
import { Report } from './report.cts';
import { checkTool } from './tool.cts';

/**
 * The built package in one n8n-core (that of N8N_CORE_FROM), in under a minute: is it loaded, does each operation, event and
 * kind of failure do what it should? `npm run compat` runs this once for each n8n of its list.
 */
async function main() {
	const report = new Report(process.argv[2]);
	await checkLoading(report);
	checkPanels(report);
	await checkOperations(report);
	await checkTool(report);
	await checkPolls(report);
	// Last, since it takes over the clock.
	await checkFaults(report);
	console.log(`n8n-core ${coreVersion} on Node.js ${process.versions.node}: ${report.groups()}`);
	console.log(report.summary());
	// The engine leaves timers open.
	process.exit(report.failed ? 1 : 0);
}

main().catch((thrown: Error) => {
	console.error(thrown);
	process.exit(1);
});
