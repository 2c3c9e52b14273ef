/** Queue mode: n8n's main and its workers, each with a home of its own, over PostgreSQL and Redis. */
import assert from 'node:assert/strict';
import { createHome, importCredentials, importFlows } from '../lib/home.mjs';
import { everyMinute, flow, node, toCrm, types } from '../lib/flows.mjs';
import { startDatabases } from '../lib/databases.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer, startWorker } from '../lib/server.mjs';

export const title =
	'main, two workers, PostgreSQL and Redis under a limit of requests that is reached again and again';

const line = 2;
/** Creating a customer takes two requests (it looks first whether the own ID is taken): more than three minutes' worth. */
const small = { workers: 2, executions: 300, itemsEach: 1, rateLimit: 180 };
/** What `node e2e/soak.mjs` plays. */
const large = { workers: 3, executions: 50, itemsEach: 100, rateLimit: 2000 };
const longestMs = 12 * 60_000;
const senders = 10;
const minuteMs = 60_000;
/** A minute and the time that a poll takes. */
const quietMs = 70_000;

export const run = (ground) => play(ground, small);
export const crowd = (ground) => play(ground, large);

async function play({ tarball, check, keep }, { workers: count, executions, itemsEach, rateLimit }) {
	const ids = Array.from({ length: executions * itemsEach }, (_, index) => `queue-${index + 1}`);
	const databases = keep(await startDatabases());
	const sandbox = keep(
		await startSandboxProcess({
			PORT: '0',
			OUTSMART_PORT: '0',
			CRM_PORT: '0',
			SEED: 'small',
			RATE_LIMIT: String(rateLimit),
			QUOTA: 'off',
		}),
	);
	const homes = await Promise.all(
		Array.from({ length: 1 + count }, () => createHome({ line, tarball, env: databases.env })),
	);
	for (const home of homes) keep(home, home.remove);
	const [home, ...workerHomes] = homes;
	await importCredentials(home, credentialsOf(sandbox));
	await importFlows(home, flows(sandbox));
	const main = keep(await startServer(home));
	const workers = await Promise.all(workerHomes.map(async (each) => keep(await startWorker(each))));
	await setupOwner(main);
	const rest = await login(main);
	for (const id of ['enqueue', 'watch']) await activate(line, rest, id);
	// In queue mode n8n answers before it has activated: the webhook is registered and the trigger has asked twice then.
	await until('both workflows to be active', minuteMs, async () => {
		const [[webhooks]] = await databases.ask('select count(*) from webhook_entity');
		return webhooks === '1' && (await polls(sandbox)).length >= 2;
	});

	await check(`${executions} executions go through`, async () => {
		await enqueueAll(main, ids, itemsEach);
		await until('all executions to end', longestMs, async () => (await ended(databases)) >= executions);
		assert.deepEqual(
			await databases.ask(
				`select status, count(*) from execution_entity where "workflowId" = 'enqueue' group by status`,
			),
			[['success', String(executions)]],
		);
	});

	const log = await sandbox.admin('requests');
	await check('each item was done once', async () => {
		const made = (await sandbox.admin('state/customers'))
			.map(({ myId }) => myId)
			.filter((myId) => myId?.startsWith('queue-'));
		assert.deepEqual(made.sort(), ids.toSorted());
		const carriedOut = log.filter(({ path, status }) => path.endsWith('/customer/send') && status < 300);
		assert.equal(carriedOut.length, ids.length);
	});

	await check('all workers had their share', () => {
		const shares = workers.map((worker) => worker.output().match(/Worker finished execution/g)?.length ?? 0);
		console.log(`          ${shares.join(' and ')} executions`);
		assert.ok(
			shares.every((share) => share >= executions / count / 2.5),
			`their shares: ${shares}`,
		);
	});

	await check('the limit was reached more than once and never overrun', () => {
		const granted = Object.values(
			countBy(
				log.filter(({ status }) => status !== 429),
				({ at }) => Math.floor(at / minuteMs),
			),
		);
		const refused = log.filter(({ status }) => status === 429).length;
		console.log(`          requests granted in each minute: ${granted.join(', ')}; refused: ${refused}`);
		// A request is noted when it comes in and counts when it is carried out: some fall on both sides of a minute's end.
		assert.ok(granted.every((count) => count <= rateLimit * 1.01));
		assert.ok(granted.filter((count) => count >= rateLimit * 0.9).length >= 2, 'two minutes at the limit at least');
		// Each program that uses the key may be surprised once in a minute by what the others used up, with all it has under way.
		assert.ok(refused < log.length / 5, 'a refusal is the exception');
	});

	await check('the trigger polls once a minute, on the main only, and delivers each customer once', async () => {
		const seen = async () => (await (await fetch(`${sandbox.crm.url}/seen`)).json()).map(({ customer }) => customer);
		try {
			await until('the trigger to deliver all', longestMs, async () => (await seen()).length >= ids.length);
		} finally {
			const executions = await databases.ask(
				`select status, count(*) from execution_entity where "workflowId" = 'watch' group by status`,
			);
			console.log(
				`          ${(await seen()).length} of ${ids.length} delivered; executions: ${executions.join(' ').replaceAll(',', ' ')}`,
			);
		}
		assert.deepEqual((await seen()).sort(), ids.toSorted());
		// While records are made a poll may read the first page several times. Then it is quiet: one request per poll.
		const quietFrom = Date.now();
		await new Promise((resolve) => setTimeout(resolve, quietMs));
		const since = (await polls(sandbox)).filter(({ at }) => at >= quietFrom).length;
		console.log(`          ${since} polls in ${quietMs / 1000} quiet seconds`);
		assert.ok(since >= 1 && since <= 2, 'the workers have polled too, or nobody has');
	});
}

/** The requests that polls begin with. */
const polls = async (sandbox) =>
	(await sandbox.admin('requests')).filter(
		({ path, query, status }) => path.endsWith('/customer/list') && status < 300 && Number(query.page) === 1,
	);

/** One execution makes as many customers as it is given; the other workflow tells "your CRM" of every customer that is new. */
function flows(sandbox) {
	const webhook = node(
		'Webhook',
		types.webhook,
		{ path: 'enqueue', httpMethod: 'POST', options: {} },
		{ typeVersion: 2, webhookId: 'enqueue' },
	);
	const make = node('Make customer', types.synchroteam, {
		resource: 'customer',
		operation: 'create',
		name: '=Customer {{ $json.id }}',
		myId: '={{ $json.id }}',
	});
	const split = node(
		'One by one',
		'n8n-nodes-base.splitOut',
		{ fieldToSplitOut: 'body.customers', options: {} },
		{ typeVersion: 1 },
	);
	const trigger = node('New customer', types.synchroteamTrigger, { ...everyMinute, events: ['customerCreated'] });
	return [
		flow('enqueue', [[webhook, split, make]]),
		flow('watch', [[trigger, toCrm('Tell', sandbox, 'seen', '{ customer: $json.myId }')]]),
	];
}

/** Hands everything to the main at once, as far as it takes it. */
async function enqueueAll(main, ids, itemsEach) {
	const left = [...ids];
	const send = async () => {
		while (left.length) {
			const customers = left.splice(0, itemsEach).map((id) => ({ id }));
			const response = await fetch(`${main.url}/webhook/enqueue`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ customers }),
			});
			assert.equal(response.status, 200, await response.text());
		}
	};
	await Promise.all(Array.from({ length: senders }, send));
}

async function ended(databases) {
	const [[count]] = await databases.ask(
		`select count(*) from execution_entity where "workflowId" = 'enqueue' and "stoppedAt" is not null`,
	);
	return Number(count);
}

function countBy(list, key) {
	const counts = {};
	for (const each of list) counts[key(each)] = (counts[key(each)] ?? 0) + 1;
	return counts;
}
