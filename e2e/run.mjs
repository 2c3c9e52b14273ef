/**
 * `npm run test:e2e`: the packed package in real n8n, both lines, against the sandbox.
 *
 *   npm run test:e2e                             everything
 *   npm run test:e2e -- --only queue,agent       some parts
 *   npm run test:e2e -- --only durable --kills 20   n8n killed more often than three times
 *   npm run test:e2e -- --install                only what is installed first
 *
 * What is missing is installed first: both n8n lines (about 4 minutes and 2 GB each, once), and as root Debian's
 * redis-server, postgresql and chromium. One line per check, `Tests: … failed, … passed, … total` as the last.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDatabases } from './lib/databases.mjs';
import { ensureDebianTools, ensureInstalled } from './lib/install.mjs';
import { ensureN8n } from './lib/n8n.mjs';
import { pack } from './lib/pack.mjs';
import { PlainError, leave, runMain } from './lib/processes.mjs';
import { Report, log } from './lib/report.mjs';
import { ensureDependencies } from '../scripts/prepare.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * Rows side by side, the parts of each one after the other. The first two parts of the first two rows mostly wait for
 * schedules, so that two cores have time for all four rows.
 */
const rows = [
	['triggers', 'queue'],
	['memory', 'durable', 'agent', 'mcp'],
	['editor', 'services', 'upgrade'],
	['templates', 'editorN8n1'],
];
/** No part hangs for ever: beyond this the whole run is given up. */
const longestMs = 45 * 60_000;

/**
 * @typedef {object} Ground what a part stands on
 * @property {string} tarball the packed package
 * @property {(name: string, work: () => (void | Promise<void>)) => Promise<boolean>} check
 * @property {number} kills how often n8n is killed where that is tried
 * @property {<T>(thing: T, end?: () => (void | Promise<void>)) => T} keep has something ended when the part is over: its `stop`, unless said otherwise
 */

await runMain(async () => {
	const { chosen, kills, installOnly } = choose();
	const report = new Report();
	setTimeout(() => {
		console.log(`The run takes far too long and is given up.\n\n${report.summary()}`);
		void leave(1);
	}, longestMs).unref();
	await ensureDependencies(log);
	await install();
	if (installOnly) return;
	log('Building and packing the package …');
	const tarball = await pack();
	await Promise.all(
		rows.map(async (row) => {
			for (const name of row.filter((each) => chosen.includes(each))) await runPart(name, { tarball, kills }, report);
		}),
	);
	console.log(`\n${report.summary()}`);
	if (report.failures.length > 0) await leave(1);
});

async function install() {
	for (const line of [2, 1]) await ensureN8n(line, log);
	await ensureInstalled(folder, {
		what: 'judges of files and calendars, an MCP client',
		takes: 'a few seconds',
		gigabytes: 1,
		log,
	});
	await ensureDatabases();
	await ensureDebianTools(['chromium']);
}

function choose() {
	const parts = rows.flat();
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			kills: { type: 'string', default: '3' },
			install: { type: 'boolean', default: false },
		},
	});
	const chosen = values.only?.split(',') ?? parts;
	const unknown = chosen.filter((name) => !parts.includes(name));
	if (unknown.length > 0) throw new PlainError(`There is no part "${unknown[0]}"; there are: ${parts.join(', ')}.`);
	return { chosen, kills: Number(values.kills), installOnly: values.install };
}

async function runPart(name, given, report) {
	const { title, run } = await import(`./parts/${name}.mjs`);
	const kept = [];
	const keep = (thing, end = () => thing.stop()) => {
		kept.push(end);
		return thing;
	};
	log(`== ${name}: ${title}`);
	try {
		await run({ ...given, keep, check: (what, work) => report.check(`${name}: ${what}`, work) });
	} catch (error) {
		await report.check(`${name}: can be set up`, () => Promise.reject(error));
	}
	for (const end of kept.reverse()) await end();
}
