import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { startSandbox, type Fault, type Sandbox, type SandboxOptions } from '../../sandbox/index.cts';
import { effectsOf, less, more, type Effects } from './effects.cts';
import { begun, setMatrixScene, twins } from './matrixScene.cts';
import { runTemplate, type Ground, type Run, type Template } from './wholeTemplates.cts';

/**
 * Every template under what real accounts and networks do to it: a service that is down, a firewall, a quota that ends in the
 * middle, an account that answers in UTC, an empty one, one with two of everything, two runs at once. Prints a line of JSON
 * for each case: `{"case": …, "failure"?: …}`.
 */

const folder = join(__dirname, '../../workflows');
/** They need a model and an MCP client: `agent.mjs` and `parts/mcp.mjs` have faults of their own for them. */
const left = ['11', '18'];
/** What two runs at the very same moment do twice: it has no ID of one's own, or n8n remembers it a moment later. The note says so. */
const doubled: Record<string, string> = {
	...{ '09': 'partRequests', '10': 'tasks', '14': 'messages', '16': 'messages', '17': 'messages' },
};
/** Reads what both services have, one list after the other: a few of them stand for all. */
const sampled = 6;
/** At how many moments of a run the quota ends. */
const quotaEnds = 3;

interface Stage {
	sandbox: Sandbox;
	template: Template;
	ground: Ground;
	files: string;
	/** @param start name of the trigger, by hand unless given */
	run(start?: string): Promise<Run>;
	effects(): Promise<Effects>;
	end(): Promise<void>;
}

/** A template on a fresh account. */
async function openStage(file: string, options: SandboxOptions = {}): Promise<Stage> {
	const sandbox = await startSandbox({ seed: 'small', rateLimit: null, now: () => begun, ...options });
	const files = mkdtempSync(join(tmpdir(), 'templates-'));
	const text = readFileSync(join(folder, file), 'utf8')
		.replaceAll('http://127.0.0.1:4012', sandbox.crm.url)
		.replaceAll('/home/node/.n8n-files', files);
	const template = JSON.parse(text) as Template;
	for (const node of template.nodes) if (node.name === 'Send') node.disabled = false;
	const { synchroteam, outSmart } = sandbox;
	const ground: Ground = {
		credentials: {
			synchroteamApi: { ...synchroteam, baseUrl: synchroteam.url, timeZone: 'Europe/Paris' },
			outSmartPortalApi: { ...outSmart, baseUrl: outSmart.url },
		},
		seen: new Set(),
		post: { mails: [], refuses: [] },
	};
	return {
		...{ sandbox, template, ground, files },
		run: (start) => runTemplate(template, ground, start),
		effects: () => effectsOf(sandbox, ground.post, files),
		async end() {
			await sandbox.close();
			rmSync(files, { recursive: true, force: true });
		},
	};
}

type Work = (stage: Stage) => Promise<void>;

async function on(file: string, options: SandboxOptions, work: Work): Promise<void> {
	const stage = await openStage(file, options);
	try {
		if (options.seed !== 'empty') await setMatrixScene(stage.sandbox);
		await work(stage);
	} finally {
		await stage.end();
	}
}

const only = process.argv[2];

async function report(name: string, work: () => Promise<void>) {
	if (only && !name.startsWith(only) && !name.includes('quiet')) return;
	let failure: string | undefined;
	try {
		await work();
	} catch (error) {
		failure = error instanceof Error ? error.message : String(error);
	}
	console.log(JSON.stringify({ case: name, ...(failure && { failure }) }));
}

const said = ({ status, error }: Run) => `${status} ${error?.message ?? ''} ${error?.description ?? ''}`.trim();
const isFine = (run: Run) => assert.equal(run.status, 'success', said(run));

/** Only 08 does something again: it says so in its note. Messages are about what went wrong, not about what was done. */
function sameButFor(file: string, got: Effects, wanted: Effects, what: string, twice?: string) {
	const ignored = [...(file.startsWith('08') ? ['mails'] : []), ...(/^(03|16)/.test(file) ? ['messages'] : [])];
	const kept = (effects: Effects) =>
		Object.fromEntries(Object.entries(effects).filter(([key]) => !ignored.includes(key)));
	assert.deepEqual(
		{
			tooMuch: more(kept(got), kept(wanted)).filter((line) => !line.startsWith(`${twice} `)),
			missing: less(kept(got), kept(wanted)),
		},
		{ tooMuch: [], missing: [] },
		what,
	);
}

async function matrixOf(file: string) {
	const about = (text: string) => `${file.slice(0, 2)} ${text}`;
	let quiet: Effects = {};
	let asked: Array<{ service: 'synchroteam' | 'outSmart'; method: string; path: string }> = [];
	let requests = 0;
	await report(about('quiet, and once more'), () =>
		on(file, {}, async (stage) => {
			const before = await stage.effects();
			isFine(await stage.run());
			quiet = await stage.effects();
			asked = stage.sandbox.requests.map(({ service, method, path }) => ({ service, method, path }));
			requests = asked.filter(({ service }) => service === 'synchroteam').length;
			if (!file.startsWith('13')) assert.ok(more(quiet, before).length > 0, 'it did nothing');
			isFine(await stage.run());
			sameButFor(file, await stage.effects(), quiet, 'the second run');
		}),
	);
	await report(about('by hand and by its trigger at once'), () =>
		on(file, {}, async (stage) => {
			const twice = doubled[file.slice(0, 2)];
			const [note] = stage.template.nodes;
			if (twice) assert.match(note.parameters.content, /two runs at the very same moment/);
			const schedule = stage.template.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'));
			await Promise.all([stage.run(), stage.run(schedule?.name)]);
			sameButFor(file, await stage.effects(), quiet, 'two runs at once', twice);
		}),
	);
	if (/^(14|17)/.test(file))
		await report(about('nobody takes the messages'), () =>
			on(file, {}, async (stage) => {
				const settings = stage.template.nodes.find(({ name }) => name === 'Settings');
				const address = settings?.parameters.assignments.assignments.find(
					({ name }: { name: string }) => name === 'messagesTo',
				);
				address.value = 'http://127.0.0.1:9/';
				assert.equal((await stage.run()).status, 'error');
			}),
		);
	if (!asked.length) return;
	// One record stands for the others that are read at an address of their own.
	const addresses = [...new Map(asked.map((one) => [JSON.stringify(one).replace(/\/\d+"/, '/1"'), one])).values()];
	const some = file.startsWith('16') ? addresses.filter((_, index) => index % sampled === 0) : addresses;
	const faults: Array<[string, Partial<Fault>]> = [
		['503', { kind: 'status', status: 503 }],
		['a page of a firewall', { kind: 'html', status: 403 }],
	];
	for (const { service, method, path } of some) {
		const onlyThis = { service, method, path: `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, times: null };
		const kinds =
			method === 'GET'
				? faults
				: [
						...faults,
						['503 after it was done', { kind: 'status', status: 503, afterEffect: true }] as [string, Partial<Fault>],
					];
		for (const [name, fault] of kinds) {
			await report(about(`${name} on ${method} ${path}`), () =>
				on(file, {}, (stage) => failing(file, stage, quiet, { ...onlyThis, ...fault } as Fault)),
			);
		}
	}
	const steps = Math.max(1, Math.ceil((requests - 1) / quotaEnds));
	for (let quota = 1; quota < requests; quota += steps) {
		await report(about(`the quota ends after ${quota} requests`), () =>
			on(file, {}, async (stage) => {
				stage.sandbox.settings.quota = quota;
				await heldOrSaid(file, stage, quiet);
				stage.sandbox.settings.quota = null;
				// Another name of the same address: nothing is known of its limits.
				const { baseUrl } = stage.ground.credentials.synchroteamApi as { baseUrl: string };
				stage.ground.credentials.synchroteamApi.baseUrl = baseUrl.replace('127.0.0.1', 'localhost');
				await stage.run();
				sameButFor(file, await stage.effects(), quiet, 'the run of the next day');
			}),
		);
	}
	await report(about('an account that answers in UTC'), () =>
		on(file, { dialect: { 'answer-zone': 'utc' } }, async (stage) => {
			stage.ground.credentials.synchroteamApi.responseZone = 'utc';
			isFine(await stage.run());
			sameButFor(file, await stage.effects(), quiet, 'other than in an account that answers in local time');
		}),
	);
	await report(about('an empty account'), () =>
		on(file, { seed: 'empty' }, async (stage) => {
			isFine(await stage.run());
			const writes = stage.sandbox.requests.filter(({ method }) => method !== 'GET');
			if (!/^(03|12)/.test(file))
				assert.deepEqual(
					writes.map(({ path }) => path),
					[],
				);
		}),
	);
	await report(about('two of everything with one name'), () =>
		on(file, {}, async (stage) => {
			const check = await twins(file.slice(0, 2), stage.sandbox);
			const run = await stage.run();
			if (!file.startsWith('08')) isFine(run);
			await check(run, await stage.effects());
			const after = await stage.effects();
			await stage.run();
			sameButFor(file, await stage.effects(), after, 'the second run');
		}),
	);
}

/**
 * Nothing is done that a quiet run would not do; and where something is left out, it is said.
 * @returns what is left out
 */
async function heldOrSaid(file: string, stage: Stage, quiet: Effects) {
	const before = await stage.effects();
	const run = await stage.run();
	const got = await stage.effects();
	const ignored = /^(03|16)/.test(file) ? ['messages'] : [];
	const of = (effects: Effects) =>
		Object.fromEntries(Object.entries(effects).filter(([key]) => !ignored.includes(key)));
	const allowed = Object.fromEntries(Object.entries(quiet).map(([key, lines]) => [key, [...lines, ...before[key]]]));
	assert.deepEqual(more(of(got), of(allowed)), [], 'it did what it should not');
	const missing = less(of(got), of(quiet));
	const told = (got.messages ?? []).length > (quiet.messages ?? []).length || rejectsMore(run);
	const isSaid = missing.length === 0 || run.status === 'error' || told;
	assert.ok(isSaid, `something is missing, and nobody is told: ${missing.join(', ')}`);
	return missing;
}

/** Of the sample rows of the import one is rejected in any case; every row is accounted for. */
function rejectsMore(run: Run): boolean {
	const [result] = run.items('Result');
	if (!result) return false;
	assert.equal(result.written + result.unchanged + result.rejected, 4, 'rows of the file');
	return result.rejected > 1;
}

async function failing(file: string, stage: Stage, quiet: Effects, fault: Fault) {
	stage.sandbox.faults.add(fault);
	const missing = await heldOrSaid(file, stage, quiet);
	// The address of one record: it is left alone, and the others go on.
	const [, number] = /\/work-orders\/(\d+)/.exec(fault.path) ?? [];
	if (number) {
		const isOfIt = ({ method, body }: { method: string; body?: unknown }) =>
			method === 'POST' && new RegExp(`workorder_nr\\W+${number}\\b`).test(JSON.stringify(body));
		assert.ok(!stage.sandbox.requests.some(isOfIt), `work order ${number} was not seen, and is created`);
		assert.ok(missing.length <= 1, `it held up others: ${missing.join(', ')}`);
	}
	stage.sandbox.faults.clear();
	await stage.run();
	sameButFor(file, await stage.effects(), quiet, 'once the service is back');
}

async function main() {
	const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !left.includes(name.slice(0, 2)));
	for (const file of files.sort()) if (!only || only.startsWith(file.slice(0, 2))) await matrixOf(file);
}

// The engine leaves timers open, so the end is said aloud.
main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
