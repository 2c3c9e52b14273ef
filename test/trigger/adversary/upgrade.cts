import type { IDataObject } from 'n8n-workflow';
import { facts } from './events.cts';
import { fill, happen } from './happenings.cts';
import type { Rec } from './records.cts';
import { Scene } from './scene.cts';
import { MINUTE, SECOND } from './time.cts';

/** The world in which version 1 wrote down what it remembers (version1.json), and how it goes on. */

export const kept = [
	'customerCreated',
	'customerUpdated',
	'equipmentCreated',
	'partUpdated',
	'jobCreated',
	'jobUpdated',
	'jobStatusChanged',
	'jobCompleted',
	'jobCancelled',
	'jobValidated',
	'jobReportUpdated',
	'jobDeleted',
	'invoiceCreated',
	'invoicePaid',
	'quotationAccepted',
	'creditNoteUpdated',
	'partRequestCompleted',
	'taskUpdated',
	'timelineCreated',
];

/** What version 1 kept for the node, and what it had delivered by then, poll by poll. */
export interface Kept {
	memory: IDataObject;
	delivered: IDataObject[][];
}

/** Activation and three polls, with something happening before each. */
export async function begin(
	event: string,
	poll: (scene: Scene) => Promise<void>,
): Promise<{ scene: Scene; old: Rec[] }> {
	const scene = new Scene([event]);
	const old = fill(scene, facts[event].list, 30);
	for (const rec of old.slice(25)) happen(scene, event, rec);
	scene.time.pass(20 * SECOND);
	await poll(scene);
	for (let round = 0; round < 3; round++) {
		scene.time.pass(MINUTE - 5 * SECOND);
		for (const rec of old.slice(round * 2, round * 2 + 2)) happen(scene, event, rec);
		scene.time.pass(5 * SECOND);
		await poll(scene);
	}
	return { scene, old };
}

/** Version 1 is replaced by this one while n8n stands still for some minutes, in which things happen. */
export async function goOn(event: string, { memory, delivered }: Kept): Promise<Scene> {
	const polls = [...delivered];
	const { scene, old } = await begin(event, async ({ ledger, time, service, records }) => {
		ledger.begin(time.now, false);
		for (const rec of records.of(facts[event].list)) service.shows!(rec);
		ledger.end(time.now, polls.shift()!);
	});
	scene.trigger.remember(memory);
	scene.time.pass(20 * SECOND);
	for (const rec of old.slice(8, 16)) happen(scene, event, rec);
	scene.time.pass(5 * MINUTE);
	await scene.poll();
	scene.time.pass(10 * SECOND);
	for (const rec of old.slice(16, 20)) happen(scene, event, rec);
	await scene.polls(5);
	return scene;
}
