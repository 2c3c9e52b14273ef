// `npm run live`: asks a real account which way it reads what the API documents leave open (scripts/live/main.cts).
import { createRequire } from 'node:module';
import { runMain } from '../e2e/lib/processes.mjs';
import { ensureDependencies } from './prepare.mjs';

await runMain(async () => {
	await ensureDependencies(console.log);
	const require = createRequire(import.meta.url);
	require('tsx/cjs');
	// In this very process, so that whoever ends it ends nothing before what was made is taken away.
	process.exit(await require('./live/main.cts').main());
});
