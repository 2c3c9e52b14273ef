/**
 * `node e2e/soak.mjs`: hours and crowds, in half an hour. A real n8n 2 with 60 active triggers and 20 scheduled workflows of
 * ten companies, changes all the time, the services down twice, n8n started again once; then queue mode with three
 * workers and 5,000 items on one key.
 *
 *   node e2e/soak.mjs                        30 minutes, then the queue
 *   node e2e/soak.mjs --minutes 60        longer, or 4 to see whether it works
 *   node e2e/soak.mjs --only crowd        without the queue (or: --only queue)
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../scripts/prepare.mjs';
import { table } from '../scripts/table.mjs';
import { createHome, importCredentials, importFlows } from './lib/home.mjs';
import { ensureN8n, versionOf } from './lib/n8n.mjs';
import { packOnce } from './lib/pack.mjs';
import { leave, runMain } from './lib/processes.mjs';
import { Report, log, until } from './lib/report.mjs';
import { activate, login, setupOwner, startServer } from './lib/server.mjs';
import { crowd as inQueueMode } from './parts/queue.mjs';
import { companiesCount, happenIn, judge, openCompany, ordersPerCompany } from './soak/companies.mjs';

const line = 2;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const changeEveryMs = 600;
const patienceMs = 4 * minuteMs;
/** How long each time; a short run is down for a shorter while. */
const longestDownMs = 1.5 * minuteMs;
/** Shares of the whole time: when the services go down, and when n8n is started again. */
const downAt = [0.1, 0.6];
const restartAt = 0.2;
/** Memory is compared from here on: n8n has then run everything some hundred times. */
const settledAt = 1 / 3;
/** Share of the time from which the memory is taken, at that point and at the end: long enough for a full collection. */
const lookedAt = 1 / 4;
const memoryGrowth = 1.1;

await runMain(async () => {
	const { values } = parseArgs({
		options: { minutes: { type: 'string', default: '30' }, only: { type: 'string', default: 'crowd,queue' } },
	});
	const report = new Report();
	await ensureDependencies(log);
	await ensureN8n(line, log);
	const tarball = await packOnce();
	const kept = [];
	const keep = (thing, end = () => thing.stop()) => {
		kept.push(end);
		return thing;
	};
	const ground = { tarball, keep, check: (what, work) => report.check(what, work) };
	if (values.only.includes('crowd')) await crowd(ground, Number(values.minutes) * minuteMs);
	for (const end of kept.splice(0).reverse()) await end();
	if (values.only.includes('queue')) await inQueueMode(ground);
	for (const end of kept.reverse()) await end();
	console.log(`\n${report.summary()}`);
	if (report.failures.length > 0) await leave(1);
});

async function crowd({ tarball, keep, check }, wholeMs) {
	log(`Starting the services of ${companiesCount} companies and n8n ${versionOf(line)} …`);
	const companies = await Promise.all(Array.from({ length: companiesCount }, (_, number) => openCompany(number, keep)));
	const home = await createHome({ line, tarball, env: { N8N_METRICS: 'true' } });
	keep(home, home.remove);
	await importCredentials(
		home,
		companies.flatMap(({ credentials }) => credentials),
	);
	const flows = companies.flatMap((company) => company.flows);
	await importFlows({ ...home, credentials: {} }, flows);
	const n8n = { server: await startServer(home) };
	keep(n8n, () => n8n.server.stop());
	await setupOwner(n8n.server);
	const rest = await login(n8n.server);
	for (const { id } of flows) await activate(line, rest, id);
	// n8n answers before it has activated, and also where it then refuses to.
	await until('all triggers to have polled', patienceMs, () => allHavePolled(companies));
	await wait(minuteMs);
	log(`${flows.length} workflows are active; changes begin.`);
	const seen = await live({ companies, home, n8n, wholeMs });
	const sums = await settle(companies);
	await tell({ companies, seen, sums, n8n, check });
}

/** Each list that is watched was read, and each work order asked for. */
async function allHavePolled(companies) {
	const logs = await Promise.all(companies.map(({ stage }) => stage.admin('requests')));
	const polled = ['customer/list', 'job/list', 'site/list', 'equipment/list'];
	return logs.every(
		(log) =>
			polled.every((path) => log.some((request) => request.path.endsWith(path))) &&
			log.filter(({ service }) => service === 'outSmart').length >= ordersPerCompany,
	);
}

/** The time itself. Gives what was seen of memory and of failed executions. */
async function live({ companies, home, n8n, wholeMs }) {
	const began = Date.now();
	const passed = () => (Date.now() - began) / wholeMs;
	const seen = { memory: [], downtimes: [], changes: 0 };
	const events = [
		...downAt.map((at) => ({ at, run: () => down(companies, seen, Math.min(longestDownMs, wholeMs / 10)) })),
		{ at: restartAt, run: () => startAgain(home, n8n) },
	].sort((one, other) => one.at - other.at);
	const happening = change(companies, () => passed() >= 1, seen);
	while (passed() < 1) {
		await wait(5000);
		const memory = await memoryOf(n8n.server);
		if (memory) seen.memory.push({ at: passed(), ...memory });
		if (events.length && passed() >= events[0].at) await events.shift().run();
	}
	await happening;
	return { ...seen, from: began, to: began + wholeMs };
}

/** Changes flow, whatever else happens. */
async function change(companies, over, seen) {
	for (let turn = 0; !over(); turn++) {
		await wait(changeEveryMs);
		seen.changes += await happenIn(companies[turn % companies.length], Math.floor(turn / companies.length));
	}
}

async function down(companies, seen, forMs) {
	log('The services are down …');
	const from = Date.now();
	const fault = { path: '.', kind: 'status', status: 503, times: null };
	await Promise.all(companies.map(({ stage }) => stage.admin('faults', fault)));
	await wait(forMs);
	await Promise.all(companies.map(({ stage }) => stage.admin('faults', undefined, 'DELETE')));
	// What was under way then may still fail a while later.
	seen.downtimes.push({ from, to: Date.now() + minuteMs });
	log('… and up again.');
}

async function startAgain(home, n8n) {
	log('n8n is started again …');
	const before = n8n.server;
	await before.stop();
	n8n.earlier = before.output();
	n8n.server = await startServer(home);
	log('… and is back.');
}

/** Waits until what happened last is told, too. */
async function settle(companies) {
	let sums = await judge(companies);
	try {
		await until('everything to be told', patienceMs, async () => (sums = await judge(companies)).lost.length === 0);
	} catch {
		// What is still missing is told below.
	}
	return sums;
}

/** MB of the process and of what it has on its heap, as n8n's own metrics tell them; undefined where it is too busy to. */
async function memoryOf({ url }) {
	const metrics = await (await fetch(`${url}/metrics`)).text();
	const megabytes = (name) => Number(new RegExp(`^n8n_${name} (\\S+)`, 'm').exec(metrics)?.[1]) / 2 ** 20;
	const memory = {
		resident: megabytes('process_resident_memory_bytes'),
		heap: megabytes('nodejs_heap_size_used_bytes'),
	};
	if (memory.heap && memory.resident) return memory;
	log(`n8n does not tell its memory: ${metrics.slice(0, 200)}`);
	return undefined;
}

/**
 * The memory at one point of the time, in MB. The heap at its least: that is what a full collection left, so that what
 * merely was not collected yet does not count.
 */
function memoryAt(memory, from) {
	const within = memory.filter(({ at }) => at >= from && at <= from + lookedAt);
	return {
		heap: Math.min(...within.map(({ heap }) => heap)),
		resident: median(within.map(({ resident }) => resident)),
	};
}

function median(numbers) {
	return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

async function tell({ companies, seen, sums, n8n, check }) {
	const rest = await login(n8n.server);
	const { failed, failedThen } = await failedExecutions(rest, seen.downtimes);
	const ofLimit =
		`${n8n.earlier ?? ''}${n8n.server.output()}`.match(/Rate limit of \w+ reached|daily quota/gi)?.length ?? 0;
	const after = memoryAt(seen.memory, settledAt);
	const atEnd = memoryAt(seen.memory, 1 - lookedAt);
	const requests = await requestsOf(companies, seen);
	const refused = requests.flat().filter(({ status }) => status === 429).length;
	const aDay = Math.round((Math.max(...requests.map((log) => log.length)) / (seen.to - seen.from)) * dayMs);
	const both = (kind) => `${Math.round(after[kind])}, ${Math.round(atEnd[kind])}`;
	const rows = [
		['Changes to be told', sums.expected],
		['Lost', sums.lost.length],
		['Repeated', sums.repeated.length],
		['Told though nothing had happened', sums.foreign.length],
		['Executions failed while the services were up', failed.length],
		['Executions failed while they were down', failedThen],
		['Lines of n8n about a limit', ofLimit],
		['Requests refused for a limit', refused],
		['Heap of n8n after collection, after a third of the time and at the end, MB', both('heap')],
		['Resident memory of n8n, at the same times, MB', both('resident')],
		['Requests to Synchroteam, all accounts', requests.flat().length],
		['Those of the busiest account, extrapolated to a day', aDay],
	];
	console.log(`\n${table(['', ''], rows)}\n`);
	for (const text of [...sums.lost, ...sums.repeated, ...sums.foreign, ...failed].slice(0, 20))
		console.log(`  ${text}`);
	const none = (what, list) =>
		check(what, () => {
			if (list.length) throw new Error(`${list.length}: ${list.slice(0, 5).join('; ')}`);
		});
	await none('nothing was lost', sums.lost);
	await none('nothing was repeated', sums.repeated);
	await none('nothing was told that had not happened', sums.foreign);
	await none('no execution failed but while the services were down', failed);
	await check('no limit was met', () => {
		if (ofLimit) throw new Error(`${ofLimit} lines`);
	});
	await check(`n8n's memory grew by a tenth at the most`, () => {
		if (atEnd.heap > after.heap * memoryGrowth) throw new Error(`from ${after.heap} to ${atEnd.heap} MB`);
	});
}

/** Those that failed while the services were up, by name, and how many while they were down. */
async function failedExecutions(rest, downtimes) {
	const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
	const all = [];
	for (let last = ''; ; ) {
		const { results } = await rest('GET', `/rest/executions?filter=${filter}&limit=100${last}`);
		if (!results.length) break;
		all.push(...results);
		last = `&lastId=${results.at(-1).id}`;
	}
	// A poll that fails leaves an execution that was made, but never started.
	const when = ({ startedAt, createdAt }) => startedAt ?? createdAt;
	const up = all.filter((execution) => {
		const begin = Date.parse(when(execution));
		const end = Date.parse(execution.stoppedAt ?? when(execution));
		return !downtimes.some(({ from, to }) => end >= from && begin <= to);
	});
	const failed = up.map((execution) => `execution ${execution.id} of ${execution.workflowId} at ${when(execution)}`);
	return { failed, failedThen: all.length - up.length };
}

/** What the Synchroteam service of each company was asked in that time. */
function requestsOf(companies, { from, to }) {
	return Promise.all(
		companies.map(async ({ stage }) => {
			const log = await stage.admin('requests');
			return log.filter(({ service, at }) => service === 'synchroteam' && at >= from && at <= to);
		}),
	);
}
