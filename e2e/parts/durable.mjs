/**
 * n8n 2 with its durable scheduler and cursors, killed again and again while changes flow: n8n saves what a trigger
 * remembers together with the execution, so that each change has to be in exactly one saved execution.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createHome, importCredentials, importFlows } from '../lib/home.mjs';
import { n8nScript } from '../lib/n8n.mjs';
import { log, until } from '../lib/report.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { happenIn, openCompany, watched } from '../soak/companies.mjs';

export const title = 'n8n killed while triggers poll; each change is in exactly one saved execution';

const line = 2;
const durable = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
/** The time between two polls of a trigger, see `companies.mjs`. */
const pollMs = 20_000;
const changeEveryMs = 1000;
/** From the request of a poll until its execution is saved, and a little more. */
const underWayMs = 1500;
/** On a busy machine n8n once polled nothing for four minutes after a kill. */
const patienceMs = 600_000;

/** What each workflow tells of a record, from the expression that it sends to "your CRM". */
const toldOf = Object.fromEntries(
	watched.map(({ id, tells }) => [`${id}-0`, new Function('$json', `return String(${tells});`)]),
);

/** @param {import('../run.mjs').Ground} ground */
export async function run({ tarball, check, keep, kills }) {
	const company = await openCompany(0, keep);
	const home = await createHome({ line, tarball, env: durable });
	keep(home, home.remove);
	await importCredentials(home, company.credentials);
	const flows = company.flows.filter(({ id }) => id in toldOf);
	await importFlows(home, flows);
	const database = openDatabase(home);
	let server = await startServer(home);
	keep({ stop: () => server.stop() });
	await setupOwner(server);
	const rest = await login(server);
	for (const { id } of flows) await activate(line, rest, id);
	await check('n8n keeps what each trigger remembers as a durable cursor', () =>
		until('a cursor of each trigger', patienceMs, async () => {
			const rows = await database.all(`select * from poller_state where cursor <> '{}'`);
			return rows.length === flows.length;
		}),
	);

	let isOver = false;
	const happening = changeUntil(company, () => isOver);
	let runs;
	try {
		runs = await check(`n8n starts again after each of ${kills} kills`, async () => {
			for (let count = 1; count <= kills; count++) {
				const moment = await momentToKill(company, count);
				await server.kill();
				log(`durable: kill ${count} of ${kills}, ${moment}`);
				server = await startServer(home);
			}
		});
	} finally {
		isOver = true;
		await happening;
	}
	if (!runs) return;

	await check('each change is in exactly one saved execution', async () => {
		const expected = Object.entries(company.expected).flatMap(([id, texts]) => texts.map((text) => `${id}: ${text}`));
		const isTold = async () => {
			const { told } = await readExecutions(database);
			return expected.every((text) => told.has(text));
		};
		await until('the last change to be saved', patienceMs, isTold).catch(() => {});
		// What is delivered again would come with one of the next polls.
		await wait(3 * pollMs);
		const { told, counts } = await readExecutions(database);
		const repeated = [...told].filter(([, ids]) => ids.length > 1).map(([text, ids]) => `${text} in ${ids.join(', ')}`);
		const states = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
		console.log(`          ${expected.length} changes, ${kills} kills; executions: ${states.join(', ')}`);
		assert.deepEqual(
			{
				lost: expected.filter((text) => !told.has(text)),
				repeated,
				foreign: [...told.keys()].filter((text) => !expected.includes(text)),
			},
			{ lost: [], repeated: [], foreign: [] },
		);
	});
}

async function changeUntil(company, isOver) {
	for (let turn = 0; !isOver(); turn++) {
		await happenIn(company, turn);
		await wait(changeEveryMs);
	}
}

/** Every second kill comes while a poll is under way, the others at any moment between two polls. */
async function momentToKill({ stage }, count) {
	const later = Math.round(Math.random() * (count % 2 ? underWayMs : pollMs));
	if (count % 2) {
		const from = Date.now();
		await until('a poll', patienceMs, async () => (await stage.admin('requests')).some(({ at }) => at >= from));
	}
	await wait(later);
	return `${later} ms after ${count % 2 ? 'a request of a poll was seen' : 'n8n answered'}`;
}

/** n8n's own database, read by the driver that n8n has. */
function openDatabase(home) {
	const { Database, OPEN_READONLY } = createRequire(n8nScript(line))('sqlite3');
	const database = new Database(join(home.folder, '.n8n', 'database.sqlite'), OPEN_READONLY);
	return { all: promisify(database.all.bind(database)) };
}

/**
 * What all saved executions hold.
 * @returns {Promise<{told: Map<string, string[]>, counts: Record<string, number>}>} told: for each change the executions
 *   that have it; counts: executions by status
 */
async function readExecutions(database) {
	const { parse } = createRequire(n8nScript(line))('flatted');
	const rows = await database.all(
		`select e.id, e.status, e.workflowId, d.data from execution_entity e left join execution_data d on d.executionId = e.id`,
	);
	const told = new Map();
	const counts = {};
	for (const { id, status, workflowId, data } of rows) {
		counts[status] = (counts[status] ?? 0) + 1;
		for (const { json } of data ? deliveredIn(parse(data)) : []) {
			const text = `${workflowId.replace(/-0$/, '')}: ${toldOf[workflowId](json)}`;
			told.set(text, [...(told.get(text) ?? []), `execution ${id} (${status})`]);
		}
	}
	return { told, counts };
}

/** The items of the trigger: as it ran, or, where n8n was killed before that, as they wait for it. */
function deliveredIn({ executionData, resultData }) {
	const trigger = 'When it happens';
	const ran = resultData.runData?.[trigger]?.[0]?.data?.main?.[0];
	const waiting = executionData?.nodeExecutionStack?.find(({ node }) => node.name === trigger)?.data.main[0];
	// n8n puts such items in the place of those that it could not save any more.
	const isReal = (items) => items && !items.some(({ json }) => json.isArtificialRecoveredEventItem);
	return [ran, waiting].find(isReal) ?? [];
}
