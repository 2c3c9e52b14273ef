/** Triggers over their real schedule of a minute: what changes is delivered once, whatever happens to n8n or the service. */
import assert from 'node:assert/strict';
import { createHome, importCredentials, importFlows, nameOf } from '../lib/home.mjs';
import { everyMinute, flow, node, toCrm, types } from '../lib/flows.mjs';
import { until } from '../lib/report.mjs';
import { credentialsOf, startSandboxProcess } from '../lib/sandbox.mjs';
import { activate, login, setupOwner, startServer } from '../lib/server.mjs';
import { openStage } from '../lib/stage.mjs';

export const title =
	'activated triggers, one of them with several events; n8n started again, the service down for two polls';

/** A poll comes within a minute; a slow machine is given as much again. */
const pollMs = 120_000;
const minuteMs = 60_000;

/**
 * What is watched: how a trigger is set up, what it tells "your CRM" of each record, and how something happens that it
 * has to see. `happen` gives what has to be told, in any order; `asks` is the list that its polls read.
 */
const watched = [
	{
		id: 'customers',
		type: types.synchroteamTrigger,
		events: ['customerUpdated'],
		asks: '/customer/list',
		tells: '$json.name',
		async happen({ admin, state }, round) {
			const [{ id }] = await state('customers');
			await admin(`state/customers/${id}`, { name: `Changed ${round}` }, 'PUT');
			await admin('state/customers', { name: `New ${round}` });
			return [`Changed ${round}`, `New ${round}`];
		},
	},
	{
		id: 'jobs',
		type: types.synchroteamTrigger,
		// One list, one request a poll, and each item says which event it is.
		events: ['jobCompleted', 'jobCreated'],
		asks: '/job/list',
		tells: '$json.event + " " + $json.id',
		async happen({ admin, state }) {
			const [{ id: customer }] = await state('customers');
			const { id } = await admin('state/jobs', { customer: { id: customer }, description: 'To be done' });
			await admin(`device/${id}`, { status: 'completed' });
			return [`jobCompleted ${id}`, `jobCreated ${id}`];
		},
	},
	{
		id: 'orders',
		type: types.outSmartTrigger,
		events: ['workOrderUpdated'],
		more: { workorder_nr: 'WO-1, WO-2' },
		asks: '/WO-1',
		tells: '$json.customer_name',
		async happen({ admin, state }, round) {
			const [order] = await state('workOrders');
			if (order) await admin(`state/workOrders/${order.id}`, { customer_name: round }, 'PUT');
			else await admin('state/workOrders', { workorder_nr: 'WO-1', customer_name: round });
			return [round];
		},
	},
];

/** All of it on n8n 2; n8n 1 does without the service being down. */
export async function run({ tarball, check, keep }) {
	await Promise.all([
		tryLine(2, { tarball, keep, check, downtime: true }),
		tryLine(1, { tarball, keep, check, downtime: false }),
	]);
}

async function tryLine(line, { tarball, keep, check, downtime }) {
	const home = await createHome({ line, tarball });
	keep(home, home.remove);
	const sandbox = keep(await startSandboxProcess({ PORT: '0', OUTSMART_PORT: '0', CRM_PORT: '0', SEED: 'small' }));
	await importCredentials(home, credentialsOf(sandbox));
	await importFlows(
		home,
		watched.map(({ id, type, events, more, tells }) =>
			flow(id, [
				[
					node('When it happens', type, { ...everyMinute, events, ...more }),
					toCrm('Tell', sandbox, id, `{ told: ${tells} }`),
				],
			]),
		),
	);
	const show = new Show(home, sandbox);
	const on = ` on ${nameOf(home)}`;
	keep(show);

	await show.open();
	await show.activateAll();
	await check(`what was there before is not delivered${on}`, async () => {
		await show.pollsFrom(Date.now());
		await show.expectTold();
	});
	await check(`what happens is delivered${on}`, async () => {
		await show.happen('while n8n runs');
		await show.expectTold();
	});
	await check(`what happens while n8n is off is delivered when it is back${on}`, async () => {
		await show.stop();
		await show.happen('while n8n is off');
		await show.open();
		await show.expectTold();
	});
	if (downtime) {
		await check(`what happens while the service is down for two polls is delivered afterwards${on}`, async () => {
			await show.serviceDown();
			await show.happen('while the service is down');
			await show.twoPollsFail();
			await show.serviceUp();
			await show.expectTold();
			await show.expectActive();
		});
	}
	await check(`nothing is delivered again${on}`, async () => {
		await show.pollsFrom(Date.now());
		await show.pollsFrom(Date.now());
		await show.expectTold();
	});
}

/** One n8n with its sandbox, and what has happened so far. */
class Show {
	constructor(home, sandbox) {
		this.home = home;
		this.sandbox = sandbox;
		this.stage = openStage(home, sandbox);
		this.expected = Object.fromEntries(watched.map(({ id }) => [id, []]));
	}

	async open() {
		this.server = await startServer(this.home);
	}

	async stop() {
		await this.server?.stop();
	}

	async activateAll() {
		await setupOwner(this.server);
		const rest = await login(this.server);
		for (const { id } of watched) await activate(this.home.line, rest, id);
	}

	/** Something happens that every trigger has to see. */
	async happen(round) {
		for (const { id, happen } of watched) this.expected[id].push(...(await happen(this.stage, round)));
	}

	/** Waits until as much is told as happened, and holds it against that: each once, nothing else. */
	async expectTold() {
		for (const { id } of watched) {
			const told = async () => (await this.stage.crm('GET', `/${id}`)).map((record) => record.told).sort();
			const expected = this.expected[id].toSorted();
			await until(`${id} to deliver ${expected.length}`, pollMs, async () => (await told()).length >= expected.length);
			assert.deepEqual(await told(), expected);
		}
	}

	/** Waits until every trigger has polled once more. */
	async pollsFrom(at) {
		for (const { id, asks } of watched)
			await until(`a poll of ${id}`, pollMs, async () => (await this.requests(asks, at)).length > 0);
	}

	async serviceDown() {
		this.downFrom = Date.now();
		await this.stage.admin('faults', { path: '.', kind: 'status', status: 503, times: null });
	}

	async twoPollsFail() {
		for (const { id, asks } of watched) {
			await until(`two polls of ${id} to fail`, 2 * pollMs, async () => {
				// A poll repeats what fails for some seconds: those that lie further apart are polls of their own.
				const failed = (await this.requests(asks, this.downFrom)).map(({ at }) => at);
				return failed.length > 1 && failed.at(-1) - failed[0] > minuteMs;
			});
		}
	}

	async serviceUp() {
		await this.stage.admin('faults', undefined, 'DELETE');
	}

	async expectActive() {
		const rest = await login(this.server);
		for (const { id } of watched)
			assert.equal((await rest('GET', `/rest/workflows/${id}`)).active, true, `${id} is active`);
	}

	async requests(path, from) {
		return (await this.stage.admin('requests')).filter((request) => request.at >= from && request.path.endsWith(path));
	}
}
