/**
 * `npm run compat`: the built package in the engine of each n8n of scripts/n8nVersions.mjs, with a Node.js that it runs on;
 * writes the table of docs/self-hosting.md. Each engine is installed once, into .cache/compat (about 200 MB and a minute each).
 *
 *   npm run compat                              all of them
 *   npm run compat -- oldest newest             some: oldest, newest, or as they are called in the list
 *   npm run compat -- 1.72 --check "faults"     only checks whose name holds this text
 *   npm run compat -- oldest newest --install   only what is installed first
 *   npm run compat -- 1.60 1.72 --write         some, and their rows of the table
 *   npm run compat -- 1.72 --suites test/engine/job.test.cts
 *                                               suites of `npm test` with the engine of these versions
 *
 * One line for each, `Tests: … failed, … passed, … total` as the last.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainError, leave, run, runMain } from '../e2e/lib/processes.mjs';
import { engineOf, ensureEngine } from './engines.mjs';
import { runOn } from './lines.mjs';
import { n8nVersions } from './n8nVersions.mjs';
import { prepare, root } from './prepare.mjs';

const page = join(root, 'docs', 'self-hosting.md');
const table = /(<!-- compat -->\n)[^]*?(\n<!-- \/compat -->)/;

await runMain(async () => {
	const args = process.argv.slice(2);
	const end = args.includes('--suites') ? args.indexOf('--suites') : args.length;
	const suites = args.slice(end + 1);
	const { values, positionals } = parseArgs({
		args: args.slice(0, end),
		options: { check: { type: 'string' }, install: { type: 'boolean' }, write: { type: 'boolean' } },
		allowPositionals: true,
	});
	const chosen = positionals.length ? positionals.map(engineOf) : n8nVersions;
	if (values.install) {
		for (const version of chosen) await ensureEngine(version, console.log);
		return;
	}
	await prepare();
	if (suites.length) {
		for (const version of chosen) {
			const code = runOn(await ensureEngine(version, console.log), ['node_modules/jest/bin/jest.js', ...suites]);
			if (code) process.exitCode = code;
		}
		return;
	}
	const sums = { passed: 0, failed: 0 };
	// One after the other, since they write into one folder.
	for (const version of chosen) await ensureEngine(version, console.log);
	const rows = [];
	const left = chosen.entries();
	const work = async () => {
		for (const [index, version] of left) rows[index] = await tryVersion(version, values.check, sums);
	};
	// An engine takes one core.
	await Promise.all([work(), work()]);
	if ((!positionals.length && !values.check) || values.write) write(rows);
	console.log(`\nTests: ${sums.failed} failed, ${sums.passed} passed, ${sums.passed + sums.failed} total`);
	if (sums.failed) await leave(1);
});

async function tryVersion(version, check, sums) {
	const { folder, node } = await ensureEngine(version, console.log);
	const { output } = await run(node, ['--require', 'tsx/cjs', 'test/compat/smoke.cts', ...(check ? [check] : [])], {
		cwd: root,
		env: { ...process.env, N8N_CORE_FROM: folder },
	});
	const [, failed, passed] = /^Tests: (\d+) failed, (\d+) passed/m.exec(output) ?? [];
	if (passed === undefined) throw new PlainError(`n8n ${version.n8n} did not come to an end:\n${output}`);
	sums.passed += Number(passed);
	sums.failed += Number(failed);
	// What does not hold, and the sums; not what the nodes log.
	const told = output.split('\n').filter((line) => /^(FAILED| {10}|n8n-core)/.test(line));
	console.log(`n8n ${version.n8n}: ${passed} passed, ${failed} failed\n${told.join('\n').trim()}`);
	const nodeVersion = /on Node\.js ([\d.]+)/.exec(output)?.[1];
	const result =
		failed === '0' ? `all ${passed} checks` : `${failed} of ${Number(passed) + Number(failed)} checks failed`;
	return [version.n8n, version.core, nodeVersion, result, new Date().toISOString().slice(0, 10)];
}

/** Puts rows in the place of those of the same versions; the others stay. */
function write(rows) {
	const text = readFileSync(page, 'utf8');
	const kept = [...table.exec(text)[0].matchAll(/^\| (\d.*) \|$/gm)].map(([, cells]) => cells.split(' | '));
	const byVersion = new Map([...kept, ...rows].map((row) => [row[0], row]));
	const known = n8nVersions.flatMap(({ n8n }) => (byVersion.has(n8n) ? [byVersion.get(n8n)] : []));
	const lines = [['n8n', 'n8n-core', 'Node.js', 'result', 'date'], ['---', '---', '---', '---', '---'], ...known];
	const written = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	writeFileSync(page, text.replace(table, `$1\n${written}\n$2`));
	console.log('\nThe table of docs/self-hosting.md is written.');
}
