import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const cli = join(root, 'node_modules/@redocly/cli/bin/cli.js');

interface Report {
	totals: { errors: number; warnings: number; ignored: number };
	problems: Array<{ ruleId: string; message: string; location: Array<{ source: { ref: string }; pointer: string }> }>;
}

/** Lints one document of redocly.yaml; the linter's exit code only repeats what the report says. */
async function lint(api: string): Promise<Report> {
	const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
	const report = await new Promise<string>((done) => {
		execFile(process.execPath, [cli, 'lint', api, '--format=json'], { cwd: root, env }, (_error, stdout) =>
			done(stdout),
		);
	});
	return JSON.parse(report) as Report;
}

test.each(['synchroteam', 'outsmart-portal'])('%s has neither error nor warning', async (api) => {
	const { totals, problems } = await lint(api);
	const told = problems.map(
		({ ruleId, message, location }) => `${location[0]?.source.ref}${location[0]?.pointer} ${ruleId}: ${message}`,
	);
	expect(told).toEqual([]);
	expect(totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
});
