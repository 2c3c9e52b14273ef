// `npm run test:n8n -- 1.72 test/engine/job.test.cts`: suites of `npm test` with the engine of another n8n, with its Node.js.
import { runMain } from '../e2e/lib/processes.mjs';
import { engineOf, ensureEngine } from './engines.mjs';
import { runOn } from './lines.mjs';
import { prepare } from './prepare.mjs';

await runMain(async () => {
	const [name, ...suites] = process.argv.slice(2);
	const version = engineOf(name);
	await prepare();
	const { folder, node } = await ensureEngine(version, console.log);
	process.exitCode = runOn({ folder, node }, ['node_modules/jest/bin/jest.js', ...suites]);
});
