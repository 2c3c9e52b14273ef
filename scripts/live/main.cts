import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askHidden, readLogins, withoutValues } from './credentials.cts';
import { exitCodeOf, reportOf, tableHead, tableRows, unheard } from './report.cts';
import { runLive, type Result } from './run.cts';

/**
 * `npm run live`: asks a real account which way it reads what the API documents leave open (docs/guesses.md). Reads only;
 * `-- --write` makes a customer, a site and a job as well, and takes them away again.
 * Exit code: 0 where the nodes are right in all that was told, 3 where a row is otherwise, 2 where it could not run.
 */

const root = resolve(__dirname, '../..');
const CANNOT_RUN = 2;

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
	const logins = await readLogins(process.env, process.stdin.isTTY ? askHidden : undefined);
	let end = () => {};
	let standing = (): string[] => [];
	let interrupts = 0;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => {
			if (++interrupts > 1) {
				if (standing().length) console.log(`\nStill there; delete by hand: ${standing().join(', ')}`);
				process.exit(CANNOT_RUN);
			}
			console.log('\nStopping; what was made is taken away first.');
			end();
		});
	const began = Date.now();
	const result = await runLive(logins, {
		write: values.write,
		onStop: (stop, made) => void ([end, standing] = [stop, made]),
		progress: (text) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`),
	});
	console.log('');
	show(result);
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
	const report = resolve('live-report.md');
	writeFileSync(report, reportOf(result, version, values.write));
	console.log(`\nWritten to ${report}. It holds no value of your account: please attach it to an issue.`);
	for (const name of unheard(result))
		console.log(`${name} could not be asked: check its address, its login and the network.`);
	if (result.left.length) console.log(`Could not be taken away; delete by hand: ${result.left.join(', ')}`);
	return interrupts ? CANNOT_RUN : exitCodeOf(result);
}

/** Columns as wide as their widest cell. */
function show(result: Result): void {
	const lines = [tableHead, ...tableRows(result)];
	const widths = tableHead.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
	for (const cells of lines)
		console.log(
			cells
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		);
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(withoutValues(error.message, process.env));
		process.exit(CANNOT_RUN);
	},
);
