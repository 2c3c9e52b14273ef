// `npm run test:n8n-2 -- test/transport/fuzz.test.cts`: suites of `npm test` with the engine of n8n 2.
import { PlainError, runMain } from '../e2e/lib/processes.mjs';
import { runSecond, whyNotSecond } from './lines.mjs';
import { prepare } from './prepare.mjs';

await runMain(async () => {
	await prepare();
	const missing = whyNotSecond();
	if (missing) throw new PlainError(missing);
	process.exitCode = runSecond(['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]);
});
