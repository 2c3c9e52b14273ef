import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askHidden, readLogins, withoutValues } from './credentials.cts';
import { exitCodeOf, reportOf, tableHead, tableRows, unheard } from './report.cts';
import { runLive, type Result } from './run.cts';

/**
 * `npm run live`: asks a real account which way it reads what the API documents leave open (docs/guesses.md). Reads only;
 * `-- --write` makes a customer, a site and a job as well, and takes them away again.
 * Exit code: 0 where the nodes are right in all that was told, 3 where a row is otherwise, 2 where it could not run, was
 * stopped, or left something behind.
 */

const root = resolve(__dirname, '../..');
const CANNOT_RUN = 2;
/** One Ctrl-C comes from the terminal and from npm, which hands it on. */
const SAME_SIGNAL_MS = 1000;

/** @returns the exit code */
export async function main(): Promise<number> {
	try {
		return await run();
	} catch (error) {
		console.error(withoutValues((error as Error).message, process.env));
		return CANNOT_RUN;
	}
}

async function run(): Promise<number> {
	const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
	const logins = await readLogins(process.env, process.stdin.isTTY ? askHidden : undefined);
	const stopping = stopOnSignals();
	const began = Date.now();
	const result = await runLive(logins, {
		write: values.write,
		onStop: stopping.onStop,
		progress: (text) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`),
	});
	console.log('');
	show(result);
	if (result.left.length) console.log(`\nCould not be taken away; delete by hand: ${result.left.join(', ')}`);
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
	const report = resolve('live-report.md');
	writeFileSync(report, reportOf(result, version, values.write));
	console.log(`\nWritten to ${report}. It holds no value of your account: please attach it to an issue.`);
	for (const name of unheard(result))
		console.log(`${name} could not be asked: check its address, its login and the network.`);
	return stopping.isStopped() ? CANNOT_RUN : exitCodeOf(result);
}

/** The first signal ends the run cleanly, the second at once. A screen that is gone (`| head`, a closed window) is a first one. */
function stopOnSignals() {
	let end = () => {};
	let standing = (): string[] => [];
	let isStopped = false;
	let lastSignal = 0;
	const stop = () => {
		isStopped = true;
		end();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.removeAllListeners(signal).on(signal, () => {
			const isSame = Date.now() - lastSignal < SAME_SIGNAL_MS;
			lastSignal = Date.now();
			if (isSame) return;
			if (isStopped) {
				if (standing().length) console.log(`\nStill there; delete by hand: ${standing().join(', ')}`);
				process.exit(CANNOT_RUN);
			}
			console.log('\nStopping; what was made is taken away first.');
			stop();
		});
	for (const stream of [process.stdout, process.stderr]) stream.on('error', stop);
	return {
		isStopped: () => isStopped,
		onStop: (endRun: () => void, made: () => string[]) => void ([end, standing] = [endRun, made]),
	};
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
