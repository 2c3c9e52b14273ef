import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { unzip } from './workbook.cts';

/**
 * The spreadsheet import run without n8n: the Code nodes exactly as they stand in the template, with what n8n gives a Code
 * node, in front of a Synchroteam that is two lists. n8n's own nodes between them are played here; the end-to-end run has
 * the real ones.
 */

interface Item {
	json: Record<string, any>;
	binary?: Record<string, { fileName?: string; directory?: string; fileExtension?: string; bytes?: Buffer }>;
	pairedItem?: { item: number };
}
export interface StoredRecord extends Record<string, unknown> {
	id: number;
	myId: string;
	name?: string;
	customer?: { id: number };
}
/** The lists of Synchroteam, which the run changes. */
export interface Account {
	customers: StoredRecord[];
	sites: StoredRecord[];
}
export interface Outcome {
	rows: number;
	written: number;
	unchanged: number;
	rejected: number;
	title: string;
	summary: string;
	/** What is offered for download: its name, and its lines. */
	file: { name: string; csv: string; table: string[][] };
	/** How many records were sent. */
	sent: number;
}
export interface RunOptions {
	/** Changes what stands in Settings. */
	settings?: Record<string, unknown>;
	/** Why a record is refused, by its own ID. */
	refuse?: (myId: string) => string | undefined;
	/** Records that come out of neither output of the node. */
	lose?: string[];
	/** The run is stopped after so many records were sent. */
	stopAfter?: number;
	/** Why the lists cannot be read. */
	listsFail?: string;
	/** What happens after the lists were read, before anything is written. */
	meanwhile?: () => Promise<unknown>;
}

const file = join(__dirname, '../../workflows/12-spreadsheet-to-customers-and-sites.json');
const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as {
	nodes: Array<{ name: string; parameters: Record<string, any> }>;
};
const parametersOf = (name: string) => nodes.find((node) => node.name === name)!.parameters;

/** What stands in Settings, as the Set node gives it. */
export const settings = Object.fromEntries(
	(parametersOf('Settings').assignments.assignments as Array<{ name: string; type: string; value: any }>).map(
		({ name, type, value }) => [name, type === 'object' ? JSON.parse(value) : value],
	),
);

export const emptyAccount = (): Account => ({ customers: [], sites: [] });

/** Runs the import with a file in front of an account. */
export async function importFile(bytes: Buffer, account: Account, options: RunOptions = {}): Promise<Outcome> {
	const done = new Map<string, Item[][]>();
	const give = (name: string, ...outputs: Item[][]) => {
		done.set(name, outputs);
		return outputs[0];
	};
	const code = async (name: string, input: Item[]) => give(name, await runCode(name, input, done));

	give('Settings', [{ json: { ...settings, ...options.settings } }]);
	const [kind] = await code('Kind of file', [{ json: {}, binary: { File: { fileName: 'any', bytes } } }]);
	const opened = kind.json.kind === 'excel' ? unpacked(kind) : kind;
	const [read] = await code('Rows of the file', [opened]);
	const listed = (kindOf: keyof Account): Item[] =>
		options.listsFail
			? [{ json: { error: options.listsFail } }]
			: account[kindOf].map((json) => ({ json: { ...json } }));
	const none: Item[] = [{ json: {} }];
	give('Customers', listed('customers'));
	give('Inactive customers', none);
	give('Sites', listed('sites'));
	give('Inactive sites', none);
	await options.meanwhile?.();
	const tasks = await code('Check the rows', [read]);

	let sent = 0;
	for (const [gate, step, to] of [
		['Customer?', 'Write customer', 'customer'],
		['Site?', 'Write site', 'site'],
	]) {
		const due = tasks.filter(({ json }) => json.to === to);
		if (due.length === 0) continue;
		give(gate, due);
		const written: Item[] = [];
		const failed: Item[] = [];
		for (const [item, { json }] of due.entries()) {
			if (sent === options.stopAfter) throw new Error('stopped');
			sent += 1;
			if (options.lose?.includes(json.myId)) continue;
			const reason = options.refuse?.(json.myId) ?? write(account, json);
			if (reason) failed.push({ json: { ...json, error: reason, errorType: 'refused' }, pairedItem: { item } });
			else written.push({ json: { myId: json.myId }, pairedItem: { item } });
		}
		give(step, written, failed);
	}
	const [{ json }] = await code('Result', [{ json: {} }]);
	const table = json.table.map((line: Record<string, string>) => Object.values(line));
	const { rows, written, unchanged, rejected, title, summary } = json;
	const name = json.kind === 'excel' ? 'rejected-rows.xlsx' : 'rejected-rows.csv';
	return { rows, written, unchanged, rejected, title, summary, file: { name, csv: `\ufeff${json.csv}`, table }, sent };
}

/** Create or Update by own ID, as the node does it: spelling counts. */
function write(account: Account, task: Record<string, any>): string | undefined {
	const { to, key: _key, myId, customer, ...fields } = task;
	const list = to === 'customer' ? account.customers : account.sites;
	const owner = account.customers.find((one) => one.myId === customer);
	if (to === 'site' && !owner) return `There is no customer with Own ID "${customer}"`;
	const known = list.find((one) => one.myId === myId);
	const record = known ?? { id: account.customers.length + account.sites.length + 1, myId };
	if (!known) list.push(record);
	Object.assign(record, fields, owner && { customer: { id: owner.id } });
	return undefined;
}

/** n8n's Compression: each file of the archive by itself; where it is none, an item that says so. */
function unpacked({ json, binary }: Item): Item {
	if (binary!.File.fileExtension !== 'zip') throw new Error('n8n opens what is called a zip archive');
	try {
		const parts = Object.entries(unzip(binary!.File.bytes!)).map(([path, bytes], index) => {
			const [, directory, fileName] = /^(?:(.*)\/)?([^/]+)$/.exec(path)!;
			return [`part_${index}`, { directory, fileName, bytes }];
		});
		return { json, binary: Object.fromEntries(parts) };
	} catch {
		return { json: { error: 'invalid zip data' } };
	}
}

/** Runs a Code node as n8n's task runner does: in a context of its own, with these globals and no others. */
async function runCode(name: string, input: Item[], done: Map<string, Item[][]>): Promise<Item[]> {
	const $ = (node: string) => ({
		isExecuted: done.has(node),
		all: (output = 0) => done.get(node)?.[output] ?? [],
		first: () => done.get(node)![0][0],
	});
	const helpers = {
		getBinaryDataBuffer: async (index: number, property: string) => input[index].binary![property].bytes!,
	};
	const context = createContext({
		Buffer,
		TextDecoder,
		helpers,
		$,
		$input: { first: () => input[0], all: () => input },
	});
	const run = runInContext(`(async function () {${parametersOf(name).jsCode}\n}).call(globalThis)`, context);
	// n8n hands JSON from node to node.
	return ((await run) as Item[]).map((item) => ({ ...item, json: JSON.parse(JSON.stringify(item.json)) }));
}
