/** Queue mode: n8n's main and two workers, each with a home of its own, over PostgreSQL and Redis. */
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
const executions = 300;
/** Creating a customer takes two requests (it looks first whether the own ID is taken): more than three minutes' worth. */
const rateLimit = 180;
const longestMs = 6 * 60_000;
const senders = 10;
const minuteMs = 60_000;
/** A minute and the time that a poll takes. */
const quietMs = 70_000;

export async function run({ tarball, check, keep }) {
	const databases = keep(await startDatabases());
	const sandbox = keep(
		await startSandboxProcess({
			PORT: '0',
			OUTSMART_PORT: '0',
			CRM_PORT: '0',
			SEED: 'small',
			RATE_LIMIT: String(rateLimit),
		}),
	);
	const homes = await Promise.all([1, 2, 3].map(() => createHome({ line, tarball, env: databases.env })));
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
		await enqueueAll(main);
		await until('all executions to end', longestMs, async () => (await ended(databases)) >= executions);
		assert.deepEqual(
			await databases.ask(
				`select status, count(*) from execution_entity where "workflowId" = 'enqueue' group by status`,
			),
			[['success', String(executions)]],
		);
	});

	const log = await sandbox.admin('requests');
	await check('each was done once', async () => {
		const made = (await sandbox.admin('state/customers'))
			.map(({ myId }) => myId)
			.filter((myId) => myId?.startsWith('queue-'));
		assert.deepEqual(made.sort(), ids().sort());
		const carriedOut = log.filter(({ path, status }) => path.endsWith('/customer/send') && status < 300);
		assert.equal(carriedOut.length, executions);
	});

	await check('both workers had their share', () => {
		const shares = workers.map((worker) => worker.output().match(/Worker finished execution/g)?.length ?? 0);
		console.log(`          ${shares.join(' and ')} executions`);
		assert.ok(
			shares.every((share) => share >= executions / 5),
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
		assert.ok(granted.every((count) => count <= rateLimit));
		assert.ok(granted.filter((count) => count >= rateLimit * 0.9).length >= 2, 'two minutes at the limit at least');
		// Each program that uses the key may be surprised once in a minute by what the others used up, with all it has under way.
		assert.ok(refused < log.length / 5, 'a refusal is the exception');
	});

	await check('the trigger polls once a minute, on the main only, and delivers each customer once', async () => {
		const seen = async () => (await (await fetch(`${sandbox.crm.url}/seen`)).json()).map(({ customer }) => customer);
		await until('the trigger to deliver all', longestMs, async () => (await seen()).length >= executions);
		assert.deepEqual((await seen()).sort(), ids().sort());
		// While records are made a poll may read the first page several times. Then it is quiet: one request per poll.
		const quietFrom = Date.now();
		await new Promise((resolve) => setTimeout(resolve, quietMs));
		const since = (await polls(sandbox)).filter(({ at }) => at >= quietFrom).length;
		console.log(`          ${since} polls in ${quietMs / 1000} quiet seconds`);
		assert.ok(since >= 1 && since <= 2, 'the workers have polled too, or nobody has');
	});
}

const ids = () => Array.from({ length: executions }, (_, index) => `queue-${index + 1}`);

/** The requests that polls begin with. */
const polls = async (sandbox) =>
	(await sandbox.admin('requests')).filter(
		({ path, query, status }) => path.endsWith('/customer/list') && status < 300 && Number(query.page) === 1,
	);

/** One execution makes one customer; the other workflow tells "your CRM" of every customer that is new. */
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
		name: '=Customer {{ $json.body.id }}',
		myId: '={{ $json.body.id }}',
	});
	const trigger = node('New customer', types.synchroteamTrigger, { ...everyMinute, events: ['customerCreated'] });
	return [
		flow('enqueue', [[webhook, make]]),
		flow('watch', [[trigger, toCrm('Tell', sandbox, 'seen', '{ customer: $json.myId }')]]),
	];
}

/** Hands everything to the main at once, as far as it takes it. */
async function enqueueAll(main) {
	const left = ids();
	const send = async () => {
		for (let id = left.shift(); id; id = left.shift()) {
			const response = await fetch(`${main.url}/webhook/enqueue`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ id }),
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
