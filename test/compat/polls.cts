import assert from 'node:assert/strict';
import { built, nodeType } from '../engine/engine.cts';
import { watch } from '../trigger/context.cts';
import { World } from '../trigger/world.cts';
import type { Report } from './report.cts';

/** A poll of every event: nothing at activation, then the one record that it happened to, and nothing twice. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 9, 26, 12, 0, 20);

export async function checkPolls(report: Report): Promise<void> {
	const world = await World.open();
	Object.assign(built<{ clock: object }>('shared/http/clock').clock, { now: () => world.now });
	for (const [index, event] of eventsOf('synchroteamTrigger').entries())
		await report.check('polls', event, async () => {
			await world.reset(event, START + index * 2 * DAY, {});
			await pollSynchroteam(world, event);
		});
	for (const [event, watched] of [
		['workOrderUpdated', 'workorder_nr'],
		['noteUpdated', 'nte_reference'],
	])
		await report.check('polls', event, async () => await pollOutSmart(world, event, watched));
	await world.sandbox.close();
}

function eventsOf(node: string): string[] {
	const { properties } = nodeType(node).description;
	return (properties.find(({ name }) => name === 'events')?.options ?? []).map((each) =>
		String((each as { value: unknown }).value),
	);
}

async function pollSynchroteam(world: World, event: string) {
	const { url, domain, apiKey } = world.sandbox.synchroteam;
	const parameters = { events: [event], filters: {}, options: { output: 'full' } };
	const watching = watch('synchroteamTrigger', parameters, { domain, apiKey, timeZone: 'Europe/Paris', baseUrl: url });
	const make = (who: number) => {
		world.create();
		world.now += 1000;
		if (world.subject.happen) world.act('happen', who);
		if (world.subject.fact === 'report') world.act('hide', who);
		world.now += MINUTE;
	};
	make(0);
	assert.equal(await watching.poll(), null, 'at activation');
	make(1);
	const items = await watching.poll();
	assert.deepEqual(
		items?.map(({ id }) => String(id)),
		[[...world.facts.keys()][1]],
	);
	world.now += MINUTE;
	watching.restart();
	assert.equal(await watching.poll(), null, 'again');
}

async function pollOutSmart({ sandbox }: World, event: string, watched: string) {
	const { url, portalName, username, password } = sandbox.outSmart;
	const records = event === 'noteUpdated' ? sandbox.state.notes : sandbox.state.workOrders;
	const watching = watch(
		'outSmartPortalTrigger',
		{ events: [event], [watched]: 'X-1', options: { output: 'full' } },
		{ portalName, username, password, baseUrl: url },
	);
	assert.equal(await watching.poll(), null, 'at activation');
	records.create({ [watched]: 'X-1' });
	assert.equal((await watching.poll())?.length, 1);
	assert.equal(await watching.poll(), null, 'again');
}
